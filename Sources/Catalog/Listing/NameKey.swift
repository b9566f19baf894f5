internal import Glibc

/// A name in a form that sorts as people count: without regard to case, and with runs of digits by their value, so
/// that `v1.9` comes before `v1.10` (R43). Names that differ in case or leading zeros only have equal keys.
package struct NameKey: Hashable, Comparable, Sendable {
    /// UTF-8 in lower case; a run of digits is `0`, one byte for its length without leading zeros, then the digits.
    package let bytes: [UInt8]

    package init(_ name: String) {
        let lower = Array(name.lowercased().utf8)
        var key: [UInt8] = []
        key.reserveCapacity(lower.count + 4)
        var index = 0
        while index < lower.count {
            guard Self.isDigit(lower[index]) else {
                key.append(lower[index])
                index += 1
                continue
            }
            while index < lower.count - 1, lower[index] == UInt8(ascii: "0"), Self.isDigit(lower[index + 1]) {
                index += 1
            }
            let start = index
            while index < lower.count, Self.isDigit(lower[index]) { index += 1 }
            key.append(UInt8(ascii: "0"))
            key.append(UInt8(clamping: index - start))
            key.append(contentsOf: lower[start..<index])
        }
        bytes = key
    }

    /// A key read back from the replica.
    package init(bytes: [UInt8]) { self.bytes = bytes }

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
