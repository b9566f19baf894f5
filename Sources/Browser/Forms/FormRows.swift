internal import Canvas

/// Things that are there already, one a line, of which some can be ticked: the members of an image that are to lose it.
struct FormRows: Hashable, Sendable {
    struct Row: Hashable, Sendable, Identifiable {
        let id: String
        /// What stands below the headings.
        var cells: [String]
        /// All there is to say, shown while the cursor is on it.
        var detail = ""
    }

    /// Titles of the columns; the first one takes the room that is left.
    let headings: [String]
    /// What ticking means, in a word.
    let verb: String
    private(set) var rows: [Row] = []
    private(set) var ticked: Set<String> = []
    private(set) var cursor = 0
    /// What stands there while there are no rows.
    var emptyText = ""

    init(_ headings: [String], verb: String) {
        self.headings = headings
        self.verb = verb
    }

    /// The row under the cursor.
    var current: Row? { rows.indices.contains(cursor) ? rows[cursor] : nil }

    /// Shows other rows; what was ticked stays, as far as it is still there, and the cursor on its row.
    mutating func show(_ rows: [Row]) {
        let before = current?.id
        self.rows = rows
        ticked.formIntersection(rows.map(\.id))
        cursor = rows.firstIndex { $0.id == before } ?? min(cursor, max(0, rows.count - 1))
    }

    /// What is ticked, as text: a line each, in the order of the rows.
    var text: String {
        get {
            (rows.map(\.id).filter(ticked.contains) + ticked.subtracting(rows.map(\.id)).sorted()).joined(
                separator: "\n")
        }
        set { ticked = Set(newValue.split(separator: "\n").map(String.init)) }
    }

    // MARK: Input

    /// Answers whether the key meant something here; at either end the cursor leaves for the next field.
    mutating func handle(_ key: Key) -> Bool {
        switch key {
        case Key(.down) where cursor < rows.count - 1: cursor += 1
        case Key(.up) where cursor > 0: cursor -= 1
        case Key(.home): cursor = 0
        case Key(.end): cursor = max(0, rows.count - 1)
        case Key(" "), Key(.delete): toggle(cursor)
        case Key("*"): ticked = ticked.count == rows.count ? [] : Set(rows.map(\.id))
        default: return false
        }
        return true
    }

    /// A click: it takes the cursor to a row, and ticks the one where the cursor is.
    mutating func click(_ row: Int) {
        guard rows.indices.contains(row) else { return }
        if row == cursor { toggle(row) } else { cursor = row }
    }

    private mutating func toggle(_ row: Int) {
        guard rows.indices.contains(row) else { return }
        let id = rows[row].id
        if ticked.remove(id) == nil { ticked.insert(id) }
    }
}

extension FormRows {
    /// The rows that are shown where there is room for `most`, with the cursor among them.
    func shown(atMost most: Int) -> Range<Int> {
        let first = min(max(0, cursor - most / 2), max(0, rows.count - most))
        return first..<min(first + most, rows.count)
    }

    /// How wide the columns are: each as its longest cell, the first one with the room that is left. Columns from the
    /// right that leave the first one less than `least` are left out.
    func widths(room: Int, least: Int = 36) -> [Int] {
        var widths = headings.indices.map { index in
            let cells = rows.map { $0.cells.indices.contains(index) ? DisplayWidth.columns(of: $0.cells[index]) : 0 }
            return max(DisplayWidth.columns(of: headings[index]), cells.max() ?? 0)
        }
        func others() -> Int { widths.dropFirst().reduce(0) { $0 + $1 + 2 } }
        while widths.count > 1, room - others() < min(least, widths[0]) { widths.removeLast() }
        if !widths.isEmpty { widths[0] = min(widths[0], max(1, room - others())) }
        return widths
    }
}
