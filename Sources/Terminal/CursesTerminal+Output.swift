internal import CTerminal
package import Canvas

// What a change costs on the line. For every row that changed, curses sends the text from the first to the last changed
// cell and a sequence wherever the style changes: 5 to 22 bytes for colours, 9 to 13 to leave them. It jumps over cells
// that are as they were (5 to 7 bytes) and erases blanks (3 to 6 bytes), but only blanks the terminal can erase: any on
// xterm (`ech`, `bce`), none but those of the terminal's own ground at the end of a row in tmux and screen.
//
// So a cursor line across 120 columns costs its 120 characters when it comes, and again when it goes. To stay within
// 300 bytes a movement, measured on xterm-256color and tmux-256color with two coloured cells in each row:
// - the cursor line is of one style: lay its colours over those of the row (`restyle(_:with:)`; keeping the colours of
//   two cells costs 83 bytes more);
// - rows stand on the terminal's own ground. A row that goes back to it is erased first, see `erase`: 284 bytes in tmux
//   instead of 331. On a ground of the theme's own nothing can be erased there and every change of colour tells both
//   colours: 417, and 366 on xterm; text whose own colour is not that of the blanks around it makes it 540;
// - a gap in a text has the text's own ink, so that a row of one colour tells it once;
// - little else changes with the cursor: the status line's numbers, not its whole text.
extension CursesTerminal {
    package func show(_ frame: Frame) {
        let difference = FrameDifference(from: shown, to: frame)
        let erased = erase(difference, to: frame)
        for row in erased { put(frame, row: row, columns: 0..<size.columns) }
        let seen = frame.bounds.intersection(Rect(size))
        for run in difference.runs where run.row < seen.endRow && !erased.contains(run.row) {
            put(frame, row: run.row, columns: run.columns.clamped(to: 0..<seen.endColumn))
        }
        if pairs.forgetUnused(by: frame) {
            shown = nil
            return show(frame)
        }
        let cursor = frame.cursor.flatMap { seen.contains($0) ? $0 : nil }
        ct_place_cursor(Int32(cursor?.row ?? -1), Int32(cursor?.column ?? 0))
        ct_update()
        shown = frame
    }

    /// Erases rows that are to be mostly ground again, such as the one the cursor line leaves: their text alone is
    /// shorter than text and blanks. Not where much changes at once, which curses does better.
    ///
    /// - Returns: the rows that were erased.
    private func erase(_ difference: FrameDifference, to frame: Frame) -> Set<Int> {
        guard let screen = shown, screen.size == frame.size, size == frame.size else { return [] }
        let changed = Set(difference.runs.map(\.row))
        guard changed.count <= Self.fewRows else { return [] }
        var rows: Set<Int> = []
        for row in changed {
            // Blanks that are had for nothing, less text that would have to be sent again.
            let gain = zip(screen[row: row], frame[row: row]).reduce(0) { sum, cells in
                if cells.1 != Cell() { return sum - (cells.0 == cells.1 ? 1 : 0) }
                return sum + (pairs.ink(cells.0.style) == pairs.ink(.plain) && cells.0.scalar == " " ? 0 : 1)
            }
            if gain > Self.worthErasing { rows.insert(row) }
        }
        if rows.isEmpty { return [] }
        let ground = Frame(size: Size(columns: size.columns, rows: 1))
        for row in rows { put(ground, row: 0, columns: 0..<size.columns, at: row) }
        ct_update()
        return rows
    }

    private static let fewRows = 6
    private static let worthErasing = 20

    /// Puts cells of a row into the same row of the screen, or into another one.
    private func put(_ frame: Frame, row: Int, columns: Range<Int>, at place: Int? = nil) {
        var style = Style.plain
        var ink = pairs.ink(style)
        let looks = looks(of: frame[row: row])
        let cells = columns.map { column in
            let cell = frame[column, row]
            if looks[column] != style {
                style = looks[column]
                ink = pairs.ink(style)
            }
            let cut = cell.width == 2 && column + 1 == columns.upperBound
            return ct_cell(
                scalar: cut ? 0x20 : cell.scalar.value, marks: (cell.marks.0.value, cell.marks.1.value),
                pair: ink.pair, look: ink.look, width: cut ? 1 : cell.width)
        }
        ct_put(Int32(place ?? row), Int32(columns.lowerBound), cells, Int32(cells.count))
    }

    /// The styles of a row's cells, where a short gap in a text, or between two coloured ones, has the ink of what is before
    /// it: a blank shows none, and to leave a colour and come back to it costs more than the blanks.
    private func looks(of row: ArraySlice<Cell>) -> [Style] {
        var looks = row.map(\.style)
        var last: Int?
        for (index, cell) in row.enumerated() where cell.scalar != " " {
            defer { last = index }
            guard let last, last + 1 < index, index - last <= Self.longestGap else { continue }
            let isOneText = looks[last] == looks[index]
            // From one colour to another it is shorter not to leave the first one in between.
            let isBetween = index - last <= Self.shortGap && isColored(looks[last]) && isColored(looks[index])
            let gap = (last + 1)..<index
            if isOneText || isBetween, gap.allSatisfy({ looks[$0].looksBlank(like: looks[last]) }) {
                for place in gap { looks[place] = looks[last] }
            }
        }
        return looks
    }

    private func isColored(_ style: Style) -> Bool { pairs.ink(style).pair != 0 }

    private static let longestGap = 24
    private static let shortGap = 12

    package func redraw() {
        ct_forget_screen()
        ct_update()
    }

    package func setMouse(_ on: Bool) { ct_set_mouse(on) }

    package func bell() { send([0x07]) }

    /// More than this is cut off or ignored by one terminal or another.
    private static let longestCopy = 74_994

    package func copy(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.longestCopy else { return false }
        // As it is, in tmux too: that passes it on where the user allows (`set-clipboard on`), and a program that
        // wraps it to get around a setting would be refused by default.
        return send(Array("\u{1B}]52;c;".utf8) + bytes.base64 + [0x07])
    }

    @discardableResult
    private func send(_ bytes: [UInt8]) -> Bool { ct_write_raw(bytes, bytes.count) }
}

extension Style {
    /// Whether a blank looks the same in both.
    fileprivate func looksBlank(like other: Style) -> Bool {
        let seen: Attributes = [.underline, .reverse]
        return background == other.background && attributes.isDisjoint(with: seen)
            && other.attributes.isDisjoint(with: seen)
    }
}

extension [UInt8] {
    /// These bytes in base 64 (RFC 4648, section 4).
    var base64: [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        return stride(from: 0, to: count, by: 3).flatMap { start in
            let part = self[start..<Swift.min(start + 3, count)]
            let bits = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
            return (0..<4).map { place in
                place > part.count ? UInt8(ascii: "=") : alphabet[bits >> (18 - 6 * place) & 63]
            }
        }
    }
}
