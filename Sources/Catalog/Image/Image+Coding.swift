/// The image in the service's own JSON form.
extension Image: Codable {
    /// Attribute names of the image API; any other name is possible too.
    private struct Attribute: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Reads whatever the service sends: of all attributes only `id` has to be there, and a known attribute whose
    /// value is of an unexpected type goes to `extras` instead of failing.
    package init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Attribute.self)
        self.init(id: ImageID(try box.decode(String.self, forKey: Attribute("id"))))
        status = .other("")
        visibility = .other("")
        var custom: [(String, String)] = []
        for key in box.allKeys where key.stringValue != "id" {
            if take(key, from: box) { continue }
            if let text = try? box.decode(String.self, forKey: key) {
                if !take(text, for: key.stringValue) { custom.append((key.stringValue, text)) }
            } else {
                extras[key.stringValue] = try box.decode(JSONValue.self, forKey: key)
            }
        }
        properties = Properties(custom)
    }

    /// Stores a text attribute in its field. Answers whether there is such a field.
    private mutating func take(_ text: String, for name: String) -> Bool {
        switch name {
        case "name": self.name = text
        case "status": status = ImageStatus(text)
        case "visibility": visibility = Visibility(text)
        case "owner": owner = ProjectID(text)
        case "disk_format": diskFormat = text
        case "container_format": containerFormat = text
        case "checksum": checksum = text
        case "os_hash_algo": hashAlgorithm = text
        case "os_hash_value": hashDigest = text
        case "stores": stores = text.split(separator: ",").map { String($0.drop { $0 == " " }) }
        case "created_at": createdAt = Instant(iso: text)
        case "updated_at": updatedAt = Instant(iso: text)
        case "file", "self", "schema":
            // The service's own paths follow from the ID; one that does not is worth keeping.
            if text != Self.path(name, of: id) { extras[name] = .string(text) }
        case "direct_url": extras[name] = .string(text)
        default: return false
        }
        return true
    }

    /// Stores an attribute that is not text by rule in its field. Answers false for all others, and for one of
    /// an unexpected type.
    private mutating func take(_ key: Attribute, from box: KeyedDecodingContainer<Attribute>) -> Bool {
        func null() -> Bool { (try? box.decodeNil(forKey: key)) ?? false }
        func number() -> Int64? { try? box.decode(Int64.self, forKey: key) }
        func truth() -> Bool? { try? box.decode(Bool.self, forKey: key) }
        switch key.stringValue {
        case "protected": return truth().map { isProtected = $0 } != nil
        case "os_hidden": return truth().map { isHidden = $0 } != nil
        case "min_disk": return null() || number().map { minDisk = Int($0) } != nil
        case "min_ram": return null() || number().map { minRAM = Int($0) } != nil
        case "size": return null() || number().map { size = $0 } != nil
        case "virtual_size": return null() || number().map { virtualSize = $0 } != nil
        case "tags":
            // Sorted, because the service keeps a set and answers in any order.
            return (try? box.decode([String].self, forKey: key)).map { tags = $0.sorted() } != nil
        case "name", "owner", "disk_format", "container_format", "checksum", "os_hash_algo", "os_hash_value",
            "created_at", "updated_at":
            return null()
        default: return false
        }
    }

    package func encode(to encoder: any Encoder) throws {
        try json.encode(to: encoder)
    }

    /// Everything known of the image, under the service's names.
    package var json: JSONValue {
        func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
        func number(_ number: Int64?) -> JSONValue { number.map(JSONValue.integer) ?? .null }
        var fields: [String: JSONValue] = [
            "id": .string(id.rawValue), "name": text(name), "status": .string(status.text),
            "visibility": .string(visibility.text), "protected": .bool(isProtected), "os_hidden": .bool(isHidden),
            "owner": text(owner?.rawValue), "disk_format": text(diskFormat), "container_format": text(containerFormat),
            "min_disk": .integer(Int64(minDisk)), "min_ram": .integer(Int64(minRAM)), "size": number(size),
            "virtual_size": number(virtualSize), "checksum": text(checksum), "os_hash_algo": text(hashAlgorithm),
            "os_hash_value": text(hashDigest), "tags": .array(tags.map(JSONValue.string)),
            "created_at": text(createdAt?.iso), "updated_at": text(updatedAt?.iso),
            "self": .string(Self.path("self", of: id)), "file": .string(Self.path("file", of: id)),
            "schema": .string(Self.path("schema", of: id)),
        ]
        if !stores.isEmpty { fields["stores"] = .string(stores.joined(separator: ",")) }
        for property in properties { fields[property.key] = .string(property.value) }
        fields.merge(extras) { _, kept in kept }
        return .object(fields)
    }

    /// Where the service says that an image, its data or its schema is.
    private static func path(_ attribute: String, of id: ImageID) -> String {
        switch attribute {
        case "file": "/v2/images/\(id)/file"
        case "schema": "/v2/schemas/image"
        default: "/v2/images/\(id)"
        }
    }
}
