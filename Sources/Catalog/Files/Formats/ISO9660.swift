/// Images of CDs and DVDs (ECMA-119), also with UDF beside.
enum ISO9660 {
    private static let sector: Int64 = 2_048

    static func look(_ start: FileBytes, _ source: ByteSource) throws(Problem) -> FormatFinding? {
        let first = try source.bytes(at: 16 * sector, count: Int(sector))
        guard first.bytes.count == sector else { return nil }
        if first.has("BEA01", at: 1) {
            var finding = FormatFinding(.raw)
            finding.detail = "UDF"
            finding.virtualSize = source.size
            return finding
        }
        guard ["CD001", "NSR02", "NSR03"].contains(where: { first.has($0, at: 1) }) else { return nil }
        var finding = FormatFinding(.iso, seenAs: "iso")
        var isBootable = false
        for index in 16..<48 {
            let descriptor = try source.bytes(at: Int64(index) * sector, count: Int(sector))
            guard descriptor.has("CD001", at: 1), let kind = descriptor.bytes.first, kind != 255 else { break }
            if kind == 0, descriptor.has("EL TORITO SPECIFICATION", at: 7) { isBootable = true }
            guard kind == 1, finding.virtualSize == nil, let blocks = descriptor.little(80),
                let blockSize = descriptor.little(128, as: UInt16.self)
            else { continue }
            finding.virtualSize = Int64(blocks) * Int64(blockSize)
            finding.detail = descriptor.text(40, count: 32).trimmed
        }
        if !isBootable { finding.warn("It has no boot record for CDs, so servers may not boot from it.") }
        if let size = finding.virtualSize, size > source.size { finding.warn(FormatFinding.cut) }
        return finding
    }
}
