/// What the receiving project said to an offer (image API, "Image member status").
package enum MemberStatus: Hashable, Sendable {
    case pending, accepted, rejected
    case other(String)

    /// The three that the service defines.
    package static let known: [MemberStatus] = [.pending, .accepted, .rejected]

    package init(_ text: String) {
        self = Self.known.first { $0.text == text } ?? .other(text)
    }

    /// The service's own word.
    package var text: String {
        switch self {
        case .pending: "pending"
        case .accepted: "accepted"
        case .rejected: "rejected"
        case .other(let text): text
        }
    }
}

/// One entry of an image's member list.
package struct Member: Hashable, Sendable {
    package var image: ImageID
    package var project: ProjectID
    package var status: MemberStatus
    package var createdAt: Instant?
    package var updatedAt: Instant?

    package init(
        image: ImageID, project: ProjectID, status: MemberStatus, createdAt: Instant? = nil, updatedAt: Instant? = nil
    ) {
        self.image = image
        self.project = project
        self.status = status
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// Another project's image as this project meets it: a share seen from the receiving side.
package struct Offer: Hashable, Sendable {
    /// What this project answered so far.
    package var status: MemberStatus
    /// When the owner added this project; known only after the member record itself was read.
    package var offeredAt: Instant?

    package init(status: MemberStatus, offeredAt: Instant? = nil) {
        self.status = status
        self.offeredAt = offeredAt
    }
}
