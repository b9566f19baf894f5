import Testing

@testable import Canvas

@Suite("Writing on a frame")
struct FrameWritingTests {
    private func frame(_ columns: Int, _ rows: Int = 1, glyphs: Glyphs = .unicode) -> Frame {
        Frame(size: Size(columns: columns, rows: rows), glyphs: glyphs)
    }

    private let origin = Point(column: 0, row: 0)

    @Test("Text is written where it is said and counts its columns")
    func plain() {
        var frame = frame(10, 2)
        #expect(frame.write("abc", at: Point(column: 2, row: 1)) == 3)
        #expect(frame.write("字x", at: Point(column: 0, row: 0)) == 3)
        #expect(frame.text == "字x\n  abc")
    }

    @Test(
        "Text that is too long ends in an ellipsis, or has it in its middle, or is cut",
        arguments: [
            ("ubuntu-24.04-base-v1.10", Truncation.end, "ubuntu-24…"),
            ("ubuntu-24.04-base-v1.10", .middle, "ubunt…1.10"),
            ("ubuntu-24.04-base-v1.10", .none, "ubuntu-24."), ("short", .end, "short"),
            ("exactly-10", .end, "exactly-10"),
            ("漢字漢字漢字", .end, "漢字漢字…"), ("漢字漢字漢字", .middle, "漢字…漢字"), ("漢字漢字漢字", .none, "漢字漢字漢"),
            ("a漢字漢字漢字", .end, "a漢字漢字…"),
        ])
    func truncation(text: String, truncation: Truncation, expected: String) {
        var frame = frame(20)
        frame.write(text, at: origin, width: 10, truncation: truncation)
        #expect(frame.text == expected)
    }

    @Test("The ellipsis of ASCII has two dots")
    func ascii() {
        var frame = frame(20, glyphs: .ascii)
        frame.write("ubuntu-24.04-base", at: origin, width: 10)
        #expect(frame.text == "ubuntu-2..")
    }

    @Test("Where there is no room for an ellipsis the text is cut")
    func tiny() {
        var frame = frame(5, glyphs: .ascii)
        #expect(frame.write("abc", at: origin, width: 2) == 2)
        #expect(frame.text == "ab")
        #expect(frame.write("abc", at: origin, width: 0) == 0)
        #expect(frame.write("abc", at: origin, width: -3) == 0)
    }

    @Test("Numbers stand at the right edge of their column, wide text too")
    func alignment() {
        var frame = frame(12, 3)
        frame.write("612 MiB", at: origin, width: 10, align: .right)
        frame.write("字", at: Point(column: 0, row: 1), width: 10, align: .right)
        frame.write("ab", at: Point(column: 0, row: 2), width: 10, align: .center)
        #expect(frame.text == "   612 MiB\n        字\n    ab")
    }

    @Test("A wide character at the right edge becomes a blank")
    func rightEdge() {
        var frame = frame(4)
        frame.write("ab字", at: Point(column: 1, row: 0), truncation: .none)
        #expect(frame.text == " ab")
        #expect(frame[3, 0] == Cell(" "))
    }

    @Test("Writing over half of a wide character blanks the other half")
    func halves() {
        var left = frame(6)
        left.write("字字", at: origin)
        left.write("x", at: Point(column: 1, row: 0))
        #expect(left.text == " x字")
        var right = frame(6)
        right.write("字字", at: origin)
        right.write("x", at: Point(column: 2, row: 0))
        #expect(right.text == "字x")
        var wide = frame(6)
        wide.write("字字", at: origin)
        wide.write("語", at: Point(column: 1, row: 0))
        #expect(wide.text == " 語")
        #expect((0..<6).map { Int(wide[$0, 0].width) } == [1, 2, 0, 1, 1, 1])
    }

    @Test("What lies outside of the clip stays as it was, and wide characters across its edges become blanks")
    func clip() {
        var frame = frame(10)
        frame.write("..........", at: origin)
        frame.clipped(to: Rect(column: 3, row: 0, columns: 4, rows: 1)) { frame in
            frame.write("字字字字", at: Point(column: 2, row: 0), truncation: .none)
        }
        #expect(frame.text == "... 字 ...")
        frame.clipped(to: Rect(column: 0, row: 0, columns: 2, rows: 5)) { $0.fill($0.bounds) }
        #expect(frame.text == "  . 字 ...")
    }

