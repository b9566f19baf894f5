internal import Glibc

/// A name in a form that sorts as people count: without regard to case, and with runs of digits by their value, so
/// that `v1.9` comes before `v1.10` (R43). Names that differ in case or leading zeros only have equal keys.
package struct NameKey: Hashable, Comparable, Sendable {
    /// UTF-8 in lower case; a run of digits is `0`, one byte for its length without leading zeros, then the digits.
    package let bytes: [UInt8]

    /// The key of an image without a name: after all others, for no UTF-8 text has this byte.
    package static let unnamed = NameKey(bytes: [0xFF])

    /// The key of an image's name, which may be missing or empty.
    package init(of name: String?) {
        if let name, !name.isEmpty { self.init(name) } else { self = .unnamed }
    }

    package init(_ name: String) {
        var bytes: [UInt8] = []
        // Two bytes more for each run of digits; few names have more than four.
        bytes.reserveCapacity(name.utf8.count + 8)
        Self.write(name, to: &bytes)
        self.bytes = bytes
    }

    /// A key read back from the replica.
    package init(bytes: [UInt8]) { self.bytes = bytes }

    /// Appends the key of a text to others.
    static func write(_ text: String, to keys: inout [UInt8]) {
        let isWritten = text.utf8.withContiguousStorageIfAvailable { bytes in
            guard bytes.allSatisfy({ $0 < 0x80 }) else { return false }
            write(bytes, to: &keys)
            return true
        }
        if isWritten == true { return }
        var lower = text.lowercased()
        lower.withUTF8 { write($0, to: &keys) }
    }

    /// Text in lower case but for letters of ASCII.
    private static func write(_ text: UnsafeBufferPointer<UInt8>, to keys: inout [UInt8]) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            guard isDigit(byte) else {
                keys.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
                index += 1
                continue
            }
            while index < text.count - 1, text[index] == UInt8(ascii: "0"), isDigit(text[index + 1]) { index += 1 }
            let start = index
            while index < text.count, isDigit(text[index]) { index += 1 }
            keys.append(UInt8(ascii: "0"))
            keys.append(UInt8(clamping: index - start))
            for digit in start..<index { keys.append(text[digit]) }
        }
    }

    package static func < (a: NameKey, b: NameKey) -> Bool {
        a.bytes.withUnsafeBytes { left in b.bytes.withUnsafeBytes { order(left, $0) < 0 } }
    }

    /// Below zero if the first key comes first, zero for equal ones.
    static func order(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int {
        let common = min(a.count, b.count)
        guard common > 0, let left = a.baseAddress, let right = b.baseAddress else { return a.count - b.count }
        let order = Int(memcmp(left, right, common))
        return order == 0 ? a.count - b.count : order
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
