/// A place on the screen, counted from the upper left corner, in character cells.
package struct Point: Hashable, Sendable {
    package var column: Int
    package var row: Int

    package init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }
}

/// An extent in character cells.
package struct Size: Hashable, Sendable {
    package var columns: Int
    package var rows: Int

    package init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }
}

/// A rectangle of character cells. Never of negative extent.
package struct Rect: Hashable, Sendable {
    package var column: Int
    package var row: Int
    package var columns: Int
    package var rows: Int

    package init(column: Int, row: Int, columns: Int, rows: Int) {
        self.column = column
        self.row = row
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    package init(_ size: Size) { self.init(column: 0, row: 0, columns: size.columns, rows: size.rows) }

    package var origin: Point { Point(column: column, row: row) }
    package var endColumn: Int { column + columns }
    package var endRow: Int { row + rows }
    package var isEmpty: Bool { columns == 0 || rows == 0 }

    package func contains(_ point: Point) -> Bool {
        (column..<endColumn).contains(point.column) && (row..<endRow).contains(point.row)
    }

    package func intersection(_ other: Rect) -> Rect {
        let left = max(column, other.column)
        let top = max(row, other.row)
        return Rect(
            column: left, row: top, columns: min(endColumn, other.endColumn) - left,
            rows: min(endRow, other.endRow) - top)
    }

    /// The rectangle without a margin on all four sides.
    package func inset(columns margin: Int, rows rim: Int) -> Rect {
        Rect(column: column + margin, row: row + rim, columns: columns - 2 * margin, rows: rows - 2 * rim)
    }

    /// The upper `count` lines and the rest below them.
    package func cutTop(_ count: Int) -> (top: Rect, rest: Rect) {
        let count = min(max(0, count), rows)
        return (
            Rect(column: column, row: row, columns: columns, rows: count),
            Rect(column: column, row: row + count, columns: columns, rows: rows - count)
        )
    }

    /// The lower `count` lines and the rest above them.
    package func cutBottom(_ count: Int) -> (bottom: Rect, rest: Rect) {
        let (rest, bottom) = cutTop(rows - min(max(0, count), rows))
        return (bottom, rest)
    }

    /// The left `count` columns and the rest beside them.
    package func cutLeft(_ count: Int) -> (left: Rect, rest: Rect) {
        let count = min(max(0, count), columns)
        return (
            Rect(column: column, row: row, columns: count, rows: rows),
            Rect(column: column + count, row: row, columns: columns - count, rows: rows)
        )
    }

    /// A rectangle of the given extent in the middle of this one, cut down to it where it is larger.
    package func centered(columns wide: Int, rows high: Int) -> Rect {
        let wide = min(wide, columns)
        let high = min(high, rows)
        return Rect(column: column + (columns - wide) / 2, row: row + (rows - high) / 2, columns: wide, rows: high)
    }
}
