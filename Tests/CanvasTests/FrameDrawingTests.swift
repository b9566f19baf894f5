import Testing

@testable import Canvas

@Suite("Lines, gauges and pictures")
struct FrameDrawingTests {
    private func drawn(_ columns: Int, _ rows: Int, glyphs: Glyphs = .unicode, _ draw: (inout Frame) -> Void) -> String
    {
        var frame = Frame(size: Size(columns: columns, rows: rows), glyphs: glyphs)
        draw(&frame)
        return frame.text
    }

    @Test("A box has a title, and rules join it and one another")
    func box() {
        let text = drawn(20, 6) { frame in
            frame.box(frame.bounds, title: "Edit")
            frame.horizontalRule(row: 3, columns: 0..<20)
            frame.verticalRule(column: 8, rows: 0..<4)
        }
        #expect(
            text == """
                ┌ Edit ─┬──────────┐
                │       │          │
                │       │          │
                ├───────┴──────────┤
                │                  │
                └──────────────────┘
                """)
    }

    @Test("Rules that cross make a cross")
    func cross() {
        let text = drawn(5, 3) { frame in
            frame.horizontalRule(row: 1, columns: 0..<5)
            frame.verticalRule(column: 2, rows: 0..<3)
        }
        #expect(text == "  │\n──┼──\n  │")
    }

    @Test("In ASCII lines are made of what there is")
    func ascii() {
        let text = drawn(9, 3, glyphs: .ascii) { frame in
            frame.box(frame.bounds, title: "Ab")
            frame.verticalRule(column: 6, rows: 0..<3)
        }
        #expect(text == "+ Ab -+-+\n|     | |\n+-----+-+")
    }

    @Test("A title that is too long is cut within the box, and does not fit a tiny one")
    func titles() {
        #expect(drawn(12, 2) { $0.box($0.bounds, title: "Update Metadata") } == "┌ Update… ─┐\n└──────────┘")
        #expect(drawn(5, 2) { $0.box($0.bounds, title: "Update") } == "┌───┐\n└───┘")
        #expect(drawn(3, 1) { $0.box($0.bounds) } == "")
    }

    @Test(
        "A gauge shows eighths of a column where the font has them",
        arguments: [
            (0.0, "░░░░"), (0.5, "██░░"), (0.53125, "██▏░"), (0.999, "███▉"), (1.0, "████"), (7.0, "████"),
            (-1.0, "░░░░"),
            (Double.nan, "░░░░"),
        ])
    func gauge(fraction: Double, expected: String) {
        #expect(drawn(4, 1) { $0.gauge(fraction, at: Point(column: 0, row: 0), width: 4) } == expected)
    }

    @Test("A gauge of ASCII is made of signs everyone has")
    func asciiGauge() {
        #expect(drawn(4, 1, glyphs: .ascii) { $0.gauge(0.6, at: Point(column: 0, row: 0), width: 4) } == "##..")
    }

    @Test(
        "The scroll mark touches an end only where that end is seen",
        arguments: [
            (0..<5, "█\n\n\n\n"), (1..<6, "█\n\n\n\n"), (45..<50, "\n\n\n\n█"), (20..<25, "\n█\n\n\n"),
            (0..<25, "█\n█\n\n\n"),
        ] as [(Range<Int>, String)])
    func scrollbar(visible: Range<Int>, expected: String) {
        let bar = drawn(1, 5) { frame in
            frame.scrollbar(Rect(column: 0, row: 0, columns: 1, rows: 5), visible: visible, of: 50)
        }
        #expect(bar == expected)
    }

    @Test("Nothing is drawn where everything is seen")
    func noScrollbar() {
        #expect(drawn(1, 2) { $0.scrollbar($0.bounds, visible: 0..<2, of: 2) } == "\n")
    }

    @Test("The styles of a frame are told by letters and a legend")
    func styledText() {
        var frame = Frame(size: Size(columns: 4, rows: 2))
        frame.write("a字", at: Point(column: 0, row: 0), style: Style(foreground: .indexed(2), attributes: .bold))
        frame.write("b", at: Point(column: 3, row: 1), style: Style(background: .rgb(red: 1, green: 2, blue: 255)))
        frame.cursor = Point(column: 1, row: 1)
        #expect(
            frame.styledText == """
                a字
                   b
                aa .
                ...b
                a 2 on default bold
                b default on #0102ff
                cursor 1,1
                """)
    }

    @Test("A picture has its text as text, each run as wide as its cells")
    func svg() {
        var frame = Frame(size: Size(columns: 5, rows: 1))
        frame.write("a<字", at: Point(column: 0, row: 0), style: Style(foreground: .rgb(red: 255, green: 0, blue: 0)))
        frame.write("z", at: Point(column: 4, row: 0), style: Style(attributes: [.bold, .reverse]))
        let palette = Palette(foreground: RGB(255, 255, 255), background: RGB(0, 0, 0))
        let lines = frame.svg(title: "A & B", palette: palette).split(separator: "\n")
        #expect(lines[1] == "<title>A &amp; B</title>")
        #expect(
            lines[4...].joined(separator: "\n") == """
                <text x="10" y="24" textLength="18" fill="#ff0000">a&lt;</text>
                <text x="28" y="24" textLength="18" fill="#ff0000">字</text>
                <rect x="46" y="10" width="9" height="19" fill="#ffffff"/>
                <text x="46" y="24" textLength="9" fill="#000000" font-weight="bold">z</text>
                </g>
                </svg>
                """)
        #expect(frame.svg(title: "A & B", palette: palette) == frame.svg(title: "A & B", palette: palette))
    }
}
