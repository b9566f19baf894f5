/// A key as it was pressed, with the modifiers a terminal can tell.
///
/// Two keys that no terminal tells apart are one value: Ctrl-i is Tab, Ctrl-m is Enter, Ctrl-[ is Esc, Ctrl-h is
/// Backspace, Ctrl with a capital letter is Ctrl with the letter, and a letter with Shift is the capital.
package struct Key: Hashable, Sendable {
    /// The key itself.
    package enum Code: Hashable, Sendable {
        /// A key that types something; a blank is the space bar.
        case character(Character)
        case enter, escape, tab, backspace, delete, insert
        case up, down, left, right, home, end, pageUp, pageDown
        /// F1 to F24.
        case function(Int)
    }

    /// What was held down with it.
    package struct Modifiers: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let shift = Modifiers(rawValue: 1)
        package static let alt = Modifiers(rawValue: 2)
        package static let control = Modifiers(rawValue: 4)
    }

    /// The key itself.
    package let code: Code
    /// What was held down with it, as far as it makes another key.
    package let modifiers: Modifiers

    /// A key; what terminals cannot tell apart becomes one.
    package init(_ code: Code, _ modifiers: Modifiers = []) {
        (self.code, self.modifiers) = Self.merge(code, modifiers)
    }

    /// A key that types `character`.
    package init(_ character: Character, _ modifiers: Modifiers = []) { self.init(.character(character), modifiers) }

    /// What this key types where text is edited; nil for all that do something instead.
    package var text: Character? {
        guard case .character(let character) = code, modifiers.isEmpty else { return nil }
        return character
    }

    private static func merge(_ code: Code, _ modifiers: Modifiers) -> (Code, Modifiers) {
        guard case .character(let character) = code else { return (code, modifiers) }
        if modifiers.contains(.control) {
            let rest = modifiers.subtracting(.control)
            switch character {
            case "i", "I": return (.tab, rest)
            case "m", "M": return (.enter, rest)
            case "[": return (.escape, rest)
            case "h", "H": return (.backspace, rest)
            case "?": return (.backspace, rest)
            case "@": return (.character(" "), modifiers)
            case "/": return (.character("_"), modifiers)
            case "A"..."Z": return (.character(Character(character.lowercased())), modifiers)
            default: return (code, modifiers)
            }
        }
        guard modifiers.contains(.shift), character != " " else { return (code, modifiers) }
        let capital = character.uppercased()
        return (.character(capital.count == 1 ? Character(capital) : character), modifiers.subtracting(.shift))
    }
}
