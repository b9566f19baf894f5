internal import Canvas
internal import Terminal

/// Shows more pairs of colours than some terminals have, other ones after every key.
struct ColorsProbe: Probe {
    private var step = 0

    mutating func take(_ input: Input) {
        if case .key = input { step += 1 }
    }

    func frame(for terminal: any Terminal) -> Frame {
        var frame = Frame(size: terminal.size, glyphs: terminal.glyphs)
        // Every step shows one background with all foregrounds.
        for color in 0..<8 {
            let style = Style(foreground: .indexed(UInt8(color)), background: .indexed(UInt8(step % 8)))
            frame.write("color \(color)", at: Point(column: 0, row: color), style: style)
        }
        let style = Style(foreground: .rgb(red: 255, green: 135, blue: 0), attributes: [.bold, .underline])
        frame.write("orange", at: Point(column: 0, row: 9), style: style)
        frame.write("step \(step)", at: Point(column: 0, row: 10))
        return frame
    }
}
