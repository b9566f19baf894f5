internal import Canvas

/// The question whether to end the program: Enter for yes, Esc for no, nothing else counts.
struct QuitLayer: Layer {
    let question: String

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        switch input {
        case .key(Key(.enter)):
            browser.emit(.quit)
            return .close
        case .key(Key(.escape)), .key(Key("c", .control)): return .close
        default: return .stay
        }
    }

    var takesStatusLine: Bool { true }

    var hints: [Hint] { [Hint("Enter", "yes"), Hint("Esc", "no")] }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        browser.drawQuestion(question, on: &frame)
    }
}

extension Browser {
    /// Draws a question on the status line. What is too long for it grows upwards, for nobody answers half a question.
    func drawQuestion(_ question: String, on frame: inout Frame, role: ThemeRole = .messageWarning) {
        let status = regions.status
        let lines = question.wrapped(columns: status.columns - 2).prefix(size.rows - 4)
        let area = Rect(
            column: status.column, row: status.endRow - lines.count, columns: status.columns, rows: lines.count)
        frame.fill(area, theme[.text])
        for (index, line) in lines.enumerated() {
            frame.write(line, at: Point(column: area.column + 1, row: area.row + index), style: theme[role])
        }
    }
}
