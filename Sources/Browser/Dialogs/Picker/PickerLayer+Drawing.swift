internal import Canvas

/// Where the parts of a picker stand: a box in the upper part of the body, as high as its items need.
struct PickerAreas: Hashable {
    let box: Rect
    let field: Rect
    /// The row of the line between field and items.
    let rule: Int
    let rows: Rect

    init(body: Rect, count: Int) {
        // A strip of list beside the box would only be in the way.
        let wide = body.columns < 90 ? body.columns : 78
        let high = min(max(count, 3) + 4, body.rows)
        box = Rect(column: body.column + (body.columns - wide) / 2, row: body.row, columns: wide, rows: high)
        field = box.inset(columns: 2, rows: 1).cutTop(1).top
        rule = box.row + 2
        rows = box.inset(columns: 1, rows: 1).cutTop(2).rest
    }
}

extension PickerLayer {
    func draw(on frame: inout Frame, in body: Rect, browser: Browser) {
        let theme = browser.theme
        let areas = PickerAreas(body: body, count: items.count)
        frame.fill(areas.box, theme[.dialog])
        frame.box(areas.box, style: theme[.dialogBorder], title: title, titleStyle: theme[.dialogTitle])
        frame.cursor = field.draw(
            on: &frame, in: areas.field, style: theme[.dialog], hint: "type to narrow",
            hintStyle: theme[.fieldPlaceholder])
        frame.horizontalRule(
            row: areas.rule, columns: areas.box.column..<areas.box.endColumn, style: theme[.dialogBorder])
        if found.isEmpty {
            frame.write(
                emptyText, at: Point(column: areas.rows.column + 2, row: areas.rows.row), style: theme[.textDim],
                width: areas.rows.columns - 4)
        }
        var window = window
        window.resize(height: areas.rows.rows)
        let columns = Columns(of: items, in: areas.rows.columns)
        for (line, index) in window.visible.enumerated() {
            let row = Rect(
                column: areas.rows.column, row: areas.rows.row + line, columns: areas.rows.columns, rows: 1)
            draw(found[index], columns, isCursor: index == window.cursor, on: &frame, in: row, browser: browser)
        }
        let edge = Rect(column: areas.box.endColumn - 1, row: areas.rows.row, columns: 1, rows: areas.rows.rows)
        frame.scrollbar(edge, visible: window.visible, of: found.count, style: theme[.dialogBorder])
    }

    /// How wide titles, sentences and keys are.
    private struct Columns {
        let title: Int
        let keys: Int

        init(of items: [PickerItem], in width: Int) {
            let longest = { (text: (PickerItem) -> String) in
                items.map { DisplayWidth.columns(of: text($0)) }.max() ?? 0
            }
            keys = min(longest(\.keys), 12)
            title = min(longest(\.title), max(20, (width - keys) / 2))
        }
    }

    private func draw(
        _ found: Found, _ columns: Columns, isCursor: Bool, on frame: inout Frame, in rect: Rect, browser: Browser
    ) {
        let theme = browser.theme
        let item = items[found.item]
        if isCursor { frame.fill(rect, theme[.cursor]) }
        func style(_ role: ThemeRole) -> Style { isCursor ? theme[.cursor] : theme[role] }
        if item.isCurrent {
            frame.write(browser.glyphs.bullet, at: rect.origin, style: style(.dialog))
        } else if item.refusal != nil {
            frame.write(browser.glyphs.none, at: rect.origin, style: style(.hintDisabled))
        }
        let start = Point(column: rect.column + 2, row: rect.row)
        let used = frame.write(
            item.title, at: start, style: style(item.refusal == nil ? .dialog : .hintDisabled), width: columns.title)
        if !isCursor {
            // Where a link has no colour of its own, its underline has to tell.
            let plain = theme[.link].withoutUnderline
            let mark = plain == theme[.dialog] ? theme[.link] : plain
            for position in found.match.positions where position < used {
                let letter = Rect(column: start.column + position, row: rect.row, columns: 1, rows: 1)
                frame.restyle(letter, with: mark)
            }
        }
        let keyColumn = rect.endColumn - columns.keys - 1
        if columns.keys > 0 {
            frame.write(
                item.keys, at: Point(column: keyColumn, row: rect.row), style: style(.hintKey), width: columns.keys)
        }
        let column = start.column + columns.title + 2
        let room = max(0, keyColumn - column - (columns.keys > 0 ? 2 : 0))
        frame.write(
            item.refusal?.withoutFolders(ifOver: room, browser.glyphs) ?? item.detail,
            at: Point(column: column, row: rect.row), style: style(item.refusal == nil ? .textDim : .hintDisabled),
            width: room)
    }
}

extension String {
    /// What begins with a place in a file, `/folder/name:3: …`, without the folders where it is longer than its room:
    /// the line and what is wrong with it are worth more.
    fileprivate func withoutFolders(ifOver columns: Int, _ glyphs: Glyphs) -> String {
        guard hasPrefix("/"), DisplayWidth.columns(of: self) > columns else { return self }
        let path = self[..<(firstRange(of: ": ")?.lowerBound ?? endIndex)]
        return glyphs.ellipsis + self[(path.lastIndex(of: "/") ?? startIndex)...]
    }
}
