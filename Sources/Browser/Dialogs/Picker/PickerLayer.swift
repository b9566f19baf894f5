internal import Canvas
internal import Catalog

/// A list to choose from, narrowed by typing: the palette, sort columns, themes, saved filters, clouds.
struct PickerLayer: Layer {
    let title: String
    private(set) var items: [PickerItem]
    private var field = TextField()
    /// Places in `items` that fit what was typed, the best first, with the letters that fit.
    private var found: [(item: Int, match: FuzzyMatch)] = []
    private var window = ScrollWindow()
    /// What to say while there is nothing to choose.
    var emptyText = "Nothing fits."
    /// Whether the screen follows the cursor, as with themes.
    var previews = false
    /// What was in force when the picker opened, to go back to on Esc.
    private var original: PickerItem?

    init(_ title: String, _ items: [PickerItem], height: Int) {
        self.title = title
        self.items = items
        window = ScrollWindow(count: items.count, height: height)
        original = items.first { $0.isCurrent }
        narrow()
        if let current = found.firstIndex(where: { items[$0.item].isCurrent }) { window.move(to: current) }
    }

    mutating func replace(_ items: [PickerItem]) {
        self.items = items
        narrow()
    }

    private mutating func narrow() {
        let pattern = field.text
        found = items.indices.compactMap { index in
            FuzzyMatch(pattern, in: items[index].title).map { (index, $0) }
        }
        if !pattern.isEmpty {
            found.sort { ($0.match.score, $1.item) > ($1.match.score, $0.item) }
        }
        window.follow(cursor: min(window.cursor, max(0, found.count - 1)), count: found.count)
        window.move(to: pattern.isEmpty ? window.cursor : 0)
    }

    private var chosen: PickerItem? { found.indices.contains(window.cursor) ? items[found[window.cursor].item] : nil }

    // MARK: Input

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        let rows = Self.area(in: browser.regions.body, count: items.count).rows - 4
        if rows != window.height { window.resize(height: rows) }
        switch input {
        case .key(let key): return handle(key, in: &browser)
        case .paste:
            field.handle(input)
            narrow()
        case .mouse(let event):
            let rows = rowsArea(in: browser.regions.body)
            switch event.action {
            case .wheelUp: window.wheel(by: -3)
            case .wheelDown: window.wheel(by: 3)
            case .press where rows.contains(event.point):
                window.move(to: window.top + event.point.row - rows.row)
                return choose(in: &browser)
            case .press where !Self.area(in: browser.regions.body, count: items.count).contains(event.point):
                return cancel(in: &browser)
            default: break
            }
        case .resized: break
        }
        return .stay
    }

    private mutating func handle(_ key: Key, in browser: inout Browser) -> LayerReply {
        switch key {
        case Key(.escape), Key("c", .control): return cancel(in: &browser)
        case Key(.enter): return choose(in: &browser)
        case Key(.down), Key("n", .control), Key(.tab): window.move(by: 1)
        case Key(.up), Key("p", .control), Key(.tab, .shift): window.move(by: -1)
        case Key(.pageDown): window.page(by: 1)
        case Key(.pageUp): window.page(by: -1)
        default:
            guard field.handle(key) else { return .stay }
            narrow()
        }
        if previews, let chosen { preview(chosen, in: &browser) }
        return .stay
    }

    private func cancel(in browser: inout Browser) -> LayerReply {
        if previews, let original { preview(original, in: &browser) }
        return .close
    }

    private func preview(_ item: PickerItem, in browser: inout Browser) {
        if case .theme(let name) = item.choice { _ = browser.useTheme(name) }
    }

    private func choose(in browser: inout Browser) -> LayerReply {
        guard let chosen else { return .stay }
        if let refusal = chosen.refusal {
            browser.say(.warning, refusal)
            return .stay
        }
        switch chosen.choice {
        case .action(let action): return .closeAnd(action)
        case .filter(_, let text): browser.setFilter(text, in: browser.active)
        case .theme(let name): browser.choose(theme: name)
        case .sort(let column): browser.sort(by: column)
        case .cloud(let selection): browser.open(selection)
        }
        return .close
    }

    var hints: [Hint] { [Hint("Enter", "choose"), Hint("Up Down", "move"), Hint("Esc", "close")] }

    // MARK: Drawing

    /// A box in the upper middle of the screen, as high as its items need.
    private static func area(in body: Rect, count: Int) -> Rect {
        let wide = min(76, body.columns - 4)
        let high = min(max(count, 3) + 4, body.rows - 1)
        return Rect(column: body.column + (body.columns - wide) / 2, row: body.row, columns: wide, rows: high)
    }

    private func rowsArea(in body: Rect) -> Rect {
        Self.area(in: body, count: items.count).inset(columns: 1, rows: 1).cutTop(2).rest
    }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let theme = browser.theme
        let area = Self.area(in: body, count: items.count)
        frame.fill(area, theme[.dialog])
        frame.box(area, style: theme[.dialogBorder], title: title, titleStyle: theme[.dialogTitle])
        let (top, _) = area.inset(columns: 2, rows: 1).cutTop(1)
        frame.cursor = field.draw(
            on: &frame, in: top, style: theme[.dialog], hint: "type to narrow", hintStyle: theme[.fieldPlaceholder])
        frame.horizontalRule(
            row: area.row + 2, columns: area.column..<area.endColumn, style: theme[.dialogBorder])
        let rows = rowsArea(in: body)
        if found.isEmpty {
            frame.write(emptyText, at: Point(column: rows.column + 1, row: rows.row), style: theme[.textDim])
        }
        var window = window
        window.resize(height: rows.rows)
        for (line, index) in window.visible.enumerated() {
            drawItem(
                found[index], isCursor: index == window.cursor, on: &frame,
                in: Rect(column: rows.column, row: rows.row + line, columns: rows.columns, rows: 1), browser: browser)
        }
    }

    private func drawItem(
        _ found: (item: Int, match: FuzzyMatch), isCursor: Bool, on frame: inout Frame, in rect: Rect, browser: Browser
    ) {
        let theme = browser.theme
        let item = items[found.item]
        let base = isCursor ? theme[.cursor] : theme[.dialog]
        if isCursor { frame.fill(rect, theme[.cursor]) }
        if item.isCurrent {
            frame.write(browser.glyphs.bullet, at: Point(column: rect.column, row: rect.row), style: base)
        }
        let titleWidth = min(rect.columns - 4, 34)
        let refused = item.refusal != nil
        let style = isCursor ? base : refused ? theme[.hintDisabled] : base
        let start = Point(column: rect.column + 2, row: rect.row)
        let used = frame.write(item.title, at: start, style: style, width: titleWidth)
        if !isCursor {
            for position in found.match.positions where position < min(used, titleWidth) {
                let letter = Rect(column: start.column + position, row: rect.row, columns: 1, rows: 1)
                frame.restyle(letter, with: theme[.link].withoutUnderline)
            }
        }
        let detail = item.refusal ?? (item.detail.isEmpty ? item.group : item.detail)
        let column = rect.column + 2 + max(titleWidth, used) + 1
        frame.write(
            detail, at: Point(column: column, row: rect.row), style: isCursor ? base : theme[.textDim],
            width: max(0, rect.endColumn - column - 1))
    }
}
