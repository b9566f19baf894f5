package import Canvas

/// Frames that look random and are the same every time, each a little or a lot different from the one before.
package struct RandomFrames {
    /// The frame of now.
    package private(set) var frame: Frame
    private var state: UInt64

    private static let texts = [
        "a", "字", "漢字", "x字y", "e\u{301}te\u{301}", "ubuntu-24.04-base-v1.10", "한글", "\u{1B}[31mred", "   ", "─┼─",
    ]
    private static let styles = [
        Style.plain, Style(attributes: .bold), Style(foreground: .indexed(2)), Style(attributes: .reverse),
        Style(foreground: .indexed(231), background: .indexed(24)), Style(attributes: [.underline, .dim]),
    ]

    /// Begins with an empty frame; the same seed gives the same frames.
    package init(size: Size, seed: UInt64) {
        frame = Frame(size: size)
        state = seed
    }

    /// Draws the next frame over the last.
    package mutating func advance() {
        let size = frame.size
        if number(0...9) == 0 { frame = Frame(size: size) }
        if number(0...4) == 0 { scroll() }
        for _ in 0..<number(1...12) {
            let area = Rect(
                column: number(-2...size.columns), row: number(-1...size.rows), columns: number(0...size.columns),
                rows: number(0...4))
            let point = Point(column: number(-2...size.columns), row: number(0...size.rows - 1))
            let style = Self.styles[number(0...Self.styles.count - 1)]
            switch number(0...9) {
            case 0: frame.fill(area, style)
            case 1, 2: frame.restyle(Rect(column: 0, row: area.row, columns: size.columns, rows: 1), with: style)
            case 3: frame.box(area, style: style, title: "字 box")
            default:
                let text = Self.texts[number(0...Self.texts.count - 1)]
                frame.write(String(repeating: text, count: number(1...5)), at: point, style: style, truncation: .none)
            }
        }
    }

    /// Moves all rows up by a few, which terminals may do by themselves.
    private mutating func scroll() {
        let count = number(1...3)
        var moved = Frame(size: frame.size)
        for row in 0..<max(0, frame.size.rows - count) {
            let line = frame[row: row + count]
            for (column, cell) in line.enumerated() {
                moved.write(cell, at: Point(column: column, row: row), style: cell.style)
            }
        }
        frame = moved
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return range.lowerBound + Int((state >> 33) % UInt64(range.count))
    }
}

extension Frame {
    /// Writes what a cell shows, in another style.
    package mutating func write(_ cell: Cell, at point: Point, style: Style) {
        guard cell.width > 0 else { return }
        var text = String.UnicodeScalarView()
        text.append(cell.scalar)
        text += [cell.marks.0, cell.marks.1].filter { $0 != "\0" }
        write(String(text), at: point, style: style, truncation: .none)
    }
}
