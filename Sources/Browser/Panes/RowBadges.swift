internal import Canvas
internal import Catalog

/// What stands behind an image's name because it has to be known before the image is used.
struct RowBadges {
    struct Badge: Hashable {
        let text: String
        let role: ThemeRole
        /// Columns it takes; letters in the middle make way where that is too few.
        let width: Int
    }

    /// One way to write a badge.
    fileprivate struct Way {
        let text: String
        /// Whether it says something yet when letters are left out in the middle.
        var canShrink = false
        /// Whether it leaves out something that the name should make way for.
        var isLastResort = false

        init(_ text: String) { self.text = text }

        var columns: Int { DisplayWidth.columns(of: text) }
    }

    /// Columns below which a badge says nothing when letters are left out.
    private static let fewest = 10

    /// The badges with the ways to write each, the most urgent first.
    fileprivate var all: [(ways: [Way], role: ThemeRole)] = []
    /// Columns to keep free behind the name, so that what matters most is not lost.
    fileprivate(set) var reserve = 0

    fileprivate mutating func add(_ ways: [Way], _ role: ThemeRole, isUrgent: Bool) {
        if isUrgent, all.isEmpty { reserve = (ways.filter { !$0.isLastResort }.map(\.columns).min() ?? 0) + 2 }
        all.append((ways, role))
    }

    /// Those for which there is room.
    ///
    /// - Parameter room: columns there are for all of them, each with two blanks before it. One that has several ways
    ///   to be written takes the longest that fits, one that does not fit at all is left out.
    func fitting(_ room: Int) -> [Badge] {
        var room = room
        return all.compactMap { ways, role in
            for way in ways {
                let width = way.canShrink && room - 2 >= Self.fewest ? min(way.columns, room - 2) : way.columns
                guard width <= room - 2 else { continue }
                room -= width + 2
                return Badge(text: way.text, role: role, width: width)
            }
            return nil
        }
    }
}

extension Browser {
    /// What stands behind an image's name in the active pane.
    ///
    /// - Parameters:
    ///   - showsType: whether the list has a column for the type, so that a badge need not tell it.
    ///   - showsOwner: whether a badge is to tell whose image it is if it is another project's.
    func badges(of entry: CatalogueEntry, showsType: Bool, showsOwner: Bool = false) -> RowBadges {
        var badges = RowBadges()
        func add(_ texts: String..., role: ThemeRole, isUrgent: Bool = true) {
            badges.add(texts.map(RowBadges.Way.init), role, isUrgent: isUrgent)
        }
        if entry.isWithdrawn { add("gone", role: .newsWithdrawn) }
        if entry.isStuck { add("stuck", role: .statusFailed) }
        if entry.isDeprecated {
            if let replacement = replacementText(entry) {
                // The name's style and the status tell that it is deprecated; only this tells what to use instead.
                var short = RowBadges.Way("\(glyphs.arrow) \(replacement)")
                short.canShrink = true
                var bare = RowBadges.Way("depr.")
                bare.isLastResort = true
                let whole = ["deprecated", "depr."].map { RowBadges.Way("\($0) \(short.text)") }
                badges.add(whole + [short, bare], .deprecated, isUrgent: true)
            } else {
                add("deprecated", "depr.", role: .deprecated)
            }
        }
        if !showsType {
            switch entry.kind {
            case .image: break
            case .snapshot: add("snapshot", "snap.", role: .textDim)
            case .template: add("vm template", "templ.", role: .textDim)
            case .kernel, .ramdisk: add(entry.kind.label.lowercased(), role: .textDim)
            }
        }
        if entry.image.isHidden { add("hidden", role: .textDim, isUrgent: false) }
        if showsOwner, let owner = entry.image.owner, owner != session?.project?.id {
            add(catalogue.projects.label(of: owner), role: .textDim, isUrgent: false)
        }
        return badges
    }

    /// What a deprecated image says replaces it: the version within its family, else the name, with a question mark
    /// where it leads to no image or to several; nil if it names none.
    func replacementText(_ entry: CatalogueEntry) -> String? {
        guard let name = entry.image.replacement else { return nil }
        guard case .image(let slot) = catalogue.replacement(of: entry.image, in: active), let other = catalogue[slot]
        else { return name + "?" }
        let family = catalogue.slot(of: entry.id).flatMap(catalogue.family(of:))
        let isSameFamily = family != nil && family == catalogue.family(of: slot)
        return isSameFamily ? other.imageVersion?.description ?? name : other.title
    }
}
