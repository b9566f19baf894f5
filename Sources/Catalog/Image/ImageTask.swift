/// A task of the image service that works, or worked, on an image: an import or a copy (image API, "Tasks").
package struct ImageTask: Hashable, Sendable, Identifiable {
    package var id: String
    /// `import`, `api_image_import`, `location_import`.
    package var type: String
    /// `pending`, `processing`, `success`, `failure`.
    package var status: String
    /// What the service says about progress or failure; often empty.
    package var message: String?
    package var createdAt: Instant?
    package var updatedAt: Instant?
    /// When the service forgets the task.
    package var expiresAt: Instant?
    /// Everything the service said, `input` and `result` included.
    package var record: JSONValue

    /// Nil if there is no `id`.
    package init?(_ json: JSONValue) {
        guard let id = json["id"]?.string else { return nil }
        self.id = id
        type = json["type"]?.string ?? ""
        status = json["status"]?.string ?? ""
        message = json["message"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        createdAt = json["created_at"]?.string.flatMap(Instant.init(iso:))
        updatedAt = json["updated_at"]?.string.flatMap(Instant.init(iso:))
        expiresAt = json["expires_at"]?.string.flatMap(Instant.init(iso:))
        record = json
    }

    /// Whether nothing more will happen.
    package var isOver: Bool { status == "success" || status == "failure" }
}
