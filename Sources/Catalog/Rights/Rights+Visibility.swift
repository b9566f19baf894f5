extension Rights {
    /// Why a visibility cannot be chosen for an image, a sentence; nil if it can. The image's own visibility always
    /// can: nothing changes then. For a new image `entry` is nil.
    package func refusal(
        ofVisibility visibility: Visibility, for entry: CatalogueEntry?, in pane: Pane
    ) -> String? {
        guard rules == .platform, visibility.isForAll, visibility != entry?.image.visibility else { return nil }
        guard session?.isAdmin ?? false else { return "Only administrators make images \(visibility.text)." }
        if pane != .admin { return "Images are made \(visibility.text) in the pane Admin." }
        if let status = entry?.image.status, status != .active {
            return "Only an active image can be promoted; it is \(status.label)."
        }
        return nil
    }

    /// Why a change may not be sent over what somebody else has changed meanwhile; nil if it may. An image that was made
    /// another visibility has other rules now (R3, R12, R13).
    ///
    /// - Parameters:
    ///   - seen: the image as the user saw it.
    ///   - others: what differs by now.
    ///   - hasReason: whether the user has said why a published image is to change.
    package func refusal(
        toSend change: ImageChange, to seen: Image?, over others: [ImagePatch.Entry], hasReason: Bool
    ) -> String? {
        guard case .edit(let patch) = change,
            let now = others.first(where: { $0.field == .visibility })?.to?.string.map(Visibility.init(_:))
        else { return nil }
        if rules == .platform, now.isForAll, session?.isAdmin != true {
            return "It was made \(now.text): only administrators may change what every project uses."
        }
        let hasData = seen?.hasData ?? true
        guard hasData, now != .private, !hasReason, patch.entries.contains(where: \.field.isContent) else { return nil }
        return "It was made \(now.text), so its content is kept as it is: a new version takes its place."
    }

    /// Which rules say who may publish, a sentence.
    package var rulesInForce: String {
        switch rules {
        case .platform: "The platform's rules count here: only administrators publish, in the pane Admin."
        case .service: "The service's own rules count here: it decides who may publish."
        }
    }
}

extension Visibility {
    /// Whether every project can use the image.
    package var isForAll: Bool { self == .community || self == .public }
}

extension Image {
    package var isForAll: Bool { visibility.isForAll }

    /// Whether its data is there, be it handed out at present or not.
    package var hasData: Bool { status == .active || status == .deactivated }

    /// Whether others may rely on the image. Its content is then locked: name, description, minimum disk and RAM,
    /// tags and properties (R3); visibility, members, protection, hiding, activation and deprecation are not (R4).
    package var isPublished: Bool {
        visibility != .private && hasData
    }
}
