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

    /// The rows of a family, whatever the pane, the highest version first.
    func newestFirst(_ family: FamilyID) -> [Slot] { families.members(of: family) }

    /// What a row counts as where one has to stand for its family: above all an offer that waits for an answer, then
    /// the current version, then one that is there; of several the newest.
    func standing(of slot: Slot, in pane: Pane) -> Int {
        if pane == .shared, membership(of: slot).contains(.pending), !withdrawn.contains(slot) { return 3 }
        return isCurrent(slot, in: pane) ? 2 : withdrawn.contains(slot) ? 0 : 1
    }
}
