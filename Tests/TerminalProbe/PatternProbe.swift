internal import Canvas
internal import Terminal

/// Draws what is hard to draw: hostile text, wide characters at edges and cut in half, all four corners.
struct PatternProbe: Probe {
    /// How often a key was pressed: each time the half of other wide characters is written over.
    private var step = 0

    mutating func take(_ input: Input) {
        if case .key = input { step += 1 }
    }

    func frame(for terminal: any Terminal) -> Frame {
        var frame = Frame(size: terminal.size, glyphs: terminal.glyphs)
        let size = terminal.size
        let lines = [
            "pattern", "漢字漢字", "\u{1B}[31mred\u{1B}[0m \u{9B}31m \u{202E}abc\u{2066}",
            "a\u{200B}b\u{FEFF}c\u{AD}d", "e\u{301}\u{302}\u{303}\u{304}", "👨‍👩‍👧 🇩🇪 👍🏽 ❤️",
            "tab\there", "🫨 \u{E000}", "سلام שלום \u{FDFA}",
        ]
        for (row, line) in lines.enumerated() { frame.write(line, at: Point(column: 1, row: row)) }
        if step > 0 { frame.write("x", at: Point(column: step, row: 1)) }
        let right = size.columns - 1
        for row in 0..<4 { frame.write("字", at: Point(column: right - 2 + row, row: 10), truncation: .none) }
        frame.write("字", at: Point(column: right, row: 11), truncation: .none)
        let corner = step % 2 == 0 ? "C" : "D"
        for point in [(0, 0), (right, 0), (0, size.rows - 1), (right, size.rows - 1)] {
            frame.write(corner, at: Point(column: point.0, row: point.1))
        }
        frame.write("step \(step)", at: Point(column: 1, row: size.rows - 1))
        frame.box(Rect(column: 40, row: 12, columns: 20, rows: 5), title: "Box")
        frame.verticalRule(column: 50, rows: 12..<17)
        if step > 1 { frame.cursor = Point(column: 5, row: 5) }
        return frame
    }
}