    @Test("Places outside of the frame are no error")
    func outside() {
        var frame = frame(4, 2)
        for point in [(-3, 0), (0, -1), (9, 0), (0, 2), (-9, -9)] {
            frame.write("abcd", at: Point(column: point.0, row: point.1), truncation: .none)
        }
        #expect(frame.text == "d\n")
        frame.box(Rect(column: -2, row: -2, columns: 20, rows: 20), title: "x")
        frame.horizontalRule(row: 7, columns: -3..<30)
        frame.gauge(0.5, at: Point(column: -4, row: 0), width: 100)
        frame.fill(Rect(column: -5, row: -5, columns: 50, rows: 50))
        #expect(frame.text == "\n")
        let empty = Frame(size: Size(columns: -1, rows: 3))
        #expect(empty.cells.isEmpty)
    }

    @Test("Text without a background keeps the one it is written on")
    func background() {
        var frame = frame(4)
        frame.fill(frame.bounds, Style(background: .indexed(4)))
        frame.write("ab", at: origin, style: Style(foreground: .indexed(1)))
        #expect(frame[0, 0].style == Style(foreground: .indexed(1), background: .indexed(4)))
        frame.write("c", at: origin, style: Style(background: .indexed(2)))
        #expect(frame[0, 0].style == Style(background: .indexed(2)))
    }

    @Test("A cursor line either shows the colours of its row or has one look throughout")
    func restyle() {
        let red = Style(foreground: .indexed(1), attributes: .bold)
        let line = Style(foreground: .indexed(15), background: .indexed(4))
        var over = frame(2)
        over.write("a", at: origin, style: red)
        var with = over
        over.restyle(over.bounds, over: line)
        #expect(over[0, 0].style == Style(foreground: .indexed(1), background: .indexed(4), attributes: .bold))
        #expect(over[1, 0].style == line)
        with.restyle(with.bounds, with: line)
        #expect(with[0, 0].style == Style(foreground: .indexed(15), background: .indexed(4), attributes: .bold))
    }

    @Test("What lies under a dialog has one style, and no half of a wide character keeps another")
    func dim() {
        var frame = frame(6)
        frame.write("字a字", at: origin, style: Style(foreground: .indexed(1)))
        frame.dim(Rect(column: 1, row: 0, columns: 3, rows: 1))
        #expect(frame.text == "  a")
        #expect(frame[1, 0].style == Style(attributes: .dim))
        #expect(frame[4, 0].style.foreground == .indexed(1))
    }

    @Test("Whatever is written, every wide character has both its halves and no half stands alone")
    func wholeGlyphs() {
        var numbers = SystemNumbers(seed: 7)
        let texts = ["a", "字", "字字", "x字y", "👨‍👩‍👧z", "\u{1B}[m", "e\u{301}", "語語語語語語"]
        var frame = frame(12, 4)
        for _ in 0..<4000 {
            let point = Point(column: numbers.next(-3...14), row: numbers.next(-1...4))
            let area = Rect(
                column: numbers.next(-2...12), row: numbers.next(-1...4), columns: numbers.next(0...9),
                rows: numbers.next(0...3))
            switch numbers.next(0...4) {
            case 0: frame.fill(area)
            case 1: frame.restyle(area, with: Style(attributes: .bold))
            case 2: frame.clipped(to: area) { $0.write(texts[numbers.next(0...7)], at: point, truncation: .none) }
            default: frame.write(texts[numbers.next(0...7)], at: point, width: numbers.next(0...9), align: .right)
            }
            for row in 0..<4 {
                let widths = frame[row: row].map(\.width)
                for (column, width) in widths.enumerated() {
                    let next = column + 1 < 12 ? widths[column + 1] : 1
                    #expect((width == 2) == (next == 0), "\(widths)")
                }
                #expect(widths[0] != 0)
            }
        }
    }
}

/// Numbers that look random and are the same every time (a linear congruential generator).
struct SystemNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(_ range: ClosedRange<Int>) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return range.lowerBound + Int((state >> 33) % UInt64(range.count))
    }
}
