/// QEMU's copy-on-write format, versions 2 and 3 (docs/interop/qcow2.txt of QEMU).
enum QCOW2 {
    static func look(_ start: FileBytes, _ source: ByteSource) throws(Problem) -> FormatFinding? {
        guard start.has([0x51, 0x46, 0x49, 0xFB]) else { return nil }
        var finding = FormatFinding(.qcow2, seenAs: "qcow2")
        guard let version = start.big(4), let size = start.big(24, as: UInt64.self), source.size >= 512 else {
            finding.refuse(FormatFinding.cut)
            return finding
        }
        finding.detail = "version \(version)"
        guard version == 2 || version == 3 else {
            finding.refuse("It is of version \(version), which the image service refuses; `qemu-img convert` helps.")
            return finding
        }
        finding.setVirtualSize(Int64(exactly: size))
        if let backing = start.big(8, as: UInt64.self), backing != 0 {
            let length = Int(clamping: start.big(16) ?? 0)
            let name = try source.bytes(at: Int64(clamping: backing), count: min(length, 1_023))
            finding.refuse(FormatFinding.dependent(on: name.text(), isTaken: false))
        }
        if version == 3 { readFeatures(start.big(72, as: UInt64.self) ?? 0, into: &finding) }
        switch start.big(32) ?? 0 {
        case 0: break
        case 2: finding.warn("It is encrypted (LUKS): servers cannot boot from it without its passphrase.")
        default: finding.warn("It is encrypted: servers cannot boot from it.")
        }
        if try isCut(start, source) { finding.refuse(FormatFinding.cut) }
        return finding
    }

    /// Features that a reader has to know.
    private static func readFeatures(_ features: UInt64, into finding: inout FormatFinding) {
        if features & 0b1 != 0 {
            finding.warn("It was not closed properly when it was last written: `qemu-img check -r all` puts it right.")
        }
        if features & 0b10 != 0 { finding.refuse("It is marked as damaged.") }
        if features & 0b100 != 0 {
            finding.refuse(
                "Its data lies in another file, and the image service refuses such files: "
                    + "make one that stands alone with `qemu-img convert`.")
        }
        // Extended L2 entries are the first that the service does not know.
        if features & ~0b1111 != 0 {
            finding.refuse(
                "It uses features that the image service refuses, such as extended L2 entries: "
                    + "`qemu-img convert -O qcow2 -o extended_l2=off` makes one without.")
        }
    }

    /// Whether a table of the first or second level lies beyond the end.
    private static func isCut(_ start: FileBytes, _ source: ByteSource) throws(Problem) -> Bool {
        guard let count = start.big(36), let offset = start.big(40, as: UInt64.self) else { return true }
        guard source.contains(offset, count: UInt64(count) * 8) else { return true }
        let table = try source.bytes(at: Int64(clamping: offset), count: Int(clamping: count) * 8)
        for index in 0..<table.bytes.count / 8 {
            let entry = table.big(index * 8, as: UInt64.self) ?? 0
            let tableOffset = entry & 0x00FF_FFFF_FFFF_FE00
            if tableOffset != 0, !source.contains(tableOffset, count: 512) { return true }
        }
        return false
    }
}
