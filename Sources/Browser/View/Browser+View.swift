package import Canvas
internal import Catalog

/// Drawing: the state and the size give a frame, nothing else is looked at.
extension Browser {
    /// The parts of the screen from top to bottom.
    struct Regions {
        let header: Rect
        let tabs: Rect
        /// Everything between the first two and the last two lines.
        let body: Rect
        /// The list's headings and rows.
        let titles: Rect
        let rows: Rect
        /// The image under the cursor, on wide screens; empty on others.
        let preview: Rect
        let status: Rect
        let hints: Rect
    }

    /// From this width on the image under the cursor is shown beside the list.
    static let previewWidth = 140

    var regions: Regions {
        let (header, belowHeader) = Rect(size).cutTop(1)
        let (tabs, belowTabs) = belowHeader.cutTop(1)
        let (hints, aboveHints) = belowTabs.cutBottom(1)
        let (status, body) = aboveHints.cutBottom(1)
        var list = body
        var preview = Rect(column: body.endColumn, row: body.row, columns: 0, rows: 0)
        if size.columns >= Self.previewWidth {
            let wide = min(max(52, size.columns * 2 / 5), 84)
            (list, preview) = body.cutLeft(body.columns - wide)
        }
        let (titles, rows) = list.cutTop(1)
        return Regions(
            header: header, tabs: tabs, body: body, titles: titles, rows: rows, preview: preview, status: status,
            hints: hints)
    }

    /// What the screen shows now.
    package func view() -> Frame {
        var frame = Frame(size: window, style: theme[.text], glyphs: glyphs)
        guard isLargeEnough else {
            let notice = "Vitrine needs a window of \(Self.smallest.columns) by \(Self.smallest.rows)."
            frame.write(notice, at: Point(column: 0, row: 0), style: theme[.messageWarning])
            return frame
        }
        let regions = regions
        drawHeader(on: &frame, in: regions.header)
        drawTabs(on: &frame, in: regions.tabs)
        drawStatus(on: &frame, in: regions.status)
        drawHints(on: &frame, in: regions.hints)
        let first = layers.lastIndex { $0.isFullBody }
        if first == nil { drawPane(on: &frame, in: regions) }
        for layer in layers[(first ?? 0)...] { layer.draw(on: &frame, body: regions.body, browser: self) }
        drawMessage(on: &frame, in: regions.status)
        return frame
    }

    // MARK: Words

    /// A time of day as the user's clock shows it.
    func localTime(_ moment: Instant) -> String {
        LocalTime(utcOffset: utcOffset(moment)).time(moment)
    }

    /// A date and time as the user's clock shows it.
    func localDate(_ moment: Instant) -> String {
        LocalTime(utcOffset: utcOffset(moment)).dateAndTime(moment)
    }
}
