internal import Catalog

/// Where the columns of the list of families stand.
struct FamilyLayout: Hashable {
    /// A column beside the family's name.
    enum Column: Hashable, CaseIterable {
        case current, versions, visibility, mine, status, updated, size

        var title: String {
            switch self {
            case .current: "CURRENT"
            case .versions: "VERSIONS"
            case .visibility: "VISIBILITY"
            case .mine: "MINE"
            case .status: "STATUS"
            case .updated: "UPDATED"
            case .size: "SIZE"
            }
        }

        var width: Int {
            switch self {
            case .current: 7
            case .versions: 17
            case .visibility, .mine: 10
            case .status: 11
            case .updated: 7
            case .size: 9
            }
        }

        /// The same where there is plenty.
        var wideWidth: Int { self == .versions ? 38 : width }

        /// The same where room is short.
        var narrowWidth: Int {
            switch self {
            case .versions: 13
            case .status: 8
            default: width
            }
        }

        var isRightAligned: Bool { self == .updated || self == .size }
    }

    struct Placed: Hashable {
        let column: Column
        let offset: Int
        let width: Int
    }

    /// Room before the family's name: the margin of all lists, the sign of folding and a blank.
    static let indent = ColumnLayout.margin + 2
    /// A name that has so much room needs no more.
    private static let amplestName = 34
    let nameWidth: Int
    let columns: [Placed]

    init(width: Int, pane: Pane) {
        // Most names have that of their owner behind them.
        let showsOwners = pane != .images
        // The name is not squeezed below this for the sake of a column that could be left out.
        let narrowestName = showsOwners ? 26 : 22
        // What is offered is shared, whatever it is.
        var chosen = Column.allCases.filter { $0 != (pane == .shared ? .visibility : .mine) }
        let room = width - Self.indent - 1
        func left(_ columnWidth: (Column) -> Int) -> Int {
            room - chosen.reduce(0) { $0 + columnWidth($1) + ColumnLayout.gap }
        }
        while chosen.count > 4, left(\.width) < narrowestName { chosen.removeLast() }
        let isAmple = left(\.wideWidth) >= Self.amplestName
        let widths: (Column) -> Int =
            left(\.width) < narrowestName ? \.narrowWidth : isAmple ? \.wideWidth : \.width
        while chosen.count > 1, left(widths) < narrowestName { chosen.removeLast() }
        nameWidth = min(left(widths), 60)
        var offset = Self.indent + nameWidth
        var placed: [Placed] = []
        for column in chosen {
            offset += ColumnLayout.gap
            placed.append(Placed(column: column, offset: offset, width: widths(column)))
            offset += widths(column)
        }
        columns = placed
    }
}
