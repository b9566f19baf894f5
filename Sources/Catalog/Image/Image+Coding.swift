/// The image in the service's own JSON form.
extension Image: Codable {
    /// Reads whatever the service sends: of all attributes only `id` has to be there, and a known attribute whose
    /// value is of an unexpected type goes to `extras` instead of failing.
    package init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Name.self)
        guard let id = try? box.decodeIfPresent(String.self, forKey: Name("id")), !id.isEmpty else {
            throw DecodingError.keyNotFound(
                Name("id"), .init(codingPath: decoder.codingPath, debugDescription: "an image without an ID"))
        }
        self.init(id: ImageID(id), status: .other(""), visibility: .other(""))
        var custom: [(String, String)] = []
        for name in box.allKeys {
            let attribute = Attribute.named[name.stringValue]
            let value = try Self.value(of: name, promised: attribute?.type ?? .text, in: box)
            if let attribute, take(value, for: attribute) { continue }
            if attribute == nil, case .string(let text) = value {
                custom.append((name.stringValue, text))
            } else {
                extras[name.stringValue] = value
            }
        }
        properties = Properties(custom)
    }

    /// Asks first for the type that the API promises: the error of a wrong guess takes longer than the value.
    private static func value(
        of name: Name, promised type: Attribute.ValueType, in box: KeyedDecodingContainer<Name>
    ) throws -> JSONValue {
        let promised: JSONValue? =
            switch type {
            case .text: (try? box.decodeIfPresent(String.self, forKey: name)).map(JSONValue.string)
            case .truth: (try? box.decodeIfPresent(Bool.self, forKey: name)).map(JSONValue.bool)
            case .whole: (try? box.decodeIfPresent(Int64.self, forKey: name)).map(JSONValue.integer)
            case .texts:
                (try? box.decodeIfPresent([String].self, forKey: name)).map { .array($0.map(JSONValue.string)) }
            }
        return try promised ?? box.decode(JSONValue.self, forKey: name)
    }

    /// Stores what the service said of an attribute in its field. False if the field does not tell it.
    private mutating func take(_ value: JSONValue, for attribute: Attribute) -> Bool {
        switch (attribute, value) {
        case (_, .string(let text)): return take(text, for: attribute)
        case (_, .null): return attribute.mayBeNull
        case (.protected, .bool(let truth)): isProtected = truth
        case (.hidden, .bool(let truth)): isHidden = truth
        case (.minDisk, .integer(let number)): minDisk = Int(number)
        case (.minRAM, .integer(let number)): minRAM = Int(number)
        case (.size, .integer(let number)): size = number
        case (.virtualSize, .integer(let number)): virtualSize = number
        case (.tags, .array(let items)):
            let texts = items.compactMap(\.string)
            // Sorted, because the service keeps a set and answers in any order.
            tags = texts.sorted()
            return texts.count == items.count
        default: return false
        }
        return true
    }

    private mutating func take(_ text: String, for attribute: Attribute) -> Bool {
        switch attribute {
        case .id: break
        case .name: name = text
        case .status: status = ImageStatus(text)
        case .visibility: visibility = Visibility(text)
        case .owner: owner = ProjectID(text)
        case .diskFormat: diskFormat = text
        case .containerFormat: containerFormat = text
        case .checksum: checksum = text
        case .hashAlgorithm: hashAlgorithm = text
        case .hashDigest: hashDigest = text
        case .stores: stores = text.split(separator: ",").map { String($0.drop { $0 == " " }) }
        case .createdAt:
            createdAt = Instant(iso: text)
            return createdAt != nil
        case .updatedAt:
            updatedAt = Instant(iso: text)
            return updatedAt != nil
        // The service's own paths follow from the ID; one that does not is worth keeping.
        case .file, .self, .schema: return text == Self.path(attribute.rawValue, of: id)
        case .directURL, .protected, .hidden, .minDisk, .minRAM, .size, .virtualSize, .tags: return false
        }
        return true
    }

    /// Any name of an attribute, known or not.
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
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

        /// What the API promises as its value.
        enum ValueType { case text, truth, whole, texts }

        var type: ValueType {
            switch self {
            case .protected, .hidden: .truth
            case .minDisk, .minRAM, .size, .virtualSize: .whole
            case .tags: .texts
            default: .text
            }
        }

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

extension Image {
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
