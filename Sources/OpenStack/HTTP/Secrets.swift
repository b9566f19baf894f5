internal import Catalog

/// The secrets that requests to one cloud have carried. Some services repeat what they were sent, so these are struck
/// out of what they say before anybody sees it.
struct Secrets: Sendable {
    private var texts: Set<String> = []

    mutating func add(_ secret: Secret) {
        guard !secret.revealed.isEmpty else { return }
        texts.formUnion([secret.revealed, secret.revealed.percentEncoded])
    }

    /// The text with dots in place of every secret.
    func striking(_ text: String) -> String {
        // A secret may be part of another one.
        texts.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }.reduce(text, Self.striking)
    }

    /// Shorter ones are struck out as words only: no sentence would stand without its letters.
    private static let shortest = 6

    private static func striking(_ text: String, _ secret: String) -> String {
        let scalars = text.unicodeScalars
        var result = String.UnicodeScalarView()
        var rest = scalars.startIndex
        for range in scalars.ranges(of: secret.unicodeScalars) where range.lowerBound >= rest {
            let neighbours = scalars[..<range.lowerBound].suffix(1) + scalars[range.upperBound...].prefix(1)
            let isWord = !neighbours.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
            guard isWord || secret.unicodeScalars.count >= shortest else { continue }
            result.append(contentsOf: scalars[rest..<range.lowerBound])
            result.append(contentsOf: "•••".unicodeScalars)
            rest = range.upperBound
        }
        result.append(contentsOf: scalars[rest...])
        return String(result)
    }

    /// The same failure without secrets in what the service may have said. The advice is always this program's own.
    func striking(_ problem: Problem) -> Problem {
        var problem = problem
        problem.reason = striking(problem.reason)
        problem.requestID = problem.requestID.map(striking)
        return problem
    }
}
