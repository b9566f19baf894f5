extension Key: CustomStringConvertible, LosslessStringConvertible {
    /// The name settings, help and documentation use: `C-f`, `S-Tab`, `M-p`, `PgDn`, `F1`, `Space`, `j`.
    package var description: String {
        var prefix = ""
        if modifiers.contains(.control) { prefix += "C-" }
        if modifiers.contains(.alt) { prefix += "M-" }
        if modifiers.contains(.shift) { prefix += "S-" }
        switch code {
        case .character(" "): return prefix + "Space"
        case .character(let character): return prefix + String(character)
        case .function(let number): return prefix + "F\(number)"
        default: return prefix + (Self.names.first { $0.code == code }?.name ?? "")
        }
    }

    /// Reads a key's name. Modifiers come first, in any order; names of keys are read without regard to case, a few
    /// common other spellings are understood, and a single character stands for itself.
    package init?(_ name: String) {
        var rest = name[...]
        var modifiers: Modifiers = []
        while rest.count > 2, rest.dropFirst().first == "-", let modifier = Self.modifier(rest.first) {
            modifiers.insert(modifier)
            rest = rest.dropFirst(2)
        }
        guard let code = Self.code(rest) else { return nil }
        self.init(code, modifiers)
    }

    private static func modifier(_ letter: Character?) -> Modifiers? {
        switch letter {
        case "C": .control
        case "M", "A": .alt
        case "S": .shift
        default: nil
        }
    }

    private static func code(_ name: Substring) -> Code? {
        if name.count == 1, let character = name.first {
            let arrows: [Character: Code] = ["↑": .up, "↓": .down, "←": .left, "→": .right]
            return arrows[character] ?? (character.isPrintable ? .character(character) : nil)
        }
        let lower = name.lowercased()
        if lower == "space" { return .character(" ") }
        if lower.first == "f", let number = Int(lower.dropFirst()), (1...24).contains(number) {
            return .function(number)
        }
        return names.first { $0.name.lowercased() == lower || $0.others.contains(lower) }?.code
    }

    private static let names: [(code: Code, name: String, others: [String])] = [
        (.enter, "Enter", ["return"]), (.escape, "Esc", ["escape"]), (.tab, "Tab", []),
        (.backspace, "Backspace", ["bs"]), (.delete, "Del", ["delete"]), (.insert, "Ins", ["insert"]),
        (.up, "Up", []), (.down, "Down", []), (.left, "Left", []), (.right, "Right", []),
        (.home, "Home", []), (.end, "End", []), (.pageUp, "PgUp", ["pageup"]), (.pageDown, "PgDn", ["pagedown"]),
    ]
}

extension Character {
    /// Whether a terminal may show this as it is.
    var isPrintable: Bool { unicodeScalars.first.map { DisplayWidth.kind(of: $0) != .odd } ?? false }
}
