/// Reads tokens: alternatives of sequences of terms, each with any number of `!` before it.
struct FilterParser {
    private let tokens: [FilterLexer.Token]
    private let end: Int
    private var place = 0

    /// `end` is the length of the text, for mistakes at its end.
    init(tokens: [FilterLexer.Token], end: Int) {
        self.tokens = tokens
        self.end = end
    }

    mutating func expression() throws(FilterMistake) -> FilterExpression {
        if tokens.isEmpty { return .everything }
        var alternatives = [try sequence()]
        while place < tokens.count, isOr(tokens[place]) {
            place += 1
            alternatives.append(try sequence())
        }
        return alternatives.count == 1 ? alternatives[0] : .any(alternatives)
    }

    private mutating func sequence() throws(FilterMistake) -> FilterExpression {
        var terms: [FilterExpression] = []
        while place < tokens.count {
            if isOr(tokens[place]) { break }
            terms.append(try negatable())
        }
        if terms.isEmpty {
            let isLast = place == tokens.count
            let range = isLast ? tokens[place - 1].range : tokens[place].range
            throw FilterMistake(isLast ? .incomplete : .wrong, range, "There is nothing on one side of |.")
        }
        return terms.count == 1 ? terms[0] : .all(terms)
    }

    private mutating func negatable() throws(FilterMistake) -> FilterExpression {
        var isNegated = false
        while true {
            let token = tokens[place]
            place += 1
            if case .term(let term) = token {
                let expression = try FilterTermReader.expression(term)
                return isNegated ? .not(expression) : expression
            }
            guard place < tokens.count, tokens[place].range.lowerBound == token.range.upperBound, !isOr(tokens[place])
            else { throw FilterMistake(.incomplete, token.range, "! negates what follows it, and nothing does.") }
            // Twice is not at all.
            isNegated.toggle()
        }
    }

    private func isOr(_ token: FilterLexer.Token) -> Bool { if case .or = token { true } else { false } }
}
