/// Builds the packed form of a record: numbers of variable length, texts with their length in front.
struct PackWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    /// Seven bits a byte, the lowest first; the high bit says that more follow.
    mutating func count(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func count(_ number: Int) { count(UInt64(number)) }

    /// A signed number, small ones of either sign in few bytes.
    mutating func integer(_ number: Int64) { count(UInt64(bitPattern: number << 1 ^ number >> 63)) }

    mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            count(utf8.count)
            bytes.append(contentsOf: utf8)
        }
    }

    mutating func texts(_ list: [String]) {
        count(list.count)
        for text in list { self.text(text) }
    }

    mutating func block(_ block: [UInt8]) {
        count(block.count)
        bytes.append(contentsOf: block)
    }
}
