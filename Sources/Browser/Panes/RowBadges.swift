internal import Canvas
internal import Catalog

/// What stands behind a name because it has to be known before the image is used.
struct RowBadges {
    /// Whether the list has a column for the type, so that a badge need not tell it.
    let showsType: Bool

    /// - Parameter room: columns there are for all of them, each with a blank before it.
    func badges(of entry: CatalogueEntry, room: Int, glyphs: Glyphs) -> [CellText] {
        var badges: [CellText] = []
        if entry.isWithdrawn { badges.append(CellText("gone", .newsWithdrawn)) }
        if entry.isStuck { badges.append(CellText("stuck", .statusFailed)) }
        if entry.isDeprecated {
            let replacement = entry.image.replacement.map { " \(glyphs.arrow) \(shortened($0, beside: entry))" } ?? ""
            let fits = DisplayWidth.columns(of: replacement) + 11 <= room
            badges.append(CellText((fits ? "deprecated" : "depr.") + replacement, .deprecated))
        }
        if !showsType, entry.kind != .image { badges.append(CellText(entry.kind.label.lowercased(), .textDim)) }
        if entry.image.isHidden { badges.append(CellText("hidden", .textDim)) }
        return badges
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
