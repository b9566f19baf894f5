extension Frame {
    /// This frame as a picture: a standalone SVG with the text as text, the same for the same frame.
    ///
    /// Every run of text says how wide it is to be, so that any monospaced font lines up.
    package func svg(title: String, palette: Palette = .dark) -> String {
        let width = size.columns * Self.cellWidth + 2 * Self.margin
        let height = size.rows * Self.cellHeight + 2 * Self.margin
        var lines = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
            viewBox="0 0 \(width) \(height)" role="img">
            """,
            "<title>\(title.escapedForXML)</title>",
            "<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"\(palette.background.hex)\"/>",
            """
            <g font-family="DejaVu Sans Mono,Menlo,Consolas,monospace" font-size="\(Self.fontSize)" xml:space="preserve" \
            fill="\(palette.foreground.hex)">
            """,
        ]
        for row in 0..<size.rows { lines += svgRuns(row: row).flatMap { svg($0, row: row, palette: palette) } }
        if let cursor {
            let place = Self.place(column: cursor.column, row: cursor.row)
            lines.append(
                "<rect \(place) width=\"\(Self.cellWidth)\" height=\"\(Self.cellHeight)\" fill-opacity=\"0.5\"/>")
        }
        return lines.joined(separator: "\n") + "\n</g>\n</svg>\n"
    }

    private static let cellWidth = 9
    private static let cellHeight = 19
    private static let fontSize = 15
    private static let margin = 10

    private static func place(column: Int, row: Int) -> String {
        "x=\"\(margin + column * cellWidth)\" y=\"\(margin + row * cellHeight)\""
    }

    /// The runs of one style in a row. A wide glyph is a run of its own, since fonts disagree on its width.
    private func svgRuns(row: Int) -> [(column: Int, cells: ArraySlice<Cell>)] {
        let cells = self[row: row]
        var runs: [(column: Int, cells: ArraySlice<Cell>)] = []
        var start = cells.startIndex
        while start < cells.endIndex {
            let first = cells[start]
            var end = start + 1
            if first.width == 2 {
                end = min(end + 1, cells.endIndex)
            } else {
                while end < cells.endIndex && cells[end].style == first.style && cells[end].width == 1 { end += 1 }
            }
            runs.append((start - cells.startIndex, cells[start..<end]))
            start = end
        }
        return runs
    }

    private func svg(_ run: (column: Int, cells: ArraySlice<Cell>), row: Int, palette: Palette) -> [String] {
        guard let style = run.cells.first?.style else { return [] }
        let (ink, ground) = palette.colors(style)
        let width = run.cells.count * Self.cellWidth
        var lines: [String] = []
        if ground != palette.background {
            let place = Self.place(column: run.column, row: row)
            lines.append("<rect \(place) width=\"\(width)\" height=\"\(Self.cellHeight)\" fill=\"\(ground.hex)\"/>")
        }
        let text = String(run.cells.reduce(into: String.UnicodeScalarView()) { $1.append(to: &$0) })
        guard text.contains(where: { $0 != " " }) || style.attributes.contains(.underline) else { return lines }
        var look = ink == palette.foreground ? "" : " fill=\"\(ink.hex)\""
        if style.attributes.contains(.bold) { look += " font-weight=\"bold\"" }
        if style.attributes.contains(.italic) { look += " font-style=\"italic\"" }
        if style.attributes.contains(.underline) { look += " text-decoration=\"underline\"" }
        let x = Self.margin + run.column * Self.cellWidth
        let baseline = Self.margin + row * Self.cellHeight + 14
        lines.append("<text x=\"\(x)\" y=\"\(baseline)\" textLength=\"\(width)\"\(look)>\(text.escapedForXML)</text>")
        return lines
    }
}

extension String {
    /// This text as the content of an XML element. Control characters, which XML forbids, are dropped.
    fileprivate var escapedForXML: String {
        var escaped = ""
        for scalar in unicodeScalars where scalar.value >= 0x20 {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
