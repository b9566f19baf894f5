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

    /// Whether others may rely on the image. Its content is then locked: name, description, minimum disk and RAM,
    /// tags and properties (R3); visibility, members, protection, hiding, activation and deprecation are not (R4).
    package var isPublished: Bool {
        visibility != .private && (status == .active || status == .deactivated)
    }
}
