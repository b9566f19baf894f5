/// How the value of a defined property is written and checked; all values are stored as text (dialogs.md 5.2).
extension MetadataProperty {
    /// What is wrong with a text as this property's value, nil if nothing is.
    package func mistake(in text: String) -> String? {
        switch kind {
        case .integer:
            guard let number = Int64(text) else { return "A whole number is needed here." }
            return rangeMistake(Double(number))
        case .number:
            guard let number = Double(text), number.isFinite else { return "A number is needed here." }
            return rangeMistake(number)
        case .boolean: return ["true", "false"].contains(text.lowercased()) ? nil : "Either true or false."
        case .array: return arrayMistake(MetadataArray(text))
        case .string, .other: return textMistake(text)
        }
    }

    private func rangeMistake(_ number: Double) -> String? {
        if let minimum, number < minimum { return "At least \(Self.text(minimum))." }
        if let maximum, number > maximum { return "At most \(Self.text(maximum))." }
        return nil
    }

    private func textMistake(_ text: String) -> String? {
        if !choices.isEmpty {
            return choices.contains(text) ? nil : "One of \(choices.joined(separator: ", "))."
        }
        if let minimumLength, text.count < minimumLength { return "At least \(counted(minimumLength, "character"))." }
        if let maximumLength, text.count > maximumLength { return "At most \(counted(maximumLength, "character"))." }
        if let pattern, let expression = try? Regex(pattern), text.firstMatch(of: expression) == nil {
            return "It has to match \(pattern)."
        }
        return nil
    }

    private func arrayMistake(_ array: MetadataArray?) -> String? {
        // Text in a form of its own is kept as it is.
        guard let array else { return nil }
        if array.items.isEmpty { return "At least one value." }
        let strange = array.items.first { !choices.isEmpty && !choices.contains($0) }
        if let strange { return "\(strange) is none of \(choices.joined(separator: ", "))." }
        if let minimumCount, array.items.count < minimumCount { return "At least \(minimumCount) values." }
        if let maximumCount, array.items.count > maximumCount { return "At most \(maximumCount) values." }
        return hasUniqueItems && Set(array.items).count < array.items.count ? "No value twice." : nil
    }

    private static func text(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
    }

    /// The operators an array may be written with; `<in>` where the definition names none.
    package var arrayOperators: [String] { operators.isEmpty ? ["<in>"] : operators }

    /// The value a newly added property begins with; empty where the user has to give one.
    package var initialValue: String {
        if let defaultValue { return defaultValue }
        // A check-box that was never ticked means no, and has to say so.
        return kind == .boolean ? "false" : ""
    }
}

/// Several values in one text: an operator in angle brackets, a blank, and the values between commas.
package struct MetadataArray: Hashable, Sendable, CustomStringConvertible {
    package var `operator`: String
    package var items: [String]

    package init(operator: String, items: [String]) {
        self.operator = `operator`
        self.items = items
    }

    /// Nil for text that is not written like that.
    package init?(_ text: String) {
        guard text.hasPrefix("<"), let end = text.firstIndex(of: ">") else { return nil }
        let rest = text[text.index(after: end)...]
        guard rest.isEmpty || rest.hasPrefix(" ") else { return nil }
        self.init(
            operator: String(text[...end]),
            items: rest.split(separator: ",").map { item in
                let start = item.drop { $0 == " " }
                return String(String(start.reversed().drop { $0 == " " }.reversed()))
            }.filter { !$0.isEmpty })
    }

    package var description: String { items.isEmpty ? "" : "\(`operator`) \(items.joined(separator: ","))" }
}

/// Which keys may be given to a custom property (properties.md 1).
package enum PropertyKey {
    /// Attributes of the service itself, which are no properties although some look like ones.
    package static let base: Set<String> = [
        "id", "name", "status", "visibility", "protected", "os_hidden", "owner", "disk_format", "container_format",
        "min_disk", "min_ram", "size", "virtual_size", "checksum", "os_hash_algo", "os_hash_value", "created_at",
        "updated_at", "tags", "self", "file", "schema", "direct_url", "locations", "stores", "location", "deleted",
        "deleted_at",
    ]

    /// Why a key cannot be used, nil if it can.
    package static func mistake(in key: String) -> String? {
        if key.isEmpty { return "A key is needed." }
        if key.hasPrefix(" ") || key.hasSuffix(" ") { return "The service loses blanks at the ends of a key." }
        if key.unicodeScalars.count > 255 { return "A key has at most 255 characters." }
        if base.contains(key) { return "\(key) is an attribute of the service, changed in Edit Image if at all." }
        if key.hasPrefix("os_glance") { return "Keys that begin with os_glance are the service's own." }
        if key.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) {
            return "A key has no control characters."
        }
        if key.unicodeScalars.contains(where: { $0.value > 0xFFFF }) {
            return "The service refuses characters outside Unicode's basic plane."
        }
        return nil
    }

    /// Properties that are no part of an image's content, so that they change also while it is published (R4).
    package static let ofLifecycle: Set<String> = ["deprecated", "replacement"]

    /// Whether the service alone writes it, so that it is shown but not offered for change.
    package static func isReadOnly(_ key: String) -> Bool { key.hasPrefix("os_glance") || base.contains(key) }
}
