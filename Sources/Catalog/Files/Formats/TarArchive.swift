/// Archives of the tape archiver (POSIX.1-1988 `ustar`): OVA, Docker images, and others.
enum TarArchive {
    /// How many files of an archive are looked at.
    private static let limit = 2_000

    static func look(_ start: FileBytes, _ source: ByteSource) throws(Problem) -> FormatFinding? {
        guard start.has("ustar", at: 257), isHeader(start) else { return nil }
        var offset: Int64 = 0
        var description: FormatFinding?
        var disks = 0
        for _ in 0..<limit {
            let header = try source.bytes(at: offset, count: 512)
            // It ends with sectors of zeros.
            guard header.bytes.count == 512, header.bytes[0] != 0, isHeader(header) else { break }
            guard let size = size(header) else {
                var finding = FormatFinding(.tar)
                finding.refuse("It is damaged: a file in it has an impossible size.")
                return finding
            }
            let name = header.text(0, count: 100).lowercased()
            if name == "manifest.json" || name == "oci-layout" { return FormatFinding(.docker) }
            if name.hasSuffix(".ovf"), description == nil {
                let count = Int(clamping: min(size, 1 << 20))
                description = OVF.look(try source.bytes(at: offset + 512, count: count).text())
            }
            if name.hasSuffix(".vmdk") { disks += 1 }
            let blocks = (size + 511) / 512
            let (next, isTooLarge) = offset.addingReportingOverflow(512 + blocks * 512)
            guard !isTooLarge, next <= source.size else {
                description?.refuse(FormatFinding.cut)
                break
            }
            offset = next
        }
        if var finding = description {
            if disks > 1 { finding.warn("It holds \(disks) disks, and the image service takes only one of them.") }
            if disks == 0 { finding.warn("There is no VMDK disk in it.") }
            return finding
        }
        var finding = FormatFinding(.tar)
        finding.warn("It is a tar archive and neither OVA nor Docker image: servers cannot boot from it as it is.")
        return finding
    }

    /// In bytes; nil if it is no possible size.
    private static func size(_ header: FileBytes) -> Int64? {
        let field = header.bytes[124..<136]
        // Too large for digits, it stands there as a number.
        if field.first == 0x80 {
            guard let number = header.big(128, as: UInt64.self), number <= UInt64(Int64.max) / 2 else { return nil }
            return Int64(number)
        }
        return octal(field)
    }

    /// Whether the sum over a header is the one written in it.
    private static func isHeader(_ header: FileBytes) -> Bool {
        guard header.bytes.count >= 512, let expected = octal(header.bytes[148..<156]) else { return false }
        let sum = header.bytes.prefix(512).enumerated().reduce(Int64(0)) { sum, byte in
            sum + Int64((148..<156).contains(byte.offset) ? 0x20 : byte.element)
        }
        return sum == expected
    }

    /// Digits of 0 to 7 with blanks before or after them.
    private static func octal(_ field: ArraySlice<UInt8>) -> Int64? {
        let digits = field.drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
        return Int64(String(decoding: digits, as: UTF8.self), radix: 8)
    }
}

/// The description that an OVA begins with ("Open Virtualization Format", DSP0243).
private enum OVF {
    static func look(_ text: String) -> FormatFinding {
        var finding = FormatFinding(.ova)
        let sizes = text.components(between: "<", and: ">").compactMap(size)
        finding.virtualSize = sizes.max()
        return finding
    }

    /// What a `Disk` element gives as its size, in bytes.
    private static func size(_ element: Substring) -> Int64? {
        let name = element.prefix { !$0.isWhitespace && $0 != "/" }
        guard name == "Disk" || name.hasSuffix(":Disk") else { return nil }
        guard let capacity = attribute("capacity", of: element).flatMap(UInt64.init) else { return nil }
        return ByteSource.bytes(capacity, times: unit(attribute("capacityAllocationUnits", of: element) ?? "byte"))
    }

    private static func attribute(_ name: String, of element: Substring) -> String? {
        guard let start = element.firstRange(of: name + "=")?.upperBound, start < element.endIndex else { return nil }
        let quote = element[start]
        return String(element[element.index(after: start)...].prefix { $0 != quote })
    }

    /// `byte * 2^30` and older words, in bytes.
    private static func unit(_ text: String) -> Int64 {
        let text = text.filter { !$0.isWhitespace }.lowercased()
        if let exponent = text.split(separator: "^").dropFirst().first.flatMap({ Int($0) }), text.hasPrefix("byte*2^") {
            return exponent < 62 ? 1 << exponent : .max
        }
        return ["kilobytes": 1 << 10, "megabytes": 1 << 20, "gigabytes": 1 << 30][text] ?? 1
    }
}

extension String {
    /// The stretches between two characters.
    fileprivate func components(between start: Character, and end: Character) -> [Substring] {
        split(separator: start, omittingEmptySubsequences: false).dropFirst().map { $0.prefix { $0 != end } }
    }
}
