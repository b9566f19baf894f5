/// Microsoft's older virtual disks with a block table ("Virtual Hard Disk Image Format Specification" 1.0), which begin
/// with a copy of their last sector.
enum VHD {
    static func look(_ start: FileBytes, _ source: ByteSource) throws(Problem) -> FormatFinding? {
        guard start.has(Footer.signature) else { return nil }
        var finding = FormatFinding(.vhd, seenAs: "vhd")
        guard let footer = Footer(start) else {
            finding.refuse(FormatFinding.cut)
            return finding
        }
        finding.setVirtualSize(footer.virtualSize)
        switch footer.kind {
        case 3: finding.detail = "dynamic"
        case 4:
            finding.detail = "differencing"
            finding.refuse(FormatFinding.dependent(on: try parent(footer, source)))
        default: finding.refuse("Its header is damaged: there is no VHD of the kind \(footer.kind).")
        }
        let end = try source.bytes(at: source.size - 512, count: 512)
        if source.size < 1_024 || !end.has(Footer.signature) { finding.refuse(FormatFinding.cut) }
        return finding
    }

    /// The name of the file that it holds the difference to.
    private static func parent(_ footer: Footer, _ source: ByteSource) throws(Problem) -> String {
        let header = try source.bytes(at: Int64(clamping: footer.headerOffset), count: 1_024)
        guard header.has("cxsparse") else { return "" }
        var units: [UInt16] = []
        for index in 0..<256 {
            guard let unit = header.big(64 + index * 2, as: UInt16.self), unit != 0 else { break }
            units.append(unit)
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// The sector that tells of the disk.
    struct Footer {
        static let signature = "conectix"
        /// 2 fixed, 3 dynamic, 4 differencing.
        let kind: UInt32
        /// In bytes; nil if it is no possible size.
        let virtualSize: Int64?
        let headerOffset: UInt64

        init?(_ bytes: FileBytes) {
            guard bytes.has(Self.signature), let kind = bytes.big(60), let size = bytes.big(48, as: UInt64.self),
                let offset = bytes.big(16, as: UInt64.self)
            else { return nil }
            self.kind = kind
            virtualSize = Int64(exactly: size)
            headerOffset = offset
        }
    }
}

/// A VHD that is plain data with one sector after it, which tells of it.
enum FixedVHD {
    static func look(_ start: FileBytes, _ source: ByteSource) throws(Problem) -> FormatFinding? {
        guard !start.has(VHD.Footer.signature), source.size >= 1_024 else { return nil }
        let end = try source.bytes(at: source.size - 512, count: 512)
        guard let footer = VHD.Footer(end), footer.kind == 2 else { return nil }
        var finding = FormatFinding(.vhd)
        finding.detail = "fixed"
        finding.setVirtualSize(footer.virtualSize)
        if let size = footer.virtualSize, size > source.size - 512 { finding.refuse(FormatFinding.cut) }
        finding.warn("The image service takes fixed VHD for raw data; registered as raw it works the same.")
        return finding
    }
}
