internal import Canvas
internal import Terminal

/// Shows what came in, the latest last.
struct KeysProbe: Probe {
    private var lines: [String] = []

    mutating func take(_ input: Input) {
        switch input {
        case .key(let key): lines.append("key \(key)")
        case .paste(let text): lines.append("paste \(text.debugDescription)")
        case .resized(let size): lines.append("size \(size.columns)x\(size.rows)")
        case .mouse(let event):
            let button = event.button.map { " \($0)" } ?? ""
            lines.append("mouse \(event.action)\(button) \(event.point.column),\(event.point.row)")
        }
    }

    func frame(for terminal: any Terminal) -> Frame {
        var frame = Frame(size: terminal.size, glyphs: terminal.glyphs)
        frame.write("keys", at: Point(column: 0, row: 0))
        for (row, line) in lines.suffix(max(0, terminal.size.rows - 2)).enumerated() {
            frame.write(line, at: Point(column: 0, row: row + 1))
        }
        // Below all else, so that who reads this can be sure of the rest.
        let state = "ready \(lines.count) \(terminal.glyphs) \(terminal.depth) \(terminal.notice ?? "no notice")"
        frame.write(state, at: Point(column: 0, row: terminal.size.rows - 1))
        return frame
    }
}
