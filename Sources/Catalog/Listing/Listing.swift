/// The rows of a pane: sorted, filtered, as images or as families.
///
/// After `Catalogue.apply` or `load` it is brought up to date by `update`, after `Catalogue.use` by `rebuild`. It
/// holds slots, never rows, and is a value like the catalogue: one owner, changed in place.
package struct Listing: Sendable {
    package let pane: Pane
    package private(set) var sort: SortOrder
    package private(set) var filter: RowFilter?
    package private(set) var showsHidden: Bool
    /// Whether images that are versions of one thing are shown as one line.
    package private(set) var groupsFamilies: Bool
    package private(set) var expanded: Set<FamilyID> = []

    /// The pane's rows, whether they match or not, and the same in order.
    private(set) var scope = SlotSet()
    private(set) var order: [Slot] = []
    /// Those of them that match the filter.
    private(set) var matching = SlotSet()
    /// What stands on a line, in order: each matching row; with families on, a family's head stands for it.
    private var heads: [Slot] = []
    private var groups = FamilyGroups()
    /// With families on the lines as numbers: a slot, or a family's number with all bits inverted.
    private var lines: [Int32] = []

    package init(
        _ pane: Pane, sort: SortOrder = .byName, showsHidden: Bool = false, groupsFamilies: Bool = false,
        filter: RowFilter? = nil
    ) {
        self.pane = pane
        self.sort = sort
        self.showsHidden = showsHidden
        self.groupsFamilies = groupsFamilies
        self.filter = filter
    }

    // MARK: Lines

    package var count: Int { groupsFamilies ? lines.count : heads.count }

    package var isEmpty: Bool { count == 0 }

    package subscript(position: Int) -> ListingRow {
        guard groupsFamilies else { return .image(heads[position]) }
        let line = lines[position]
        if line < 0 { return .family(FamilyID(rawValue: ~line)) }
        return groups.family(of: line) == nil ? .image(line) : .version(line)
    }

    /// Where a line is; nil if it is not there.
    package func position(of row: ListingRow) -> Int? {
        switch row {
        case .family(let family): groupsFamilies ? lines.firstIndex(of: ~family.rawValue) : nil
        case .image(let slot), .version(let slot):
            !matching.contains(slot) ? nil : groupsFamilies ? lines.firstIndex(of: slot) : heads.firstIndex(of: slot)
        }
    }

    /// Where an image is, or else the line of its family if the image is folded away in there.
    package func position(of id: ImageID, in catalogue: Catalogue) -> Int? {
        guard let slot = catalogue.slot(of: id), matching.contains(slot) else { return nil }
        guard groupsFamilies, let family = groups.family(of: slot), !expanded.contains(family) else {
            return position(of: .image(slot))
        }
        return position(of: .family(family))
    }

    // MARK: Counts

    /// How many of the pane's images match the filter. Withdrawn ones are not counted.
    package func matchCount(in catalogue: Catalogue) -> Int { matching.count(without: catalogue.withdrawn) }

    /// How many of the rows are there only to say that they are gone.
    package func goneCount(in catalogue: Catalogue) -> Int { matching.count - matchCount(in: catalogue) }

    /// How many of the marked images belong to the pane but are not shown by the filter.
    package func hiddenByFilter(_ marks: some Sequence<ImageID>, in catalogue: Catalogue) -> Int {
        marks.reduce(0) { count, id in
            guard let slot = catalogue.slot(of: id) else { return count }
            return scope.contains(slot) && !matching.contains(slot) ? count + 1 : count
        }
    }

    /// Every matching row in order, also those folded away in families.
    package var matches: [Slot] { order.filter { matching.contains($0) } }

    package func isMatch(_ slot: Slot) -> Bool { matching.contains(slot) }

    // MARK: What is listed

    /// Works everything out anew.
    package mutating func rebuild(in catalogue: Catalogue) {
        scope = SlotSet(capacity: catalogue.slotCount)
        for slot in catalogue.nameOrder where isListed(slot, in: catalogue) { scope.insert(slot) }
        order = rowOrder.sorted(scope, in: catalogue)
        match(in: catalogue)
    }

    package mutating func setFilter(_ filter: RowFilter?, in catalogue: Catalogue) {
        self.filter = filter
        match(in: catalogue)
    }

    package mutating func setSort(_ sort: SortOrder, in catalogue: Catalogue) {
        self.sort = sort
        order = rowOrder.sorted(scope, in: catalogue)
        group(in: catalogue)
    }

    package mutating func setShowsHidden(_ shows: Bool, in catalogue: Catalogue) {
        showsHidden = shows
        rebuild(in: catalogue)
    }

    package mutating func setGroupsFamilies(_ groups: Bool, in catalogue: Catalogue) {
        groupsFamilies = groups
        group(in: catalogue)
    }

    /// Shows or folds away a family's versions.
    package mutating func setExpanded(_ family: FamilyID, _ isExpanded: Bool, in catalogue: Catalogue) {
        if isExpanded { expanded.insert(family) } else { expanded.remove(family) }
        if groupsFamilies { writeLines(in: catalogue) }
    }

    /// Takes in the rows that `apply` or `load` named, by merging them into the order.
    package mutating func update(_ touched: [Slot], in catalogue: Catalogue) {
        guard !touched.isEmpty else { return }
        // Sorting everything is faster than merging when most of it is new.
        if touched.count > order.count { return rebuild(in: catalogue) }
        var moved = SlotSet(capacity: catalogue.slotCount)
        var hadPlace = false
        var wasLine = false
        for slot in touched {
            moved.insert(slot)
            if scope.set(slot, isListed(slot, in: catalogue)) { hadPlace = true }
        }
        let found = matches(of: moved.intersection(scope), in: catalogue)
        for slot in touched where matching.set(slot, found.contains(slot)) { wasLine = true }
        let fresh = keyed(touched.filter { scope.contains($0) }, in: catalogue)
        Self.merge(fresh, into: &order, moved: hadPlace ? moved : nil, by: rowOrder, in: catalogue)
        if groupsFamilies {
            let changed = groups.update(touched, pane: pane, scope: scope, matching: matching, in: catalogue)
            Self.merge(
                keyed(changed.heads, in: catalogue), into: &heads, moved: changed.moved, by: rowOrder, in: catalogue)
            writeLines(in: catalogue)
        } else {
            Self.merge(
                fresh.filter { matching.contains($0.slot) }, into: &heads, moved: wasLine ? moved : nil, by: rowOrder,
                in: catalogue)
        }
    }

    // MARK: Parts

    private var rowOrder: RowOrder { RowOrder(sort: sort, pendingFirst: pane == .shared) }

    private func isListed(_ slot: Slot, in catalogue: Catalogue) -> Bool {
        catalogue.membership(of: slot).isListed(in: pane, showingHidden: showsHidden)
    }

    private func matches(of candidates: SlotSet, in catalogue: Catalogue) -> SlotSet {
        filter?.select(candidates, catalogue, pane) ?? candidates
    }

    private typealias Keyed = (slot: Slot, key: RowOrder.Key)

    /// Rows in order, each with what decides that.
    private func keyed(_ slots: [Slot], in catalogue: Catalogue) -> [Keyed] {
        let order = rowOrder
        return slots.map { ($0, order.key(of: $0, in: catalogue)) }.sorted { order.precedes($0.key, $1.key) }
    }

    private static func merge(
        _ fresh: [Keyed], into list: inout [Slot], moved: SlotSet?, by order: RowOrder, in catalogue: Catalogue
    ) {
        _ = list.replace(moved, with: fresh) { order.precedes($0, order.key(of: $1, in: catalogue)) }
    }

    private mutating func match(in catalogue: Catalogue) {
        matching = matches(of: scope, in: catalogue)
        group(in: catalogue)
    }

    private mutating func group(in catalogue: Catalogue) {
        guard groupsFamilies else {
            groups = FamilyGroups()
            lines = []
            heads = order.filter { matching.contains($0) }
            return
        }
        let standing = groups.rebuild(pane: pane, scope: scope, matching: matching, in: catalogue)
        heads = order.filter { standing.contains($0) }
        writeLines(in: catalogue)
    }

    private mutating func writeLines(in catalogue: Catalogue) {
        lines.removeAll(keepingCapacity: true)
        lines.reserveCapacity(heads.count)
        for head in heads {
            guard let family = groups.family(of: head) else {
                lines.append(head)
                continue
            }
            lines.append(~family.rawValue)
            if expanded.contains(family) {
                lines += catalogue.newestFirst(family).filter { matching.contains($0) }
            }
        }
    }
}
