/// One of the three lists of the catalogue.
package enum Pane: String, Hashable, Sendable, CaseIterable, Codable {
    /// What the current project can boot.
    case images
    /// What other projects offer this one.
    case shared
    /// Every image of the cloud.
    case admin

    /// The pane's name on the screen.
    package var title: String {
        switch self {
        case .images: "Images"
        case .shared: "Shared with Me"
        case .admin: "Admin"
        }
    }

    /// In the order in which they stand on the screen; `allCases` makes a new array each time.
    package static let inOrder = allCases

    /// A small number to index by.
    var index: Int {
        switch self {
        case .images: 0
        case .shared: 1
        case .admin: 2
        }
    }
}
