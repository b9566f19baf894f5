internal import Canvas
internal import Catalog

/// Drawing the list with its images grouped into families. What stands beside a family's name is that of its current
/// version, or without one of the newest.
extension Browser {
    func drawFamilies(on frame: inout Frame, in regions: Regions) {
        let layout = FamilyLayout(width: regions.rows.columns, pane: active)
        drawFamilyTitles(layout, on: &frame, in: regions.titles)
        let pane = current
        for (line, position) in pane.window.visible.enumerated() where position < pane.listing.count {
            let row = Rect(
                column: regions.rows.column, row: regions.rows.row + line, columns: regions.rows.columns, rows: 1)
            let isCursor = position == pane.window.cursor
            switch pane.listing[position] {
            case .family(let family):
                drawMargin(nil, isCursor: isCursor, on: &frame, in: row)
                drawFamily(family, layout, isCursor: isCursor, on: &frame, in: row)
            case .version(let slot):
                guard let entry = catalogue[slot] else { continue }
                drawMargin(entry, isCursor: isCursor, on: &frame, in: row)
                drawVersion(entry, layout, isCursor: isCursor, on: &frame, in: row)
            case .image(let slot):
                guard let entry = catalogue[slot] else { continue }
                drawMargin(entry, isCursor: isCursor, on: &frame, in: row)
                drawName(
                    cell(.name, of: entry), entry, badges(of: entry, showsType: false, showsOwner: true),
                    isCursor: isCursor,
                    on: &frame,
                    at: Point(column: row.column + FamilyLayout.indent, row: row.row), width: layout.nameWidth)
                let none = CellText(glyphs.none, .textDim)
                draw([.current: none, .versions: none], of: entry, layout, isCursor: isCursor, on: &frame, in: row)
            }
        }
    }

    private func drawFamilyTitles(_ layout: FamilyLayout, on frame: inout Frame, in rect: Rect) {
        let start = Point(column: rect.column + FamilyLayout.indent, row: rect.row)
        frame.write("FAMILY", at: start, style: theme[.columnTitle], width: layout.nameWidth)
        for placed in layout.columns {
            frame.write(
                placed.column.title, at: Point(column: rect.column + placed.offset, row: rect.row),
                style: theme[.columnTitle], width: placed.width, align: placed.column.isRightAligned ? .right : .left)
        }
    }

    private func drawFamily(
        _ id: FamilyID, _ layout: FamilyLayout, isCursor: Bool, on frame: inout Frame, in row: Rect
    ) {
        let family = catalogue.family(id, in: active, showingHidden: current.listing.showsHidden)
        let images = images(of: .family(id))
        func style(_ role: ThemeRole) -> Style { isCursor ? theme[.cursor] : theme[role] }
        func write(_ text: String, _ offset: Int, _ role: ThemeRole, width: Int) {
            frame.write(
                text, at: Point(column: row.column + offset, row: row.row), style: style(role), width: width,
                truncation: .middle)
        }
        if !images.isEmpty, images.allSatisfy(current.marks.contains) { write(glyphs.mark, 1, .marked, width: 1) }
        write(
            current.listing.expanded.contains(id) ? glyphs.expanded : glyphs.collapsed, ColumnLayout.margin, .textDim,
            width: 1)
        // A stranger's family of the same name is another one (R1), so its owner is not cut off.
        let isOwn = family.key.owner == session?.project?.id
        let owner = isOwn ? "" : catalogue.projects.label(of: family.key.owner)
        let ownerWidth = owner.isEmpty ? 0 : min(DisplayWidth.columns(of: owner), 12)
        let room = layout.nameWidth - (ownerWidth == 0 ? 0 : ownerWidth + 2)
        let used = min(DisplayWidth.columns(of: family.key.label), room)
        write(family.key.label, FamilyLayout.indent, .text, width: room)
        write(owner, FamilyLayout.indent + used + 2, .textDim, width: ownerWidth)

        let versions = layout.columns.first { $0.column == .versions }
        let cells: [FamilyLayout.Column: CellText] = [
            .current: CellText(family.current?.version.description ?? glyphs.none, .heading),
            .versions: Self.count(of: family, width: versions?.width ?? 0),
            .mine: answers(to: family),
        ]
        let shown = (family.current ?? family.versions.first)?.entry
        draw(cells, of: shown, layout, isCursor: isCursor, on: &frame, in: row)
    }

