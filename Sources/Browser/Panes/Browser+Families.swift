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
                drawVersion(entry, columns, isVersion: isVersion, isCursor: isCursor, on: &frame, in: row)
            }
        }
    }

    private func drawFamily(
        _ id: FamilyID, _ columns: FamilyColumns, isCursor: Bool, on frame: inout Frame, in row: Rect
    ) {
        drawMargin(nil, isCursor: isCursor, on: &frame, in: row)
        let family = catalogue.family(id, in: active, showingHidden: current.listing.showsHidden)
        let images = images(of: .family(id))
        func style(_ role: ThemeRole) -> Style { isCursor ? theme[.cursor] : theme[role] }
        func write(_ text: String, _ offset: Int, _ role: ThemeRole, width: Int) {
            frame.write(text, at: Point(column: row.column + offset, row: row.row), style: style(role), width: width)
        }
        if !images.isEmpty, images.allSatisfy(current.marks.contains) { write(glyphs.mark, 1, .marked, width: 1) }
        write(current.listing.expanded.contains(id) ? glyphs.expanded : glyphs.collapsed, 3, .textDim, width: 1)
        let owner =
            family.key.owner == session?.project?.id ? "" : "  " + catalogue.projects.label(of: family.key.owner)
        write(family.key.label + owner, ColumnLayout.margin + 2, .text, width: columns.name)
        write(family.current?.version.description ?? glyphs.none, columns.current, .heading, width: 9)
        write(Self.count(of: family), columns.versions, family.gaps.isEmpty ? .text : .messageWarning, width: 19)
        guard let shown = (family.current ?? family.versions.first)?.entry.image else { return }
        write(shown.visibility.text, columns.visibility, shown.visibility.role, width: 11)
        write(shown.updatedAt.map { age($0) } ?? glyphs.none, columns.updated, .textDim, width: 8)
    }

    /// `4 (2 deprecated)`, and which numbers are missing in between.
    private static func count(of family: Family) -> String {
        var notes: [String] = []
        if family.deprecatedCount > 0 { notes.append("\(family.deprecatedCount) deprecated") }
        if let gap = family.gaps.first { notes.append("no \(gap)") }
        return "\(family.count)" + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
    }

    private func drawVersion(
        _ entry: CatalogueEntry, _ columns: FamilyColumns, isVersion: Bool, isCursor: Bool,
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
            let state = versionState(of: entry)
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
    private func versionState(of entry: CatalogueEntry) -> CellText {
        if entry.isWithdrawn { return CellText("gone", .newsWithdrawn) }
        let family = catalogue.family(of: entry.id, in: active)
        switch family?.versions.first(where: { $0.entry.id == entry.id })?.standing {
        case .current: return CellText("current", .heading)
        case .superseded: return CellText("superseded", .messageWarning)
        case .deprecated:
            let replacement = entry.image.replacement.map { VersionedName($0)?.version.description ?? $0 }
            return CellText("deprecated" + (replacement.map { " \(glyphs.arrow) \($0)" } ?? ""), .deprecated)
        case .waiting: return CellText(entry.image.isHidden ? "hidden" : "waiting", .textDim)
        case nil: return CellText("")
        }
    }
}
