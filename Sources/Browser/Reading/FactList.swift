internal import Canvas
internal import Catalog

/// Facts as a list to read: a cursor on its lines, scrolling, and search.
struct FactList: Hashable, Sendable {
    /// A line of the screen: a fact, or a part of one that is too long for a line.
    private struct Line: Hashable, Sendable {
        let fact: Int
        let text: String
        let isFirst: Bool
    }

    private(set) var facts: [Fact] = []
    private var lines: [Line] = []
    private var width = 0
    private(set) var window = ScrollWindow()
    /// What is searched for; nil while no search is active.
    private(set) var pattern: String?
    /// The line in which it is typed, as long as it is.
    private(set) var typing: TextField?
    /// Where the cursor was when typing began.
    private var origin = 0

    static let widestLabel = 30

    /// Shows other facts; the cursor stays on the line it is on.
    mutating func show(_ facts: [Fact], width: Int, height: Int) {
        let isSame = facts == self.facts && width == self.width
        if !isSame {
            self.facts = facts
            self.width = width
            breakLines()
            window.follow(cursor: window.cursor, count: lines.count)
        }
        if height != window.height { window.resize(height: height) }
    }

    private var labelWidth: Int {
        let longest = facts.map { DisplayWidth.columns(of: $0.label) }.max() ?? 0
        return longest == 0 ? 0 : min(longest, Self.widestLabel) + 2
    }

    private mutating func breakLines() {
        let room = max(10, width - labelWidth - 3)
        lines = facts.enumerated().flatMap { index, fact -> [Line] in
            let parts = fact.isHeading ? [fact.value] : fact.value.wrapped(columns: room)
            return (parts.isEmpty ? [""] : parts).enumerated().map { part, text in
                Line(fact: index, text: text, isFirst: part == 0)
            }
        }
    }

    /// The fact under the cursor.
    var current: Fact? { lines.indices.contains(window.cursor) ? facts[lines[window.cursor].fact] : nil }

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
        switch action {
        case .moveDown: window.move(by: 1)
        case .moveUp: window.move(by: -1)
        case .goToFirst: window.moveToFirst()
        case .goToLast: window.moveToLast()
        case .pageDown: window.page(by: 1)
        case .pageUp: window.page(by: -1)
        case .halfPageDown: window.halfPage(by: 1)
        case .halfPageUp: window.halfPage(by: -1)
        case .filter:
            origin = window.cursor
            typing = TextField(pattern ?? "")
        default: return false
        }
        return true
    }

    mutating func wheel(by rows: Int) { window.wheel(by: rows) }

    /// Puts the cursor on a line of the screen, counted from the first one shown.
    mutating func click(line: Int) { window.move(to: window.top + line) }

    /// Puts the cursor on the first fact with this heading.
    mutating func goToHeading(_ text: String) {
        guard let line = lines.firstIndex(where: { facts[$0.fact].isHeading && $0.text == text }) else { return }
        window.move(to: lines.count - 1)
        window.move(to: line)
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
                    fact.label, at: Point(column: start, row: place.row), style: style(.label), width: labels - 1)
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
        let found = hits.count == 0 ? "no match" : "\(hits.place) of \(hits.count)"
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
