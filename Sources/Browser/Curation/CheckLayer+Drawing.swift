internal import Canvas
internal import Catalog

extension CheckLayer {
    /// The parts of the body: a title, the list, and what there is to say about the line under the cursor.
    func areas(in body: Rect) -> (title: Rect, list: Rect, details: Rect) {
        let (title, rest) = body.cutTop(1)
        let (details, list) = rest.cutBottom(min(7, max(4, rest.rows / 3)))
        return (title, list, details)
    }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let theme = browser.theme
        let (title, list, details) = areas(in: body)
        frame.write("Catalogue Check", at: Point(column: 1, row: title.row), style: theme[.dialogTitle])
        frame.write(
            summary(of: browser), at: Point(column: 18, row: title.row), style: theme[.textDim],
            width: title.columns - 19)
        guard let current else {
            let text = shown.isDone ? "There is nothing to see to in this pane." : "Looking."
            frame.write(text, at: Point(column: 1, row: list.row), style: theme[.textDim])
            return
        }
        var window = window
        window.resize(height: list.rows)
        for (row, place) in window.visible.enumerated() {
            guard let finding = shown[place] else { continue }
            draw(finding, on: &frame, in: list.line(row), isCursor: place == window.cursor, browser)
        }
        let lines = words(about: current, browser).flatMap { text, role in
            text.wrapped(columns: details.columns - 2).map { ($0, role) }
        }
        // One line stays free between the list and this.
        for (row, (text, role)) in lines.prefix(details.rows - 1).enumerated() {
            frame.write(
                text, at: Point(column: 1, row: details.row + 1 + row), style: theme[role], width: details.columns - 2)
        }
    }

    private func words(about finding: Finding, _ browser: Browser) -> [(String, ThemeRole)] {
        func title(_ id: ImageID) -> String {
            guard let entry = browser.catalogue[id] else { return id.rawValue }
            return
                "\(entry.title.quotedIfBlank) (owner \(browser.catalogue.projects.label(of: entry.image.owner)), \(id))"
        }
        var words = [(finding.sentence, finding.severity.role)]
        words += finding.images.prefix(4).map { (title($0), ThemeRole.textDim) }
        if finding.images.count > 4 { words.append(("and \(finding.images.count - 4) more", .textDim)) }
        return words
    }

    private func draw(
        _ finding: Finding, on frame: inout Frame, in line: Rect, isCursor: Bool, _ browser: Browser
    ) {
        let theme = browser.theme
        if isCursor {
            frame.fill(line, theme[.cursor])
            frame.write(browser.glyphs.cursor, at: line.origin, style: theme[.cursor])
        }
        func write(_ text: String, _ column: Int, _ role: ThemeRole, width: Int, _ truncation: Truncation = .end) {
            frame.write(
                text, at: Point(column: line.column + column, row: line.row), style: theme[isCursor ? .cursor : role],
                width: width, truncation: truncation)
        }
        let isWide = line.columns >= 120
        let name = isWide ? 42 : line.columns - 29
        let title = finding.images.first.flatMap { browser.catalogue[$0]?.title } ?? ""
        write(finding.severity.label, 2, finding.severity.role, width: 8)
        write(finding.kind.label, 11, .text, width: 16)
        write(title.quotedIfBlank, 28, .text, width: name, .middle)
        if isWide { write(finding.sentence, 72, .textDim, width: line.columns - 73) }
    }
}

extension Browser {
    /// What the check knows beside the catalogue.
    var checkContext: CheckContext {
        CheckContext(now: now, members: knownMembers, keeps: settings.keeps, held: heldImages)
    }
}
