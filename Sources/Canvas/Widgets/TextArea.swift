/// Several lines of text that are being edited.
///
/// Each line is a `TextField` with all that its keys do; the area adds what joins and parts lines.
package struct TextArea: Hashable, Sendable {
    /// More than this many characters are not taken.
    package static let longest = 65_535

    /// Never empty.
    package private(set) var lines: [TextField]
    /// The line that the cursor is in.
    package private(set) var row: Int

    /// An area with the cursor at the end of `text`. Tabs become blanks, other control characters are left out.
    package init(_ text: String = "") {
        lines = Self.split(String(text.prefix(Self.longest))).map { TextField($0) }
        row = lines.count - 1
    }

    /// The text as a whole, with a line end between lines.
    package var text: String { lines.map(\.text).joined(separator: "\n") }

    package var isEmpty: Bool { lines.count == 1 && lines[0].characters.isEmpty }

    /// The lines that are shown where there is room for `most`, with that of the cursor among them.
    package func shown(atMost most: Int) -> Range<Int> {
        let first = min(max(0, row - most / 2), max(0, lines.count - most))
        return first..<min(first + most, lines.count)
    }

    // MARK: Input

    /// Does what input means in a text of several lines, and answers whether it meant anything here. Up and Down leave
    /// the text at its ends.
    package mutating func handle(_ input: Input) -> Bool {
        switch input {
        case .key(let key): return handle(key)
        case .paste(let text):
            insert(text)
            return true
        case .mouse, .resized: return false
        }
    }

    private mutating func handle(_ key: Key) -> Bool {
        let line = lines[row]
        switch key {
        case Key(.enter): insert("\n")
        case Key(.up) where row > 0: move(to: row - 1, column: line.cursor)
        case Key(.down) where row < lines.count - 1: move(to: row + 1, column: line.cursor)
        case Key(.left) where line.cursor == 0 && row > 0: move(to: row - 1, column: .max)
        case Key(.right) where line.isAtEnd && row < lines.count - 1: move(to: row + 1, column: 0)
        case Key(.home, .control): move(to: 0, column: 0)
        case Key(.end, .control): move(to: lines.count - 1, column: .max)
        case Key(.backspace) where line.cursor == 0 && line.selection.isEmpty:
            if row > 0 { join(row - 1) }
        case Key(.delete) where line.isAtEnd && line.selection.isEmpty:
            if row < lines.count - 1 { join(row) }
        case Key(.up), Key(.down): return false
        default: return lines[row].handle(key)
        }
        return true
    }

    /// Puts the cursor into a line, as far to the right as that is long.
    private mutating func move(to row: Int, column: Int) {
        // The line that is left keeps no selection.
        lines[self.row].move(to: lines[self.row].cursor)
        self.row = row
        lines[row].move(to: min(column, lines[row].characters.count))
    }

    /// Puts text at the cursor, in the place of what is selected.
    private mutating func insert(_ text: String) {
        let room = max(0, Self.longest - lines.reduce(lines.count - 1) { $0 + $1.characters.count })
        let parts = Self.split(String(text.prefix(room)))
        lines[row].insert(parts[0])
        guard parts.count > 1 else { return }
        let line = lines[row]
        let rest = String(line.characters[line.cursor...])
        lines[row] = TextField(String(line.characters[..<line.cursor]))
        lines.insert(contentsOf: parts.dropFirst().map { TextField($0) }, at: row + 1)
        row += parts.count - 1
        let column = lines[row].cursor
        lines[row] = TextField(lines[row].text + rest)
        lines[row].move(to: column)
    }

    /// Joins a line and the one below it, with the cursor where they meet.
    private mutating func join(_ upper: Int) {
        let column = lines[upper].characters.count
        lines[upper] = TextField(lines[upper].text + lines[upper + 1].text)
        lines.remove(at: upper + 1)
        row = upper
        lines[row].move(to: column)
    }

    /// The lines of a text, whatever ends them.
    private static func split(_ text: String) -> [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    }
}

extension TextField {
    fileprivate var isAtEnd: Bool { cursor == characters.count }
}
