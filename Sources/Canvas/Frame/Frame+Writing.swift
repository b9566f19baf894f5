/// Where text stands within the room it is given.
package enum Alignment: Hashable, Sendable {
    case left, right, center
}

/// What becomes of text that is longer than its room.
package enum Truncation: Hashable, Sendable {
    /// Its end makes way for an ellipsis.
    case end
    /// Its middle makes way for an ellipsis: for names whose end tells them apart.
    case middle
    /// It is cut off.
    case none
}

extension Frame {
    /// Writes one line of text, made printable on the way, and answers how many columns it took.
    ///
    /// A style without a background keeps the background that is there. Without a limit the room reaches to the edge
    /// of the clip.
    @discardableResult
    package mutating func write(
        _ text: String, at point: Point, style: Style = .plain, width limit: Int? = nil, align: Alignment = .left,
        truncation: Truncation = .end
    ) -> Int {
        let room = max(0, limit ?? clip.endColumn - point.column)
        guard room > 0 else { return 0 }
        // Most text is ASCII that fits: no glyphs are made of it first.
        if let length = Printable.plainLength(of: text), length <= room {
            let glyphs = text.utf8.lazy.map { Cell(Unicode.Scalar($0), style: style) }
            put(glyphs, column: point.column + align.offset(of: length, in: room), row: point.row)
            return length
        }
        let glyphs = fitted(text, room: room, truncation: truncation)
        let columns = glyphs.columns
        let column = point.column + align.offset(of: columns, in: room)
        put(glyphs.lazy.map { $0.styled(style) }, column: column, row: point.row)
        return columns
    }

    /// Makes every cell of `rect` a blank of this style, its background included.
    package mutating func fill(_ rect: Rect, _ style: Style = .plain) {
        change(rect) { $0 = Cell(style: style) }
    }

    /// Lays what is drawn in `rect` over `base`: the colours it has stay, what it leaves open becomes the base's. On a
    /// ground that has a colour nothing is left open.
    package mutating func restyle(_ rect: Rect, over base: Style) {
        change(rect) { $0.style = $0.style.over(base) }
    }

    /// Lays `style` over what is drawn in `rect`: the style's colours win.
    package mutating func restyle(_ rect: Rect, with style: Style) {
        change(rect) { $0.style = style.over($0.style) }
    }

    /// Makes what is drawn in `rect` recede: one style for all of it, for instance beneath a dialog.
    package mutating func dim(_ rect: Rect, to style: Style = Style(attributes: .dim)) {
        change(rect) { $0.style = style }
    }

    /// The glyphs of `text` that go into `room` columns, the ellipsis among them.
    private func fitted(_ text: String, room: Int, truncation: Truncation) -> [Cell] {
        let whole = Printable(text, limit: truncation == .middle ? .max : room)
        guard whole.columns > room else { return whole.cells }
        let ellipsis = Printable(glyphs.ellipsis)
        let rest = room - ellipsis.columns
        if truncation == .none || rest <= 0 {
            let cut = whole.cells[...].fitting(room)
            // Half a wide character is a blank.
            return cut.columns < room ? cut + [Cell()] : cut
        }
        let tail = truncation == .middle ? rest / 2 : 0
        let head = whole.cells[...].fitting(rest - tail)
        return head + ellipsis.cells + whole.cells.reversed()[...].fitting(tail).reversed()
    }
}

extension Alignment {
    /// How far from the start of `room` something of `length` stands.
    func offset(of length: Int, in room: Int) -> Int {
        switch self {
        case .left: 0
        case .right: max(0, room - length)
        case .center: max(0, (room - length) / 2)
        }
    }
}

extension Cell {
    func styled(_ style: Style) -> Cell {
        var cell = self
        cell.style = style
        return cell
    }
}

extension [Cell] {
    /// The columns glyphs take side by side.
    var columns: Int { reduce(0) { $0 + Int($1.width) } }
}

extension ArraySlice<Cell> {
    /// As many glyphs from the start as go into `columns`.
    func fitting(_ columns: Int) -> [Cell] {
        var used = 0
        return Array(
            prefix {
                used += Int($0.width)
                return used <= columns
            })
    }
}
