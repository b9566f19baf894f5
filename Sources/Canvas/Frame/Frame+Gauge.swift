extension Frame {
    /// Draws how much of a whole is done, as a bar of `width` columns.
    ///
    /// - Parameter fraction: from 0 to 1; less and more count as these, and what is no number as 0.
    package mutating func gauge(_ fraction: Double, at point: Point, width: Int, style: Style = .plain) {
        let steps = glyphs.gauge
        let fine = steps.count - 1
        let done = fraction > 0 ? Int(min(1, fraction) * Double(max(0, width) * fine)) : 0
        let bar = (0..<max(0, width)).map { cell in Cell(steps[min(fine, max(0, done - cell * fine))], style: style) }
        put(bar, column: point.column, row: point.row)
    }

    /// Marks in the single column of `rect` which part of `count` rows is visible. Draws nothing where all are.
    package mutating func scrollbar(_ rect: Rect, visible: Range<Int>, of count: Int, style: Style = .plain) {
        guard rect.rows > 0, visible.count < count else { return }
        let length = max(1, rect.rows * visible.count / count)
        // The thumb touches an end exactly when the first or last row is to be seen.
        let start = visible.lowerBound * (rect.rows - length) / max(1, count - visible.count)
        for row in start..<min(rect.rows, start + length) {
            write(glyphs.thumb, at: Point(column: rect.column, row: rect.row + row), style: style)
        }
    }
}
