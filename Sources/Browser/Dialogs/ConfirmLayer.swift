internal import Canvas

/// A question on the status line: Enter for yes, Esc for no, nothing else counts.
struct ConfirmLayer: Layer {
    let question: String
    let action: Action

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        switch input {
        case .key(Key(.enter)): .closeAnd(action)
        case .key(Key(.escape)), .key(Key("c", .control)): .close
        default: .stay
        }
    }

    var takesStatusLine: Bool { true }

    var hints: [Hint] { [Hint("Enter", "yes"), Hint("Esc", "no")] }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        browser.drawQuestion(question, on: &frame)
    }
}

extension Browser {
    /// Draws a question on the status line.
    func drawQuestion(_ question: String, on frame: inout Frame) {
        let rect = regions.status
        frame.fill(rect, theme[.text])
        frame.write(
            question, at: Point(column: rect.column + 1, row: rect.row), style: theme[.messageWarning],
            width: rect.columns - 2)
    }
}
