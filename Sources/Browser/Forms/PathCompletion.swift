/// How a path that is being typed may go on, and what Tab has chosen of that so far.
struct PathCompletion: Hashable, Sendable {
    /// The text that the candidates belong to; nil before the first answer.
    private(set) var text: String?
    /// Whole paths, written the way they were begun; a folder's ends with `/`.
    private(set) var candidates: [String] = []
    /// Whether the text is known to be a file that is there.
    var isFile = false
    /// The candidate that Tab stands on.
    private(set) var chosen: Int?
    /// Tab was pressed before the candidates were there.
    private(set) var isAwaited = false

    /// What Tab makes of a text.
    enum Outcome: Hashable {
        /// The path goes on like this.
        case path(String)
        /// Something else is shown now.
        case taken
        /// There is nothing to complete.
        case complete
    }

    /// Takes in what may come after a text. Answers what Tab makes of it, if that has waited.
    mutating func take(_ found: [String], for asked: String, now: String) -> Outcome? {
        guard asked == now else { return nil }
        text = asked
        candidates = found
        chosen = nil
        guard isAwaited else { return nil }
        isAwaited = false
        return next(after: asked)
    }

    /// The text was changed by hand.
    mutating func forget() {
        chosen = nil
        isFile = false
        isAwaited = false
    }

    /// Tab: goes on as far as all candidates agree, then from one of them to the next.
    mutating func next(after now: String) -> Outcome {
        if now.isEmpty || isFile { return .complete }
        guard text == now else {
            isAwaited = true
            return .taken
        }
        guard let first = candidates.first else { return .complete }
        if candidates.count == 1 { return .path(first) }
        let common = candidates.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
        if common.count > now.count, chosen == nil { return .path(common) }
        chosen = ((chosen ?? -1) + 1) % candidates.count
        return .taken
    }

    /// Whether something is there that begins with the text and is longer, or nobody has looked yet.
    func mayGoOn(after now: String) -> Bool { text != now || candidates.contains { $0 != now } }

    /// Goes up or down among the candidates that are shown.
    mutating func move(by step: Int, in now: String) -> Bool {
        guard text == now, let chosen else { return false }
        self.chosen = (chosen + step + candidates.count) % candidates.count
        return true
    }

    /// The path that Enter or Right takes over; nil where nothing was chosen.
    func choice(in now: String) -> String? {
        guard text == now, let chosen, candidates.indices.contains(chosen) else { return nil }
        return candidates[chosen]
    }

    /// What is shown below the path: a few candidates around the chosen one, and how many there are.
    func shown(atMost most: Int, for now: String) -> (candidates: [(path: String, isChosen: Bool)], more: Int) {
        guard text == now else { return ([], 0) }
        let first = min(max(0, (chosen ?? 0) - most / 2), max(0, candidates.count - most))
        let part = candidates.indices.dropFirst(first).prefix(most)
        return (part.map { (candidates[$0], $0 == chosen) }, candidates.count - part.count)
    }
}

extension String {
    fileprivate func commonPrefix(with other: String) -> String {
        String(zip(self, other).prefix { $0 == $1 }.map(\.0))
    }
}
