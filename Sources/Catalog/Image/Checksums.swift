/// The hashes of an image's data, packed: as text they would be the largest part of a row.
///
/// Hexadecimal digits take half a byte each; anything else is kept as it is written.
struct Checksums: Hashable, Sendable {
    enum Field: Int, CaseIterable { case md5, algorithm, digest }

    /// For each field in order: its form, its length in two bytes, its bytes. Empty when all are missing.
    private(set) var packed: [UInt8] = []

    private enum Form { static let missing: UInt8 = 0, hex: UInt8 = 1, text: UInt8 = 2 }

    init() {}

    /// All three at once.
    init(md5: String?, algorithm: String?, digest: String?) {
        guard md5 != nil || algorithm != nil || digest != nil else { return }
        packed.reserveCapacity(96)
        for text in [md5, algorithm, digest] { Self.append(text, to: &packed) }
    }

    /// Nil if the bytes are not what `packed` gives.
    init?(packed: [UInt8]) {
        self.packed = packed
        guard packed.isEmpty || place(of: .digest)?.range.upperBound == packed.count else { return nil }
    }

    subscript(field: Field) -> String? {
        get {
            guard let (form, range) = place(of: field), form != Form.missing else { return nil }
            return form == Form.hex ? HexDigit.text(packed[range]) : String(decoding: packed[range], as: UTF8.self)
        }
        set {
            self = Checksums(
                md5: field == .md5 ? newValue : self[.md5],
                algorithm: field == .algorithm ? newValue : self[.algorithm],
                digest: field == .digest ? newValue : self[.digest])
        }
    }

    private func place(of field: Field) -> (form: UInt8, range: Range<Int>)? {
        var index = 0
        for other in Field.allCases where index + 3 <= packed.count {
            let start = index + 3
            let end = start + Int(packed[index + 1]) << 8 + Int(packed[index + 2])
            if other == field { return (packed[index], start..<end) }
            index = end
        }
        return nil
    }

    private static func append(_ text: String?, to packed: inout [UInt8]) {
        guard let text else {
            packed += [Form.missing, 0, 0]
            return
        }
        let hex = HexDigit.bytes(text)
        // No service stores more than 128 characters in any of these.
        let bytes = (hex ?? Array(text.utf8)).prefix(Int(UInt16.max))
        packed.append(hex == nil ? Form.text : Form.hex)
        packed.append(UInt8(bytes.count >> 8))
        packed.append(UInt8(bytes.count & 255))
        packed += bytes
    }
}
