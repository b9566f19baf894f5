/// Which cells of a frame do not look as they did in the frame before.
package struct FrameDifference: Hashable, Sendable {
    /// Cells of one row that stand side by side and all changed. Never cuts a wide glyph in two.
    package struct Run: Hashable, Sendable {
        /// The row, from 0.
        package let row: Int
        /// The columns of the cells.
        package let columns: Range<Int>
    }

    /// From top to bottom, from left to right.
    package private(set) var runs: [Run] = []

    /// Compares with `old`; with no frame before, or one of another size, everything changed.
    package init(from old: Frame?, to new: Frame) {
        let old = old?.size == new.size ? old : nil
        for row in 0..<new.size.rows {
            let cells = new[row: row]
            guard let before = old?[row: row] else {
                runs.append(Run(row: row, columns: 0..<new.size.columns))
                continue
            }
            if cells != before { compare(cells, with: before, row: row) }
        }
    }

    /// How many cells changed.
    package var cellCount: Int { runs.reduce(0) { $0 + $1.columns.count } }

    private mutating func compare(_ cells: ArraySlice<Cell>, with before: ArraySlice<Cell>, row: Int) {
        let origin = cells.startIndex
        var index = origin
        while index < cells.endIndex {
            guard cells[index] != before[index] else {
                index += 1
                continue
            }
            var start = index
            while start > origin && cells[start].width == 0 { start -= 1 }
            while index < cells.endIndex && (cells[index] != before[index] || cells[index].width == 0) { index += 1 }
            runs.append(Run(row: row, columns: start - origin..<index - origin))
        }
    }
}
