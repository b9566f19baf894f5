/// Which rows belong to which pane, for one session (R10 to R18, R70 to R78; image-api.md, section 4).
package struct PaneScope: Hashable, Sendable {
    /// The current project; nil where there is none: not signed in, or a site without an identity service.
    package let project: ProjectID?
    package let isAdmin: Bool

    package init(project: ProjectID?, isAdmin: Bool) {
        self.project = project
        self.isAdmin = isAdmin
    }

    package init(_ session: Session?) {
        self.init(project: session?.project?.id, isAdmin: session?.isAdmin ?? false)
    }

    /// Why a pane has nothing to show whatever the catalogue holds; nil if it may have.
    package func refusal(of pane: Pane) -> String? {
        switch pane {
        case .images: nil
        case .shared: project == nil ? "Offers are made to a project, and you are signed in to none." : nil
        case .admin: isAdmin ? nil : "Only a token with the role admin sees the images of all projects."
        }
    }

    /// The panes in which a row is listed, and how it counts there.
    package func membership(of entry: CatalogueEntry) -> Membership {
        let image = entry.image
        var membership: Membership = []
        if entry.isWithdrawn {
            membership.insert(.withdrawn)
        } else if image.status.isGone {
            // The service lists these for nobody; a record read by its ID can still have such a status.
            return []
        }
        if image.isHidden { membership.insert(.hidden) }
        if isAdmin { membership.insert(.admin) }
        if isInImages(image, offer: entry.offer) { membership.insert(.images) }
        if let project, let offer = entry.offer, image.visibility == .shared, image.owner != project {
            membership.insert(.shared)
            if offer.status == .pending { membership.insert(.pending) }
        }
        return membership
    }

    /// Own images, public and community ones, and shares that were accepted. The service says nothing of a
    /// visibility that it knows and this program does not; what it lists for a member, a member is shown.
    private func isInImages(_ image: Image, offer: Offer?) -> Bool {
        guard let project, image.owner != project else { return true }
        switch image.visibility {
        case .public, .community: return true
        case .shared: return offer?.status == .accepted
        // An administrator's token lists every project's private images (R17).
        case .private, .other: return !isAdmin
        }
    }

    /// What `membership(of:)` says of a row.
    package struct Membership: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let images = Membership(rawValue: 1)
        package static let shared = Membership(rawValue: 2)
        package static let admin = Membership(rawValue: 4)
        /// Listed only when hidden images are asked for.
        package static let hidden = Membership(rawValue: 8)
        /// Listed until seen, never counted.
        package static let withdrawn = Membership(rawValue: 16)
        /// An offer without an answer.
        package static let pending = Membership(rawValue: 32)

        package static func pane(_ pane: Pane) -> Membership { Membership(rawValue: 1 << UInt8(pane.index)) }

        /// Whether the row is listed in `pane`.
        package func isListed(in pane: Pane, showingHidden: Bool) -> Bool {
            contains(.pane(pane)) && (showingHidden || !contains(.hidden))
        }
    }
}

extension ImageStatus {
    /// Whether the image is as good as deleted: in no listing of the service.
    package var isGone: Bool {
        switch self {
        case .killed, .deleted, .pendingDelete: true
        default: false
        }
    }
}
