/// Families of versions (R1, R40 to R47).
extension Catalogue {
    /// How many families there have been so far.
    var familyCount: Int { families.count }

    /// The family of a row, nil for a name off the convention.
    package func family(of slot: Slot) -> FamilyID? { families.family(of: slot) }

    package func family(_ key: FamilyKey) -> FamilyID? { families.id(of: key) }

    package func key(of family: FamilyID) -> FamilyKey { families.key(of: family) }

    /// The families whose key satisfies `condition`, those without images too.
    func families(where condition: (FamilyKey) -> Bool) -> [FamilyID] {
        families.all.filter { condition(families.key(of: $0)) }
    }

    /// Whether a row is the current version of its family, as far as a pane shows it: the highest one that is
    /// active, not deprecated, not hidden and not withdrawn.
    package func isCurrent(_ slot: Slot, in pane: Pane) -> Bool { families.isCurrent(slot, in: pane) }

    /// The rows of a family in no particular order, whatever the pane.
    func members(of family: FamilyID) -> [Slot] { families.members(of: family) }

    /// The rows of a family, whatever the pane, the highest version first.
    func newestFirst(_ family: FamilyID) -> [Slot] {
        members(of: family).sorted { a, b in
            guard let a = self[a], let b = self[b] else { return false }
            return a.isNewer(than: b)
        }
    }

    /// Whether `slot` rather than `other` stands for the family of both: the current version does, then the newest
    /// that is there, then the newest withdrawn one.
    func stands(_ slot: Slot, before other: Slot, in pane: Pane) -> Bool {
        let (isCurrent, isOtherCurrent) = (isCurrent(slot, in: pane), isCurrent(other, in: pane))
        if isCurrent != isOtherCurrent { return isCurrent }
        guard let entry = self[slot], let otherEntry = self[other] else { return false }
        if entry.isWithdrawn != otherEntry.isWithdrawn { return otherEntry.isWithdrawn }
        return entry.isNewer(than: otherEntry)
    }
}
