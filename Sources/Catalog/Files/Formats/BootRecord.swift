/// Plain data that begins with a partition table: MBR or GPT (UEFI specification, chapter 5).
enum BootRecord {
    static func look(_ start: FileBytes, _ source: ByteSource) throws(Problem) -> FormatFinding? {
        guard start.little(510, as: UInt16.self) == 0xAA55, !isFAT(start) else { return nil }
        var finding = FormatFinding(.raw, seenAs: "gpt")
        finding.virtualSize = source.size
        let partitions = (0..<4).map { Partition(start, at: 446 + 16 * $0) }.filter { $0.kind != 0 }
        let isGPT = partitions.contains { $0.kind == 0xEE }
        finding.detail = isGPT ? "GPT" : partitions.isEmpty ? "boot sector" : "MBR"
        if let reason = objection(start, partitions) {
            finding.unsafeData = "\(reason), so the image service refuses it."
        }
        let end = isGPT ? try lastSector(source) : partitions.map(\.end).max() ?? 0
        if ByteSource.bytes(end, times: 512).map({ $0 > source.size }) ?? true { finding.warn(FormatFinding.cut) }
        return finding
    }

    /// One of the four that an MBR has room for.
    private struct Partition {
        let kind: UInt8
        /// Cylinder, head and sector where it begins.
        let place: [UInt8]
        let first: UInt32
        /// The sector after it.
        let end: UInt64

        init(_ bytes: FileBytes, at offset: Int) {
            place = Array(bytes.bytes[offset + 1..<offset + 4])
            kind = bytes.bytes[offset + 4]
            first = bytes.little(offset + 8) ?? 0
            end = UInt64(first) + UInt64(bytes.little(offset + 12) ?? 0)
        }
    }

    /// What the image service does not let pass, as the beginning of a sentence.
    private static func objection(_ start: FileBytes, _ partitions: [Partition]) -> String? {
        let flags = (0..<4).map { start.bytes[446 + 16 * $0] }
        if !flags.allSatisfy({ $0 == 0x00 || $0 == 0x80 }) { return "Its partition table is damaged" }
        guard !partitions.isEmpty else { return "It begins with a boot sector, but has no partitions" }
        guard let all = partitions.first(where: { $0.kind == 0xEE }) else { return nil }
        if partitions.count > 1 || start.bytes[446 + 4] != 0xEE { return "It has a GPT with further MBR partitions" }
        return all.place == [0x00, 0x02, 0x00] && all.first == 1 ? nil : "The MBR before its GPT is damaged"
    }

    /// The same guess that the image service makes: two allocation tables, on a fixed disk.
    private static func isFAT(_ start: FileBytes) -> Bool {
        start.bytes.count > 0x15 && start.bytes[0x10] == 2 && start.bytes[0x15] == 0xF8
    }

    /// How many sectors of 512 bytes a GPT speaks of; 0 if there is none to be seen.
    private static func lastSector(_ source: ByteSource) throws(Problem) -> UInt64 {
        for size: UInt64 in [512, 4_096] {
            let header = try source.bytes(at: Int64(size), count: 92)
            guard header.has("EFI PART"), let backup = header.little(32, as: UInt64.self) else { continue }
            let (count, isTooLarge) = backup.addingReportingOverflow(1)
            let (sectors, isTooLargeToo) = count.multipliedReportingOverflow(by: size / 512)
            return isTooLarge || isTooLargeToo ? .max : sectors
        }
        return 0
    }
}
