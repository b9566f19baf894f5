extension TextField {
    /// Draws the text in the first row of `rect`, scrolled so that the cursor is seen, and answers where the cursor
    /// stands.
    ///
    /// Text that goes on beyond an edge is marked there. An empty field shows `hint` in its own style.
    @discardableResult
    package func draw(
        on frame: inout Frame, in rect: Rect, style: Style = .plain,
        selected: Style = Style(attributes: .reverse), hint: String = "", hintStyle: Style = Style(attributes: .dim)
    ) -> Point {
        frame.fill(Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1), style)
        if characters.isEmpty {
            frame.write(hint, at: rect.origin, style: hintStyle, width: rect.columns)
            return rect.origin
        }
        if isSecret {
            // Always the same: how long a secret is concerns nobody.
            let dots = String(repeating: frame.glyphs.secret, count: Self.secretColumns)
            let used = frame.write(
                dots, at: rect.origin, style: selection.isEmpty ? style : selected.over(style), width: rect.columns)
            return Point(column: rect.column + min(used, max(0, rect.columns - 1)), row: rect.row)
        }
        let shown = characters.map { String($0) }
        let widths = shown.map { DisplayWidth.columns(of: $0) }
        let place = widths[..<cursor].reduce(0, +)
        let total = widths.reduce(0, +)
        let offset = Self.offset(showing: place, of: total, in: rect.columns)
        frame.clipped(to: Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1)) { frame in
            var column = rect.column - offset
            for (index, glyph) in shown.enumerated() where column < rect.endColumn {
                let look = selection.contains(index) ? selected.over(style) : style
                if column + widths[index] > rect.column {
                    frame.write(
                        glyph, at: Point(column: column, row: rect.row), style: look, width: widths[index])
                }
                column += widths[index]
            }
            if offset > 0 { frame.write(frame.glyphs.moreLeft, at: rect.origin, style: style) }
            if total - offset > rect.columns {
                let edge = Point(column: rect.endColumn - 1, row: rect.row)
                frame.write(frame.glyphs.moreRight, at: edge, style: style)
            }
        }
        return Point(column: rect.column + place - offset, row: rect.row)
    }

    private static let secretColumns = 8

    /// How many columns of the text stand left of the field. Drawing remembers nothing, so this follows from where
    /// the cursor is: it goes by half a field, and the cursor never stands on an edge that marks more text.
    private static func offset(showing place: Int, of total: Int, in columns: Int) -> Int {
        guard total >= columns, columns > 3 else { return max(0, min(place, total - columns + 1)) }
        let step = columns / 2
        return place < columns - 1 ? 0 : (place - (columns - 1)) / step * step + step
    }
}
