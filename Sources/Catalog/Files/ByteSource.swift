/// A file's content as an inspection reads it: a few kilobytes here and there, whatever the file's size.
package struct ByteSource: Sendable {
    package typealias Read = @Sendable (_ offset: Int64, _ count: Int) throws(Problem) -> [UInt8]

    /// In bytes.
    package let size: Int64
    private let read: Read

    /// - Parameter read: Gives up to `count` bytes from `offset` on, and fewer only at the end.
    package init(size: Int64, read: @escaping Read) {
        self.size = size
        self.read = read
    }

    package init(_ bytes: [UInt8]) {
        self.init(size: Int64(bytes.count)) { offset, count in
            Array(bytes.dropFirst(Int(clamping: offset)).prefix(count))
        }
    }

    /// What an inspection reads in one go at most: more than any header has.
    static let limit = 1 << 20

    /// Up to `count` bytes; none outside the file. Offsets come out of files and may be anything.
    func bytes(at offset: Int64, count: Int) throws(Problem) -> FileBytes {
        guard offset >= 0, offset < size, count > 0 else { return FileBytes(bytes: []) }
        let count = Int(min(Int64(min(count, Self.limit)), size - offset))
        return FileBytes(bytes: try read(offset, count))
    }

    /// The same for an offset in blocks.
    func bytes(atBlock block: UInt64, of blockSize: Int64, count: Int) throws(Problem) -> FileBytes {
        guard let offset = Self.bytes(block, times: blockSize) else { return FileBytes(bytes: []) }
        return try bytes(at: offset, count: count)
    }

    /// Whether all of a stretch lies inside the file.
    func contains(_ offset: UInt64, count: UInt64) -> Bool {
        let (end, isTooLarge) = offset.addingReportingOverflow(count)
        return !isTooLarge && end <= UInt64(size)
    }

    /// A product of numbers out of a file; nil if it is no possible size.
    static func bytes(_ number: UInt64, times factor: Int64) -> Int64? {
        guard let number = Int64(exactly: number) else { return nil }
        let (product, isTooLarge) = number.multipliedReportingOverflow(by: factor)
        return isTooLarge ? nil : product
    }
}

/// Bytes out of a file, of which numbers and texts are read; what is not there is nil.
struct FileBytes {
    let bytes: [UInt8]

    /// A number with its most significant byte first.
    func big<Number: FixedWidthInteger>(_ offset: Int, as type: Number.Type = UInt32.self) -> Number? {
        raw(offset, as: type).map(Number.init(bigEndian:))
    }

    /// A number with its least significant byte first.
    func little<Number: FixedWidthInteger>(_ offset: Int, as type: Number.Type = UInt32.self) -> Number? {
        raw(offset, as: type).map(Number.init(littleEndian:))
    }

    private func raw<Number: FixedWidthInteger>(_ offset: Int, as type: Number.Type) -> Number? {
        guard offset >= 0, offset <= bytes.count - MemoryLayout<Number>.size else { return nil }
        return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: type) }
    }

    func has(_ text: String, at offset: Int = 0) -> Bool { has(Array(text.utf8), at: offset) }

    func has(_ signature: [UInt8], at offset: Int = 0) -> Bool {
        offset <= bytes.count - signature.count && bytes[offset..<offset + signature.count].elementsEqual(signature)
    }

    /// Text up to the first NUL; bytes that are no UTF-8 become U+FFFD.
    func text(_ offset: Int = 0, count: Int = .max) -> String {
        String(decoding: bytes.dropFirst(offset).prefix(count).prefix { $0 != 0 }, as: UTF8.self)
    }
}
