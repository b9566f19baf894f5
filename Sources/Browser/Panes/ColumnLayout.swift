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
    /// The name is not squeezed below this for the sake of a column that could be left out.
    static let narrowestName = 30
    /// Of a column that does not fit so much is seen, or its title where that is longer; else it is left out.
    static let narrowestCut = 6

    let columns: [Placed]
    /// Whether columns are left out on the left or right because the user's choice does not fit.
    let isCutLeft: Bool
    let isCutRight: Bool

    /// Those of the pane's usual columns that fit, or the user's choice from its `scroll`th column on; the name always
    /// stays.
    init(pane: Pane, choice: [ColumnChoice]?, width: Int, scroll: Int) {
        let room = width - Self.margin - 1
        var chosen: [ColumnChoice]
        var left: [ColumnChoice] = []
        if let choice, !choice.isEmpty {
            chosen = choice
        } else {
            chosen = Self.fitting(pane, room: room)
            left = Self.remaining(pane, beside: chosen)
            if scroll > 0 {
                chosen += left
                left = []
            }
        }
        let fixed = chosen.first?.column == .name ? 1 : 0
        let furthest = max(0, chosen.count - fixed - 1)
        let cut = min(max(0, scroll), furthest)
        chosen.removeSubrange(fixed..<(fixed + cut))
        let (columns, isCut) = Self.place(chosen, room: room)
        self.columns = columns
        isCutLeft = cut > 0
        isCutRight = !left.isEmpty || isCut && cut < furthest
    }

    /// The pane's usual columns: those that fit a list of this width, then those that can be scrolled to.
    static func usual(_ pane: Pane, width: Int) -> [ColumnChoice] {
        let seen = fitting(pane, room: width - margin - 1).map { ColumnChoice($0.column) }
        return seen + remaining(pane, beside: seen)
    }

    private static func remaining(_ pane: Pane, beside chosen: [ColumnChoice]) -> [ColumnChoice] {
        Column.byImportance(in: pane).filter { column in !chosen.contains { $0.column == column } }
            .map { ColumnChoice($0) }
    }

    /// Those of the pane's usual columns for which there is room, in the order in which they stand.
    private static func fitting(_ pane: Pane, room: Int) -> [ColumnChoice] {
        var chosen = Column.byImportance(in: pane)
        func isTooWide(_ width: (Column) -> Int) -> Bool {
            chosen.reduce(-gap) { $0 + width($1) + gap } > room
        }
        let usual = { (column: Column) in column == .name ? narrowestName : column.width }
        while chosen.count > Column.essentialCount(in: pane), isTooWide(usual) { chosen.removeLast() }
        let isNarrow = isTooWide(usual)
        while isNarrow, chosen.count > 2, isTooWide(\.narrowWidth) { chosen.removeLast() }
        return Column.available(in: pane).filter(chosen.contains).map { column in
            ColumnChoice(column, width: isNarrow && column != .name ? column.narrowWidth : nil)
        }
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
            // Where columns are cut off anyway the name need not make way for them.
            let least = spare < Column.name.narrowWidth ? narrowestName : Column.name.narrowWidth
            widths[elastic] = max(min(longest, spare), min(least, room))
            spare -= widths[elastic]
        }
        if spare > 0, let last = choices.lastIndex(where: { $0.column == .description && $0.width == nil }) {
            widths[last] += spare
        }
        var placed: [Placed] = []
        var offset = margin
        var isCut = false
        for (choice, wanted) in zip(choices, widths) {
            let width = min(wanted, margin + room - offset)
            isCut = isCut || width < wanted
            guard width >= min(wanted, max(narrowestCut, choice.column.title.count)) else { break }
            placed.append(Placed(column: choice.column, offset: offset, width: width))
            offset += width + gap
        }
        return (placed, isCut)
    }
}
