/// A filter, read from the language of product.md: blanks mean and, `|` means or, `!` negates, quotes keep blanks.
package indirect enum FilterExpression: Hashable, Sendable, CustomStringConvertible {
    /// Name, ID, description or tags contain the word.
    case word(String)
    case condition(FilterCondition)
    case not(FilterExpression)
    /// All of them; none at all matches everything.
    case all([FilterExpression])
    case any([FilterExpression])

    package static let everything = FilterExpression.all([])

    /// Reads the text of a filter. Throws what is wrong with it first.
    package init(_ text: String) throws(FilterMistake) {
        var parser = FilterParser(tokens: try FilterLexer.tokens(text), end: text.count)
        self = try parser.expression()
    }

    /// Text that is read as the same filter.
    package var description: String {
        switch self {
        case .word(let word): FilterText.word(word)
        case .condition(let condition): condition.text
        case .not(let filter): "!" + filter.description
        case .all(let filters): filters.map(\.description).joined(separator: " ")
        case .any(let filters): filters.map(\.description).joined(separator: " | ")
        }
    }

    /// The names of properties that are asked for.
    package var properties: Set<String> {
        switch self {
        case .word: []
        case .condition(.property(let name, _)), .condition(.present(let name)): [name]
        case .condition: []
        case .not(let filter): filter.properties
        case .all(let filters), .any(let filters): filters.reduce(into: []) { $0.formUnion($1.properties) }
        }
    }

    /// A doubt to tell when nothing matches: a property that no image has, and the field it may have been meant for.
    /// Looks at every image if there is reason for a doubt.
    package func doubt(in catalogue: Catalogue) -> String? {
        let unknown = properties.sorted().first { name in
            !catalogue.nameOrder.contains { catalogue[$0]?.image.properties[name] != nil }
        }
        guard let unknown else { return nil }
        let near = Nearest.word(to: unknown, in: FilterField.allCases.map(\.rawValue))
        return "No image has the property \(unknown)." + (near.map { " Did you mean \($0)?" } ?? "")
    }
}
