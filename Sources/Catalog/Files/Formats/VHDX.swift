/// Microsoft's newer virtual disks ([MS-VHDX]).
enum VHDX {
    static func look(_ start: FileBytes, _ source: ByteSource) throws(Problem) -> FormatFinding? {
        guard start.has("vhdxfile") else { return nil }
        var finding = FormatFinding(.vhdx, seenAs: "vhdx")
        guard source.size >= 256 << 10 else {
            finding.refuse(FormatFinding.cut)
            return finding
        }
        // The image service looks at the first of the two tables only.
        let regions = try source.bytes(at: 192 << 10, count: 64 << 10)
        guard regions.has("regi"), let offset = region(in: regions) else {
            finding.refuse("Its header is damaged.")
            return finding
        }
        let table = try source.bytes(at: Int64(clamping: offset), count: 64 << 10)
        guard table.has("metadata") else {
            finding.refuse(source.contains(offset, count: 64 << 10) ? "Its header is damaged." : FormatFinding.cut)
            return finding
        }
        let size = try item(virtualDiskSize, in: table, at: offset, source)?.little(0, as: UInt64.self)
        finding.setVirtualSize(size.flatMap(Int64.init(exactly:)))
        let flags = try item(fileParameters, in: table, at: offset, source)?.little(4)
        if let flags, flags & 0b10 != 0 { finding.refuse(FormatFinding.dependent(on: "")) }
        return finding
    }

    /// Where the disk's properties begin.
    private static func region(in table: FileBytes) -> UInt64? {
        for index in 0..<min(Int(table.little(8) ?? 0), 2_047) {
            let entry = 16 + index * 32
            if table.has(metadataRegion, at: entry) { return table.little(entry + 16, as: UInt64.self) }
        }
        return nil
    }

    /// The content of one of the disk's properties.
    private static func item(
        _ name: [UInt8], in table: FileBytes, at start: UInt64, _ source: ByteSource
    ) throws(Problem) -> FileBytes? {
        for index in 0..<min(Int(table.little(10, as: UInt16.self) ?? 0), 2_047) {
            let entry = 32 + index * 32
            guard table.has(name, at: entry), let place = table.little(entry + 16) else { continue }
            let (offset, isTooLarge) = start.addingReportingOverflow(UInt64(place))
            return isTooLarge ? nil : try source.bytes(at: Int64(clamping: offset), count: 8)
        }
        return nil
    }

    // Identifiers as they stand in the file: the first three groups with their least significant byte first.

    /// 8B7CA206-4790-4B9A-B8FE-575F050F886E
    static let metadataRegion: [UInt8] = [
        0x06, 0xA2, 0x7C, 0x8B, 0x90, 0x47, 0x9A, 0x4B, 0xB8, 0xFE, 0x57, 0x5F, 0x05, 0x0F, 0x88, 0x6E,
    ]
    /// 2FA54224-CD1B-4876-B211-5DBED83BF4B8
    static let virtualDiskSize: [UInt8] = [
        0x24, 0x42, 0xA5, 0x2F, 0x1B, 0xCD, 0x76, 0x48, 0xB2, 0x11, 0x5D, 0xBE, 0xD8, 0x3B, 0xF4, 0xB8,
    ]
    /// CAA16737-FA36-4D43-B3B6-33F0AA44E76B
    static let fileParameters: [UInt8] = [
        0x37, 0x67, 0xA1, 0xCA, 0x36, 0xFA, 0x43, 0x4D, 0xB3, 0xB6, 0x33, 0xF0, 0xAA, 0x44, 0xE7, 0x6B,
    ]
}
