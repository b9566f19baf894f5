extension FilterExpression {
    /// The filter made ready for rows. Words come first in a sequence: they cost least.
    package func filter(_ context: FilterContext) -> RowFilter {
        switch self {
        case .word(let word): return .word(word)
        case .condition(let condition): return condition.filter(context)
        case .not(let filter): return .not(filter.filter(context))
        case .any(let filters): return .any(filters.map { $0.filter(context) })
        case .all(let filters):
            let words = filters.filter { if case .word = $0 { true } else { false } }
            let others = filters.filter { if case .word = $0 { false } else { true } }
            return .all((words + others).map { $0.filter(context) })
        }
    }
}

extension FilterCondition {
    func filter(_ context: FilterContext) -> RowFilter {
        switch self {
        case .flag(.latest): return .current
        case .text(let field, let text): return Self.text(field, text, context)
        case .property(let name, let text):
            let wanted = FoldedText(text)
            return .image { image in
                (image.properties[name] ?? image.extras[name]?.string).map(wanted.occurs) ?? false
            }
        case .present(let name): return .image { $0.properties[name] != nil || $0.extras[name] != nil }
        case .visibility(let visibility): return .image { $0.visibility == visibility }
        case .status(let status): return .image { $0.status == status }
        case .format(let format):
            return .image { $0.diskFormat == format || FormatLabel.text(of: $0)?.lowercased() == format }
        case .container(let format): return .image { $0.containerFormat == format }
        case .type(let kind): return .entry { $0.kind == kind }
        case .owned: return .image { $0.owner == context.project }
        case .flag(let flag): return .entry { Self.holds(flag, $0, context) }
        case .truth(.hidden, let isTrue): return .image { $0.isHidden == isTrue }
        case .truth(_, let isTrue): return .image { $0.isProtected == isTrue }
        case .version(let comparison):
            return .entry { entry in
                entry.imageVersion.map { comparison.holds($0.sortNumber) { $0.sortNumber..<$0.sortNumber + 1 } }
                    ?? false
            }
        case .anyVersion(let text): return Self.version(text)
        case .amount(let field, let comparison):
            return .image { image in
                (field == .size ? image.size : image.virtualSize).map { FilterAmount.holds(comparison, $0) } ?? false
            }
        case .number(let field, let comparison):
            return .image { image in
                comparison.holds(Int64(field == .minDisk ? image.minDisk : image.minRAM)) { $0..<$0 &+ 1 }
            }
        case .moment(let field, let comparison):
            return .image { image in
                (field == .created ? image.createdAt : image.updatedAt)
                    .map { comparison.holds($0, now: context.now, time: context.time) } ?? false
            }
        }
    }

    private static func text(_ field: FilterField, _ text: String, _ context: FilterContext) -> RowFilter {
        let wanted = FoldedText(text)
        switch field {
        case .os: return .image { OSLabel.text(of: $0).map(wanted.occurs) ?? false }
        case .tag: return .image { $0.tags.contains(where: wanted.occurs) }
        case .id: return .image { wanted.occurs(in: $0.id.rawValue) }
        case .store: return .image { $0.stores.contains(where: wanted.occurs) }
        case .checksum: return .image { $0.checksum.map(wanted.occurs) ?? false }
        case .hash: return .image { $0.hashDigest.map(wanted.occurs) ?? false }
        case .owner:
            let isWanted = project(wanted, context.projects)
            return .image { $0.owner.map(isWanted) ?? false }
        case .member:
            let isWanted = project(wanted, context.projects)
            return .image { context.members($0.id)?.contains { isWanted($0.project) } ?? false }
        case .family:
            // Blanks as on the screen, hyphens as in the name.
            let stem = FoldedText(String(text.map { $0 == " " ? "-" : $0 }))
            return .entry { FamilyKey(of: $0).map { stem.occurs(in: $0.stem) } ?? false }
        default: return .image { $0.name.map(wanted.occurs) ?? false }
        }
    }

    /// Whether a project's ID, name or alias contains a text. Names are looked through once, not for every row.
    private static func project(_ wanted: FoldedText, _ projects: ProjectNames) -> @Sendable (ProjectID) -> Bool {
        let known = Set((projects.names.merging(projects.aliases) { $1 }).keys)
        let named = known.filter { id in
            [projects.names[id], projects.aliases[id]].contains { $0.map(wanted.occurs) ?? false }
        }
        return { wanted.occurs(in: $0.rawValue) || named.contains($0) }
    }

    /// An image version, or the major number of one; or the beginning of the system's version.
    private static func version(_ text: String) -> RowFilter {
        let unfinished = text.hasSuffix(".") ? text.dropLast() : text[...]
        let digits = unfinished.hasPrefix("v") ? unfinished.dropFirst() : unfinished
        let exact = ImageVersion("v" + digits)
        let major = ImageVersion("v" + digits + ".0")?.major
        let isSystem = !text.hasPrefix("v")
        return .entry { entry in
            if let version = entry.imageVersion, version == exact || version.major == major { return true }
            return isSystem && entry.image.properties["os_version"]?.hasPrefix(text) ?? false
        }
    }

    private static func holds(_ flag: FilterFlag, _ entry: CatalogueEntry, _ context: FilterContext) -> Bool {
        switch flag {
        case .protected: entry.image.isProtected
        case .hidden: entry.image.isHidden
        case .deprecated: entry.isDeprecated
        case .signed: entry.image.signature == .signed
        case .snapshot: entry.kind == .snapshot
        case .template: entry.kind == .template
        case .unnamed: (entry.image.name ?? "").isEmpty
        case .stuck: entry.isStuck
        case .mine: entry.image.owner == context.project
        case .marked: context.marks.contains(entry.id)
        case .latest: false
        }
    }
}

extension RowFilter {
    /// Rows whose image satisfies `condition`.
    static func image(_ condition: @escaping @Sendable (Image) -> Bool) -> RowFilter {
        .entry { condition($0.image) }
    }
}
