/// New images in the form in which the journal keeps them until their data is there. Passwords and signatures in
/// addresses are left out.
extension NewImage {
    package var keptJSON: JSONValue {
        var fields: [String: JSONValue] = [
            "name": .string(name), "visibility": .string(visibility.text), "disk_format": .string(diskFormat),
            "container_format": .string(containerFormat), "min_disk": .integer(Int64(minDisk)),
            "min_ram": .integer(Int64(minRAM)), "protected": .bool(isProtected), "hidden": .bool(isHidden),
            "tags": .array(tags.map(JSONValue.string)), "route": .string(route.rawValue),
            "members": .array(members.map { .string($0.rawValue) }),
            "properties": .object(Dictionary(properties.map { ($0.key, .string($0.value)) }) { $1 }),
        ]
        fields["id"] = id.map { .string($0.rawValue) }
        fields["owner"] = owner.map { .string($0.rawValue) }
        fields["store"] = store.map(JSONValue.string)
        switch source {
        case .file(let path): fields["file"] = .string(path)
        case .url(let url): fields["url"] = .string(DataAddress(url).withoutSecrets)
        case .none: break
        }
        return .object(fields)
    }

    /// Nil if something is missing.
    package init?(kept json: JSONValue) {
        guard let name = json["name"]?.string, let disk = json["disk_format"]?.string,
            let container = json["container_format"]?.string
        else { return nil }
        let source: Source =
            if let path = json["file"]?.string { .file(path: path) } else {
                json["url"]?.string.map(Source.url) ?? .none
            }
        self.init(name: name, diskFormat: disk, containerFormat: container, source: source)
        id = json["id"]?.string.map { ImageID($0) }
        visibility = json["visibility"]?.string.map { Visibility($0) } ?? .private
        minDisk = json["min_disk"]?.integer.map { Int($0) } ?? 0
        minRAM = json["min_ram"]?.integer.map { Int($0) } ?? 0
        isProtected = json["protected"]?.bool ?? false
        isHidden = json["hidden"]?.bool ?? false
        owner = json["owner"]?.string.map { ProjectID($0) }
        tags = json["tags"]?.strings ?? []
        properties = Properties(
            (json["properties"]?.object ?? [:]).compactMap { key, value in
                value.string.map { (key, $0) }
            })
        route = json["route"]?.string.flatMap(Route.init(rawValue:)) ?? .upload
        store = json["store"]?.string
        members = (json["members"]?.strings ?? []).map { ProjectID($0) }
    }
}

/// An address from which the service is to fetch data. It may carry a password, or a signature that is as good as one.
package struct DataAddress: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    /// The address as it may be shown and kept: the user part and the query, where secrets are, are covered.
    package var withoutSecrets: String {
        var rest = text[...]
        var shown = ""
        if let scheme = rest.firstRange(of: "://") {
            shown = String(rest[..<scheme.upperBound])
            rest = rest[scheme.upperBound...]
            let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
            if let at = rest[..<end].lastIndex(of: "@") {
                shown += "***"
                rest = rest[at...]
            }
        }
        guard let query = rest.firstIndex(of: "?") else { return shown + rest }
        return shown + rest[...query] + "***"
    }

    /// Whether something had to be covered, so that what is kept cannot be used again.
    package var hasSecrets: Bool { withoutSecrets != text }
}
