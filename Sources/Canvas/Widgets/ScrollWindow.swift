/// Which rows of a long list are seen, and which of them the cursor is on.
package struct ScrollWindow: Hashable, Sendable {
    /// The number of rows there are.
    package private(set) var count: Int
    /// The number of rows that can be seen at once, at least one.
    package private(set) var height: Int
    /// The row the cursor is on; 0 where there are none.
    package private(set) var cursor = 0
    /// The row seen first.
    package private(set) var top = 0

    /// A window at the start of a list.
    package init(count: Int = 0, height: Int = 1) {
        self.count = max(0, count)
        self.height = max(1, height)
    }

    /// The rows that are seen.
    package var visible: Range<Int> { min(top, count)..<min(top + height, count) }

    // MARK: Movement

    /// Moves the cursor by so many rows, up where that is negative.
    package mutating func move(by rows: Int) { move(to: cursor + rows) }

    /// Puts the cursor on a row and scrolls as little as that takes.
    package mutating func move(to row: Int) {
        cursor = min(max(0, row), max(0, count - 1))
        top = min(max(top, cursor - height + 1), cursor)
    }

    /// Puts the cursor on the first row.
    package mutating func moveToFirst() { move(to: 0) }
    /// Puts the cursor on the last row.
    package mutating func moveToLast() { move(to: count - 1) }

    /// Goes on by whole screens, one line of which stays in sight; the cursor keeps its line on the screen.
    package mutating func page(by screens: Int) { scroll(by: screens * max(1, height - 1)) }

    /// Goes on by half screens.
    package mutating func halfPage(by halves: Int) { scroll(by: halves * max(1, height / 2)) }

    /// Moves rows and cursor together; at either end of the list the cursor goes on alone.
    private mutating func scroll(by rows: Int) {
        top = min(max(0, top + rows), lastTop)
        move(to: cursor + rows)
    }

    /// Moves the rows beneath the cursor, which stays on its row for as long as that is seen: the mouse wheel.
    package mutating func wheel(by rows: Int) {
        top = min(max(0, top + rows), lastTop)
        cursor = min(max(cursor, top), max(top, visible.upperBound - 1))
    }

    // MARK: Changes from outside

    /// Adapts to another height, with the cursor in sight and no room left empty needlessly.
    package mutating func resize(height: Int) {
        self.height = max(1, height)
        top = min(top, lastTop)
        move(to: cursor)
    }

    /// Adapts to a list that changed around the cursor, whose row is now `row` of `count`: its line on the screen
    /// stays where it is, unless rows would be out of sight and room left empty.
    package mutating func follow(cursor row: Int, count: Int) {
        let line = cursor - top
        self.count = max(0, count)
        cursor = min(max(0, row), max(0, self.count - 1))
        top = min(max(0, cursor - line), lastTop)
    }

    private var lastTop: Int { max(0, count - height) }
}
