internal import Canvas

/// The keys that stand behind the forms terminals have in common.
enum KeySequence {
    /// A key sent as one byte.
    static func key(control byte: UInt8, _ modifiers: Key.Modifiers) -> Key {
        switch byte {
        case 0: Key(" ", modifiers.union(.control))
        case 0x08, 0x7F: Key(.backspace, modifiers)
        case 0x09: Key(.tab, modifiers)
        case 0x0D: Key(.enter, modifiers)
        case 0x1B: Key(.escape, modifiers)
        case 1..<0x1B: Key(Character(Unicode.Scalar(byte + 0x60)), modifiers.union(.control))
        case 0x1C..<0x20: Key(Character(Unicode.Scalar(byte + 0x40)), modifiers.union(.control))
        default: Key(Character(Unicode.Scalar(byte)), modifiers)
        }
    }

    /// `ESC [ parameters final`: as xterm sends it, and most others; rxvt's own forms.
    static func key(_ parameters: ArraySlice<UInt8>, final: UInt8) -> Key? {
        let numbers = numbers(parameters)
        let first = numbers.first ?? 1
        let modifiers = numbers.count > 1 ? modifiers(numbers[1]) : []
        switch final {
        case UInt8(ascii: "~"):
            if first == 27, numbers.count > 2 { return typed(numbers[2], modifiers) }
            return numbered(first).map { Key($0, modifiers) }
        case UInt8(ascii: "^"): return numbered(first).map { Key($0, .control) }
        case UInt8(ascii: "$"): return numbered(first).map { Key($0, .shift) }
        case UInt8(ascii: "@"): return numbered(first).map { Key($0, [.control, .shift]) }
        case UInt8(ascii: "u"): return typed(first, modifiers)
        case UInt8(ascii: "Z"): return Key(.tab, modifiers.union(.shift))
        case UInt8(ascii: "a")...UInt8(ascii: "d"): return lettered(final - 0x20).map { Key($0, .shift) }
        case UInt8(ascii: "R") where first != 1: return nil  // the place of the cursor
        default: return lettered(final).map { Key($0, modifiers) }
        }
    }

    /// `ESC O letter`: cursor keys in application mode, F1 to F4, the number pad.
    static func key(_ parameters: ArraySlice<UInt8>, shifted letter: UInt8) -> Key? {
        let modifiers = numbers(parameters).last.map(modifiers) ?? []
        switch letter {
        case UInt8(ascii: "a")...UInt8(ascii: "d"): return lettered(letter - 0x20).map { Key($0, .control) }
        case UInt8(ascii: "j")...UInt8(ascii: "y"): return Key(Character(Unicode.Scalar(letter - 0x40)), modifiers)
        case UInt8(ascii: "M"): return Key(.enter, modifiers)
        case UInt8(ascii: "I"): return Key(.tab, modifiers)
        case UInt8(ascii: "X"): return Key("=", modifiers)
        default: return lettered(letter).map { Key($0, modifiers) }
        }
    }

    private static func numbers(_ parameters: ArraySlice<UInt8>) -> [Int] {
        parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { part in
            // A colon starts finer distinctions of the same number.
            Int(String(decoding: part.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)) ?? 1
        }
    }

    /// xterm's number for modifiers: one more than their bits.
    private static func modifiers(_ number: Int) -> Key.Modifiers {
        Key.Modifiers(rawValue: UInt8(max(0, number - 1) & 7))
    }

    private static func lettered(_ letter: UInt8) -> Key.Code? {
        switch letter {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(letter - UInt8(ascii: "P")) + 1)
        default: nil
        }
    }

    private static func numbered(_ number: Int) -> Key.Code? {
        switch number {
        case 1, 7: .home
        case 2: .insert
        case 3: .delete
        case 4, 8: .end
        case 5: .pageUp
        case 6: .pageDown
        case 11...15: .function(number - 10)
        case 17...21: .function(number - 11)
        case 23...26: .function(number - 12)
        case 28, 29: .function(number - 13)
        case 31...34: .function(number - 14)
        default: nil
        }
    }

    /// A key told by the number of its character.
    private static func typed(_ number: Int, _ modifiers: Key.Modifiers) -> Key? {
        guard let scalar = UInt32(exactly: number).flatMap(Unicode.Scalar.init) else { return nil }
        if scalar.value < 0x20 || scalar.value == 0x7F { return key(control: UInt8(scalar.value), modifiers) }
        return scalar.value < 0x80 || scalar.value >= 0xA0 ? Key(Character(scalar), modifiers) : nil
    }
}
