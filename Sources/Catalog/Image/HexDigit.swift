/// Lower-case hexadecimal digits as ASCII.
enum HexDigit {
    /// 0 to 15; nil for anything else, capitals included.
    static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x61...0x66: character - 0x61 + 10
        default: nil
        }
    }

    /// The digit for 0 to 15.
    static func character(_ value: UInt8) -> UInt8 {
        value < 10 ? value + 0x30 : value - 10 + 0x61
    }

    /// The bytes that an even number of digits stands for; nil if there is anything else in the text.
    static func bytes(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 2)
        var high: UInt8?
        for character in text.utf8 {
            guard let digit = value(character) else { return nil }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return high == nil ? bytes : nil
    }

    /// Two digits a byte.
    static func text(_ bytes: some Collection<UInt8>) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
            var index = 0
            for byte in bytes {
                buffer[index] = character(byte >> 4)
                buffer[index + 1] = character(byte & 15)
                index += 2
            }
            return index
        }
    }
}
