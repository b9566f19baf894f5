internal import Canvas
internal import Catalog

/// The line in which a filter is typed. The list follows at every key; a mistake is marked and explained, and the
/// list stays as it was before that.
struct FilterLayer: Layer {
    private var field: TextField
    private let pane: Pane
    /// The filter that was in force before, to go back to.
    private let before: String
    /// The image the cursor was on, to go back to whenever it is listed; nil once the user has moved.
    private var origin: ImageID?
    /// What is wrong with what was typed, nil if nothing is.
    private var mistake: FilterMistake?

    init(of browser: Browser) {
        pane = browser.active
        before = browser.current.filter
        origin = browser.cursorEntry?.id
        field = TextField(before, history: browser.settings.filterHistory.reversed())
    }

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        switch input {
        case .key(Key(.enter)): return keep(in: &browser)
        case .key(Key(.escape)), .key(Key("c", .control)):
            browser.setFilter(before, in: pane)
            returnToOrigin(in: &browser)
            return .close
        case .key(Key("s", .control)):
            guard mistake == nil, !field.text.isEmpty else { return .stay }
            _ = keep(in: &browser)
            return .replace(SaveFilterLayer(field.text))
        case .key(let key):
            let text = field.text
            guard field.handle(key) else {
                if browser.moveList(key) { origin = nil }
                return .stay
            }
            if field.text != text { apply(in: &browser) }
        case .paste:
            field.handle(input)
            apply(in: &browser)
        case .mouse, .resized: break
        }
        return .stay
    }

    private mutating func apply(in browser: inout Browser) {
        mistake = browser.setFilter(field.text, in: pane)
        returnToOrigin(in: &browser)
    }

    private func returnToOrigin(in browser: inout Browser) {
        guard let origin else { return }
        browser.change(pane) { state, catalogue in state.returnTo(origin, in: catalogue) }
    }

    /// A filter that cannot be read is not kept: the line stays, with what is wrong said beneath it.
    private func keep(in browser: inout Browser) -> LayerReply {
        if mistake != nil { return .stay }
        if !browser.current.filter.isEmpty { browser.remember(filter: browser.current.filter) }
        return .close
    }

    var takesStatusLine: Bool { true }

    var hints: [Hint] {
        [
            Hint("Enter", "keep"), Hint("Esc", "restore"), Hint("Up Down", "history"),
            Hint("C-s", "save as", isEnabled: mistake == nil && !field.text.isEmpty),
            Hint("", "is:latest  os:ubuntu  size:>2G  updated:<30d  !word  a | b"),
        ]
    }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let theme = browser.theme
        let line = browser.regions.status
        frame.fill(line, theme[.text])
        frame.write("/", at: Point(column: line.column + 1, row: line.row), style: theme[.hintKey])
        let count = browser.current.listing.matchCount(in: browser.catalogue)
        let found = count == 1 ? "1 image" : "\(count) images"
        frame.write(
            found, at: Point(column: line.endColumn - found.count - 1, row: line.row), style: theme[.textDim])
        let room = Rect(
            column: line.column + 2, row: line.row, columns: line.columns - found.count - 5, rows: 1)
        frame.cursor = field.draw(on: &frame, in: room, style: theme[.text])
        guard let mistake else { return }
        // Only as long as the field is not scrolled do places in the text and on the screen agree.
        if field.characters.count < room.columns {
            let before = String(field.characters[..<min(mistake.range.lowerBound, field.characters.count)])
            let wrong = String(field.characters[field.characters.indices.clamped(to: mistake.range)])
            let marked = Rect(
                column: room.column + DisplayWidth.columns(of: before), row: room.row,
                columns: max(1, DisplayWidth.columns(of: wrong)), rows: 1)
            frame.restyle(marked.intersection(room), with: theme[.fieldInvalid])
        }
        let hints = browser.regions.hints
        let lines = mistake.sentence.wrapped(columns: hints.columns - 2)
        // What is longer than a line stands above.
        var area = hints
        if lines.count > 1 {
            area.rows = min(lines.count, line.row)
            area.row = line.row - area.rows
        }
        frame.fill(area, theme[lines.count > 1 ? .text : .hint])
        for (index, text) in lines.prefix(area.rows).enumerated() {
            frame.write(
                text, at: Point(column: area.column + 1, row: area.row + index), style: theme[.messageWarning],
                width: area.columns - 2)
        }
    }
}
