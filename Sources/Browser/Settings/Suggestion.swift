/// Guesses what a mistyped word was meant to be.
enum Suggestion {
    /// The candidate that takes the fewest edits to reach, if it is near enough to be a likely meaning.
    static func nearest(to word: String, in candidates: some Collection<String>) -> String? {
        let limit = max(1, word.count / 3)
        return
            candidates
            .map { (candidate: $0, edits: edits(from: word, to: $0)) }
            .filter { $0.edits <= limit }
            .min { ($0.edits, $0.candidate) < ($1.edits, $1.candidate) }?
            .candidate
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
    static func edits(from a: String, to b: String) -> Int {
        let a = Array(a.lowercased())
        let b = Array(b.lowercased())
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var best = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
                row.append(best)
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
