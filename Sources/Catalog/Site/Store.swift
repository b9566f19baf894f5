/// A place where a site keeps image data (image API, "Stores").
package struct Store: Hashable, Sendable, Identifiable {
    package var id: String
    package var description: String?
    /// Where data goes if nobody says otherwise.
    package var isDefault = false
    /// A store that takes nothing new, such as plain web servers.
    package var isReadOnly = false
    /// `file`, `rbd`, `s3` …; told to administrators only.
    package var type: String?
    /// The preference among stores; told to administrators only.
    package var weight: Int?
    /// Told to administrators only.
    package var properties: [String: JSONValue] = [:]

    package init(id: String) { self.id = id }

    /// Nil if there is no `id`.
    package init?(_ json: JSONValue) {
        guard let id = json["id"]?.string else { return nil }
        self.init(id: id)
        description = json["description"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        isDefault = json["default"]?.bool ?? false
        isReadOnly = json["read-only"]?.bool ?? false
        type = json["type"]?.string
        weight = json["weight"]?.integer.map { Int(truncatingIfNeeded: $0) }
        properties = json["properties"]?.object ?? [:]
    }
}
