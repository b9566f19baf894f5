internal import Canvas
internal import Catalog

/// What stands behind a name because it has to be known before the image is used.
struct RowBadges {
    /// Whether the list has a column for the type, so that a badge need not tell it.
    let showsType: Bool

    /// The badges of a row, the most urgent first.
    ///
    /// - Parameter room: columns there are for all of them, each with two blanks before it. One that has several ways
    ///   to be written takes the longest that fits, one that does not fit at all is left out.
    func badges(of entry: CatalogueEntry, room: Int, glyphs: Glyphs) -> [CellText] {
        var room = room
        var badges: [CellText] = []
        func add(_ ways: [String], _ role: ThemeRole) {
            guard let text = ways.first(where: { DisplayWidth.columns(of: $0) + 2 <= room }) else { return }
            room -= DisplayWidth.columns(of: text) + 2
            badges.append(CellText(text, role))
        }
        if entry.isWithdrawn { add(["gone"], .newsWithdrawn) }
        if entry.isStuck { add(["stuck"], .statusFailed) }
        if entry.isDeprecated {
            let replacement = entry.image.replacement.map { " \(glyphs.arrow) \(shortened($0, beside: entry))" }
            let ways = replacement.map { ["deprecated" + $0, "depr." + $0] } ?? []
            add(ways + ["deprecated", "depr."], .deprecated)
        }
        if !showsType, entry.kind != .image { add([entry.kind.label.lowercased()], .textDim) }
        if entry.image.isHidden { add(["hidden"], .textDim) }
        return badges
    }

    /// Columns to keep free behind a name, so that a warning is not lost.
    static func reserve(for entry: CatalogueEntry) -> Int {
        entry.isStuck || entry.isDeprecated ? 7 : entry.isWithdrawn ? 6 : 0
    }

    /// Within a family the version says it all.
    private func shortened(_ replacement: String, beside entry: CatalogueEntry) -> String {
        guard
            let own = entry.version, let other = VersionedName(replacement), other.os == own.os,
            other.osVersion == own.osVersion, other.profile == own.profile
        else { return replacement }
        return other.version.description
    }
}
