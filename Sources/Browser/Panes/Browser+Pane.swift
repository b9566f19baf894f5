internal import Canvas
internal import Catalog

/// Drawing the active pane.
extension Browser {
    func drawPane(on frame: inout Frame, in regions: Regions) {
        let pane = current
        guard !pane.listing.isEmpty else {
            drawEmpty(on: &frame, in: regions.rows)
            return
        }
        if pane.listing.groupsFamilies {
            drawFamilies(on: &frame, in: regions)
        } else {
            drawRows(on: &frame, in: regions)
        }
        if !regions.preview.isEmpty { drawPreview(on: &frame, in: regions.preview) }
    }

    private func drawEmpty(on frame: inout Frame, in rect: Rect) {
        let box = rect.inset(columns: 4, rows: 2)
        for (index, line) in emptyText.wrapped(columns: min(72, box.columns)).enumerated() where index < box.rows {
            frame.write(line, at: Point(column: box.column, row: box.row + index), style: theme[.textDim])
        }
    }

    /// Why there are no rows, and what to do about it. Never says that there is nothing before that is known.
    var emptyText: String {
        if selection == nil { return "No cloud is open. \(key(.switchCloud)) chooses one, \(key(.quit)) quits." }
        if let refusal = refusal(of: active) { return refusal }
        if synchronisedAt == nil {
            switch connection {
            case .signingIn: return "Signing in."
            case .waiting where pass == nil: return "Signed in. Waiting for the image service to answer."
            case .waiting: return "Reading the catalogue."
            case .online where pass == nil: return "Nothing was read yet. \(key(.refresh)) reads the catalogue."
            case .online: return "Reading the catalogue."
            case .lost(let problem, let retryAt), .incomplete(let problem, let retryAt):
                return problem.sentence + (retryAt == nil ? "\n\(key(.refresh)) tries again." : "")
            case .offlineByChoice where !isLoaded: return "Opening the local copy."
            case .offlineByChoice: return "Started with --offline, and there is no local copy of this catalogue."
            }
        }
        if !isLoaded { return "Opening the local copy." }
        if !current.filter.isEmpty {
            var doubt = current.doubt.map { " " + $0 } ?? ""
            if !current.listing.showsHidden, current.filter.contains("hidden") {
                doubt += " \(key(.toggleHidden)) shows hidden images too."
            }
            let way = layers.last is FilterLayer ? "" : " \(key(.goBack)) clears it."
            return "No image matches the filter \"\(current.filter)\".\(doubt)\(way)"
        }
        if active == .shared, let offerSearch {
            return
                "No offer was found so far: \(offerSearch.checked) of \(offerSearch.total) shared images were asked about."
        }
        if active == .shared { return "No project offers an image to this one." }
        return "There are no images here yet."
    }

    private func drawRows(on frame: inout Frame, in regions: Regions) {
        let pane = current
        let layout = columnLayout
        drawTitles(layout, on: &frame, in: regions.titles)
        let showsType = layout.columns.contains { $0.column == .type }
        for (line, position) in pane.window.visible.enumerated() where position < pane.listing.count {
            guard let slot = pane.listing[position].slot, let entry = catalogue[slot] else { continue }
            let row = Rect(
                column: regions.rows.column, row: regions.rows.row + line, columns: regions.rows.columns, rows: 1)
            let isCursor = position == pane.window.cursor
            drawMargin(entry, isCursor: isCursor, on: &frame, in: row)
            for placed in layout.columns {
                let said = cell(placed.column, of: entry, width: placed.width)
                let cell = entry.isDeprecated || entry.isWithdrawn ? said.receding : said
                let point = Point(column: row.column + placed.offset, row: row.row)
                if placed.column == .name {
                    let badges = badges(of: entry, showsType: showsType)
                    drawName(cell, entry, badges, isCursor: isCursor, on: &frame, at: point, width: placed.width)
                } else {
                    frame.write(
                        cell.text, at: point, style: isCursor ? theme[.cursor] : theme[cell.role],
                        width: placed.width, align: placed.column.isRightAligned ? .right : .left)
                }
            }
        }
    }

    /// Where the columns of the active pane stand.
    var columnLayout: ColumnLayout {
        ColumnLayout(
            pane: active, choice: settings.columns[active], width: regions.rows.columns, scroll: current.columnScroll)
    }

    private func drawTitles(_ layout: ColumnLayout, on frame: inout Frame, in rect: Rect) {
        let sort = current.listing.sort
        for placed in layout.columns {
            let isSorted = placed.column.sort == sort.column
            let mark = isSorted ? (sort.isDescending ? glyphs.down : glyphs.up) : ""
            var (title, width) = (placed.column.title, placed.width)
            if isSorted, title.count >= width {
                // There is room for the mark behind the column, but where further columns are told of.
                if !layout.isCutRight || placed.offset + width < rect.columns - 1 { width += 1 }
                title = String(title.prefix(width - 1))
            }
            frame.write(
                title + mark, at: Point(column: rect.column + placed.offset, row: rect.row),
                style: theme[isSorted ? .columnSorted : .columnTitle], width: width,
                align: placed.column.isRightAligned ? .right : .left)
        }
        if layout.isCutLeft {
            frame.write(glyphs.moreLeft, at: Point(column: rect.column + 1, row: rect.row), style: theme[.columnTitle])
        }
        if layout.isCutRight {
            let point = Point(column: rect.endColumn - 1, row: rect.row)
            frame.write(glyphs.moreRight, at: point, style: theme[.columnTitle])
        }
    }

    /// The first cells of a row: cursor, mark, what is new about it. The cursor's line is styled as a whole.
    func drawMargin(_ entry: CatalogueEntry?, isCursor: Bool, on frame: inout Frame, in row: Rect) {
        if isCursor {
            frame.fill(row, theme[.cursor])
            frame.write(glyphs.cursor, at: row.origin, style: theme[.cursor])
        }
        guard let entry else { return }
        if current.marks.contains(entry.id) {
            frame.write(
                glyphs.mark, at: Point(column: row.column + 1, row: row.row),
                style: isCursor ? theme[.cursor] : theme[.marked])
        }
        guard let news = entry.news, unseen.contains(entry.id) else { return }
        let (sign, role): (String, ThemeRole) =
            switch news {
            case .added: (glyphs.added, .newsAdded)
            case .changed: (glyphs.changed, .newsChanged)
            case .withdrawn: (glyphs.withdrawn, .newsWithdrawn)
            }
        frame.write(
            sign, at: Point(column: row.column + 2, row: row.row), style: isCursor ? theme[.cursor] : theme[role])
    }

    /// The name, and after it what is to be known at once.
    func drawName(
        _ cell: CellText, _ entry: CatalogueEntry, _ badges: RowBadges, isCursor: Bool, on frame: inout Frame,
        at point: Point, width: Int
    ) {
        let marked = current.marks.contains(entry.id)
        let style = isCursor ? theme[.cursor] : theme[marked ? .marked : cell.role]
        // A name may be long, but not so long that a warning behind it is lost.
        let nameRoom = max(width - badges.reserve, width / 2)
        var used = frame.write(cell.text, at: point, style: style, width: nameRoom, truncation: .middle)
        for badge in badges.fitting(width - used) {
            frame.write(
                badge.text, at: Point(column: point.column + used + 2, row: point.row),
                style: isCursor ? theme[.cursor] : theme[badge.role], width: badge.width, truncation: .middle)
            used += 2 + badge.width
        }
    }
}
