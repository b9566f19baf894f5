/// A task the service runs or ran on an image: an import, a copy to other stores (image API, "Tasks").
package struct ImageTask: Hashable, Sendable {
    package var id: String
    package var type: String
    /// `pending`, `processing`, `success` or `failure`.
    package var status: String
    /// What the service says of it; of failures rarely more than that there was one.
    package var message: String
    package var createdAt: Instant?
    package var updatedAt: Instant?

    package init(
        id: String, type: String, status: String, message: String = "", createdAt: Instant? = nil,
        updatedAt: Instant? = nil
    ) {
        self.id = id
        self.type = type
        self.status = status
        self.message = message
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// A place where a site keeps image data (image API, "Stores discovery").
package struct Store: Hashable, Sendable {
    package var id: String
    package var summary: String
    package var isDefault: Bool
    package var isReadOnly: Bool

    package init(id: String, summary: String = "", isDefault: Bool = false, isReadOnly: Bool = false) {
        self.id = id
        self.summary = summary
        self.isDefault = isDefault
        self.isReadOnly = isReadOnly
    }
}
