internal import Canvas
internal import Catalog

/// What F1 says in the two columns.
extension MetadataColumns {
    /// Everything that is known of what the cursor is on, then how the columns are used.
    var help: [Fact] {
        let here: [Fact]
        if let (property, place) = definitionHere {
            here = Self.facts(of: property, in: place)
        } else {
            let text = description
            here = text.isEmpty ? [] : [.heading(currentRowOrLine), .text(text), .blank]
        }
        return here + [.heading("Properties"), .text(Self.words), .blank]
    }

    private var currentRowOrLine: String {
        (side == .present ? currentRow?.id : currentLine?.title) ?? "Properties"
    }

    private static func facts(of property: MetadataProperty, in place: String) -> [Fact] {
        let range = [
            property.minimum.map { "at least \($0.short)" }, property.maximum.map { "at most \($0.short)" },
        ]
        let length = [
            property.minimumLength.map { "at least \($0)" }, property.maximumLength.map { "at most \($0)" },
        ]
        let facts: [(String, String?)] = [
            ("Key", property.id), ("Defined in", place), ("Type", property.kind.text),
            ("One of", property.choices.isEmpty ? nil : property.choices.joined(separator: ", ")),
            ("Default", property.defaultValue), ("Value", joined(range)), ("Characters", joined(length)),
            ("Pattern", property.pattern),
            ("Operators", property.operators.isEmpty ? nil : property.operators.joined(separator: " ")),
            ("Read-only", property.isReadOnly ? "yes, says the definition" : nil),
        ]
        let description = property.description.map { [Fact.text($0), .blank] } ?? []
        return [.heading(property.title)] + description
            + facts.compactMap { label, value in value.map { Fact(label, $0) } } + [.blank]
    }

    private static func joined(_ words: [String?]) -> String? {
        let all = words.compactMap { $0 }
        return all.isEmpty ? nil : all.joined(separator: ", ")
    }

    private static let words = """
        On the left stands what the cloud defines for images: Enter opens a group and adds a property, Space adds all of \
        a group. On the right stands what the images have: Enter edits a value, Space turns a yes or no round, Del removes \
        a key, u takes a change back. + adds a key of your own, / filters the column you are in, C-s saves. For several \
        images the values that differ are counted, and a change is made only where it is one.
        """
}

extension MetadataProperty.Kind {
    fileprivate var text: String {
        switch self {
        case .string: "string"
        case .integer: "integer"
        case .number: "number"
        case .boolean: "boolean"
        case .array: "array, several values with an operator"
        case .other(let text): text
        }
    }
}

extension Double {
    /// Without decimals where there are none.
    fileprivate var short: String { Int64(exactly: self).map { String($0) } ?? String(self) }
}
