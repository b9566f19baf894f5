import Testing

@testable import Canvas

@Suite("Rectangles")
struct GeometryTests {
    private let rect = Rect(column: 2, row: 3, columns: 10, rows: 4)

    @Test("Cutting gives two rectangles that make up the whole, whatever is asked for", arguments: [-1, 0, 2, 4, 9])
    func cutting(count: Int) {
        let (top, rest) = rect.cutTop(count)
        #expect(top.rows + rest.rows == 4 && top.endRow == rest.row && top.row == 3 && rest.endRow == 7)
        let (bottom, above) = rect.cutBottom(count)
        #expect(bottom.rows + above.rows == 4 && above.endRow == bottom.row && bottom.endRow == 7)
        let (left, beside) = rect.cutLeft(count)
        #expect(left.columns + beside.columns == 10 && left.endColumn == beside.column)
    }

    @Test("Rectangles that do not meet have an empty intersection")
    func intersection() {
        #expect(rect.intersection(Rect(column: 40, row: 0, columns: 5, rows: 50)).isEmpty)
        #expect(
            rect.intersection(Rect(column: 0, row: 0, columns: 5, rows: 4))
                == Rect(column: 2, row: 3, columns: 3, rows: 1))
    }

    @Test("What is centred fits, and a margin never makes a rectangle negative")
    func fitting() {
        #expect(rect.centered(columns: 4, rows: 2) == Rect(column: 5, row: 4, columns: 4, rows: 2))
        #expect(rect.centered(columns: 400, rows: 200) == rect)
        #expect(rect.inset(columns: 8, rows: 1).columns == 0)
    }
}
