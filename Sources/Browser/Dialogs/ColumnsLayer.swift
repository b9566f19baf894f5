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

    init(of browser: Browser) {
        pane = browser.active
        let available = Column.available(in: pane)
        let chosen = browser.settings.columns[pane] ?? Self.usual(of: browser)
        items = chosen.map { Item(column: $0.column, isShown: true, width: $0.width) }
        items += available.filter { column in !chosen.contains { $0.column == column } }
            .map { Item(column: $0, isShown: false, width: nil) }
        window = ScrollWindow(count: items.count, height: max(1, browser.regions.body.rows - 4))
    }

    /// What the pane shows without a choice.
    private static func usual(of browser: Browser) -> [ColumnChoice] {
        ColumnLayout(pane: browser.active, choice: nil, width: browser.regions.rows.columns, scroll: 0)
            .columns.map { ColumnChoice($0.column) }
    }

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        guard case .key(let key) = input else { return .stay }
        switch key {
        case Key(.escape), Key("c", .control): return .close
        case Key(.enter), Key("s", .control): return save(in: &browser)
        case Key(.down), Key("j"): window.move(by: 1)
        case Key(.up), Key("k"): window.move(by: -1)
        case Key(" "): toggle(in: &browser)
        case Key("J"), Key(.down, .shift): shift(by: 1)
        case Key("K"), Key(.up, .shift): shift(by: -1)
        case Key(.right), Key("+"): widen(by: 1)
        case Key(.left), Key("-"): widen(by: -1)
        case Key("0"):
            items[window.cursor].width = nil
            isEdited = true
        case Key("d"):
            browser.settings.chosen.columns[pane] = nil
            browser.saveChoices()
            browser.say(.done, "\(pane.title) shows its usual columns again.")
            return .close
        default: break
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

    private mutating func widen(by step: Int) {
        let item = items[window.cursor]
        items[window.cursor].width = min(200, max(3, (item.width ?? item.column.width) + step))
        isEdited = true
    }

    private func save(in browser: inout Browser) -> LayerReply {
        guard isEdited else { return .close }
        browser.settings.chosen.columns[pane] = items.filter(\.isShown).map { ColumnChoice($0.column, width: $0.width) }
        browser.change(pane) { pane, _ in pane.columnScroll = 0 }
        browser.saveChoices()
        browser.say(.done, "Columns of \(pane.title) saved.")
        return .close
    }

    var hints: [Hint] {
        [
            Hint("Enter", "save"), Hint("Space", "show"), Hint("J K", "move"), Hint("+ -", "width"),
            Hint("0", "own width"), Hint("d", "usual ones"), Hint("Esc", "cancel"),
        ]
    }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let theme = browser.theme
        let area = body.centered(columns: min(76, body.columns - 4), rows: min(items.count + 2, body.rows))
        frame.fill(area, theme[.dialog])
        frame.box(
            area, style: theme[.dialogBorder], title: "Columns of \(pane.title)", titleStyle: theme[.dialogTitle])
        let rows = area.inset(columns: 1, rows: 1)
        var window = window
        window.resize(height: rows.rows)
        for (line, index) in window.visible.enumerated() {
            let item = items[index]
            let row = Rect(column: rows.column, row: rows.row + line, columns: rows.columns, rows: 1)
            let isCursor = index == window.cursor
            if isCursor { frame.fill(row, theme[.cursor]) }
            let style = isCursor ? theme[.cursor] : theme[item.isShown ? .dialog : .textDim]
            let box = item.isShown ? browser.glyphs.checked : browser.glyphs.unchecked
            frame.write("\(box) \(item.column.rawValue)", at: Point(column: row.column + 1, row: row.row), style: style)
            let width = item.width.map(String.init) ?? (item.column == .name ? "the rest" : "\(item.column.width)")
            frame.write(
                width, at: Point(column: row.column + 20, row: row.row), style: style, width: 8, align: .right)
            frame.write(
                item.column.summary, at: Point(column: row.column + 30, row: row.row),
                style: isCursor ? style : theme[.textDim], width: row.columns - 31)
        }
    }
}
