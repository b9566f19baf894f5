package import Canvas

extension TmuxSession {
    /// The screen as a frame: text, styles and the cursor.
    package func frame() throws -> Frame {
        let names = ["pane_width", "pane_height", "cursor_flag", "cursor_x", "cursor_y"]
        let numbers = try states(names).map { Int($0) ?? 0 }
        var frame = Frame(size: Size(columns: numbers[0], rows: numbers[1]))
        var pen = Pen()
        let lines = try styled().split(separator: "\n", omittingEmptySubsequences: false)
        for (row, line) in lines.prefix(frame.size.rows).enumerated() { pen.draw(line, on: &frame, row: row) }
        if numbers[2] == 1 { frame.cursor = Point(column: numbers[3], row: numbers[4]) }
        return frame
    }
}

/// The style that escape sequences of text have come to.
private struct Pen {
    private var style = Style.plain

    /// Draws one line of text with sequences in it.
    mutating func draw(_ line: Substring, on frame: inout Frame, row: Int) {
        var column = 0
        for (index, part) in line.split(separator: "\u{1B}", omittingEmptySubsequences: false).enumerated() {
            var text = part
            if index > 0, part.first == "[", let end = part.firstIndex(of: "m") {
                let numbers = part[part.index(after: part.startIndex)..<end].split(separator: ";").map { Int($0) ?? 0 }
                take(numbers.isEmpty ? [0] : numbers[...])
                text = part[part.index(after: end)...]
            }
            column += frame.write(String(text), at: Point(column: column, row: row), style: style, truncation: .none)
        }
    }

    private mutating func take(_ numbers: ArraySlice<Int>) {
        var rest = numbers
        while let number = rest.popFirst() {
            switch number {
            case 0: style = .plain
            case 1: style.attributes.insert(.bold)
            case 2: style.attributes.insert(.dim)
            case 3: style.attributes.insert(.italic)
            case 4: style.attributes.insert(.underline)
            case 7: style.attributes.insert(.reverse)
            case 30...37: style.foreground = .indexed(UInt8(number - 30))
            case 90...97: style.foreground = .indexed(UInt8(number - 82))
            case 40...47: style.background = .indexed(UInt8(number - 40))
            case 100...107: style.background = .indexed(UInt8(number - 92))
            case 38: style.foreground = color(&rest)
            case 48: style.background = color(&rest)
            case 39: style.foreground = .default
            case 49: style.background = .default
            default: break
            }
        }
    }

    /// `5;n` or `2;r;g;b`.
    private func color(_ numbers: inout ArraySlice<Int>) -> Color {
        let isIndexed = numbers.popFirst() == 5
        let parts = (0..<(isIndexed ? 1 : 3)).map { _ in UInt8(truncatingIfNeeded: numbers.popFirst() ?? 0) }
        return isIndexed ? .indexed(parts[0]) : .rgb(red: parts[0], green: parts[1], blue: parts[2])
    }
}
