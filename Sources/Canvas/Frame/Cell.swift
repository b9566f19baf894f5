/// One character cell: what it shows and how.
///
/// Plain bits, so that frames are compared at memory speed. A glyph of two columns takes two cells: its own, and a
/// following one whose `width` is 0.
package struct Cell: Hashable, Sendable {
    /// The base character, always printable; a blank in the right half of a wide glyph.
    package var scalar: Unicode.Scalar
    /// Up to two combining marks; NUL where there is none.
    package var marks: (Unicode.Scalar, Unicode.Scalar)
    /// Columns taken: 1, 2, or 0 for the right half of the cell before.
    package var width: UInt8
    package var style: Style

    package init(
        _ scalar: Unicode.Scalar = " ", marks: (Unicode.Scalar, Unicode.Scalar) = ("\0", "\0"), width: UInt8 = 1,
        style: Style = .plain
    ) {
        self.scalar = scalar
        self.marks = marks
        self.width = width
        self.style = style
    }

    package static func == (a: Cell, b: Cell) -> Bool {
        a.scalar == b.scalar && a.marks == b.marks && a.width == b.width && a.style == b.style
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(scalar)
        hasher.combine(marks.0)
        hasher.combine(marks.1)
        hasher.combine(width)
        hasher.combine(style)
    }
}
