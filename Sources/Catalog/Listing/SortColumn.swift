/// What a list can be sorted by. The raw values are the words of settings.
package enum SortColumn: String, Hashable, Sendable, CaseIterable {
    case name, type, status, visibility, protected, owner, format, container, size
    case virtualSize = "virtual-size"
    case minDisk = "min-disk"
    case minRAM = "min-ram"
    case os, version, description, usage, created, updated, tags, stores, id
    /// This project's answer to an offer.
    case mine
    /// When the owner offered the image.
    case offered

    /// What a row is sorted by; nil where it has nothing there. For its name that is its rank.
    func value(of slot: Slot, in catalogue: Catalogue) -> SortValue? {
        if self != .name { return catalogue[slot].flatMap { value(of: $0, projects: catalogue.projects) } }
        let rank = catalogue.rank(of: slot)
        return rank < catalogue.namedCount ? .number(Int64(rank)) : nil
    }

    private func value(of entry: CatalogueEntry, projects: ProjectNames) -> SortValue? {
        let image = entry.image
        switch self {
        case .name: return image.name.map(SortValue.text)
        case .type: return .number(Int64(entry.kind.rawValue))
        case .status: return .place(of: image.status, in: ImageStatus.known)
        case .visibility: return .place(of: image.visibility, in: Visibility.known)
        case .protected: return .number(image.isProtected ? 0 : 1)
        case .owner: return image.owner.map { .text(projects.label(of: $0)) }
        case .format: return FormatLabel.text(of: image).map(SortValue.text)
        case .container: return image.containerFormat.map(SortValue.text)
        case .size: return image.size.map(SortValue.number)
        case .virtualSize: return image.virtualSize.map(SortValue.number)
        case .minDisk: return .number(Int64(image.minDisk))
        case .minRAM: return .number(Int64(image.minRAM))
        case .os: return OSLabel.text(of: image).map(SortValue.text)
        case .version: return entry.imageVersion.map { .number($0.sortNumber) }
        case .description: return image.properties["description"].flatMap { $0.isEmpty ? nil : .text($0) }
        case .usage: return .text(image.properties["usage_type"] ?? "common")
        case .created: return image.createdAt.map { .number($0.seconds) }
        case .updated: return image.updatedAt.map { .number($0.seconds) }
        case .tags: return Self.list(image.tags)
        case .stores: return Self.list(image.stores)
        case .id: return .number(image.id.sortNumber)
        case .mine: return entry.offer.map { .place(of: $0.status, in: MemberStatus.known) }
        case .offered: return entry.offer?.offeredAt.map { .number($0.seconds) }
        }
    }

    private static func list(_ words: [String]) -> SortValue? {
        words.isEmpty ? nil : .text(words.joined(separator: " "))
    }
}

/// What rows are sorted by: a number, or text as `NameKey` compares it.
enum SortValue {
    case number(Int64)
    case text(String)

    /// The place among the values the service defines, which has an order of its own; unknown ones come last.
    static func place<Value: Equatable>(of value: Value, in known: [Value]) -> SortValue {
        .number(Int64(known.firstIndex(of: value) ?? known.count))
    }
}

extension ImageVersion {
    /// Major and minor in one number that sorts as they do.
    var sortNumber: Int64 {
        Int64(clamping: major).clamped(to: 0...Int64(Int32.max)) << 32
            | Int64(clamping: minor).clamped(to: 0...Int64(UInt32.max))
    }
}

extension Comparable {
    func clamped(to limits: ClosedRange<Self>) -> Self { min(max(self, limits.lowerBound), limits.upperBound) }
}