    /// `5 (1 superseded, 2 deprecated, no v2.1)`, or of that what matters most in as many words as there is room for.
    private static func count(of family: Family, width: Int) -> CellText {
        let (superseded, deprecated) = (family.supersededCount, family.deprecatedCount)
        let gap = family.gaps.first.map { "no \($0)" }
        func notes(_ older: String, _ old: String) -> [String] {
            (superseded > 0 ? ["\(superseded) \(older)"] : []) + (deprecated > 0 ? ["\(deprecated) \(old)"] : [])
                + [gap].compactMap { $0 }
        }
        var choices = [notes("superseded", "deprecated"), notes("older", "depr.")]
        if gap != nil, deprecated > 0 { choices.append(["\(deprecated) depr.", gap ?? ""]) }
        if let gap { choices += [[gap], ["gaps"]] }
        if gap == nil, deprecated > 0 { choices += [["\(deprecated) deprecated"], ["\(deprecated) depr."]] }
        let texts = choices.map { $0.isEmpty ? "\(family.count)" : "\(family.count) (\($0.joined(separator: ", ")))" }
        let role: ThemeRole = gap == nil ? .text : .messageWarning
        return CellText(texts.first { $0.count <= width } ?? texts.last ?? "", role)
    }

    /// What this project answered to the offers of a family: above all how many wait for that.
    private func answers(to family: Family) -> CellText {
        let answers = family.versions.compactMap { $0.entry.isWithdrawn ? nil : $0.entry.offer?.status }
        for status: MemberStatus in [.pending, .accepted, .rejected] {
            let count = answers.count { $0 == status }
            guard count > 0 else { continue }
            let cell = offerCell(status)
            return answers.count == 1 ? cell : CellText("\(count) \(cell.text)", cell.role)
        }
        return offerCell(answers.first)
    }

    private func drawVersion(
        _ entry: CatalogueEntry, _ layout: FamilyLayout, isCursor: Bool, on frame: inout Frame, in row: Rect
    ) {
        let indent = FamilyLayout.indent + 2
        let marked = current.marks.contains(entry.id)
        let used = frame.write(
            entry.imageVersion?.description ?? entry.title, at: Point(column: row.column + indent, row: row.row),
            style: isCursor ? theme[.cursor] : theme[marked ? .marked : cell(.name, of: entry).role],
            width: layout.nameWidth - 2)
        let room = layout.nameWidth - 2 - used - 2
        let badges = badges(of: entry, showsType: true).fitting(room + 2)
        // That it is deprecated, the column says; what replaces it has more room here.
        let replacement = entry.isDeprecated ? replacementText(entry).map { "\(glyphs.arrow) \($0)" } : nil
        let badge =
            badges.first { $0.role != .deprecated }
            ?? replacement.map {
                RowBadges.Badge(text: $0, role: .deprecated, width: min(DisplayWidth.columns(of: $0), max(0, room)))
            }
        if let badge {
            frame.write(
                badge.text, at: Point(column: row.column + indent + used + 2, row: row.row),
                style: isCursor ? theme[.cursor] : theme[badge.role], width: badge.width, truncation: .middle)
        }
        let cells: [FamilyLayout.Column: CellText] = [.current: CellText(""), .versions: standing(of: entry)]
        draw(cells, of: entry, layout, isCursor: isCursor, on: &frame, in: row)
    }

    /// Draws the columns of a line: `cells`, and for the others what they say of an image.
    private func draw(
        _ cells: [FamilyLayout.Column: CellText], of entry: CatalogueEntry?, _ layout: FamilyLayout, isCursor: Bool,
        on frame: inout Frame, in row: Rect
    ) {
        for placed in layout.columns {
            let text: CellText? = cells[placed.column] ?? entry.map { cell(placed, of: $0) }
            guard let text else { continue }
            frame.write(
                text.text, at: Point(column: row.column + placed.offset, row: row.row),
                style: isCursor ? theme[.cursor] : theme[text.role], width: placed.width,
                align: placed.column.isRightAligned ? .right : .left)
        }
    }

    private func cell(_ placed: FamilyLayout.Placed, of entry: CatalogueEntry) -> CellText {
        switch placed.column {
        case .current, .versions: CellText("")
        case .visibility: cell(.visibility, of: entry)
        case .mine: cell(.mine, of: entry)
        case .status: cell(.status, of: entry, width: placed.width)
        case .updated: cell(.updated, of: entry)
        case .size: cell(.size, of: entry)
        }
    }

    /// Whether a version is the one to use, and what became of it if not.
    private func standing(of entry: CatalogueEntry) -> CellText {
        let family = catalogue.family(of: entry.id, in: active)
        switch family?.versions.first(where: { $0.entry.id == entry.id })?.standing {
        case .current: return CellText("current", .heading)
        case .superseded: return CellText("superseded", .messageWarning)
        case .deprecated: return CellText("deprecated", .deprecated)
        case .waiting: return CellText(entry.image.isHidden ? "hidden" : "waiting", .textDim)
        case nil: return CellText("")
        }
    }
}
