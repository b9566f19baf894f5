internal import Canvas
internal import Catalog

/// Where the columns of a list stand.
struct ColumnLayout: Hashable {
    struct Placed: Hashable {
        let column: Column
        /// Left edge within the list.
        let offset: Int
        let width: Int
    }

    /// Room before the first column: cursor, mark, news and a blank.
    static let margin = 4
    static let gap = 2
    /// The name is not squeezed below this for the sake of another column.
    static let narrowestName = 30

    let columns: [Placed]
    /// Whether columns are left out on the left or right because the user's choice does not fit.
    let isCutLeft: Bool
    let isCutRight: Bool

    /// Those of the pane's usual columns that fit, or the user's choice from its `scroll`th column on; the name always
    /// stays.
    init(pane: Pane, choice: [ColumnChoice]?, width: Int, scroll: Int) {
        let room = width - Self.margin - 1
        if let choice, !choice.isEmpty {
            var chosen = choice
            let isNameFirst = chosen.first?.column == .name
            let fixed = isNameFirst ? 1 : 0
            let cut = min(max(0, scroll), max(0, chosen.count - fixed - 1))
            chosen.removeSubrange(fixed..<(fixed + cut))
            (columns, isCutRight) = Self.place(chosen, room: room)
            isCutLeft = cut > 0
            return
        }
        var chosen = Column.byImportance(in: pane)
        while chosen.count > 2, Self.needed(chosen) > room { chosen.removeLast() }
        let order = Column.available(in: pane)
        let inOrder = order.filter(chosen.contains).map { ColumnChoice($0) }
        columns = Self.place(inOrder, room: room).columns
        isCutLeft = false
        isCutRight = false
    }

    private static func needed(_ columns: [Column]) -> Int {
        columns.reduce(-gap) { $0 + ($1 == .name ? narrowestName : $1.width) + gap }
    }

    /// Puts columns side by side. The name, if the user gave it no width, takes what is left, and so does a
    /// description after it.
    private static func place(_ choices: [ColumnChoice], room: Int) -> (columns: [Placed], isCut: Bool) {
        let elastic = choices.firstIndex { $0.column == .name && $0.width == nil }
        let fixed = choices.indices.reduce(-gap) { sum, index in
            sum + gap + (index == elastic ? 0 : choices[index].width ?? choices[index].column.width)
        }
        var spare = room - fixed
        var widths = choices.map { $0.width ?? $0.column.width }
        if let elastic {
            let longest = choices.contains { $0.column == .description } ? 44 : 60
            widths[elastic] = max(min(longest, spare), min(narrowestName, room))
            spare -= widths[elastic]
        }
        if spare > 0, let last = choices.lastIndex(where: { $0.column == .description && $0.width == nil }) {
            widths[last] += spare
        }
        var placed: [Placed] = []
        var offset = margin
        for (choice, width) in zip(choices, widths) {
            let width = min(width, margin + room - offset)
            guard width >= 3 else { return (placed, true) }
            placed.append(Placed(column: choice.column, offset: offset, width: width))
            offset += width + gap
        }
        return (placed, false)
    }
}
