/// What a site lets an image have (image API, "Image schemas").
package struct ImageSchema: Hashable, Sendable {
    /// In the service's order, without null.
    package var diskFormats: [String] = []
    package var containerFormats: [String] = []
    /// Attributes that must be given, on the newest services.
    package var required: [String] = []
    /// Every attribute by name: type, description, limits, and what the site itself has added.
    package var properties: [String: JSONValue] = [:]

    /// Reads the answer to `/v2/schemas/image`.
    package init(_ json: JSONValue) {
        properties = json["properties"]?.object ?? [:]
        required = json["required"]?.strings ?? []
        diskFormats = properties["disk_format"]?["enum"]?.strings ?? []
        containerFormats = properties["container_format"]?["enum"]?.strings ?? []
    }

    /// Whether the service alone may set an attribute.
    package func isReadOnly(_ name: String) -> Bool { properties[name]?["readOnly"]?.bool ?? false }
}
