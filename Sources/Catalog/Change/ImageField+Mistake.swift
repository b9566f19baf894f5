extension ImageField {
    /// What is wrong with a value for this field; nil if the service takes it as it is. No value takes a property away.
    package func mistake(in value: JSONValue?) -> String? {
        switch (self, value) {
        case (.property(let key), nil): Self.mistake(inRemovedKey: key)
        case (.property(let key), .string(let text)?): Self.mistake(inKey: key) ?? Self.mistake(inText: text)
        case (.property, _): "not text, as the value of a property has to be"
        case (.name, .null?), (.diskFormat, .null?), (.containerFormat, .null?), (.owner, .null?): nil
        case (.name, .string(let text)?): Self.mistake(inShort: text)
        case (.owner, .string(let text)?): text.isEmpty ? "empty" : Self.mistake(inShort: text)
        case (.diskFormat, .string(let text)?), (.containerFormat, .string(let text)?):
            text.isEmpty ? "not chosen" : nil
        case (.visibility, .string(let text)?):
            Visibility.known.contains { $0.text == text } ? nil : "none of private, shared, community and public"
        case (.protected, .bool?), (.hidden, .bool?): nil
        case (.minDisk, .integer(let number)?), (.minRAM, .integer(let number)?):
            (0...Int64(FieldLimits.number)).contains(number) ? nil : "not between 0 and \(FieldLimits.number)"
        case (.tags, .array(let items)?): Self.mistake(inTags: items)
        default: "not of the kind that the service expects"
        }
    }

    private static func mistake(inTags items: [JSONValue]) -> String? {
        guard items.count <= FieldLimits.tags else { return "more than \(FieldLimits.tags) tags" }
        for item in items {
            guard let tag = item.string else { return "not all text" }
            if let mistake = mistake(inShort: tag) { return "“\(tag.prefix(20))” is \(mistake)" }
        }
        return nil
    }

    private static func mistake(inKey key: String) -> String? {
        if key.isEmpty { return "a property without a name" }
        if key.hasBlankEnds { return "a name with blanks at its ends, which the service cuts off" }
        return mistake(inOwner: key) ?? mistake(inShort: key)
    }

    /// A name that a service accepted somehow may be too long or hold odd characters, and still has to go.
    private static func mistake(inRemovedKey key: String) -> String? {
        if key.hasBlankEnds {
            return "a name with blanks at its ends, which the service cannot find again: it stays with the image"
        }
        return mistake(inOwner: key)
    }

    /// Whose name it is: not that of an attribute.
    private static func mistake(inOwner key: String) -> String? {
        if ImageField.fixed.contains(where: { $0.name == key }) { return "an attribute and no property" }
        if readOnly.contains(key) { return "set by the service alone" }
        if reserved.contains(key) || key.hasPrefix("os_glance") { return "reserved for the service" }
        return nil
    }

    private static let readOnly: Set<String> = [
        "created_at", "updated_at", "status", "checksum", "size", "virtual_size", "direct_url", "self", "file",
        "schema", "id", "os_hash_algo", "os_hash_value", "stores",
    ]

    private static let reserved: Set<String> = ["location", "locations", "deleted", "deleted_at"]

    private static func mistake(inShort text: String) -> String? {
        text.unicodeScalars.count > FieldLimits.characters
            ? "longer than \(FieldLimits.characters) characters" : mistake(inText: text)
    }

    /// The service's databases hold the Basic Multilingual Plane only.
    private static func mistake(inText text: String) -> String? {
        guard let scalar = text.unicodeScalars.first(where: { $0.value > 0xFFFF }) else { return nil }
        return "not storable: the service refuses characters such as “\(scalar)”"
    }
}

extension String {
    /// Whether Python's `strip` would take something away.
    fileprivate var hasBlankEnds: Bool {
        [unicodeScalars.first, unicodeScalars.last].contains { scalar in
            guard let scalar else { return false }
            return scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
        }
    }
}
