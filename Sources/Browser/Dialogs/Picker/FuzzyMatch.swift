/// How well what was typed fits a title: all its letters have to occur in order; runs and beginnings of words count.
struct FuzzyMatch: Hashable {
    /// Higher is better.
    let score: Int
    /// Which characters of the title were matched, by position.
    let positions: [Int]

    /// Nil if `pattern` does not fit. Blanks in the pattern separate words, each of which must fit. An empty pattern
    /// fits everything equally.
    init?(_ pattern: String, in title: String) {
        let letters = Array(title.lowercased())
        var score = 0
        var positions: [Int] = []
        for word in pattern.lowercased().split(separator: " ") {
            guard let best = Self.best(Array(word), in: letters) else { return nil }
            score += best.score
            positions += best.positions
        }
        self.score = score - letters.count / 8
        self.positions = positions.sorted()
    }

    /// A weaker fit than whole words of a title: each word of the pattern begins a word of `text`. Nil if one does not, or for an empty pattern.
    init?(_ pattern: String, inWordsOf text: String) {
        let wanted = pattern.lowercased().split(separator: " ")
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        guard !wanted.isEmpty, wanted.allSatisfy({ $0.count > 3 }) else { return nil }
        guard wanted.allSatisfy({ prefix in words.contains { $0.hasPrefix(prefix) } }) else { return nil }
        score = 14
        positions = []
    }

    /// The best way to lay the word over the title: from each place where its first letter stands, greedily.
    private static func best(_ word: [Character], in letters: [Character]) -> (score: Int, positions: [Int])? {
        var best: (score: Int, positions: [Int])?
        for start in letters.indices where letters[start] == word[0] {
            var positions = [start]
            var next = start + 1
            for letter in word.dropFirst() {
                guard let found = letters[next...].firstIndex(of: letter) else { break }
                positions.append(found)
                next = found + 1
            }
            guard positions.count == word.count else { break }
            let score = self.score(of: positions, in: letters)
            if score > best?.score ?? .min { best = (score, positions) }
        }
        return best
    }

    private static func score(of positions: [Int], in letters: [Character]) -> Int {
        var score = 0
        for (index, position) in positions.enumerated() {
            let beginsWord = position == 0 || !(letters[position - 1].isLetter || letters[position - 1].isNumber)
            let continues = index > 0 && positions[index - 1] == position - 1
            score += 1 + (position == 0 ? 10 : beginsWord ? 8 : 0) + (continues ? 5 : 0)
            if index > 0, !continues { score -= min(3, position - positions[index - 1] - 1) }
        }
        return score
    }
}
