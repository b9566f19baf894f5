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
        var hasMatch = [Bool](repeating: false, count: catalogue.familyCount)
        for slot in scope {
            let isMatch = matching.contains(slot)
            guard let family = catalogue.family(of: slot) else {
                if isMatch { heads.insert(slot) }
                continue
            }
            familyOfSlot[Int(slot)] = family.rawValue
            if isMatch { hasMatch[Int(family.rawValue)] = true }
            consider(slot, for: family, pane, catalogue)
        }
        for index in hasMatch.indices where hasMatch[index] { heads.insert(head[index]) }
        return heads
    }

    private mutating func consider(_ slot: Slot, for family: FamilyID, _ pane: Pane, _ catalogue: Catalogue) {
        let index = Int(family.rawValue)
        if head[index] < 0 || catalogue.stands(slot, before: head[index], in: pane) { head[index] = slot }
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
            head[Int(family.rawValue)] = -1
        }
        var fresh = touched.filter { matching.contains($0) && family(of: $0) == nil }
        for family in families {
            var hasMatch = false
            for slot in catalogue.members(of: family) where scope.contains(slot) {
                hasMatch = hasMatch || matching.contains(slot)
                consider(slot, for: family, pane, catalogue)
            }
            if hasMatch { fresh.append(head[Int(family.rawValue)]) }
        }
        return (moved, fresh)
    }
}
