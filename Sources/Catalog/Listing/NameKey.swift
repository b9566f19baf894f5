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
        var lower = name.lowercased()
        bytes = lower.withUTF8(Self.key)
    }

    /// A key read back from the replica.
    package init(bytes: [UInt8]) { self.bytes = bytes }

    private static func key(_ lower: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        // A run takes two bytes more than its digits, and there is another character between two runs.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: lower.count * 2 + 2) { buffer in
            var count = 0
            func append(_ byte: UInt8) {
                buffer[count] = byte
                count += 1
            }
            var index = 0
            while index < lower.count {
                guard isDigit(lower[index]) else {
                    append(lower[index])
                    index += 1
                    continue
                }
                while index < lower.count - 1, lower[index] == UInt8(ascii: "0"), isDigit(lower[index + 1]) {
                    index += 1
                }
                let start = index
                while index < lower.count, isDigit(lower[index]) { index += 1 }
                append(UInt8(ascii: "0"))
                append(UInt8(clamping: index - start))
                for digit in lower[start..<index] { append(digit) }
            }
            return Array(buffer[..<count])
        }
    }

    package static func < (a: NameKey, b: NameKey) -> Bool {
        a.bytes.withUnsafeBytes { left in
            b.bytes.withUnsafeBytes { right in
                let common = min(left.count, right.count)
                guard common > 0, let l = left.baseAddress, let r = right.baseAddress else {
                    return left.count < right.count
                }
                let order = memcmp(l, r, common)
                return order < 0 || (order == 0 && left.count < right.count)
            }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
