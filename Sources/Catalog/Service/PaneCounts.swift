/// How many rows the panes have, for their titles while the rows themselves are still being loaded.
package struct PaneCounts: Hashable, Sendable {
    /// Rows that are neither hidden nor withdrawn.
    package var visible: [Pane: Int] = [:]
    /// Hidden rows.
    package var hidden: [Pane: Int] = [:]
    /// Offers without an answer, hidden ones left out.
    package var pending = 0

    package init() {}
}
