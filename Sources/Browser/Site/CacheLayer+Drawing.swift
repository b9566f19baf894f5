internal import Canvas
internal import Catalog

extension CacheLayer {
    /// The parts of the body: a title, headings, the list.
    func areas(in body: Rect) -> (title: Rect, headings: Rect, list: Rect) {
        let (title, rest) = body.cutTop(1)
        let (headings, list) = rest.cutTop(1)
        return (title, headings, list)
    }

    /// What stands beside the name, from the left: a text and its width; numbers stand at the right.
    private func cells(_ row: Row, _ browser: Browser) -> [(text: String, isNumber: Bool)] {
        guard let cached = row.cached else { return [("queued", false)] }
        let none = browser.glyphs.none
        return [
            ("cached", false), (cached.size.map { ByteSize($0).short } ?? none, true), (String(cached.hits), true),
            (cached.lastAccessed.map(browser.age) ?? none, true),
        ]
    }

    private static let widths = [8, 10, 7, 9]

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let theme = browser.theme
        let (title, headings, list) = areas(in: body)
        frame.write("Image Cache", at: Point(column: 1, row: title.row), style: theme[.dialogTitle])
        frame.write(
            summary, at: Point(column: 14, row: title.row), style: theme[.textDim], width: title.columns - 15)
        guard !rows.isEmpty else {
            for (row, line) in emptyText.wrapped(columns: list.columns - 2).prefix(list.rows).enumerated() {
                frame.write(
                    line, at: Point(column: 1, row: headings.row + row),
                    style: theme[isFailed ? .messageWarning : .textDim])
            }
            return
        }
        let name = body.columns - Self.widths.reduce(0, +) - 6
        let places = Self.places(from: body.column + 2 + name)
        frame.write("NAME", at: Point(column: body.column + 2, row: headings.row), style: theme[.heading])
        for (index, text) in ["STATE", "SIZE", "HITS", "LAST USED"].enumerated() {
            frame.write(
                text, at: Point(column: places[index], row: headings.row), style: theme[.heading],
                width: Self.widths[index], align: index == 0 ? .left : .right)
        }
        var window = window
        window.resize(height: list.rows)
        for (line, index) in window.visible.enumerated() {
            draw(rows[index], name, places, on: &frame, in: list.line(line), isCursor: index == window.cursor, browser)
        }
    }

    private static func places(from column: Int) -> [Int] {
        widths.indices.map { index in column + 1 + widths[..<index].reduce(0, +) + index }
    }

    private func draw(
        _ row: Row, _ name: Int, _ places: [Int], on frame: inout Frame, in line: Rect, isCursor: Bool,
        _ browser: Browser
    ) {
        let theme = browser.theme
        if isCursor {
            frame.fill(line, theme[.cursor])
            frame.write(browser.glyphs.cursor, at: line.origin, style: theme[.cursor])
        }
        func style(_ role: ThemeRole) -> Style { isCursor ? theme[.cursor] : theme[role] }
        let entry = browser.catalogue[row.id]
        frame.write(
            entry?.title.quotedIfBlank ?? row.id.rawValue, at: Point(column: line.column + 2, row: line.row),
            style: style(entry == nil ? .textDim : .value), width: name, truncation: .middle)
        for (index, cell) in cells(row, browser).enumerated() {
            frame.write(
                cell.text, at: Point(column: places[index], row: line.row),
                style: style(row.cached == nil ? .statusWaiting : .text), width: Self.widths[index],
                align: cell.isNumber ? .right : .left)
        }
    }

    private var isFailed: Bool { if case .failure? = answer { true } else { false } }

    private var emptyText: String {
        switch answer {
        case nil: "Asking the service."
        case .success:
            "Nothing is cached, and nothing is queued for it. Queue for Cache, in the palette, asks for an image."
        case .failure(let problem) where problem.kind == .notFound:
            "The site has no cache that can be managed from here. \(problem.sentence)"
        case .failure(let problem): problem.sentence
        }
    }

    /// What there is in all, of the node that answered.
    private var summary: String {
        guard case .success(let cache)? = answer else { return "" }
        let bytes = cache.cached.reduce(0) { $0 + ($1.size ?? 0) }
        return "\(counted(cache.cached.count, "image")), \(ByteSize(bytes).short), \(cache.queued.count) queued, "
            + "on the node that answered"
    }
}
