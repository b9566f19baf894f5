internal import Canvas
internal import Catalog

extension TransfersLayer {
    /// The parts of the body: a title, the list, and what is known of the line under the cursor.
    func areas(in body: Rect) -> (title: Rect, list: Rect, details: Rect) {
        let (title, rest) = body.cutTop(1)
        let (details, list) = rest.cutBottom(min(12, max(5, rest.rows / 2)))
        return (title, list, details)
    }

    var takesStatusLine: Bool { question != nil }

    var status: String { items.isEmpty ? "" : "line \(window.cursor + 1) of \(items.count)" }

    var hints: [Hint] {
        if question != nil { return [Hint("Enter", "yes"), Hint("Esc", "no")] }
        return hintsOfLine.map { hint in
            var hint = hint
            if mayOnlyRead, Key(hint.key).map(changesCloud) ?? false { hint.isEnabled = false }
            return hint
        }
    }

    private var hintsOfLine: [Hint] {
        switch current {
        case nil: return []
        case .past: return [Hint("Enter", "image")]
        case .plan: return [Hint("r", "continue"), Hint("u", "undo"), Hint("f", "drop")]
        case .transfer(let transfer):
            let all: [(Transfer.Remedy, Hint)] = [
                (.reactivate, Hint("t", "reactivate")), (.pause, Hint("p", "pause")),
                (.abort, Hint("x", transfer.state == .processing ? "stop following" : "abort")),
                (.retry, Hint("r", transfer.state == .paused ? "resume" : "retry")),
                (.forget, Hint("f", transfer.isDone ? "clear" : transfer.isUnfinishedExport ? "drop" : "keep record")),
                (.delete, Hint("D", "delete record")),
            ]
            return all.filter { transfer.remedies.contains($0.0) }.map(\.1) + [Hint("Enter", "image")]
        }
    }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let theme = browser.theme
        let (title, list, details) = areas(in: body)
        defer { if let question { browser.drawQuestion(question.text, on: &frame) } }
        frame.write("Transfers", at: Point(column: 1, row: title.row), style: theme[.dialogTitle])
        guard let current else {
            let text =
                "Nothing is on its way, and nothing was cut off. \(browser.key(.createImage)) creates an image and "
                + "brings its data to the service."
            for (row, line) in text.wrapped(columns: list.columns - 2).prefix(list.rows).enumerated() {
                frame.write(line, at: Point(column: 1, row: list.row + row), style: theme[.textDim])
            }
            return
        }
        var window = window
        window.resize(height: list.rows)
        for (row, index) in window.visible.enumerated() {
            draw(items[index], on: &frame, in: list.line(row), isCursor: index == window.cursor, browser: browser)
        }
        let lines = current.details(in: browser).flatMap { fact in
            fact.value.wrapped(columns: details.columns - 2).map { ($0, fact.role) }
        }
        // One line stays free between the list and this.
        for (row, (text, role)) in lines.prefix(details.rows - 1).enumerated() {
            frame.write(text, at: Point(column: 1, row: details.row + 1 + row), style: theme[role])
        }
    }

    private func draw(_ item: TransferItem, on frame: inout Frame, in line: Rect, isCursor: Bool, browser: Browser) {
        let theme = browser.theme
        if isCursor {
            frame.fill(line, theme[.cursor])
            frame.write(browser.glyphs.cursor, at: line.origin, style: theme[.cursor])
        }
        func style(_ role: ThemeRole) -> Style { isCursor ? theme[.cursor] : theme[role] }
        let isWide = line.columns >= 80
        let right = isWide ? 46 : 27
        let (start, name) = (line.endColumn - right, line.columns - right - 4)
        frame.write(
            item.title, at: Point(column: line.column + 2, row: line.row), style: style(.value), width: name,
            truncation: .middle)
        var column = start
        if isWide {
            frame.write(item.kind, at: Point(column: column, row: line.row), style: style(.textDim))
            column += 8
        }
        guard case .transfer(let transfer) = item, transfer.state == .sending, let fraction = transfer.fraction else {
            frame.write(
                item.state, at: Point(column: column, row: line.row), style: style(item.role),
                width: line.endColumn - column - 1)
            return
        }
        let bar = isWide ? 10 : 8
        frame.gauge(fraction, at: Point(column: column, row: line.row), width: bar, style: style(.progress))
        var parts = [(transfer.percent ?? "", 6)]
        if isWide { parts.append((transfer.rateText ?? "", 12)) }
        parts.append((transfer.timeLeftText ?? "", isWide ? 9 : 11))
        column += bar
        for (text, width) in parts {
            frame.write(
                text, at: Point(column: column, row: line.row), style: style(.progress), width: width, align: .right)
            column += width
        }
    }
}

extension Transfer {
    fileprivate var isDone: Bool { if case .done = state { true } else { false } }
}
