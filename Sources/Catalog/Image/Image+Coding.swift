/// The image in the service's own JSON form.
extension Image {
    /// Reads one image, whatever the service sends: of all attributes only `id` has to be there, and a known attribute
    /// whose value is of an unexpected type goes to `extras` instead of failing.
    package init(from reader: inout JSONReader) throws(JSONError) {
        let start = reader.offset
        var draft = Draft()
        try reader.object { (name, reader) throws(JSONError) in draft.take(try reader.value(), for: name) }
        guard let image = draft.finished() else { throw JSONError("an image without an ID", at: start) }
        self = image
    }

    /// Reads an image from a value; nil if it is no object or has no `id`.
    package init?(_ value: JSONValue) {
        guard case .object(let fields) = value else { return nil }
        var draft = Draft()
        for (name, value) in fields { draft.take(value, for: name) }
        guard let image = draft.finished() else { return nil }
        self = image
    }

    /// An image while its attributes come in, in any order.
    private struct Draft {
        private var image = Image(id: ImageID(""), status: .other(""), visibility: .other(""))
        private var custom: [(String, String)] = []
        private var hashes: (md5: String?, algorithm: String?, digest: String?)
        /// The service's own paths, judged when the ID is known.
        private var paths: [(name: String, path: String)] = []

        init() { custom.reserveCapacity(16) }

        /// The finished image; nil while there is no ID.
        func finished() -> Image? {
            guard !image.id.rawValue.isEmpty else { return nil }
            var image = image
            image.properties = Properties(custom)
            image.setChecksums(md5: hashes.md5, algorithm: hashes.algorithm, digest: hashes.digest)
            // The service's own paths follow from the ID; one that does not is worth keeping.
            for (name, path) in paths where path != Image.path(name, of: image.id) {
                image.extras[name] = .string(path)
            }
            return image
        }

        mutating func take(_ value: JSONValue, for name: String) {
            guard let attribute = Attribute.named[name] else {
                if case .string(let text) = value { custom.append((name, text)) } else { image.extras[name] = value }
                return
            }
            let isTaken =
                switch value {
                case .string(let text): take(text, for: attribute)
                case .null: attribute.mayBeNull
                default: take(value, for: attribute)
                }
            if !isTaken { image.extras[name] = value }
        }

        private mutating func take(_ text: String, for attribute: Attribute) -> Bool {
            switch attribute {
            case .id: image.id = ImageID(text)
            case .name: image.name = text
            case .status: image.status = ImageStatus(text)
            case .visibility: image.visibility = Visibility(text)
            case .owner: image.owner = ProjectID(text)
            case .diskFormat: image.diskFormat = text
            case .containerFormat: image.containerFormat = text
            case .checksum: hashes.md5 = text
            case .hashAlgorithm: hashes.algorithm = text
            case .hashDigest: hashes.digest = text
            case .stores: image.stores = text.split(separator: ",").map { String($0.drop { $0 == " " }) }
            case .createdAt: return Instant(iso: text).map { image.createdAt = $0 } != nil
            case .updatedAt: return Instant(iso: text).map { image.updatedAt = $0 } != nil
            case .file, .self, .schema: paths.append((attribute.rawValue, text))
            case .directURL, .protected, .hidden, .minDisk, .minRAM, .size, .virtualSize, .tags: return false
            }
            return true
        }

        private mutating func take(_ value: JSONValue, for attribute: Attribute) -> Bool {
            switch (attribute, value) {
            case (.protected, .bool(let truth)): image.isProtected = truth
            case (.hidden, .bool(let truth)): image.isHidden = truth
            case (.minDisk, .integer(let number)): image.minDisk = Int(number)
            case (.minRAM, .integer(let number)): image.minRAM = Int(number)
            case (.size, .integer(let number)): image.size = number
            case (.virtualSize, .integer(let number)): image.virtualSize = number
            case (.tags, .array(let items)):
                let tags = items.compactMap(\.string)
                // Sorted, because the service keeps a set and answers in any order.
                image.tags = tags.sorted()
                return tags.count == items.count
            default: return false
            }
            return true
        }
    }

    /// The attributes that have a field of their own, by the service's names.
    private enum Attribute: String, CaseIterable {
        case id, name, status, visibility, owner, checksum, stores, protected, size, tags, file, `self`, schema
        case diskFormat = "disk_format"
        case containerFormat = "container_format"
        case hashAlgorithm = "os_hash_algo"
        case hashDigest = "os_hash_value"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case directURL = "direct_url"
        case hidden = "os_hidden"
        case minDisk = "min_disk"
        case minRAM = "min_ram"
        case virtualSize = "virtual_size"

        static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

        /// Whether null says no more than the missing field does.
        var mayBeNull: Bool {
            switch self {
            case .name, .owner, .checksum, .size, .diskFormat, .containerFormat, .hashAlgorithm, .hashDigest,
                .createdAt, .updatedAt, .minDisk, .minRAM, .virtualSize:
                true
            case .id, .status, .visibility, .stores, .protected, .tags, .file, .self, .schema, .directURL, .hidden:
                false
            }
        }
    }
}

extension Image: Codable {
    package init(from decoder: any Decoder) throws {
        let value = try JSONValue(from: decoder)
        guard let image = Image(value) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no image"))
        }
        self = image
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
