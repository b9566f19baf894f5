/// What is told by its first bytes: packed files, and formats without further ado.
enum OtherFormats {
    private static let packed: [(ImageFileFormat, [UInt8])] = [
        (.gzip, [0x1F, 0x8B, 0x08]), (.bzip2, Array("BZh".utf8)), (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
        (.zstd, [0x28, 0xB5, 0x2F, 0xFD]), (.zip, [0x50, 0x4B, 0x03, 0x04]),
    ]

    static func look(_ start: FileBytes, _ source: ByteSource) -> FormatFinding? {
        if let format = packed.first(where: { start.has($0.1) })?.0 {
            var finding = FormatFinding(format)
            finding.warn("It is \(format.label): unpack it first, since servers cannot boot from it as it is.")
            return finding
        }
        if start.has([0x51, 0x45, 0x44, 0x00]) {
            var finding = FormatFinding(.qed, seenAs: source.size >= 512 ? "qed" : nil)
            finding.refuse("It is QED, which the image service refuses: `qemu-img convert -O qcow2` helps.")
            return finding
        }
        if start.has([0x4C, 0x55, 0x4B, 0x53, 0xBA, 0xBE]) { return luks(start, source) }
        if start.has("WithoutFreeSpace") || start.has("WithouFreSpacExt") { return ploop(start) }
        if start.has("HdrS", at: 0x202) { return kernel(source) }
        return text(start, source)
    }

    private static func luks(_ start: FileBytes, _ source: ByteSource) -> FormatFinding {
        var finding = FormatFinding(.luks, seenAs: "luks")
        let version = start.big(6, as: UInt16.self) ?? 0
        finding.detail = "version \(version)"
        finding.virtualSize = source.size
        if version != 1 {
            finding.refuse(
                "It is a LUKS volume of version \(version), and the image service refuses all but version 1.")
        }
        finding.warn("It is encrypted: servers cannot boot from it without its passphrase.")
        return finding
    }

    private static func ploop(_ start: FileBytes) -> FormatFinding {
        var finding = FormatFinding(.ploop)
        // The older kind has only 32 bits for it.
        let sectors =
            start.has("WithouFreSpacExt") ? start.little(36, as: UInt64.self) : start.little(36).map(UInt64.init)
        if let sectors {
            finding.setVirtualSize(ByteSource.bytes(sectors, times: 512))
        } else {
            finding.refuse(FormatFinding.cut)
        }
        return finding
    }

    /// A Linux kernel ends its first sector like a boot record, although it is none.
    private static func kernel(_ source: ByteSource) -> FormatFinding {
        var finding = FormatFinding(.kernel, seenAs: source.size >= 512 ? "gpt" : nil)
        finding.unsafeData =
            "Its first sector looks like a damaged boot record to the image service, which refuses it as a disk."
        return finding
    }

    /// What a server sends instead of a file, and is kept under the file's name.
    private static func text(_ start: FileBytes, _ source: ByteSource) -> FormatFinding? {
        let beginning = start.text(count: 256).trimmed.lowercased()
        guard ["<!doctype", "<html", "<?xml", "{\"", "version https://git-lfs"].contains(where: beginning.hasPrefix)
        else { return nil }
        var finding = FormatFinding(.raw)
        finding.detail = "text"
        finding.virtualSize = source.size
        finding.warn("It begins like a web page or another text and not like a disk: did fetching it fail?")
        return finding
    }
}
