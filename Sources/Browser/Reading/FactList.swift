internal import Canvas
internal import Catalog

/// Facts as a list to read: a cursor on its lines, scrolling, and search.
struct FactList: Hashable, Sendable {
    /// A line of the screen: a fact, or a part of one that is too long for a line.
    private struct Line: Hashable, Sendable {
        let fact: Int
        /// Which of the fact's lines it is.
        let part: Int
        let text: String

        var isFirst: Bool { part == 0 }
    }

    private(set) var facts: [Fact] = []
    private var lines: [Line] = []
    private var width = 0
    /// Facts that fold and are shown in full.
    private var unfolded: Set<Fact> = []
    private(set) var window = ScrollWindow()
    /// What is searched for; nil while no search is active.
    private(set) var pattern: String?
    /// The line in which it is typed, as long as it is.
    private(set) var typing: TextField?
    /// Where the cursor was when typing began.
    private var origin = 0

    static let widestLabel = 30

    /// Shows other facts; the cursor stays on what it is on, wherever that went.
    mutating func show(_ facts: [Fact], width: Int, height: Int) {
        if facts != self.facts || width != self.width {
            let before = lines.indices.contains(window.cursor) ? lines[window.cursor] : nil
            let fact = current
            self.facts = facts
            self.width = width
            breakLines()
            let found = before.flatMap { line in fact.flatMap { place(of: $0, part: line.part) } }
            // At the top the eye stays there, whatever comes in above.
            window.follow(cursor: window.cursor == 0 ? 0 : found ?? window.cursor, count: lines.count)
        }
        if height != window.height { window.resize(height: height) }
    }

    /// The line of a fact nearest to the cursor, or of one that took its place.
    private func place(of fact: Fact, part: Int) -> Int? {
        func nearest(_ isSame: (Fact) -> Bool) -> Int? {
            lines.indices.filter { isSame(facts[lines[$0].fact]) && (lines[$0].part == part || lines[$0].isFirst) }
                .min { abs($0 - window.cursor) < abs($1 - window.cursor) }
        }
        return nearest { $0 == fact } ?? (fact.label.isEmpty ? nil : nearest { $0.label == fact.label })
    }

    private var labelWidth: Int {
        let longest = facts.map { DisplayWidth.columns(of: $0.label) }.max() ?? 0
        return longest == 0 ? 0 : min(longest, Self.widestLabel, max(12, width / 3)) + 2
    }

    private mutating func breakLines() {
        let room = max(10, width - labelWidth - 3)
        lines = facts.enumerated().flatMap { index, fact -> [Line] in
            let isOneLine = fact.isHeading || fact.folds && !unfolded.contains(fact)
            let parts = isOneLine ? [fact.value] : fact.value.wrapped(columns: room)
            return (parts.isEmpty ? [""] : parts).enumerated().map { part, text in
                Line(fact: index, part: part, text: text)
            }
        }
    }

    /// The fact under the cursor.
    var current: Fact? { lines.indices.contains(window.cursor) ? facts[lines[window.cursor].fact] : nil }

    /// Whether the fact under the cursor is cut and can be shown in full, or is shown in full and can be cut.
    var foldsHere: Bool {
        guard let current, current.folds else { return false }
        return unfolded.contains(current) || DisplayWidth.columns(of: current.value) > width - labelWidth - 2
    }

    /// Shows the fact under the cursor in full, or on one line again.
    private mutating func toggleFold() -> Bool {
        guard foldsHere, let fact = current else { return false }
        let line = lines[window.cursor]
        if unfolded.remove(fact) == nil { unfolded.insert(fact) }
        breakLines()
        window.follow(cursor: lines.firstIndex { $0.fact == line.fact } ?? window.cursor, count: lines.count)
        // What was unfolded below the last line is scrolled into sight.
        let last = lines.lastIndex { $0.fact == line.fact } ?? window.cursor
        let cursor = window.cursor
        window.move(to: last)
        window.move(to: cursor)
        return true
    }

    // MARK: Keys

    /// Takes keys while a search is typed, and `n` and `N` while one is active. Answers whether it took the key.
    mutating func handle(_ input: Input) -> Bool {
        if var field = typing {
            switch input {
            case .key(Key(.enter)):
                typing = nil
                if pattern?.isEmpty ?? true { pattern = nil }
            case .key(Key(.escape)):
                typing = nil
                pattern = nil
                window.move(to: origin)
            case .key, .paste:
                _ = field.handle(input)
                typing = field
                pattern = field.text
                window.move(to: origin)
                goToHit(from: origin, step: 1, including: true)
            case .mouse, .resized: return false
            }
            return true
        }
        guard pattern != nil, case .key(let key) = input else { return false }
        switch key {
        case Key("n"): goToHit(from: window.cursor, step: 1)
        case Key("N"): goToHit(from: window.cursor, step: -1)
        case Key(.escape): pattern = nil
        default: return false
        }
        return true
    }

    /// Takes actions that move or search. Answers whether it took the action.
    mutating func perform(_ action: Action) -> Bool {
        if window.perform(action) { return true }
        switch action {
        case .follow: return toggleFold()
        case .filter:
            origin = window.cursor
            typing = TextField(pattern ?? "")
            pattern = pattern ?? ""
        default: return false
        }
        return true
    }

