/// VirtualBox's virtual disks (VDICore.h of VirtualBox).
enum VDI {
    static func look(_ start: FileBytes, _ source: ByteSource) throws(Problem) -> FormatFinding? {
        guard start.little(0x40) == 0xBEDA_107F else { return nil }
        // Shorter ones are not recognised by the image service.
        var finding = FormatFinding(.vdi, seenAs: source.size >= 512 ? "vdi" : nil)
        guard let kind = start.little(0x4C), let size = start.little(0x170, as: UInt64.self),
            let blockSize = start.little(0x178), let extra = start.little(0x17C), let count = start.little(0x184),
            let data = start.little(0x158)
        else {
            finding.refuse(FormatFinding.cut)
            return finding
        }
        finding.setVirtualSize(Int64(exactly: size))
        switch kind {
        case 1: finding.detail = "dynamic"
        case 2: finding.detail = "fixed"
        case 3, 4: finding.refuse(FormatFinding.dependent(on: ""))
        default: finding.refuse("Its header is damaged: there is no VDI of the kind \(kind).")
        }
        let blocks = UInt64(count).multipliedReportingOverflow(by: UInt64(blockSize) + UInt64(extra))
        if blocks.overflow || !source.contains(UInt64(data), count: blocks.partialValue) {
            finding.refuse(FormatFinding.cut)
        }
        return finding
    }
}
