/// A line of text that is being edited.
///
/// The cursor stands between characters as they are drawn, never within one.
package struct TextField: Hashable, Sendable {
    /// More than this many characters are not taken.
    package static let longest = 65_535

    /// The text, character by character as it is drawn.
    package private(set) var characters: [Character]
    /// The number of characters before the cursor.
    package private(set) var cursor: Int
    /// Where the selection began; it reaches from here to the cursor.
    private var anchor: Int?
    /// Whether the text is a secret: drawn as dots, a single word for all movements, never kept or handed out.
    package let isSecret: Bool
    /// Texts entered before, the latest last.
    package let history: [String]
    private var recalled: Recall?
    /// What was cut last, for `C-y`.
    private var cut: [Character] = []

    /// Which entry of the history is shown, and what was being written before it was.
    private struct Recall: Hashable {
        let index: Int
        let draft: [Character]
    }

    /// A field with the cursor at the end of `text`.
    ///
    /// - Parameter history: texts entered before, the latest last; a secret has none.
    package init(_ text: String = "", isSecret: Bool = false, history: [String] = []) {
        characters = Array(text.onOneLine.prefix(Self.longest))
        cursor = characters.count
        self.isSecret = isSecret
        self.history = isSecret ? [] : history
    }

    /// The text as a whole.
    package var text: String { String(characters) }

    /// The characters selected; empty where none are.
    package var selection: Range<Int> {
        let other = anchor ?? cursor
        return min(other, cursor)..<max(other, cursor)
    }

    /// What is selected; nil where nothing is, and of a secret.
    package var selectedText: String? {
        selection.isEmpty || isSecret ? nil : String(characters[selection])
    }

    // MARK: Changes

    /// Puts text in the place of the selection; ends of lines and tabs become blanks, control characters are left out, and
    /// so are ends of lines at the text's end: a terminal adds one to what it copies.
    ///
    /// - Returns: whether all of it found room.
    @discardableResult
    package mutating func insert(_ text: String) -> Bool {
        let end = text.lastIndex { !$0.isNewline }.map { text.index(after: $0) } ?? text.startIndex
        let line = String(text[..<end]).onOneLine
        delete(selection)
        let room = line.prefix(Self.longest - characters.count)
        // A mark joins the character before it, so neighbours are put together as text and counted anew.
        let before = String(characters[..<cursor]) + room
        let after = String(characters[cursor...])
        characters = Array(before + after)
        cursor = min(before.count, characters.count)
        recalled = nil
        return room.count == line.count
    }

    /// Replaces everything, with the cursor at the end.
    package mutating func replace(with text: String) {
        characters = Array(text.onOneLine.prefix(Self.longest))
        move(to: characters.count)
    }

    /// Selects everything, with the cursor at the end.
    package mutating func selectAll() {
        anchor = 0
        cursor = characters.count
    }

    /// Puts the cursor before the character at `index`, or at the nearest end; selecting reaches from where it was.
    package mutating func move(to index: Int, selecting: Bool = false) {
        anchor = selecting ? anchor ?? cursor : nil
        cursor = min(max(0, index), characters.count)
    }

    /// Takes characters away; the cursor ends up where they were.
    mutating func delete(_ range: Range<Int>, keeping: Bool = false) {
        anchor = nil
        guard !range.isEmpty else { return }
        if keeping && !isSecret { cut = Array(characters[range]) }
        let after = characters[range.upperBound...]
        // What comes together may become one character.
        let before = String(characters[..<range.lowerBound])
        characters = Array(before + String(after))
        cursor = min(range.lowerBound, characters.count)
        recalled = nil
    }

    mutating func insertCut() { insert(String(cut)) }

    /// Shows an older (-1) or newer (+1) text of the history; beyond the newest what was being written comes back.
    mutating func recall(_ step: Int) {
        let index = (recalled?.index ?? history.count) + step
        guard (0...history.count).contains(index) else { return }
        let draft = recalled?.draft ?? characters
        characters = index == history.count ? draft : Array(history[index].onOneLine)
        recalled = index == history.count ? nil : Recall(index: index, draft: draft)
        move(to: characters.count)
    }

    // MARK: Words

    /// The start of the word before the cursor.
    var previousWord: Int {
        if isSecret { return 0 }
        let end = characters[..<cursor].lastIndex { $0.isInWord } ?? 0
        return characters[..<end].lastIndex { !$0.isInWord }.map { $0 + 1 } ?? 0
    }

    /// The end of the word after the cursor.
    var nextWord: Int {
        if isSecret { return characters.count }
        let start = characters[cursor...].firstIndex { $0.isInWord } ?? characters.count
        return characters[start...].firstIndex { !$0.isInWord } ?? characters.count
    }

    /// The start of what stands between blanks before the cursor.
    var previousBlank: Int {
        if isSecret { return 0 }
        let end = characters[..<cursor].lastIndex { $0 != " " } ?? 0
        return characters[..<end].lastIndex(of: " ").map { $0 + 1 } ?? 0
    }
}

extension TextField: CustomStringConvertible {
    /// The text, unless it is a secret: a field may end up in a log.
    package var description: String { isSecret ? "secret" : text }
}

extension Character {
    fileprivate var isInWord: Bool { isLetter || isNumber }
}

extension String {
    /// This text without ends of lines and control characters.
    fileprivate var onOneLine: String {
        var line = String.UnicodeScalarView()
        for scalar in replacingLineEnds.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x85, 0x2028, 0x2029: line.append(" ")
            case 0..<0x20, 0x7F..<0xA0: break
            default: line.append(scalar)
            }
        }
        return String(line)
    }

    private var replacingLineEnds: String { String(map { $0.isNewline ? "\n" : $0 }) }
}
