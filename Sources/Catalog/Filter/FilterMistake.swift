/// What is wrong with the text of a filter, where, and in words. While it lasts the last good result stays.
package struct FilterMistake: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Fine so far: more has to be typed.
        case incomplete
        case wrong
    }

    package let kind: Kind
    /// The characters to underline, counted from the beginning of the text.
    package let range: Range<Int>
    /// A sentence for the user.
    package let sentence: String

    init(_ kind: Kind, _ range: Range<Int>, _ sentence: String) {
        self.kind = kind
        self.range = range
        self.sentence = sentence
    }
}

/// Words that are near to a mistyped one.
enum Nearest {
    /// The candidate that begins with `word`, or that differs from it by two letters at most; nil if none does.
    static func word(to word: String, in candidates: [String]) -> String? {
        let lower = word.lowercased()
        if let completed = candidates.first(where: { !lower.isEmpty && $0.hasPrefix(lower) }) { return completed }
        let near = candidates.map { (word: $0, distance: distance(lower, $0)) }.min { $0.distance < $1.distance }
        guard let near, near.distance <= min(2, max(1, word.count / 2)) else { return nil }
        return near.word
    }

    /// How many letters have to be put in, left out, changed or swapped with their neighbour.
    private static func distance(_ a: String, _ b: String) -> Int {
        let (a, b) = (Array(a), Array(b))
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
                row.append(cost)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
