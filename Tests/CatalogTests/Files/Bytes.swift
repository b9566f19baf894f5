/// Files made by hand, field by field.
struct Bytes {
    private(set) var bytes: [UInt8]

    /// Zeros.
    init(_ count: Int) { bytes = [UInt8](repeating: 0, count: count) }

    mutating func put(_ text: String, at offset: Int) { put(Array(text.utf8), at: offset) }

    mutating func put(_ values: [UInt8], at offset: Int) {
        bytes.replaceSubrange(offset..<offset + values.count, with: values)
    }

    mutating func big(_ value: some FixedWidthInteger, at offset: Int) {
        put(withUnsafeBytes(of: value.bigEndian, Array.init), at: offset)
    }

    mutating func little(_ value: some FixedWidthInteger, at offset: Int) {
        put(withUnsafeBytes(of: value.littleEndian, Array.init), at: offset)
    }
}
