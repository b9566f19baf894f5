package import Catalog

/// What can be set by hand and chosen on the screen too.
package struct Choices: Hashable, Sendable {
    /// Name of a theme; nil leaves the choice to the program.
    package var theme: String?
    package var families: Bool?
    package var columns: [Pane: [ColumnChoice]] = [:]
    package var sort: [Pane: SortChoice] = [:]
    /// Saved filters by name.
    package var filters: [String: String] = [:]
    /// Filters typed before, the latest first.
    package var filterHistory: [String] = []

    package init() {}

    /// What was chosen here since `base`, on top of what another program has written down meanwhile.
    package func merged(onto others: Choices, since base: Choices) -> Choices {
        var merged = others
        if theme != base.theme { merged.theme = theme }
        if families != base.families { merged.families = families }
        merged.columns = Self.merge(columns, others.columns, base.columns)
        merged.sort = Self.merge(sort, others.sort, base.sort)
        merged.filters = Self.merge(filters, others.filters, base.filters)
        if filterHistory != base.filterHistory {
            let fresh = filterHistory.filter { !base.filterHistory.contains($0) || $0 == filterHistory.first }
            let known = fresh + others.filterHistory.filter { !fresh.contains($0) }
            merged.filterHistory = Array(known.prefix(Self.mostFilters))
        }
        return merged
    }

    /// Filters that are remembered.
    static let mostFilters = 50

    private static func merge<Key, Value: Equatable>(
        _ own: [Key: Value], _ others: [Key: Value], _ base: [Key: Value]
    ) -> [Key: Value] {
        var merged = others
        for key in Set(own.keys).union(base.keys) where own[key] != base[key] { merged[key] = own[key] }
        return merged
    }
}

/// What is in force: what was chosen on the screen, or else what was written by hand. Setting one chooses it.
extension Settings {
    package var theme: String? {
        get { chosen.theme ?? written.theme }
        set { chosen.theme = newValue }
    }

    /// Whether lists begin with their versions grouped into families.
    package var families: Bool {
        get { chosen.families ?? written.families ?? false }
        set { chosen.families = newValue }
    }

    package var columns: [Pane: [ColumnChoice]] { written.columns.merging(chosen.columns) { $1 } }

    package var sort: [Pane: SortChoice] { written.sort.merging(chosen.sort) { $1 } }

    package var filters: [String: String] { written.filters.merging(chosen.filters) { $1 } }

    package var filterHistory: [String] {
        chosen.filterHistory + written.filterHistory.filter { !chosen.filterHistory.contains($0) }
    }
}
