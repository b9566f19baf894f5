/// Text as a terminal may show it: sanitised and cut into glyphs, once.
///
/// Names and descriptions come from strangers. Nothing in them may reach the terminal as a command, change the order
/// of other text, or hide: control characters become their pictures (`␛`), everything invisible or unknown becomes
/// `�`. What a terminal would draw at a width of its own choosing is reduced to something of known width: sequences
/// of emoji to their first, flags to circled letters, at most two marks stay on a character.
package struct Printable: Hashable, Sendable {
    /// The glyphs in order. A wide one stands here once, without the empty cell that follows it in a frame.
    package private(set) var cells: [Cell] = []
    /// The columns all glyphs take together.
    package private(set) var columns = 0

    /// Whether the glyph written last may carry marks; not so at the start and after a placeholder.
    private var takesMarks = false
    /// Whether a joiner stood between the last emoji and what comes next.
    private var joins = false

    /// - Parameter limit: reading stops once more columns than this are taken, for text of which no more is shown.
    package init(_ text: String, limit: Int = .max) {
        let scalars = text.unicodeScalars
        cells.reserveCapacity(min(text.utf8.count, limit))
        var index = scalars.startIndex
        while index != scalars.endIndex && columns <= limit {
            let scalar = scalars[index]
            scalars.formIndex(after: &index)
            if (0x20..<0x7F).contains(scalar.value) {
                joins = false
                append(scalar)
            } else {
                take(scalar, before: index == scalars.endIndex ? nil : scalars[index])
            }
        }
    }

    /// The text as it is shown, on one line.
    package var text: String {
        var scalars = String.UnicodeScalarView()
        for cell in cells {
            scalars.append(cell.scalar)
            for mark in [cell.marks.0, cell.marks.1] where mark != "\0" { scalars.append(mark) }
        }
        return String(scalars)
    }

    /// Whether nothing but blanks would be seen.
    package var isBlank: Bool { cells.allSatisfy { $0.scalar == " " || $0.scalar == "\u{3000}" } }

    /// The number of characters of text that is printable ASCII throughout: its own width; nil for any other text.
    package static func plainLength(of text: String) -> Int? {
        let utf8 = text.utf8
        let plain = utf8.withContiguousStorageIfAvailable { bytes in bytes.allSatisfy { $0 &- 0x20 < 0x5F } }
        return plain ?? utf8.allSatisfy { $0 &- 0x20 < 0x5F } ? utf8.count : nil
    }

    private mutating func take(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?) {
        let joined = joins
        joins = false
        switch scalar.value {
        case 0..<0x20: appendPlaceholder(0x2400 + scalar.value)
        case 0x7F: appendPlaceholder(0x2421)
        case 0xA0, 0x2000...0x200A, 0x202F, 0x205F: append(" ")
        case 0x1F1E6...0x1F1FF: append(Unicode.Scalar(0x24B6 + (scalar.value - 0x1F1E6)) ?? "\u{FFFD}")
        case 0x1F3FB...0x1F3FF where lastIsPictograph: break
        case 0x200D where lastIsPictograph: joins = true
        case 0x200C, 0x200D, 0xFE00...0xFE0F, 0xE0100...0xE01EF:
            // They choose between forms of one character. After a plain letter they choose nothing and only make two
            // names that look alike.
            if !lastHasForms && next?.value != 0x20E3 { appendPlaceholder() }
        case 0xE0020...0xE007F where cells.last?.scalar == "\u{1F3F4}" && takesMarks: break
        default:
            if joined && Self.isPictograph(scalar) { return }
            switch DisplayWidth.kind(of: scalar) {
            case .narrow: append(scalar)
            case .wide: append(scalar, width: 2)
            case .mark: appendMark(scalar)
            case .odd: appendPlaceholder()
            }
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar, width: UInt8 = 1) {
        cells.append(Cell(scalar, width: width))
        columns += Int(width)
        takesMarks = true
    }

    private mutating func appendPlaceholder(_ value: UInt32 = 0xFFFD) {
        append(Unicode.Scalar(value) ?? "\u{FFFD}")
        takesMarks = false
    }

    private mutating func appendMark(_ mark: Unicode.Scalar) {
        if !takesMarks { append("\u{25CC}") }
        let last = cells.count - 1
        if cells[last].marks.0 == "\0" {
            cells[last].marks.0 = mark
        } else if cells[last].marks.1 == "\0" {
            cells[last].marks.1 = mark
        }
    }

    private var lastIsPictograph: Bool { takesMarks && cells.last.map { Self.isPictograph($0.scalar) } ?? false }

    private var lastHasForms: Bool {
        guard takesMarks, let last = cells.last?.scalar else { return false }
        return Self.isPictograph(last) || last.value >= 0x590 && !(0x1D00..<0x2100).contains(last.value)
    }

    /// Whether a scalar takes part in sequences of emoji: symbols, dingbats, pictographs.
    private static func isPictograph(_ scalar: Unicode.Scalar) -> Bool {
        (0x2190...0x2BFF).contains(scalar.value) || (0x1F000...0x1FAFF).contains(scalar.value)
    }
}

extension String {
    /// This text, in quotes where it would not be seen or where blanks at its ends would be overlooked.
    package var quotedIfBlank: String {
        let blank = Printable(self).isBlank
        return blank || first == " " || last == " " ? "\"\(self)\"" : self
    }
}
