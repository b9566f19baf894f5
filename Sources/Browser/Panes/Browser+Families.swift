internal import Canvas
internal import Catalog

/// Drawing the list with its images grouped into families.
extension Browser {
    /// Where the columns of a family's line stand.
    private struct FamilyColumns {
        let name: Int
        let current: Int
        let versions: Int
        let visibility: Int
        let updated: Int

        init(width: Int) {
            updated = width - 9
            visibility = updated - 12
            versions = visibility - 20
            current = versions - 10
            name = max(12, current - 2 - ColumnLayout.margin - 2)
        }
    }

    func drawFamilies(on frame: inout Frame, in regions: Regions) {
        let columns = FamilyColumns(width: regions.rows.columns)
        let titles = [
            (ColumnLayout.margin + 2, "FAMILY"), (columns.current, "CURRENT"), (columns.versions, "VERSIONS"),
            (columns.visibility, "VISIBILITY"), (columns.updated, "UPDATED"),
        ]
        for (offset, title) in titles {
            let point = Point(column: regions.titles.column + offset, row: regions.titles.row)
            frame.write(title, at: point, style: theme[.columnTitle])
        }
        let pane = current
        for (line, position) in pane.window.visible.enumerated() where position < pane.listing.count {
            let row = Rect(
                column: regions.rows.column, row: regions.rows.row + line, columns: regions.rows.columns, rows: 1)
            let isCursor = position == pane.window.cursor
            switch pane.listing[position] {
            case .family(let family):
                drawFamily(family, columns, isCursor: isCursor, on: &frame, in: row)
            case .version(let slot), .image(let slot):
                guard let entry = catalogue[slot] else { continue }
                let isVersion = pane.listing[position] == .version(slot)
                drawMargin(entry, isCursor: isCursor, on: &frame, in: row)
                drawVersion(entry, slot, columns, isVersion: isVersion, isCursor: isCursor, on: &frame, in: row)
            }
        }
    }

    private func drawFamily(
        _ family: FamilyID, _ columns: FamilyColumns, isCursor: Bool, on frame: inout Frame, in row: Rect
    ) {
        drawMargin(nil, isCursor: isCursor, on: &frame, in: row)
        let summary = catalogue.summary(of: family, in: current.listing)
        let images = images(of: .family(family))
        func style(_ role: ThemeRole) -> Style { isCursor ? theme[.cursor] : theme[role] }
        func write(_ text: String, _ offset: Int, _ role: ThemeRole, width: Int) {
            frame.write(text, at: Point(column: row.column + offset, row: row.row), style: style(role), width: width)
        }
        if !images.isEmpty, images.allSatisfy(current.marks.contains) { write(glyphs.mark, 1, .marked, width: 1) }
        write(current.listing.expanded.contains(family) ? glyphs.expanded : glyphs.collapsed, 3, .textDim, width: 1)
        let key = catalogue.key(of: family)
        let owner = active == .admin || key.owner != session?.project?.id
        let from = owner ? "  " + catalogue.projects.label(of: key.owner) : ""
        let name = key.label + from
        write(name, ColumnLayout.margin + 2, .text, width: columns.name)
        let current = summary.current.flatMap { catalogue[$0] }
        write(current?.imageVersion?.description ?? glyphs.none, columns.current, .heading, width: 9)
        let versions = "\(summary.versions)" + (summary.deprecated > 0 ? " (\(summary.deprecated) deprecated)" : "")
        write(versions, columns.versions, .text, width: 19)
        guard let shown = current ?? summary.newest.flatMap({ catalogue[$0] }) else { return }
        write(shown.image.visibility.text, columns.visibility, shown.image.visibility.role, width: 11)
        write(shown.image.updatedAt.map { age($0) } ?? glyphs.none, columns.updated, .textDim, width: 8)
    }

    private func drawVersion(
        _ entry: CatalogueEntry, _ slot: Slot, _ columns: FamilyColumns, isVersion: Bool, isCursor: Bool,
        on frame: inout Frame, in row: Rect
    ) {
        func write(_ text: String, _ offset: Int, _ role: ThemeRole, width: Int) {
            frame.write(
                text, at: Point(column: row.column + offset, row: row.row),
                style: isCursor ? theme[.cursor] : theme[role], width: width)
        }
        let indent = ColumnLayout.margin + (isVersion ? 4 : 2)
        if isVersion {
            write(entry.imageVersion?.description ?? entry.title, indent, .text, width: 9)
            let state = versionState(of: entry, slot)
            write(state.text, indent + 10, state.role, width: columns.current - indent - 11)
        } else {
            drawName(
                cell(.name, of: entry), entry, RowBadges(showsType: false), isCursor: isCursor, on: &frame,
                at: Point(column: row.column + indent, row: row.row), width: columns.current - indent - 1)
        }
        write(entry.image.status.label, columns.current, entry.image.status.role, width: 11)
        write(cell(.size, of: entry).text, columns.versions + 4, .text, width: 10)
        write(entry.image.visibility.text, columns.visibility, entry.image.visibility.role, width: 11)
        write(entry.image.updatedAt.map { age($0) } ?? glyphs.none, columns.updated, .textDim, width: 8)
    }

    /// Whether a version is the one to use, and what became of it if not.
    private func versionState(of entry: CatalogueEntry, _ slot: Slot) -> CellText {
        if entry.isWithdrawn { return CellText("gone", .newsWithdrawn) }
        if catalogue.isCurrent(slot, in: active) { return CellText("current", .heading) }
        if entry.isDeprecated {
            let replacement = entry.image.replacement.map { " \(glyphs.arrow) \(VersionedName($0)?.version.description ?? $0)" }
            return CellText("deprecated" + (replacement ?? ""), .deprecated)
        }
        if entry.image.isHidden { return CellText("hidden", .textDim) }
        return entry.image.status == .active ? CellText("superseded", .messageWarning) : CellText("", .text)
    }
}