    mutating func wheel(by rows: Int) { window.wheel(by: rows) }

    /// Puts the cursor on a line of the screen, counted from the first one shown. Answers whether it was there before.
    mutating func click(line: Int) -> Bool {
        let place = window.top + line
        let isSame = place == window.cursor
        if place < lines.count { window.move(to: place) }
        return isSame
    }

    /// Whether a search is being typed: then all keys are text.
    var isTyping: Bool { typing != nil }

    /// How many lines of the screen all facts take.
    var lineCount: Int { lines.count }

    /// Where the cursor is, for the status line.
    var position: String { lines.isEmpty ? "" : "line \(window.cursor + 1) of \(lines.count)" }

    /// What the keys do at this line.
    var hints: [Hint] {
        let fold = foldsHere ? [Hint("Enter", unfolded.contains(current ?? .blank) ? "less" : "show all")] : []
        let link = current?.link == nil ? [] : [Hint("Enter", "go to image")]
        if isTyping { return [Hint("Enter", "search"), Hint("Esc", "stop searching")] }
        return link + fold + [Hint("/", "search")]
            + (pattern == nil ? [] : [Hint("n", "next hit"), Hint("N", "previous hit")])
    }

    // MARK: Search

    private func isHit(_ line: Line) -> Bool {
        guard let pattern = pattern?.lowercased(), !pattern.isEmpty else { return false }
        return line.text.lowercased().contains(pattern)
            || line.isFirst && facts[line.fact].label.lowercased().contains(pattern)
    }

    private mutating func goToHit(from start: Int, step: Int, including: Bool = false) {
        guard !lines.isEmpty else { return }
        var index = including ? start : start + step
        for _ in lines.indices {
            index = (index + lines.count) % lines.count
            if isHit(lines[index]) { return window.move(to: index) }
            index += step
        }
    }

    /// How many lines match, and which of them the cursor is on, counted from one.
    private var hits: (count: Int, place: Int) {
        let places = lines.indices.filter { isHit(lines[$0]) }
        return (places.count, (places.firstIndex(of: window.cursor) ?? -1) + 1)
    }

    // MARK: Drawing

    func draw(on frame: inout Frame, in rect: Rect, theme: Theme) {
        let labels = labelWidth
        for (row, index) in window.visible.enumerated() {
            let line = lines[index]
            let fact = facts[line.fact]
            let place = Rect(column: rect.column, row: rect.row + row, columns: rect.columns, rows: 1)
            let isCursor = index == window.cursor
            if isCursor { frame.fill(place, theme[.cursor]) }
            func style(_ role: ThemeRole) -> Style { isCursor ? theme[.cursor] : theme[role] }
            let start = rect.column + 1
            if line.isFirst, !fact.label.isEmpty {
                frame.write(
                    fact.label, at: Point(column: start, row: place.row), style: style(.label), width: labels - 2,
                    truncation: .middle)
            }
            let column = start + (fact.isHeading ? 0 : labels)
            frame.write(
                line.text, at: Point(column: column, row: place.row), style: style(fact.role),
                width: max(0, rect.endColumn - column - 1))
            if isHit(line) { drawHit(on: &frame, in: place, style: theme[.match]) }
        }
    }

    /// Marks what was searched for, wherever it stands on the line as drawn.
    private func drawHit(on frame: inout Frame, in rect: Rect, style: Style) {
        guard let pattern = pattern?.lowercased() else { return }
        let needle = Array(pattern.unicodeScalars)
        let line = (rect.column..<rect.endColumn).map { frame[$0, rect.row].scalar }
        let lower = line.map { $0.properties.lowercaseMapping.unicodeScalars.first ?? $0 }
        var column = 0
        while column + needle.count <= lower.count {
            if lower[column..<(column + needle.count)].elementsEqual(needle) {
                let hit = Rect(column: rect.column + column, row: rect.row, columns: needle.count, rows: 1)
                frame.restyle(hit, with: style)
                column += needle.count
            } else {
                column += 1
            }
        }
    }

    /// Draws the line in which the search is typed, or what was found.
    func drawSearch(on frame: inout Frame, in rect: Rect, theme: Theme) {
        guard let pattern else { return }
        frame.fill(rect, theme[.text])
        frame.write("/", at: Point(column: rect.column + 1, row: rect.row), style: theme[.hintKey])
        let hits = hits
        let found = pattern.isEmpty ? "" : hits.count == 0 ? "no match" : "\(hits.place) of \(hits.count)"
        let place = Point(column: rect.endColumn - found.count - 1, row: rect.row)
        frame.write(found, at: place, style: theme[hits.count == 0 ? .messageWarning : .textDim])
        let room = Rect(
            column: rect.column + 2, row: rect.row, columns: rect.columns - found.count - 6, rows: 1)
        if let typing {
            frame.cursor = typing.draw(on: &frame, in: room, style: theme[.text])
        } else {
            frame.write(pattern, at: room.origin, style: theme[.text], width: room.columns)
        }
    }
}
