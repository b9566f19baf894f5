package import Catalog

/// Which images a list is asked for (image API, "List images"). Always in the service's default order, the only one in
/// which paging is safe.
package struct ListQuery: Hashable, Sendable {
    package enum Sight: String, Hashable, Sendable {
        case all, `public`, community, shared, `private`
    }

    /// Which foreign shares a list contains; means nothing to administrators.
    package enum Membership: String, Hashable, Sendable {
        case pending, accepted, rejected, all
    }

    /// Nil leaves out other projects' community images.
    package var visibility: Sight?
    package var membership: Membership?
    package var owner: ProjectID?
    /// True lists hidden images only; nil and false only the others.
    package var isHidden: Bool?
    /// Changed at this moment or later.
    package var updatedSince: Instant?
    /// Only these; about two hundred fit into a request.
    package var ids: [ImageID]
    package var name: String?
    package var statuses: [ImageStatus]
    /// All of them have to be there.
    package var tags: [String]
    /// Custom properties with exactly these values.
    package var properties: [String: String]
    /// Images a page; the service cuts at 1,000. Nil takes its default, usually 25.
    package var limit: Int?

    package init(
        visibility: Sight? = nil, membership: Membership? = nil, owner: ProjectID? = nil, isHidden: Bool? = nil,
        updatedSince: Instant? = nil, ids: [ImageID] = [], name: String? = nil, statuses: [ImageStatus] = [],
        tags: [String] = [], properties: [String: String] = [:], limit: Int? = nil
    ) {
        self.visibility = visibility
        self.membership = membership
        self.owner = owner
        self.isHidden = isHidden
        self.updatedSince = updatedSince
        self.ids = ids
        self.name = name
        self.statuses = statuses
        self.tags = tags
        self.properties = properties
        self.limit = limit
    }

    /// The query of the request, for the page that follows `marker`.
    func text(after marker: PageMarker?) -> String {
        var parts: [(String, String)] = []
        func add(_ name: String, _ value: String?) { value.map { parts.append((name, $0)) } }
        add("limit", limit.map(String.init))
        // Shown to the second, and kept more finely.
        add("created_at", marker?.createdAt.map { "lte:" + ($0 + 1).iso })
        add("visibility", visibility?.rawValue)
        add("member_status", membership?.rawValue)
        add("owner", owner?.rawValue)
        add("os_hidden", isHidden.map { $0 ? "true" : "false" })
        add("updated_at", updatedSince.map { "gte:" + $0.iso })
        add("id", Self.list(ids.map(\.rawValue)))
        // Without the operator a colon in a name would be read as one.
        add("name", name.map { "eq:" + $0 })
        add("status", Self.list(statuses.map(\.text)))
        for tag in tags { add("tag", tag) }
        for (key, value) in properties.sorted(by: { $0.key < $1.key }) { add(key, value) }
        add("marker", marker?.image.rawValue)
        return parts.map { "\($0.percentEncoded)=\($1.percentEncoded)" }.joined(separator: "&")
    }

    /// `in:a,"b,c"`; nil for an empty list.
    private static func list(_ values: [String]) -> String? {
        values.isEmpty ? nil : "in:" + values.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",")
    }
}

/// The image after which a page begins.
package struct PageMarker: Hashable, Sendable {
    package var image: ImageID
    /// When it was created, if that is known. Nothing that follows is newer, and to be told so spares the service the
    /// collecting and sorting of what was listed before.
    package var createdAt: Instant?

    package init(after image: ImageID, createdAt: Instant? = nil) {
        self.image = image
        self.createdAt = createdAt
    }
}

extension Problem {
    static let tooLarge = "the answer is larger than \(Transport.bodyLimit >> 20) MiB"

    /// Whether an answer was larger than is taken in one piece: a list may be asked for in smaller ones.
    package var isTooLarge: Bool { kind == .malformed && reason == Self.tooLarge }

    /// Whether a page could not be had because the image it was to follow has been deleted meanwhile: begin again after
    /// an earlier one.
    package var isVanishedMarker: Bool { kind == .notFound && httpStatus == 400 }
}
