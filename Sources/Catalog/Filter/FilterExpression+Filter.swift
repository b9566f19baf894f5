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
            return .entry { entry in
                (entry.image.properties[name] ?? entry.image.extras[name]?.string).map(wanted.occurs) ?? false
            }
        case .present(let name): return .entry { $0.image.properties[name] != nil || $0.image.extras[name] != nil }
        case .visibility(let visibility): return .entry { $0.image.visibility == visibility }
        case .status(let status): return .entry { $0.image.status == status }
        case .format(let format):
            return .entry {
                $0.image.diskFormat == format
                    || FormatLabel.text(disk: $0.image.diskFormat, container: $0.image.containerFormat)?.lowercased()
                        == format
            }
        case .container(let format): return .entry { $0.image.containerFormat == format }
        case .type(let kind): return .entry { $0.kind == kind }
        case .signature(let signature): return .entry { $0.image.signature == signature }
        case .offer(let status): return .entry { $0.offer?.status == status }
        case .owned: return .entry { $0.image.owner == context.project }
        case .flag(let flag): return .entry { Self.holds(flag, $0, context) }
        case .truth(.hidden, let isTrue): return .entry { $0.image.isHidden == isTrue }
        case .truth(_, let isTrue): return .entry { $0.image.isProtected == isTrue }
        case .version(let comparison):
            return .entry { entry in
                entry.imageVersion.map { comparison.holds($0.sortNumber) { $0.sortNumber.span } }
                    ?? false
            }
        case .anyVersion(let text): return Self.version(text)
        case .amount(let field, let comparison):
            return .entry { entry in
                (field == .size ? entry.image.size : entry.image.virtualSize).map { FilterAmount.holds(comparison, $0) }
                    ?? false
            }
        case .number(let field, let comparison):
            return .entry { entry in
                comparison.holds(Int64(field == .minDisk ? entry.image.minDisk : entry.image.minRAM)) { $0.span }
            }
        case .moment(let field, let comparison):
            return .entry { entry in
                (field == .created ? entry.image.createdAt : entry.image.updatedAt)
                    .map { comparison.holds($0, now: context.now, time: context.time) } ?? false
            }
        }
    }

    private static func text(_ field: FilterField, _ text: String, _ context: FilterContext) -> RowFilter {
        let wanted = FoldedText(text)
        switch field {
        case .os: return .entry { OSLabel.contains(wanted, in: $0.image.properties) }
        case .tag: return .entry { $0.image.tags.contains(where: wanted.occurs) }
        case .id: return .entry { wanted.occurs(in: $0.image.id.rawValue) }
        case .store: return .entry { $0.image.stores.contains(where: wanted.occurs) }
        case .checksum: return .entry { $0.image.checksum.map(wanted.occurs) ?? false }
        case .hash: return .entry { $0.image.hashDigest.map(wanted.occurs) ?? false }
        case .owner: return .owner(where: project(wanted, context.projects))
        case .member:
            let isWanted = project(wanted, context.projects)
            return .entry { context.members($0.image.id)?.contains { isWanted($0.project) } ?? false }
        case .family:
            // Blanks as on the screen, hyphens as in the name.
            return .family(stem: FoldedText(String(text.map { $0 == " " ? "-" : $0 })))
        default: return .name(text)
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
