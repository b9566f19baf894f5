internal import Canvas
internal import Catalog

/// The last two lines: what was done and is going on, and the keys.
extension Browser {
    func drawStatus(on frame: inout Frame, in rect: Rect) {
        if let message {
            frame.write(
                message.text, at: Point(column: rect.column + 1, row: rect.row), style: theme[message.role],
                width: rect.columns - 2)
            return
        }
        let right = activityText
        let width = DisplayWidth.columns(of: right)
        frame.write(
            right, at: Point(column: rect.endColumn - width - 1, row: rect.row), style: theme[.progress], width: width)
        frame.write(
            positionText, at: Point(column: rect.column + 1, row: rect.row), style: theme[.textDim],
            width: max(0, rect.columns - width - 4))
    }

    /// Which rows are on the screen, and how many are marked.
    private var positionText: String {
        let pane = current
        let matches = pane.listing.matchCount(in: catalogue)
        let visible = pane.window.visible
        var parts: [String] = []
        if !visible.isEmpty {
            let total = pane.listing.count
            let what = pane.listing.groupsFamilies ? "\(total) lines, \(matches) images" : "\(total)"
            parts.append("\(visible.lowerBound + 1)–\(visible.upperBound) of \(what)")
        }
        if !pane.marks.isEmpty {
            let hidden = pane.listing.hiddenByFilter(pane.marks, in: catalogue)
            parts.append("\(pane.marks.count) marked" + (hidden > 0 ? " (\(hidden) hidden by the filter)" : ""))
        }
        let text = parts.joined(separator: " \(glyphs.separator) ")
        return glyphs == .unicode ? text : text.replacingDashes
    }

    /// What goes on in the background.
    private var activityText: String {
        if case .lost(_, let retryAt?) = connection { return "trying again at \(localTime(retryAt))" }
        if case .signingIn = connection { return "signing in" }
        // Looking for changes every half minute is not worth a word, and would write to an idle terminal.
        guard let pass, pass.pass == .full else { return "" }
        return "reading images \(pass.listed)"
    }

    func drawHints(on frame: inout Frame, in rect: Rect) {
        var line = LineWriter(rect)
        for hint in hints {
            let width = DisplayWidth.columns(of: hint.key) + DisplayWidth.columns(of: hint.words) + 1
            guard width + 2 < rect.endColumn - line.column else { break }
            line.write(" ", theme[.hint], on: &frame)
            line.write(hint.key, hint.isEnabled ? theme[.hintKey] : theme[.hintDisabled], on: &frame)
            line.write(" \(hint.words) ", hint.isEnabled ? theme[.hint] : theme[.hintDisabled], on: &frame)
        }
    }
}

extension String {
    fileprivate var replacingDashes: String { String(map { $0 == "–" ? "-" : $0 }) }
}
