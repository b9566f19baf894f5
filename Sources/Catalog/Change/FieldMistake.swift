/// Why a value cannot be sent for a field: the service would refuse it, or make something else of it.
package struct FieldMistake: Hashable, Sendable {
    package var field: ImageField
    /// What is wrong, as it stands after the field's name: "longer than 255 characters".
    package var reason: String
}

extension ImagePatch {
    /// What cannot be sent, in the order of the entries; empty if all of it can.
    package var mistakes: [FieldMistake] {
        entries.compactMap { entry in
            // A list that is as long already shows that this site allows longer ones.
            if entry.field == .tags, (entry.from?.array?.count ?? 0) > FieldLimits.tags { return nil }
            return entry.field.mistake(in: entry.to).map { FieldMistake(field: entry.field, reason: $0) }
        }
    }
}

extension NewImage {
    /// What cannot be sent; empty if all of it can.
    package var mistakes: [FieldMistake] {
        let values: [(ImageField, JSONValue)] = [
            (.name, .string(name)), (.visibility, .string(visibility.text)), (.diskFormat, .string(diskFormat)),
            (.containerFormat, .string(containerFormat)), (.minDisk, .integer(Int64(minDisk))),
            (.minRAM, .integer(Int64(minRAM))), (.tags, .array(tags.map(JSONValue.string))),
        ]
        var mistakes = values.compactMap { field, value in
            field.mistake(in: value).map { FieldMistake(field: field, reason: $0) }
        }
        for property in properties {
            let field = ImageField.property(property.key)
            if let reason = field.mistake(in: .string(property.value)) {
                mistakes.append(FieldMistake(field: field, reason: reason))
            }
        }
        if properties.count > FieldLimits.properties, let last = properties.last {
            let reason = "one of more than \(FieldLimits.properties) properties"
            mistakes.append(FieldMistake(field: .property(last.key), reason: reason))
        }
        return mistakes
    }
}

/// What the image service stores at most, as it is delivered (image-api 5 and 16).
package enum FieldLimits {
    /// Of names, tags and property names, in Unicode code points.
    package static let characters = 255
    package static let tags = 128
    package static let properties = 128
    /// Of minimum disk and RAM.
    package static let number = 2_147_483_647
}
