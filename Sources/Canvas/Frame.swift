/// A whole screen as a value: what `view` makes and the terminal shows.
package struct Frame: Hashable, Sendable {
    package let size: Size
    /// Row by row, `size.columns` cells each.
    package private(set) var cells: [Cell]
    /// Where the terminal's text cursor stands; nil hides it.
    package var cursor: Point?

    package init(size: Size, style: Style = .plain) {
        self.size = size
        cells = Array(repeating: Cell(style: style), count: max(0, size.columns * size.rows))
    }

    package var bounds: Rect { Rect(size) }

    package subscript(column: Int, row: Int) -> Cell { cells[row * size.columns + column] }
}
