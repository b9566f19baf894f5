extension Int64 {
    /// This number alone; nothing is beyond the largest, which stands for the one below it.
    var span: Range<Int64> {
        let low = Swift.min(self, .max - 1)
        return low..<low + 1
    }
}

/// How a quantity is compared: `>`, `>=`, `<`, `<=`, `a..b`, or equal without a sign.
package enum FilterComparison<Value: Hashable & Sendable>: Hashable, Sendable {
    case equal(Value)
    case above(Value)
    case atLeast(Value)
    case below(Value)
    case atMost(Value)
    /// From the first to the second, both included; without one of them open on that side.
    case between(Value?, Value?)

    /// The text of a filter that means this.
    func text(_ value: (Value) -> String) -> String {
        switch self {
        case .equal(let amount): value(amount)
        case .above(let amount): ">" + value(amount)
        case .atLeast(let amount): ">=" + value(amount)
        case .below(let amount): "<" + value(amount)
        case .atMost(let amount): "<=" + value(amount)
        case .between(let low, let high): (low.map(value) ?? "") + ".." + (high.map(value) ?? "")
        }
    }

    /// Whether a quantity satisfies this, where each value stands for all quantities from `low` up to, but without,
    /// `high`: a day, or the sizes that are written alike.
    func holds(_ quantity: Int64, _ span: (Value) -> Range<Int64>) -> Bool {
        switch self {
        case .equal(let value): span(value).contains(quantity)
        case .above(let value): quantity >= span(value).upperBound
        case .atLeast(let value): quantity >= span(value).lowerBound
        case .below(let value): quantity < span(value).lowerBound
        case .atMost(let value): quantity < span(value).upperBound
        case .between(let low, let high):
            quantity >= low.map { span($0).lowerBound } ?? .min && quantity < high.map { span($0).upperBound } ?? .max
        }
    }

    /// Reads the signs, and each value by `read`; `words` tells what values look like.
    static func parse(
        _ piece: FilterLexer.Term.Piece, _ words: String, _ read: (Substring) -> Value?
    ) throws(FilterMistake) -> FilterComparison {
        let text = piece.text
        func value(_ part: Substring) throws(FilterMistake) -> Value {
            if let value = read(part) { return value }
            throw FilterMistake(part.isEmpty ? .incomplete : .wrong, piece.range, words)
        }
        if let dots = Self.dots(in: text) {
            let (low, high) = (text[..<dots], text[text.index(dots, offsetBy: 2)...])
            if low.isEmpty && high.isEmpty { throw FilterMistake(.incomplete, piece.range, words) }
            return .between(low.isEmpty ? nil : try value(low), high.isEmpty ? nil : try value(high))
        }
        if text.hasPrefix(">=") { return .atLeast(try value(text.dropFirst(2))) }
        if text.hasPrefix("<=") { return .atMost(try value(text.dropFirst(2))) }
        if text.hasPrefix(">") { return .above(try value(text.dropFirst())) }
        if text.hasPrefix("<") { return .below(try value(text.dropFirst())) }
        if text.hasPrefix("=") { return .equal(try value(text.dropFirst())) }
        return .equal(try value(text[...]))
    }

    private static func dots(in text: String) -> String.Index? {
        zip(text.indices, text.indices.dropFirst()).first { text[$0] == "." && text[$1] == "." }?.0
    }
}
