internal import Canvas

/// The first thing that stands at the start of bytes from a terminal.
enum InputSequence {
    /// Something complete of `length` bytes; nil where it means nothing to us.
    case read(Input?, length: Int)
    case pasteBegins(length: Int)
    /// More bytes are needed to tell.
    case incomplete

    private static let escape: UInt8 = 0x1B

    static func read(_ bytes: ArraySlice<UInt8>, keys: [[UInt8]: Key]) -> InputSequence {
        guard let first = bytes.first else { return .incomplete }
        if first != escape { return character(bytes, modifiers: []) }
        guard let second = bytes.dropFirst().first else { return .incomplete }
        switch second {
        case UInt8(ascii: "["): return controlSequence(bytes, keys: keys)
        case UInt8(ascii: "O"): return shifted(bytes, keys: keys)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"): return report(bytes)
        case escape: return afterEscapes(bytes, keys: keys)
        default: return character(bytes.dropFirst(), modifiers: .alt).longer(by: 1)
        }
    }

    /// Whether bytes are, as a whole, what follows the first byte of a sequence.
    static func isTail(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 1, bytes[0] == UInt8(ascii: "[") || bytes[0] == UInt8(ascii: "O") else { return false }
        switch read(([escape] + bytes)[...], keys: [:]) {
        case .read(let input, let length):
            // `O` and a letter may also be typed text.
            return length == bytes.count + 1 && (bytes[0] == UInt8(ascii: "[") || input != nil)
        case .pasteBegins: return true
        case .incomplete: return false
        }
    }

    // MARK: Forms

    /// `ESC [ parameters final`.
    private static func controlSequence(_ bytes: ArraySlice<UInt8>, keys: [[UInt8]: Key]) -> InputSequence {
        let body = bytes.dropFirst(2)
        let isPrivate = body.first.map { (0x3C...0x3F).contains($0) } ?? false
        // rxvt ends keys with Shift in `$`, which elsewhere stands before the final byte.
        let ends = { (byte: UInt8) in !(0x20...0x3F).contains(byte) || byte == UInt8(ascii: "$") && !isPrivate }
        guard let end = body.firstIndex(where: ends) else { return .incomplete }
        let final = body[end]
        let length = end - bytes.startIndex + 1
        // Not a sequence after all: a control character stands in it. It is read for itself.
        guard final >= 0x20, final < 0x7F else { return .read(nil, length: length - 1) }
        let parameters = body[..<end]
        switch (final, parameters.isEmpty) {
        case (UInt8(ascii: "["), true):
            // The Linux console's F1 to F5.
            guard let letter = body.dropFirst().first else { return .incomplete }
            return .read(key(UInt8(ascii: "A")...UInt8(ascii: "E"), letter), length: 4)
        case (UInt8(ascii: "M"), true):
            guard body.count >= 4 else { return .incomplete }
            return .read(MouseReport(old: body.dropFirst().prefix(3))?.input, length: 6)
        case (UInt8(ascii: "M"), false), (UInt8(ascii: "m"), false):
            return .read(MouseReport(sgr: parameters, final: final)?.input, length: length)
        default: break
        }
        if parameters.elementsEqual("200".utf8) && final == UInt8(ascii: "~") { return .pasteBegins(length: length) }
        if let known = keys[Array(bytes.prefix(length))] { return .read(.key(known), length: length) }
        return .read(isPrivate ? nil : KeySequence.key(parameters, final: final).map { .key($0) }, length: length)
    }

    private static func key(_ range: ClosedRange<UInt8>, _ letter: UInt8) -> Input? {
        range.contains(letter) ? .key(Key(.function(Int(letter - range.lowerBound) + 1))) : nil
    }

    /// `ESC O letter`, with a number between them in some terminals.
    private static func shifted(_ bytes: ArraySlice<UInt8>, keys: [[UInt8]: Key]) -> InputSequence {
        let body = bytes.dropFirst(2)
        guard let end = body.firstIndex(where: { !(0x30...0x39).contains($0) }) else { return .incomplete }
        let length = end - bytes.startIndex + 1
        if let known = keys[Array(bytes.prefix(length))] { return .read(.key(known), length: length) }
        return .read(KeySequence.key(body[..<end], shifted: body[end]).map { .key($0) }, length: length)
    }

    /// What a terminal answers to questions: `ESC ] … BEL` and its like, as a whole of no interest. When nothing came
    /// with it, it is a key with Alt.
    private static func report(_ bytes: ArraySlice<UInt8>) -> InputSequence {
        if bytes.count == 2 { return character(bytes.dropFirst(), modifiers: .alt).longer(by: 1) }
        var index = bytes.startIndex + 2
        while index < bytes.endIndex {
            if bytes[index] == 0x07 { return .read(nil, length: index - bytes.startIndex + 1) }
            if bytes[index] == escape {
                // Ends in `ESC \`; anything else after ESC begins something new.
                guard index + 1 < bytes.endIndex else { return .incomplete }
                let ended = bytes[index + 1] == UInt8(ascii: "\\")
                return .read(nil, length: index - bytes.startIndex + (ended ? 2 : 0))
            }
            index += 1
        }
        return .incomplete
    }

    /// `ESC ESC …`: a key with Alt where a sequence follows, else the key Esc and what comes after it.
    private static func afterEscapes(_ bytes: ArraySlice<UInt8>, keys: [[UInt8]: Key]) -> InputSequence {
        guard let third = bytes.dropFirst(2).first else { return .incomplete }
        guard third == UInt8(ascii: "[") || third == UInt8(ascii: "O") else {
            return .read(.key(Key(.escape)), length: 1)
        }
        let inner = read(bytes.dropFirst(), keys: keys)
        guard case .read(.key(let key)?, let length) = inner else { return inner.longer(by: 1) }
        return .read(.key(Key(key.code, key.modifiers.union(.alt))), length: length + 1)
    }

    /// One character in UTF-8, or one control character.
    private static func character(_ bytes: ArraySlice<UInt8>, modifiers: Key.Modifiers) -> InputSequence {
        guard let first = bytes.first else { return .incomplete }
        if first < 0x80 { return .read(.key(KeySequence.key(control: first, modifiers)), length: 1) }
        let count = first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 1
        let tail = bytes.dropFirst().prefix(count - 1).prefix { $0 & 0xC0 == 0x80 }
        if tail.count < count - 1 && tail.endIndex == bytes.endIndex { return .incomplete }
        let text = String(decoding: bytes.prefix(tail.count + 1), as: UTF8.self)
        // Beyond ASCII a control character is nothing a keyboard sends.
        guard let character = text.first, text.unicodeScalars.first.map({ $0.value >= 0xA0 }) ?? false else {
            return .read(nil, length: tail.count + 1)
        }
        return .read(.key(Key(character, modifiers)), length: tail.count + 1)
    }

    private func longer(by count: Int) -> InputSequence {
        switch self {
        case .read(let input, let length): .read(input, length: length + count)
        case .pasteBegins(let length): .pasteBegins(length: length + count)
        case .incomplete: .incomplete
        }
    }
}
