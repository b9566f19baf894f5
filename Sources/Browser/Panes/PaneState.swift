internal import Canvas
package import Catalog

/// One pane: its list, and where the user is in it.
package struct PaneState: Sendable {
    package let pane: Pane
    package internal(set) var listing: Listing
    var window = ScrollWindow()
    package internal(set) var marks: Set<ImageID> = []
    /// The filter in force, as typed; empty for none.
    package internal(set) var filter = ""
    /// What may be wrong with it, where it matches nothing.
    var doubt: String?
    /// How many of the chosen columns are scrolled away to the left.
    var columnScroll = 0

    /// The row the cursor is on, and its image where it has one: slots may be given to other images later.
    private var anchor: (row: ListingRow, image: ImageID?)?
    /// As long as the user has not moved, what the user asks for shows the list from its first line.
    private var isUntouched = true
    /// Whether the list has been read to its end: what arrives from then on does not move the cursor off its image.
    private var isSettled = false
    /// Whether the user was in the pane: one that was never looked at begins with its first line.
    var isSeen = false

    init(_ pane: Pane, settings: Settings) {
        self.pane = pane
        let choice = settings.sort[pane]
        let column = choice?.column.sort ?? (pane == .shared ? .offered : .name)
        listing = Listing(
            pane, sort: SortOrder(column, descending: choice?.descending ?? (pane == .shared)),
            groupsFamilies: settings.families)
    }

    var cursorRow: ListingRow? { listing.isEmpty ? nil : listing[min(window.cursor, listing.count - 1)] }

    /// The rows on the screen.
    var visibleRows: [ListingRow] { window.visible.filter { $0 < listing.count }.map { listing[$0] } }

    // MARK: Moving

    /// Moves the cursor and remembers what it stands on.
    mutating func move(_ change: (inout ScrollWindow) -> Void, in catalogue: Catalogue) {
        isUntouched = false
        change(&window)
        hold(in: catalogue)
    }

    mutating func resize(height: Int) {
        if height != window.height { window.resize(height: height) }
    }

    private mutating func hold(in catalogue: Catalogue) {
        anchor = cursorRow.map { row in (row, row.slot.flatMap { catalogue[$0]?.id }) }
    }

    /// The list is whole now, and the user may be reading it.
    mutating func settle() { isSettled = true }

    /// The list is about to be filled anew.
    mutating func unsettle() { isSettled = false }

    // MARK: Changes of the list

    /// Takes in rows that changed in the catalogue.
    mutating func update(_ touched: [Slot], in catalogue: Catalogue) {
        listing.update(touched, in: catalogue)
        follow(in: catalogue, holds: !isUntouched || isSettled && isSeen)
    }

    /// Changes what is listed, and keeps the cursor on its row where that is still there.
    mutating func relist(in catalogue: Catalogue, _ change: (inout Listing, Catalogue) -> Void) {
        change(&listing, catalogue)
        follow(in: catalogue, holds: !isUntouched)
    }

    /// Puts the cursor on an image, if it is listed.
    mutating func goTo(_ image: ImageID, in catalogue: Catalogue) -> Bool {
        guard let position = listing.position(of: image, in: catalogue) else { return false }
        move({ $0.move(to: position) }, in: catalogue)
        return true
    }

    /// Puts the cursor back on an image, if it is listed. A user who has not moved is on the first line, and stays there.
    mutating func returnTo(_ image: ImageID, in catalogue: Catalogue) {
        if !isUntouched { _ = goTo(image, in: catalogue) }
    }

    /// Finds the row of the cursor again, whose line on the screen stays where it is, or goes to the first one.
    private mutating func follow(in catalogue: Catalogue, holds: Bool) {
        let count = listing.count
        if holds {
            window.follow(cursor: anchorPosition(in: catalogue) ?? window.cursor, count: count)
        } else {
            window.follow(cursor: 0, count: count)
            window.move(to: 0)
        }
        hold(in: catalogue)
    }

    private func anchorPosition(in catalogue: Catalogue) -> Int? {
        guard let anchor else { return nil }
        if let image = anchor.image { return listing.position(of: image, in: catalogue) }
        return listing.position(of: anchor.row)
    }
}
