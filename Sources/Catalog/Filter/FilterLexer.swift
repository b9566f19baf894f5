/// Cuts the text of a filter into terms and signs.
struct FilterLexer {
    enum Token: Hashable {
        case or(Range<Int>)
        case not(Range<Int>)
        case term(Term)

        var range: Range<Int> {
            switch self {
            case .or(let range), .not(let range): range
            case .term(let term): term.range
            }
        }
    }

    /// A word, or a field with a value.
    struct Term: Hashable {
        /// A piece of text without its quotes, and where it stands.
        struct Piece: Hashable {
            var text = ""
            var range: Range<Int>
            /// Whether any of it stood in quotes, so that signs in it mean nothing.
            var isQuoted = false
        }

        var field: Piece?
        var value: Piece

        var range: Range<Int> { (field ?? value).range.lowerBound..<value.range.upperBound }
    }

    private let characters: [Character]
    private var place = 0

    private init(_ text: String) { characters = Array(text) }

    static func tokens(_ text: String) throws(FilterMistake) -> [Token] {
        var lexer = FilterLexer(text)
        var tokens: [Token] = []
        while let token = try lexer.next() { tokens.append(token) }
        return tokens
    }

    private mutating func next() throws(FilterMistake) -> Token? {
        while place < characters.count, characters[place].isWhitespace { place += 1 }
        guard place < characters.count else { return nil }
        switch characters[place] {
        case "|":
            place += 1
            return .or(place - 1..<place)
        case "!":
            place += 1
            return .not(place - 1..<place)
        default: return .term(try term())
        }
    }

    private mutating func term() throws(FilterMistake) -> Term {
        var term = Term(value: Term.Piece(range: place..<place))
        while place < characters.count, !characters[place].isWhitespace, characters[place] != "|" {
            let isField = term.field == nil && characters[place] == ":" && place > term.value.range.lowerBound
            if isField {
                term.field = term.value
                place += 1
                term.value = Term.Piece(range: place..<place)
                continue
            }
            if characters[place] == "\"" {
                try quoted(into: &term.value)
            } else {
                term.value.text.append(characters[place])
                place += 1
            }
            term.value.range = term.value.range.lowerBound..<place
        }
        return term
    }

    /// From one quote to the next; a backslash keeps a quote or another backslash.
    private mutating func quoted(into piece: inout Term.Piece) throws(FilterMistake) {
        let start = place
        place += 1
        piece.isQuoted = true
        while place < characters.count {
            switch characters[place] {
            case "\"":
                place += 1
                return
            case "\\" where place + 1 < characters.count && "\"\\".contains(characters[place + 1]):
                piece.text.append(characters[place + 1])
                place += 2
            default:
                piece.text.append(characters[place])
                place += 1
            }
        }
        throw FilterMistake(.incomplete, start..<place, "The quote is not closed yet.")
    }
}
