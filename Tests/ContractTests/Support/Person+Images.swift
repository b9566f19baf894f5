import Catalog

/// What a person does to images.
extension Person {
    /// All images of a listing, page by page. `query` is what the API calls its filters.
    func images(_ query: String = "") async throws -> [JSONValue] {
        var images: [JSONValue] = []
        var path: String? = "/v2/images?limit=250" + (query.isEmpty ? "" : "&" + query)
        while let next = path {
            let page = try await call("GET", next).json
            images += page["images"]?.array ?? []
            path = page["next"]?.string
        }
        return images
    }

    func ids(_ query: String = "") async throws -> Set<ImageID> { Set(try await images(query).compactMap(\.imageID)) }

    /// The ways of creating an image that tests need.
    @discardableResult
    func create(_ name: String, _ visibility: String = "private", _ more: [String: JSONValue] = [:]) async throws
        -> ImageID
    {
        var fields: [String: JSONValue] = [
            "name": .string(name), "visibility": .string(visibility), "disk_format": "raw", "container_format": "bare",
        ]
        fields.merge(more) { $1 }
        let image = try await call("POST", "/v2/images", .json(.object(fields))).json
        guard let id = image.imageID else { throw Refused(description: "an image without ID", status: 201) }
        return id
    }

    /// Creates an image with a little data.
    @discardableResult
    func createActive(_ name: String, _ visibility: String = "private", _ more: [String: JSONValue] = [:]) async throws
        -> ImageID
    {
        let id = try await create(name, visibility, more)
        try await upload(id)
        return id
    }

    func upload(_ id: ImageID, _ data: [UInt8] = Array("data".utf8)) async throws {
        try await call("PUT", "/v2/images/\(id)/file", .bytes(data, type: "application/octet-stream"))
    }

    /// Sets attributes and properties, new ones too.
    func set(_ id: ImageID, _ fields: [String: JSONValue]) async throws {
        let operations: [JSONValue] = fields.map { key, value in
            let path = key.replacing("~", with: "~0").replacing("/", with: "~1")
            return ["op": "add", "path": .string("/" + path), "value": value]
        }
        try await call("PATCH", "/v2/images/\(id)", .patch(operations))
    }

    func delete(_ id: ImageID) async throws { try await call("DELETE", "/v2/images/\(id)") }

    func record(_ id: ImageID) async throws -> JSONValue { try await call("GET", "/v2/images/\(id)").json }

    // MARK: Sharing

    /// The members' answers by project ID.
    func answers(on id: ImageID) async throws -> [String: String] {
        let members = try await call("GET", "/v2/images/\(id)/members").json["members"]?.array ?? []
        return Dictionary(
            members.map { ($0["member_id"]?.string ?? "", $0["status"]?.string ?? "") }, uniquingKeysWith: { $1 })
    }

    func share(_ id: ImageID, with project: String) async throws {
        try await call("POST", "/v2/images/\(id)/members", .json(["member": .string(project)]))
    }

    func withdrawShare(_ id: ImageID, from project: String) async throws {
        try await call("DELETE", "/v2/images/\(id)/members/\(project)")
    }

    /// Answers an offer to the own project.
    func answer(_ id: ImageID, _ status: String) async throws {
        try await call("PUT", "/v2/images/\(id)/members/\(project)", .json(["status": .string(status)]))
    }
}

extension JSONValue {
    var imageID: ImageID? { self["id"]?.string.map { ImageID($0) } }

    /// An image with its tags in order: the service keeps a set.
    var withSortedTags: JSONValue {
        guard var fields = object else { return self }
        fields["tags"] = .array((self["tags"]?.strings ?? []).sorted().map(JSONValue.string))
        return .object(fields)
    }
}
