/// A whole screen as a value: what `view` makes and the terminal shows.
package struct Frame: Hashable, Sendable {
    /// Never negative.
    package let size: Size
    /// Row by row, `size.columns` cells each.
    package private(set) var cells: [Cell]
    /// Where the terminal's text cursor stands; nil hides it.
    package var cursor: Point?
    /// The signs this screen may use.
    package let glyphs: Glyphs
    /// Where writing has an effect; never larger than the frame.
    package private(set) var clip: Rect

    /// A frame of blanks.
    package init(size: Size, style: Style = .plain, glyphs: Glyphs = .unicode) {
        let size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
        self.size = size
        self.glyphs = glyphs
        cells = Array(repeating: Cell(style: style), count: size.columns * size.rows)
        clip = Rect(size)
    }

    /// All of the frame.
    package var bounds: Rect { Rect(size) }

    /// One cell, which has to be within the frame.
    package subscript(column: Int, row: Int) -> Cell { cells[row * size.columns + column] }

    /// The cells of one row.
    package subscript(row row: Int) -> ArraySlice<Cell> {
        cells[row * size.columns..<(row + 1) * size.columns]
    }

    /// Draws with the effect of everything drawn confined to `rect`, within what it is confined to already.
    @discardableResult
    package mutating func clipped<Result>(to rect: Rect, _ draw: (inout Frame) -> Result) -> Result {
        let outer = clip
        clip = outer.intersection(rect)
        defer { clip = outer }
        return draw(&self)
    }

    // MARK: Cells

    /// Puts glyphs side by side, blank where the clip cuts through a wide one, and blanks the rest of wide glyphs that
    /// were there and lose a half.
    ///
    /// A glyph whose style has no background of its own stands on the background it finds.
    mutating func put(_ glyphs: some Sequence<Cell>, column: Int, row: Int) {
        guard (clip.row..<clip.endRow).contains(row), column < clip.endColumn else { return }
        var end = column
        sever(column: max(column, clip.column), row: row)
        for glyph in glyphs {
            let start = end
            end += Int(glyph.width)
            if end <= clip.column { continue }
            if start >= clip.endColumn { break }
            // What stands behind the end is made whole before the last glyph takes its half.
            sever(column: min(end, clip.endColumn), row: row)
            if glyph.width == 2 && start >= clip.column && end <= clip.endColumn {
                set(glyph, column: start, row: row)
                set(Cell(width: 0, style: glyph.style), column: start + 1, row: row)
            } else if glyph.width == 2 {
                set(Cell(style: glyph.style), column: max(start, clip.column), row: row)
            } else {
                set(glyph, column: start, row: row)
            }
        }
    }

    private mutating func set(_ cell: Cell, column: Int, row: Int) {
        let index = row * size.columns + column
        let background = cells[index].style.background
        cells[index] = cell
        if cell.style.background == .default { cells[index].style.background = background }
    }

    /// Blanks a wide glyph that stands across the left edge of `column`.
    private mutating func sever(column: Int, row: Int) {
        guard column > 0, column < size.columns else { return }
        let index = row * size.columns + column
        guard cells[index].width == 0 else { return }
        cells[index - 1] = Cell(style: cells[index - 1].style)
        cells[index] = Cell(style: cells[index].style)
    }

    /// Gives every cell of `rect` what `change` makes of it. Wide glyphs across its edge lose their look.
    mutating func change(_ rect: Rect, _ change: (inout Cell) -> Void) {
        let area = rect.intersection(clip)
        guard !area.isEmpty else { return }
        for row in area.row..<area.endRow {
            sever(column: area.column, row: row)
            sever(column: area.endColumn, row: row)
            let start = row * size.columns
            for index in start + area.column..<start + area.endColumn { change(&cells[index]) }
        }
    }
}
