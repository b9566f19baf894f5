/// Which families a listing shows, and which row stands for each: its current version, or without one the newest.
struct FamilyGroups: Sendable {
    /// By slot: the family as which a row of the scope was counted, -1 for none.
    private var familyOfSlot: ContiguousArray<Int32> = []
    /// By family: the row that stands for it, -1 for none.
    private var head: ContiguousArray<Slot> = []

    /// Groups everything anew. Answers the rows that stand on a line: for themselves or for their family.
    mutating func rebuild(pane: Pane, scope: SlotSet, matching: SlotSet, in catalogue: Catalogue) -> SlotSet {
        self = FamilyGroups()
        grow(for: catalogue)
        var heads = SlotSet(capacity: catalogue.slotCount)
        for slot in matching where catalogue.family(of: slot) == nil { heads.insert(slot) }
        for family in catalogue.families.all {
            let hasMatch = regroup(family, pane: pane, scope: scope, matching: matching, in: catalogue)
            if hasMatch { heads.insert(head[Int(family.rawValue)]) }
        }
        return heads
    }

    /// Counts the rows of a family and finds out which one stands for it. Answers whether any of them matches.
    private mutating func regroup(
        _ family: FamilyID, pane: Pane, scope: SlotSet, matching: SlotSet, in catalogue: Catalogue
    ) -> Bool {
        var hasMatch = false
        var best = -1
        head[Int(family.rawValue)] = -1
        for slot in catalogue.newestFirst(family) where scope.contains(slot) {
            familyOfSlot[Int(slot)] = family.rawValue
            hasMatch = hasMatch || matching.contains(slot)
            let standing = catalogue.standing(of: slot, in: pane)
            if standing > best {
                best = standing
                head[Int(family.rawValue)] = slot
            }
        }
        return hasMatch
    }

    func family(of slot: Slot) -> FamilyID? {
        let index = Int(slot)
        guard index < familyOfSlot.count, familyOfSlot[index] >= 0 else { return nil }
        return FamilyID(rawValue: familyOfSlot[index])
    }

    private mutating func grow(for catalogue: Catalogue) {
        func fill(_ list: inout ContiguousArray<Int32>, to count: Int, with value: Int32) {
            if list.count < count { list.append(contentsOf: repeatElement(value, count: count - list.count)) }
        }
        fill(&familyOfSlot, to: catalogue.slotCount, with: -1)
        fill(&head, to: catalogue.familyCount, with: -1)
    }

    /// Takes in rows that changed. Answers the slots that may stand elsewhere now or nowhere any more, and those of
    /// them, with new ones, that stand for something.
    mutating func update(
        _ touched: [Slot], pane: Pane, scope: SlotSet, matching: SlotSet, in catalogue: Catalogue
    ) -> (moved: SlotSet, heads: [Slot]) {
        grow(for: catalogue)
        var moved = SlotSet(capacity: catalogue.slotCount)
        var families: Set<FamilyID> = []
        for slot in touched {
            moved.insert(slot)
            if let before = family(of: slot) { families.insert(before) }
            let now = scope.contains(slot) ? catalogue.family(of: slot) : nil
            familyOfSlot[Int(slot)] = now?.rawValue ?? -1
            if let now { families.insert(now) }
        }
        for family in families where head[Int(family.rawValue)] >= 0 {
            moved.insert(head[Int(family.rawValue)])
        }
        var fresh = touched.filter { matching.contains($0) && family(of: $0) == nil }
        for family in families {
            let hasMatch = regroup(family, pane: pane, scope: scope, matching: matching, in: catalogue)
            if hasMatch { fresh.append(head[Int(family.rawValue)]) }
        }
        return (moved, fresh)
    }
}
