internal import Catalog

/// A record that cannot be read: the file is damaged, or another program wrote it.
struct DamagedRecord: Error {}

/// Reads what `PackWriter` wrote, and trusts none of it.
struct PackReader {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    /// The bytes must outlive the reader.
    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func count() throws(DamagedRecord) -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.count, shift < 64 {
            let byte = bytes[position]
            position += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        throw DamagedRecord()
    }

    mutating func integer() throws(DamagedRecord) -> Int64 {
        let folded = try count()
        return Int64(bitPattern: folded >> 1) ^ -Int64(bitPattern: folded & 1)
    }

    mutating func text() throws(DamagedRecord) -> String {
        String(decoding: try slice(), as: UTF8.self)
    }

    mutating func texts() throws(DamagedRecord) -> [String] {
        let count = try length()
        var list: [String] = []
        list.reserveCapacity(count)
        for _ in 0..<count { list.append(try text()) }
        return list
    }

    mutating func block() throws(DamagedRecord) -> [UInt8] { Array(try slice()) }

    /// The number of things that follow, each of which takes one byte at least.
    mutating func length() throws(DamagedRecord) -> Int {
        let number = try count()
        guard number <= UInt64(bytes.count - position) else { throw DamagedRecord() }
        return Int(number)
    }

    private mutating func slice() throws(DamagedRecord) -> UnsafeRawBufferPointer {
        let count = try length()
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }
}
