/// Every row that is known, in memory: what the panes list, sort and filter.
///
/// A value that belongs to one owner and is changed in place: copying it copies a few megabytes at the next change.
/// All times that matter are proportional to what changed, or to the number of rows with a very small factor.
package struct Catalogue: Sendable {
    /// The rules by which rows belong to panes; see `use(_:)`.
    package private(set) var scope: PaneScope
    /// What owners are called, for sorting. Listings sorted by owner have to be rebuilt after a change.
    package var projects = ProjectNames()
    /// All rows by name, then by ID.
    private(set) var nameOrder: [Slot] = []
    /// How many of them have a name; the others follow these.
    private(set) var namedCount = 0
    /// Rows that were deleted or are no longer visible, and have not been seen as such yet.
    private(set) var withdrawn = SlotSet()

    /// What words of filters are looked for in.
    private(set) var texts = SearchTexts()

    private var entries: ContiguousArray<CatalogueEntry?> = []
    private var memberships: ContiguousArray<PaneScope.Membership> = []
    /// Each row's place in `nameOrder`.
    private var ranks: ContiguousArray<Int32> = []
    private var slots: [ImageID: Slot] = [:]
    private var free: [Slot] = []
    private(set) var families = FamilyTable()
    /// How many rows there are of each membership, by its raw value.
    private var tally = ContiguousArray(repeating: 0, count: 64)

    package init(scope: PaneScope = PaneScope(nil)) { self.scope = scope }

    /// One more than the highest slot in use.
    var slotCount: Int { entries.count }

    /// All rows, withdrawn ones included.
    package var count: Int { slots.count }

    package subscript(slot: Slot) -> CatalogueEntry? {
        entries.indices.contains(Int(slot)) ? entries[Int(slot)] : nil
    }

    package func slot(of id: ImageID) -> Slot? { slots[id] }

    package subscript(id: ImageID) -> CatalogueEntry? { slots[id].flatMap { self[$0] } }

    /// In which panes a row is listed; in none if there is no such row.
    package func membership(of slot: Slot) -> PaneScope.Membership {
        memberships.indices.contains(Int(slot)) ? memberships[Int(slot)] : []
    }

    /// Whether a pane has the row, hidden or not, and it was not withdrawn.
    func isThere(_ slot: Slot, in pane: Pane) -> Bool {
        let membership = membership(of: slot)
        return membership.contains(.pane(pane)) && !membership.contains(.withdrawn)
    }

    /// The row's place among all rows by name.
    func rank(of slot: Slot) -> Int32 { ranks[Int(slot)] }

    /// How many rows a pane has. Withdrawn ones are not counted.
    package func count(in pane: Pane, showingHidden: Bool = false) -> Int {
        count { $0.isListed(in: pane, showingHidden: showingHidden) }
    }

    /// How many offers wait for this project's answer.
    package func pendingOffers(showingHidden: Bool = false) -> Int {
        count { $0.isListed(in: .shared, showingHidden: showingHidden) && $0.contains(.pending) }
    }

    private func count(_ isCounted: (PaneScope.Membership) -> Bool) -> Int {
        tally.indices.reduce(0) { sum, value in
            let membership = PaneScope.Membership(rawValue: UInt8(value))
            return !membership.contains(.withdrawn) && isCounted(membership) ? sum + tally[value] : sum
        }
    }

    // MARK: Changes

    /// Takes in what a pass or an answer brought. Answers the rows that listings have to look at again: those
    /// concerned, and their relatives that became or ceased to be the current version of a family.
    package mutating func apply(_ changes: [CatalogueChange]) -> [Slot] {
        var work = Work()
        for change in changes {
            switch change.kind {
            case .added, .changed: put(change.entry, &work)
            case .withdrawn:
                put(change.entry.isWithdrawn ? change.entry : change.entry.with(news: .withdrawn), &work)
            case .removed: remove(change.entry.id, &work)
            }
        }
        return finish(work)
    }

    /// Takes in rows read from the replica. Rows that come in the order of their names cost least.
    package mutating func load(_ entries: [CatalogueEntry]) -> [Slot] {
        var work = Work()
        for entry in entries { put(entry, &work) }
        return finish(work)
    }

    /// Changes the rules by which rows belong to panes. If they differ every listing has to be rebuilt.
    package mutating func use(_ scope: PaneScope) {
        guard scope != self.scope else { return }
        self.scope = scope
        for slot in nameOrder {
            if let entry = entries[Int(slot)] { note(scope.membership(of: entry), of: slot) }
        }
        families.restate(families.all, entries: entries, memberships: memberships) { _ in }
    }

    /// What has to be brought up to date after a number of rows.
    private struct Work {
        var touched: [Slot] = []
        var seen = SlotSet()
        /// Rows whose place by name may be another one.
        var moved = SlotSet()
        /// Whether any of them had a place before.
        var hadPlace = false
        var families: Set<FamilyID> = []

        mutating func touch(_ slot: Slot) {
            if !seen.set(slot, true) { touched.append(slot) }
        }
    }

    private mutating func put(_ entry: CatalogueEntry, _ work: inout Work) {
        let slot: Slot
        var isSameName = false
        /// In the same place, too: of one version the one made later counts as newer.
        var isSameFamily = false
        if let known = slots[entry.id] {
            slot = known
            if let old = entries[Int(slot)] {
                isSameName = old.nameKey == entry.nameKey
                isSameFamily =
                    old.image.name == entry.image.name && old.image.owner == entry.image.owner
                    && old.image.createdAt == entry.image.createdAt
            }
            work.hadPlace = work.hadPlace || !isSameName
        } else {
            slot = newSlot()
            slots[entry.id] = slot
        }
        work.touch(slot)
        if !isSameName { work.moved.insert(slot) }
        entries[Int(slot)] = entry
        texts.put(entry.image, at: slot)
        note(scope.membership(of: entry), of: slot)
        if !isSameFamily {
            if let left = families.take(slot, outOf: families.family(of: slot)) { work.families.insert(left) }
            families.put(slot, into: FamilyKey(of: entry), entries: entries)
        }
        if let family = families.family(of: slot) { work.families.insert(family) }
    }

    private mutating func remove(_ id: ImageID, _ work: inout Work) {
        guard let slot = slots.removeValue(forKey: id) else { return }
        work.touch(slot)
        work.moved.insert(slot)
        work.hadPlace = true
        if let left = families.take(slot, outOf: families.family(of: slot)) { work.families.insert(left) }
        note([], of: slot)
        texts.remove(slot)
        entries[Int(slot)] = nil
        free.append(slot)
    }

    private mutating func newSlot() -> Slot {
        if let slot = free.popLast() { return slot }
        entries.append(nil)
        memberships.append([])
        ranks.append(0)
        texts.addSlot()
        families.addSlot()
        tally[0] += 1
        return Slot(entries.count - 1)
    }

    private mutating func note(_ membership: PaneScope.Membership, of slot: Slot) {
        tally[Int(memberships[Int(slot)].rawValue)] -= 1
        tally[Int(membership.rawValue)] += 1
        memberships[Int(slot)] = membership
        _ = withdrawn.set(slot, membership.contains(.withdrawn))
    }

    private mutating func finish(_ work: Work) -> [Slot] {
        var work = work
        if !work.moved.isEmpty { placeByName(work.moved, hadPlace: work.hadPlace) }
        families.restate(work.families, entries: entries, memberships: memberships) { work.touch($0) }
        return work.touched
    }

    private mutating func placeByName(_ moved: SlotSet, hadPlace: Bool) {
        let entries = entries
        func precedes(_ a: CatalogueEntry, _ b: CatalogueEntry) -> Bool {
            a.nameKey == b.nameKey ? a.id < b.id : a.nameKey < b.nameKey
        }
        var fresh: [(slot: Slot, key: CatalogueEntry)] = []
        for slot in moved {
            if let entry = entries[Int(slot)] { fresh.append((slot, entry)) }
        }
        fresh.sort { precedes($0.key, $1.key) }
        let lowest = nameOrder.replace(hadPlace ? moved : nil, with: fresh) { entry, other in
            entries[Int(other)].map { precedes(entry, $0) } ?? false
        }
        for place in lowest..<nameOrder.count { ranks[Int(nameOrder[place])] = Int32(place) }
        namedCount = nameOrder.partitioningIndex { entries[Int($0)]?.nameKey == .unnamed }
    }
}
