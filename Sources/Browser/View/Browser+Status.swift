internal import Canvas
internal import Catalog

/// The last two lines: what was done and is going on, and the keys.
extension Browser {
    func drawStatus(on frame: inout Frame, in rect: Rect) {
        let left = layers.last { $0.isFullBody }?.status ?? positionText
        let right = activityText
        let width = DisplayWidth.columns(of: right)
        frame.write(
            right, at: Point(column: rect.endColumn - width - 1, row: rect.row), style: theme[.progress], width: width)
        frame.write(
            left, at: Point(column: rect.column + 1, row: rect.row), style: theme[.textDim],
            width: max(0, rect.columns - width - 4))
    }

    /// What the last action came to. A sentence that is too long for the status line grows upwards, over the body.
    func drawMessage(on frame: inout Frame, in rect: Rect) {
        guard let message, !(layers.last?.takesStatusLine ?? false) else { return }
        let lines = Array(message.text.wrapped(columns: rect.columns - 2).prefix(Self.longestMessage))
        let area = Rect(
            column: rect.column, row: rect.endRow - lines.count, columns: rect.columns, rows: lines.count)
        frame.fill(area, theme[.text])
        for (index, line) in lines.enumerated() {
            frame.write(
                line, at: Point(column: area.column + 1, row: area.row + index), style: theme[message.role],
                width: area.columns - 2)
        }
    }

    private static let longestMessage = 6

    /// Which rows are on the screen, and how many are marked.
    private var positionText: String {
        let pane = current
        let matches = pane.listing.matchCount(in: catalogue)
        let visible = pane.window.visible
        var parts: [String] = []
        if !visible.isEmpty {
            let matching = pane.filter.isEmpty ? "" : " matching"
            let what =
                pane.listing.groupsFamilies
                ? "\(pane.listing.count) lines, \(matches)\(matching) images" : "\(pane.listing.count)\(matching)"
            // Lines that say what was deleted or withdrawn are not among the pane's images.
            let gone = pane.listing.goneCount(in: catalogue)
            parts.append(positions(visible) + " of " + what + (gone == 0 ? "" : ", \(gone) of them gone"))
        }
        if !pane.marks.isEmpty {
            let hidden = pane.listing.hiddenByFilter(pane.marks, in: catalogue)
            parts.append("\(pane.marks.count) marked" + (hidden > 0 ? " (\(hidden) hidden by the filter)" : ""))
        }
        return parts.joined(separator: " \(glyphs.separator) ")
    }

    /// `1–19`
    func positions(_ rows: Range<Int>) -> String {
        "\(rows.lowerBound + 1)\(glyphs == .unicode ? "–" : "-")\(rows.upperBound)"
    }

    /// What goes on in the background.
    private var activityText: String {
        [transferText, backgroundText, connectionText].filter { !$0.isEmpty }.joined(separator: " \(glyphs.separator) ")
    }

    private var connectionText: String {
        // Looking for changes every half minute is not worth a word, and would write to an idle terminal.
        if let pass, pass.pass == .full { return "reading images \(pass.listed)" }
        switch connection {
        case .lost(_, let retryAt?), .incomplete(_, let retryAt?): return "trying again at \(localTime(retryAt))"
        case .signingIn: return selection == nil ? "" : "signing in"
        case .waiting: return "waiting for the image service"
        case .lost, .incomplete, .online, .offlineByChoice: return ""
        }
    }

    /// The keys that matter most here. Where room is short examples make way first, then what stands further behind;
    /// the first hint stays, and so do the last one, which leads to all others, and the way out.
    func drawHints(on frame: inout Frame, in rect: Rect) {
        func width(_ hint: Hint) -> Int {
            DisplayWidth.columns(of: hint.key) + DisplayWidth.columns(of: hint.words) + 3
        }
        var hints = hints
        while hints.reduce(0, { $0 + width($1) }) > rect.columns,
            let index = hints.lastIndex(where: \.isExample)
                ?? hints.indices.dropFirst().dropLast().last(where: { hints[$0].key != "Esc" })
        {
            hints.remove(at: index)
        }
        var line = LineWriter(rect)
        for hint in hints {
            line.write(" ", theme[.hint], on: &frame)
            line.write(hint.key, hint.isEnabled ? theme[.hintKey] : theme[.hintDisabled], on: &frame)
            line.write(" \(hint.words) ", hint.isEnabled ? theme[.hint] : theme[.hintDisabled], on: &frame)
        }
    }
}
