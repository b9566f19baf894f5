/// Which rows are versions of which family, and which version is the current one in each pane.
struct FamilyTable: Sendable {
    private var ids: [FamilyKey: FamilyID] = [:]
    private var keys: [FamilyKey] = []
    /// By family: its rows, the newest first.
    private var members: [[Slot]] = []
    /// By slot: the family, -1 for a name off the convention.
    private var familyOfSlot: ContiguousArray<Int32> = []
    /// By slot: a bit for each pane in which the row is its family's current version.
    private var currentIn: ContiguousArray<UInt8> = []

    /// How many families there have been.
    var count: Int { keys.count }

    var all: [FamilyID] { keys.indices.map { FamilyID(rawValue: Int32($0)) } }

    mutating func addSlot() {
        familyOfSlot.append(-1)
        currentIn.append(0)
    }

    func id(of key: FamilyKey) -> FamilyID? { ids[key] }

    /// Without a stem for a family that there never was.
    func key(of family: FamilyID) -> FamilyKey {
        isKnown(family) ? keys[Int(family.rawValue)] : FamilyKey(owner: nil, stem: "")
    }

    func members(of family: FamilyID) -> [Slot] { isKnown(family) ? members[Int(family.rawValue)] : [] }

    private func isKnown(_ family: FamilyID) -> Bool { keys.indices.contains(Int(family.rawValue)) }

    func family(of slot: Slot) -> FamilyID? {
        guard familyOfSlot.indices.contains(Int(slot)), familyOfSlot[Int(slot)] >= 0 else { return nil }
        return FamilyID(rawValue: familyOfSlot[Int(slot)])
    }

    func isCurrent(_ slot: Slot, in pane: Pane) -> Bool {
        currentIn.indices.contains(Int(slot)) && currentIn[Int(slot)] & 1 << UInt8(pane.index) != 0
    }

    /// Takes a row out of its family, if it has one; answers that.
    mutating func take(_ slot: Slot, outOf family: FamilyID?) -> FamilyID? {
        currentIn[Int(slot)] = 0
        familyOfSlot[Int(slot)] = -1
        guard let family else { return nil }
        if let index = members[Int(family.rawValue)].firstIndex(of: slot) {
            members[Int(family.rawValue)].remove(at: index)
        }
        return family
    }

    /// Puts a row into its family, where it has one.
    mutating func put(_ slot: Slot, into key: FamilyKey?, entries: ContiguousArray<CatalogueEntry?>) {
        guard let key, let entry = entries[Int(slot)] else { return }
        let family: FamilyID
        if let known = ids[key] {
            family = known
        } else {
            family = FamilyID(rawValue: Int32(keys.count))
            ids[key] = family
            keys.append(key)
            members.append([])
        }
        familyOfSlot[Int(slot)] = family.rawValue
        let place = members[Int(family.rawValue)].partitioningIndex { other in
            entries[Int(other)].map(entry.isNewer) ?? true
        }
        members[Int(family.rawValue)].insert(slot, at: place)
    }

    /// Finds out anew which versions of `families` are current. Calls `changed` for each row that became or ceased
    /// to be so.
    mutating func restate(
        _ families: some Sequence<FamilyID>, entries: ContiguousArray<CatalogueEntry?>,
        memberships: ContiguousArray<PaneScope.Membership>, changed: (Slot) -> Void
    ) {
        for family in families {
            let members = members[Int(family.rawValue)]
            let current = Pane.inOrder.map { pane in
                members.first { slot in
                    memberships[Int(slot)].contains(.pane(pane)) && entries[Int(slot)]?.canBeCurrent ?? false
                }
            }
            for slot in members {
                var bits: UInt8 = 0
                for pane in Pane.inOrder where current[pane.index] == slot { bits |= 1 << UInt8(pane.index) }
                if bits != currentIn[Int(slot)] {
                    currentIn[Int(slot)] = bits
                    changed(slot)
                }
            }
        }
    }
}

extension CatalogueEntry {
    /// Whether it may be the current version of its family: something that can be booted and is meant to be.
    ///
    /// An image that is deactivated cannot be booted, a deprecated one should not, a hidden one is not to be found:
    /// then the next lower version is the one to use, which is what "current" is for.
    var canBeCurrent: Bool {
        image.status == .active && !isDeprecated && !image.isHidden && !isWithdrawn
    }

    /// The order of versions (R43). Of two images of one version the one made later counts as newer, then the one
    /// with the lower ID, so that the answer is always the same.
    func isNewer(than other: CatalogueEntry) -> Bool {
        guard let version = imageVersion, let otherVersion = other.imageVersion else {
            return imageVersion != nil && other.imageVersion == nil
        }
        if version != otherVersion { return version > otherVersion }
        let (made, otherMade) = (image.createdAt?.seconds ?? .min, other.image.createdAt?.seconds ?? .min)
        return made == otherMade ? id < other.id : made > otherMade
    }
}
