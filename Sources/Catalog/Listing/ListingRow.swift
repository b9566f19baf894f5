/// A line of a list.
package enum ListingRow: Hashable, Sendable {
    /// An image on its own: each row of a flat list; with families on, one whose name is off the convention.
    case image(Slot)
    /// The line of a family.
    case family(FamilyID)
    /// One version, below the line of its family.
    case version(Slot)

    /// The image of the line, nil for a family's.
    package var slot: Slot? {
        switch self {
        case .image(let slot), .version(let slot): slot
        case .family: nil
        }
    }
}
