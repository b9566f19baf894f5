/// The definition of one property: what it means, and which values make sense (image API, "Metadata Definition
/// Properties").
package struct MetadataProperty: Hashable, Sendable, Identifiable {
    package enum Kind: Hashable, Sendable {
        case string, integer, number, boolean
        /// Several values in one text, written as `operators` says.
        case array
        case other(String)

        package init(_ text: String) {
            switch text {
            case "string": self = .string
            case "integer": self = .integer
            case "number": self = .number
            case "boolean": self = .boolean
            case "array": self = .array
            default: self = .other(text)
            }
        }
    }

    /// The key of the property on an image, prefix included.
    package var id: String
    package var title: String
    package var description: String?
    package var kind: Kind
    /// The values to choose from; empty if any will do. For arrays those of the elements.
    package var choices: [String]
    package var defaultValue: String?
    package var isReadOnly: Bool
    /// `<in>`, `<or>`, `<all-in>` and comparisons: how several values are written.
    package var operators: [String]
    package var minimum: Double?
    package var maximum: Double?
    package var minimumLength: Int?
    package var maximumLength: Int?
    /// A regular expression that values match.
    package var pattern: String?
    package var minimumCount: Int?
    package var maximumCount: Int?
    package var hasUniqueItems: Bool

    /// Reads the definition of the property `name`.
    package init(_ name: String, _ json: JSONValue) {
        id = name
        title = json["title"]?.string.flatMap { $0.isEmpty ? nil : $0 } ?? name
        description = json["description"]?.string
        kind = Kind(json["type"]?.string ?? "string")
        let choices = json["enum"]?.array ?? json["items"]?["enum"]?.array ?? []
        self.choices = choices.compactMap(Self.text)
        defaultValue = json["default"].flatMap(Self.text)
        isReadOnly = json["readonly"]?.bool ?? false
        operators = json["operators"]?.strings ?? []
        minimum = json["minimum"]?.number
        maximum = json["maximum"]?.number
        pattern = json["pattern"]?.string
        hasUniqueItems = json["uniqueItems"]?.bool ?? false
        func count(_ key: String) -> Int? { json[key]?.integer.map { Int(truncatingIfNeeded: $0) } }
        minimumLength = count("minLength")
        maximumLength = count("maxLength")
        minimumCount = count("minItems")
        maximumCount = count("maxItems")
    }

    /// Reads an object of definitions, sorted by title.
    static func list(_ json: JSONValue?) -> [MetadataProperty] {
        (json?.object ?? [:]).map { MetadataProperty($0.key, $0.value) }.sorted {
            let (a, b) = ($0.title.lowercased(), $1.title.lowercased())
            return a == b ? $0.id < $1.id : a < b
        }
    }

    /// A value as it is written on an image: everything is text there.
    private static func text(_ json: JSONValue) -> String? {
        switch json {
        case .string(let text): text
        case .bool(let truth): truth ? "true" : "false"
        case .integer(let whole): String(whole)
        case .number(let number): String(number)
        case .array(let items): items.compactMap(text).joined(separator: ",")
        case .null, .object: nil
        }
    }
}

extension MetadataProperty {
    /// A definition of this program's own, for where the cloud's cannot be read.
    package init(id: String, kind: Kind, choices: [String] = []) {
        self.init(id, .object([:]))
        self.kind = kind
        self.choices = choices
    }
}
