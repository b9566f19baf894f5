internal import Canvas
internal import Catalog

/// The chooser of a pane's columns: which ones, in which order, how wide.
struct ColumnsLayer: Layer {
    private struct Item: Hashable, Sendable {
        let column: Column
        var isShown: Bool
        var width: Int?
    }

    private let pane: Pane
    private var items: [Item]
    private var window: ScrollWindow
    private var isEdited = false
    /// Whether Esc was pressed although something was edited.
    private var isAsking = false

    init(of browser: Browser) {
        pane = browser.active
        let available = Column.available(in: pane)
        let chosen = browser.settings.columns[pane] ?? Self.usual(of: browser)
        items = chosen.map { Item(column: $0.column, isShown: true, width: $0.width) }
        items += available.filter { column in !chosen.contains { $0.column == column } }
            .map { Item(column: $0, isShown: false, width: nil) }
        window = ScrollWindow(count: items.count, height: items.count)
    }

    /// What the pane shows without a choice: first what is seen, then what can be scrolled to.
    private static func usual(of browser: Browser) -> [ColumnChoice] {
        ColumnLayout.usual(browser.active, width: browser.regions.rows.columns)
    }

    // MARK: Input

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        let areas = areas(in: browser.regions.body)
        window.resize(height: areas.rows.rows)
        switch input {
        case .key(let key):
            if isAsking { return answer(key, in: &browser) }
            return handle(key, in: &browser)
        case .mouse(let event):
            switch window.handle(event, in: areas.rows) {
            case .clicked: toggle(in: &browser)
            case .ignored where event.isClick && !areas.box.contains(event.point): return cancel(in: &browser)
            case .ignored, .taken: break
            }
            return .stay
        case .paste, .resized: return .stay
        }
    }

    private mutating func handle(_ key: Key, in browser: inout Browser) -> LayerReply {
        switch key {
        case Key(.escape), Key("q"), Key("c", .control): return cancel(in: &browser)
        case Key(.enter), Key("s", .control): return save(in: &browser)
        case Key(.down), Key("j"), Key(.tab): window.move(by: 1)
        case Key(.up), Key("k"), Key(.tab, .shift): window.move(by: -1)
        case Key(.home), Key("g"): window.moveToFirst()
        case Key(.end), Key("G"): window.moveToLast()
        case Key(.pageDown): window.page(by: 1)
        case Key(.pageUp): window.page(by: -1)
        case Key(" "): toggle(in: &browser)
        case Key("J"), Key(.down, .shift): shift(by: 1)
        case Key("K"), Key(.up, .shift): shift(by: -1)
        case Key(.right), Key("+"): widen(by: 1, in: browser)
        case Key(.left), Key("-"): widen(by: -1, in: browser)
        case Key("0"):
            items[window.cursor].width = nil
            isEdited = true
        case Key("d"):
            browser.settings.chosen.columns[pane] = nil
            browser.saveChoices()
            browser.say(.done, "\(pane.title) shows its usual columns again.")
            return .close
        default: browser.say(.plain, "\(key) means nothing here. J and K move a column, + and - change its width.")
        }
        return .stay
    }

    private mutating func toggle(in browser: inout Browser) {
        let index = window.cursor
        if items[index].column == .name { return browser.say(.plain, "The name always stays.") }
        items[index].isShown.toggle()
        isEdited = true
    }

    private mutating func shift(by step: Int) {
        let other = window.cursor + step
        guard items.indices.contains(other) else { return }
        items.swapAt(window.cursor, other)
        window.move(to: other)
        isEdited = true
    }

    /// Begins with the width that the column has on the screen.
    private mutating func widen(by step: Int, in browser: Browser) {
        let item = items[window.cursor]
        let placed = browser.columnLayout.columns.first { $0.column == item.column }?.width
        items[window.cursor].width = min(200, max(3, (item.width ?? placed ?? item.column.width) + step))
        isEdited = true
    }

    private mutating func cancel(in browser: inout Browser) -> LayerReply {
        guard isEdited else { return .close }
        isAsking = true
        return .stay
    }

    private mutating func answer(_ key: Key, in browser: inout Browser) -> LayerReply {
        isAsking = false
        switch key {
        case Key(.enter): return .close
        default: return .stay
        }
    }

    private func save(in browser: inout Browser) -> LayerReply {
        guard isEdited else { return .close }
        browser.settings.chosen.columns[pane] = items.filter(\.isShown).map { ColumnChoice($0.column, width: $0.width) }
        browser.change(pane) { pane, _ in pane.columnScroll = 0 }
        browser.saveChoices()
        browser.say(.done, "Columns of \(pane.title) saved.")
        return .close
    }

    var takesStatusLine: Bool { isAsking }

    var hints: [Hint] {
        if isAsking { return [Hint("Enter", "drop the changes"), Hint("Esc", "go on")] }
        return [
            Hint("Enter", "save"), Hint("Space", "show"), Hint("J K", "move"), Hint("+ -", "width"),
            Hint("0", "own width"), Hint("d", "usual columns"), Hint("Esc", "cancel"),
        ]
    }

    // MARK: Drawing

    private func areas(in body: Rect) -> (box: Rect, rows: Rect) {
        let wide = body.columns < 90 ? body.columns : 78
        let box = Rect(
            column: body.column + (body.columns - wide) / 2, row: body.row, columns: wide,
            rows: min(items.count + 2, body.rows))
        return (box, box.inset(columns: 1, rows: 1))
    }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let theme = browser.theme
        let (box, rows) = areas(in: body)
        frame.fill(box, theme[.dialog])
        frame.box(box, style: theme[.dialogBorder], title: "Columns of \(pane.title)", titleStyle: theme[.dialogTitle])
        var window = window
        window.resize(height: rows.rows)
        for (line, index) in window.visible.enumerated() {
            let row = Rect(column: rows.column, row: rows.row + line, columns: rows.columns, rows: 1)
            draw(items[index], isCursor: index == window.cursor, on: &frame, in: row, browser: browser)
        }
        let edge = Rect(column: box.endColumn - 1, row: rows.row, columns: 1, rows: rows.rows)
        frame.scrollbar(edge, visible: window.visible, of: items.count, style: theme[.dialogBorder])
        if isAsking { browser.drawQuestion("Drop the changes to the columns?", on: &frame) }
    }

    private func draw(_ item: Item, isCursor: Bool, on frame: inout Frame, in row: Rect, browser: Browser) {
        let theme = browser.theme
        func style(_ role: ThemeRole) -> Style { isCursor ? theme[.cursor] : theme[role] }
        if isCursor { frame.fill(row, theme[.cursor]) }
        let base = style(item.isShown ? .dialog : .textDim)
        let box = item.isShown ? browser.glyphs.checked : browser.glyphs.unchecked
        frame.write("\(box) \(item.column.words)", at: Point(column: row.column + 1, row: row.row), style: base)
        let width = item.width.map(String.init) ?? (item.column == .name ? "the rest" : "\(item.column.width)")
        frame.write(width, at: Point(column: row.column + 18, row: row.row), style: base, width: 8, align: .right)
        frame.write(
            item.column.summary, at: Point(column: row.column + 28, row: row.row), style: style(.textDim),
            width: row.columns - 29)
    }
}
