/// What can be done to an image or with the catalogue. The raw values are the names in settings, help and palette.
package enum ImageAction: String, Hashable, Sendable, CaseIterable {
    case createImage = "create-image"
    case nextVersion = "next-version"
    case editImage = "edit-image"
    case updateMetadata = "update-metadata"
    /// Brings data to a record that has none.
    case uploadData = "upload-data"
    case shareImage = "share-image"
    case editVisibility = "edit-visibility"
    /// Deactivates an active image, reactivates a deactivated one.
    case toggleActivation = "toggle-activation"
    case deprecate
    case deleteImage = "delete-image"
    case copyToStores = "copy-to-stores"
    case removeFromStore = "remove-from-store"
    case queueForCache = "queue-for-cache"
    case signImage = "sign-image"
    /// Compares a file with the signature that an image has.
    case verifySignature = "verify-signature"
    case exportImage = "export-image"
    case acceptOffer = "accept-offer"
    case rejectOffer = "reject-offer"
    case showInstances = "show-instances"
    case launchInstance = "launch-instance"
    case openImage = "open-image"
    case refresh

    /// Whether something changes at a service, so that a read-only session may not do it.
    package var isWrite: Bool {
        switch self {
        case .exportImage, .verifySignature, .showInstances, .openImage, .refresh: false
        default: true
        }
    }

    /// Whether it is done to an image.
    package var needsImage: Bool {
        switch self {
        case .createImage, .openImage, .refresh: false
        default: true
        }
    }
}

/// Whose rules say what may be done; a setting of each cloud.
package enum AccessRules: String, Hashable, Sendable, CaseIterable {
    /// The platform's: only administrators publish, and only they touch what is published for all (R12 to R14, R20).
    case platform
    /// The image service's own policy: this program refuses only what no policy allows, and the service has the word.
    case service
}
