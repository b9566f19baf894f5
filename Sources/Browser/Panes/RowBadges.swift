internal import Canvas
internal import Catalog

/// What stands behind a name because it has to be known before the image is used.
struct RowBadges {
    /// Whether the list has a column for the type, so that a badge need not tell it.
    let showsType: Bool
    /// What replaces a deprecated image, in as many letters as tell it: a version, or a whole name; nil if nothing does.
    let replacement: (CatalogueEntry) -> String?
    /// Whose image it is, where no column tells; nil for what need not be told.
    let owner: (CatalogueEntry) -> String?
    let glyphs: Glyphs

    /// The badges of a row, the most urgent first.
    ///
    /// - Parameter room: columns there are for all of them, each with two blanks before it. One that has several ways
    ///   to be written takes the longest that fits, one that does not fit at all is left out.
    func badges(of entry: CatalogueEntry, room: Int) -> [Badge] {
        var room = room
        return ways(of: entry).compactMap { ways, role in
            for way in ways {
                let columns = DisplayWidth.columns(of: way.text)
                let width = way.canShrink && room - 2 >= Self.fewest ? min(columns, room - 2) : columns
                guard width <= room - 2 else { continue }
                room -= width + 2
                return Badge(text: way.text, role: role, width: width)
            }
            return nil
        }
    }

    struct Badge: Hashable {
        let text: String
        let role: ThemeRole
        /// Columns it takes; letters in the middle make way where that is too few.
        let width: Int
    }

    /// Columns to keep free behind a name, so that what matters most is not lost.
    func reserve(for entry: CatalogueEntry) -> Int {
        guard !entry.isPlain, let ways = ways(of: entry).first?.ways,
            let shortest = ways.filter({ !$0.isLastResort }).map({ DisplayWidth.columns(of: $0.text) }).min()
        else { return 0 }
        return shortest + 2
    }

    /// One way to write a badge.
    private struct Way {
        let text: String
        /// Whether it says something yet when letters are left out in the middle.
        var canShrink = false
        /// Whether it leaves out something that the name should make way for.
        var isLastResort = false

        init(_ text: String) { self.text = text }
    }

    private static let fewest = 10

    private func ways(of entry: CatalogueEntry) -> [(ways: [Way], role: ThemeRole)] {
        var badges: [(ways: [Way], role: ThemeRole)] = []
        func add(_ ways: String..., role: ThemeRole) { badges.append((ways.map(Way.init), role)) }
        if entry.isWithdrawn { add("gone", role: .newsWithdrawn) }
        if entry.isStuck { add("stuck", role: .statusFailed) }
        if entry.isDeprecated {
            if let replacement = replacement(entry) {
                // The name's style and the status tell that it is deprecated; only this tells what to use instead.
                var short = Way("\(glyphs.arrow) \(replacement)")
                short.canShrink = true
                var bare = Way("depr.")
                bare.isLastResort = true
                let ways = ["deprecated", "depr."].map { Way("\($0) \(glyphs.arrow) \(replacement)") }
                badges.append((ways + [short, bare], .deprecated))
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
        if entry.image.isHidden { add("hidden", role: .textDim) }
        if let owner = owner(entry) { add(owner, role: .textDim) }
        return badges
    }
}

extension CatalogueEntry {
    /// Whether nothing has to be known before the image is used.
    fileprivate var isPlain: Bool { kind == .image && !isDeprecated && !isStuck && !isWithdrawn }
}

extension Browser {
    /// What stands behind names of the active pane.
    func rowBadges(showsType: Bool, showsOwner: Bool = false) -> RowBadges {
        let own = session?.project?.id
        return RowBadges(
            showsType: showsType, replacement: replacementText,
            owner: { entry in
                guard showsOwner, let owner = entry.image.owner, owner != own else { return nil }
                return catalogue.projects.label(of: owner)
            }, glyphs: glyphs)
    }

    /// What a deprecated image says replaces it: the version within its family, else the name, with a question mark
    /// where it leads to no image or to several; nil if it names none.
    func replacementText(_ entry: CatalogueEntry) -> String? {
        guard let name = entry.image.replacement else { return nil }
        switch catalogue.replacement(of: entry.image, in: active) {
        case .image(let slot):
            guard let other = catalogue[slot] else { return name }
            let isSameFamily = catalogue.family(of: entry.id, in: active)?.versions.contains { $0.entry.id == other.id }
            return isSameFamily == true ? other.imageVersion?.description ?? name : other.title
        case .none, .several, .unresolved: return name + "?"
        }
    }
}
