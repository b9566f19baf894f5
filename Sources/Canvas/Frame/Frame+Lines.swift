extension Frame {
    /// Draws the outline of `rect`, with a title in its upper edge. What it encloses stays.
    package mutating func box(_ rect: Rect, style: Style = .plain, title: String = "", titleStyle: Style? = nil) {
        guard rect.columns >= 2, rect.rows >= 2 else { return }
        let right = rect.endColumn - 1
        let bottom = rect.endRow - 1
        for column in rect.column + 1..<right {
            line(.across, column: column, row: rect.row, style: style)
            line(.across, column: column, row: bottom, style: style)
        }
        for row in rect.row + 1..<bottom {
            line(.upright, column: rect.column, row: row, style: style)
            line(.upright, column: right, row: row, style: style)
        }
        line([.down, .right], column: rect.column, row: rect.row, style: style)
        line([.down, .left], column: right, row: rect.row, style: style)
        line([.up, .right], column: rect.column, row: bottom, style: style)
        line([.up, .left], column: right, row: bottom, style: style)
        if !title.isEmpty && rect.columns >= 8 {
            let start = Point(column: rect.column + 2, row: rect.row)
            let used = write(title, at: start, style: titleStyle ?? style, width: rect.columns - 5)
            write(" ", at: Point(column: rect.column + 1, row: rect.row), style: style)
            write(" ", at: Point(column: start.column + used, row: rect.row), style: style)
        }
    }

    /// Draws a line from left to right that joins the lines it meets at its ends and on its way.
    package mutating func horizontalRule(row: Int, columns: Range<Int>, style: Style = .plain) {
        for column in columns { join(.across, column: column, row: row, style: style, in: columns, at: column) }
    }

    /// Draws a line from top to bottom that joins the lines it meets at its ends and on its way.
    package mutating func verticalRule(column: Int, rows: Range<Int>, style: Style = .plain) {
        for row in rows { join(.upright, column: column, row: row, style: style, in: rows, at: row) }
    }

    /// Draws one cell of a rule. Where it begins or ends on another line it only reaches inwards.
    private mutating func join(
        _ arms: LineArms, column: Int, row: Int, style: Style, in range: Range<Int>, at index: Int
    ) {
        guard clip.contains(Point(column: column, row: row)) else { return }
        let met = LineArms(self[column, row].scalar)
        var arms = arms
        if !met.isEmpty && index == range.lowerBound { arms.subtract([.left, .up]) }
        if !met.isEmpty && index == range.upperBound - 1 { arms.subtract([.right, .down]) }
        line(arms.union(met), column: column, row: row, style: style)
    }

    private mutating func line(_ arms: LineArms, column: Int, row: Int, style: Style) {
        put(CollectionOfOne(Cell(arms.sign(glyphs), style: style)), column: column, row: row)
    }
}
