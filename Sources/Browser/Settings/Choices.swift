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
