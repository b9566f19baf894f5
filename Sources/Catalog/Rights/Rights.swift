/// What the one who is signed in may do, and why not (platform-rules.md; image-api.md, section 12).
///
/// This decides what is offered; the service's answer is final (R86).
package struct Rights: Sendable {
    package let session: Session?
    package let rules: AccessRules
    /// For naming owners in reasons.
    package let projects: ProjectNames
    /// Whether only signed images may be launched; a setting of each cloud.
    package var requiresSignature = false
    /// Whether the user wants to connect to nothing.
    package var isOffline = false
    /// Images that exports have deactivated, to reactivate them when they end.
    package var held: Set<ImageID> = []

    package init(session: Session?, rules: AccessRules = .platform, projects: ProjectNames = ProjectNames()) {
        self.session = session
        self.rules = rules
        self.projects = projects
    }

    /// Why an action is not possible, a sentence; nil if it is. `entry` is the row it is to be done to, `pane` the
    /// one from which.
    package func refusal(of action: ImageAction, on entry: CatalogueEntry?, in pane: Pane) -> String? {
        if action.isWrite, let refusal = refusalToWrite { return refusal }
        // A downloaded file is compared with what is known already.
        if isOffline, action != .verifySignature { return "Started with --offline: nothing is asked of the cloud." }
        guard action.needsImage else {
            return action == .createImage ? refusalToCreate(in: pane) : nil
        }
        guard let entry else { return "No image is selected." }
        if entry.isWithdrawn { return "The image was deleted, or this project does not see it any more." }
        switch action {
        case .createImage, .openImage, .refresh: return nil
        case .nextVersion: return refusalToCreate(in: pane) ?? refusal(ofNextVersion: entry)
        case .editImage: return refusalToChange(entry, in: pane)
        case .updateMetadata: return refusal(ofMetadata: entry) ?? refusalToChange(entry, in: pane)
        case .uploadData: return refusalToChange(entry, in: pane) ?? refusal(ofUpload: entry.image)
        case .shareImage, .editVisibility: return refusalToChange(entry, in: pane)
        case .toggleActivation: return refusalToChange(entry, in: pane) ?? refusal(ofActivation: entry.image)
        case .deprecate: return refusalToChange(entry, in: pane) ?? refusal(ofDeprecation: entry)
        case .deleteImage: return refusalToChange(entry, in: pane) ?? refusal(ofDeletion: entry.image)
        case .copyToStores: return refusalToChange(entry, in: pane) ?? refusal(ofCopying: entry.image)
        case .removeFromStore: return refusalToChange(entry, in: pane) ?? refusal(ofRemoval: entry.image)
        case .queueForCache: return refusalOfCache ?? refusal(ofQueueing: entry.image)
        case .signImage: return refusal(ofMetadata: entry) ?? refusalToChange(entry, in: pane)
        case .verifySignature: return refusal(ofVerifying: entry.image)
        case .exportImage: return refusal(ofExport: entry.image, in: pane)
        case .acceptOffer: return refusal(ofAnswer: .accepted, to: entry, in: pane)
        case .rejectOffer: return refusal(ofAnswer: .rejected, to: entry, in: pane)
        case .showInstances: return hasVolumes ? nil : refusalOfCompute
        case .launchInstance: return refusalOfCompute ?? refusal(ofLaunch: entry)
        }
    }

    // MARK: Who

    var isAdmin: Bool { session?.isAdmin ?? false }

    private func isOwn(_ image: Image) -> Bool { image.owner == session?.project?.id }

    /// Why nothing may be changed at all; nil if some things may.
    package var refusalToWrite: String? {
        if isOffline { return "Started with --offline: nothing can be changed." }
        guard let session else { return "You are not signed in." }
        if session.isReadOnly { return "This session is read-only, by the settings or by --read-only." }
        if session.isReader { return "The role reader may only look: changes need the role member." }
        return nil
    }

    /// Whether the service tells all members of an image, and not only the own project's membership (R76).
    package func seesAllMembers(of image: Image) -> Bool {
        guard let session else { return false }
        // Where nobody signs in there is nobody to be told apart.
        return session.isAdmin || session.user == nil || isOwn(image)
    }

    /// Why nobody can be asked about servers, a sentence; nil if somebody can.
    package var refusalOfCompute: String? {
        guard let session else { return "You are not signed in." }
        return session.services.contains("compute") ? nil : "The cloud's service catalogue has no compute service."
    }

    /// Whether volumes can be listed, also where servers cannot.
    private var hasVolumes: Bool { session?.services.contains("block-storage") ?? false }

    private func refusalToCreate(in pane: Pane) -> String? {
        if pane == .shared { return "Images are created in the panes Images and Admin." }
        if session?.user != nil, session?.project == nil {
            return "An image belongs to a project, and you are signed in to none."
        }
        return nil
    }

    /// What stands in the way of every change to an image: somebody else's (R12, R13, R15), or an offer.
    private func refusalToChange(_ entry: CatalogueEntry, in pane: Pane) -> String? {
        let image = entry.image
        if pane == .shared {
            return "An offer can only be accepted or rejected: the image belongs to \(owner(of: image))."
        }
        if image.status.isGone { return "The image is \(image.status.label)." }
        if isAdmin { return nil }
        if rules == .platform, image.isForAll {
            return "It is \(image.visibility.text): only administrators may change what every project uses."
        }
        return isOwn(image) ? nil : "Only its owner, \(owner(of: image)), or an administrator may do that."
    }

    /// Why a change that was decided on earlier, or takes one back, may not be sent now: the image may have been published
    /// since (R3, R12). Answers to offers are the project's own; of an image that is not listed the service knows.
    ///
    /// - Parameters:
    ///   - reactivates: whether the image is reactivated by the same plan.
    ///   - hasReason: whether the user has said why a published image is to change.
    package func refusal(
        toSendLate change: ImageChange, of entry: CatalogueEntry?, reactivates: Bool = false, hasReason: Bool = true
    ) -> String? {
        if case .answerOffer = change { return nil }
        guard let entry else { return nil }
        // What was withdrawn is published again by that (R21).
        let publishing =
            reactivates ? nil : change.visibility.flatMap { refusal(ofVisibility: $0, for: entry, in: .admin) }
        return refusalToChange(entry, in: .images) ?? publishing
            ?? (hasReason ? nil : refusal(ofContent: change, published: entry.image))
    }

    private func refusal(ofContent change: ImageChange, published image: Image) -> String? {
        guard image.isPublished, case .edit(let patch) = change, change.visibility != .private,
            patch.entries.contains(where: \.field.isContent)
        else { return nil }
        return "It is \(image.visibility.text) now, so its content is kept as it is: a new version takes its place."
    }

    private func owner(of image: Image) -> String {
        image.owner == nil ? "nobody" : projects.label(of: image.owner)
    }

    // MARK: What

    private func refusal(ofNextVersion entry: CatalogueEntry) -> String? {
        if entry.imageVersion == nil { return "Its name has no version: \(NameAdvice.pattern)." }
        // Of somebody else's image it would begin a family of its own (R1).
        return isAdmin || isOwn(entry.image) ? nil : "The family belongs to \(owner(of: entry.image))."
    }

    private func refusal(ofMetadata entry: CatalogueEntry) -> String? {
        entry.kind == .template ? "The metadata of VM Templates is managed on their own page." : nil
    }

    private func refusal(ofUpload image: Image) -> String? {
        image.status == .queued ? nil : "Only an image that is queued takes data; it is \(image.status.label)."
    }

    private func refusal(ofActivation image: Image) -> String? {
        switch image.status {
        case .active, .deactivated: nil
        default:
            "Only active images can be deactivated and only deactivated ones reactivated; it is \(image.status.label)."
        }
    }

    private func refusal(ofDeprecation entry: CatalogueEntry) -> String? {
        let image = entry.image
        guard image.status == .active || image.status == .deactivated else {
            return "Only an image that is in use can be deprecated; it is \(image.status.label)."
        }
        // What is not active would not be deactivated, and then reactivated in the end (R33, R61).
        if held.contains(image.id) {
            return "An export has deactivated it, and reactivates it when it ends; deprecate it then."
        }
        let isDone = entry.isDeprecated && image.status == .deactivated && image.visibility == .private
        return isDone ? "It is deprecated, deactivated and withdrawn already." : nil
    }

    private func refusal(ofDeletion image: Image) -> String? {
        image.isProtected ? "It is protected: lift the protection in Edit Image first." : nil
    }

    private func refusal(ofExport image: Image, in pane: Pane) -> String? {
        guard let session else { return "You are not signed in." }
        if pane == .shared { return "Images are exported from the panes Images and Admin." }
        if session.isReader { return "The role reader may not download images." }
        switch image.status {
        case .active: return nil
        case .deactivated where isAdmin: return nil
        case .deactivated: return "It is deactivated: only administrators may download it."
        default: return "It has no data to export; it is \(image.status.label)."
        }
    }

    /// Why an image cannot be deactivated for an export, a sentence; nil if it can (R35).
    package func refusal(ofDeactivatingExport image: Image) -> String? {
        if let refusal = refusalToWrite { return refusal }
        guard isAdmin else {
            return "Only administrators can download what is deactivated: the data would be closed to you, too."
        }
        return image.status == .deactivated ? "It is deactivated already, and stays so." : nil
    }

    private func refusal(ofAnswer answer: MemberStatus, to entry: CatalogueEntry, in pane: Pane) -> String? {
        if pane != .shared { return "Offers are answered in the pane Shared with Me." }
        guard let offer = entry.offer, !isOwn(entry.image) else { return "Nobody offers this image to your project." }
        return offer.status == answer ? "Your project has \(answer.text) it already." : nil
    }

    private func refusal(ofLaunch entry: CatalogueEntry) -> String? {
        if entry.isDeprecated {
            let replacement = entry.image.replacement.map { ": use \($0)" } ?? " and names no replacement"
            return "It is deprecated" + replacement + "."
        }
        if entry.kind == .kernel || entry.kind == .ramdisk { return "A \(entry.kind) is only a part of an image." }
        guard entry.image.status == .active else {
            return "Only active images can be launched; it is \(entry.image.status.label)."
        }
        if requiresSignature, let objection = entry.image.signature.objection { return objection.asReason }
        if PaneScope(session).membership(of: entry).contains(.images) { return nil }
        return entry.offer == nil
            ? "It belongs to \(owner(of: entry.image)), and your project cannot use it."
            : "Your project has not accepted the offer."
    }
}

extension String {
    /// This clause as a sentence of its own.
    fileprivate var asReason: String { prefix(1).uppercased() + dropFirst() + "." }
}
