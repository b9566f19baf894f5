/// Where an image stands in its life (image API, "Image statuses"). An unknown word is kept as `other`.
package enum ImageStatus: Hashable, Sendable {
    case queued, saving, uploading, importing, active, deactivated, killed, deleted
    case pendingDelete
    case other(String)

    /// Every status the service defines, in the order of an image's life.
    package static let known: [ImageStatus] = [
        .queued, .saving, .uploading, .importing, .active, .deactivated, .killed, .pendingDelete, .deleted,
    ]

    package init(_ text: String) {
        self = Self.known.first { $0.text == text } ?? .other(text)
    }

    /// The service's own word.
    package var text: String {
        switch self {
        case .queued: "queued"
        case .saving: "saving"
        case .uploading: "uploading"
        case .importing: "importing"
        case .active: "active"
        case .deactivated: "deactivated"
        case .killed: "killed"
        case .deleted: "deleted"
        case .pendingDelete: "pending_delete"
        case .other(let text): text
        }
    }

    /// Whether the service is expected to move the image on by itself, so that it is worth asking again soon.
    package var isTransitional: Bool {
        switch self {
        case .queued, .saving, .uploading, .importing, .pendingDelete: true
        case .active, .deactivated, .killed, .deleted, .other: false
        }
    }
}
