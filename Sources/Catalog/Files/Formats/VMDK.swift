/// VMware's virtual disks ("Virtual Disk Format 5.0" of VMware).
enum VMDK {
    private static let sector: Int64 = 512

    static func look(_ start: FileBytes, _ source: ByteSource) throws(Problem) -> FormatFinding? {
        if start.has("KDMV") { return try sparse(start, source) }
        if start.has("COWD") {
            var finding = FormatFinding(.vmdk)
            finding.detail = "of an ESX host"
            finding.virtualSize = start.little(12).flatMap { ByteSource.bytes(UInt64($0), times: sector) }
            finding.refuse("It is a VMDK as ESX hosts keep them for themselves: \(convert)")
            return finding
        }
        return try descriptor(start, source)
    }

    private static let convert = "export it there, or use `qemu-img convert -O vmdk -o subformat=monolithicSparse`."

    /// One file with its description in it: monolithicSparse or streamOptimized.
    private static func sparse(_ start: FileBytes, _ source: ByteSource) throws(Problem) -> FormatFinding {
        var finding = FormatFinding(.vmdk, seenAs: "vmdk")
        guard let version = start.little(4), let capacity = start.little(12, as: UInt64.self),
            let place = start.little(28, as: UInt64.self), let length = start.little(36, as: UInt64.self),
            let directory = start.little(56, as: UInt64.self), let overhead = start.little(64, as: UInt64.self)
        else {
            finding.refuse(FormatFinding.cut)
            return finding
        }
        finding.setVirtualSize(ByteSource.bytes(capacity, times: sector))
        guard (1...3).contains(version) else {
            finding.refuse("It is of version \(version), which the image service refuses.")
            return finding
        }
        guard place == 1, length > 0 else {
            finding.refuse("It has no description of itself where the image service looks for it: \(convert)")
            return finding
        }
        let size = ByteSource.bytes(length, times: sector) ?? .max
        let description = try source.bytes(at: sector, count: Int(clamping: min(size, 1 << 20)))
        read(description.text(), into: &finding)
        let end = ByteSource.bytes(overhead, times: sector)
        // With its directory at the end it is read from there.
        if directory == .max {
            let tail = try source.bytes(at: source.size - 1_536, count: 1_536)
            if tail.little(12) != 3 || !tail.has("KDMV", at: 512) { finding.refuse(FormatFinding.cut) }
        } else if end == nil || end ?? 0 > source.size {
            finding.refuse(FormatFinding.cut)
        }
        return finding
    }

    /// A text that only names the files in which the data lies.
    private static func descriptor(_ start: FileBytes, _ source: ByteSource) throws(Problem) -> FormatFinding? {
        func isText(_ byte: UInt8) -> Bool { (0x20...0x7E).contains(byte) || (0x09...0x0D).contains(byte) }
        let beginning = start.bytes.prefix(512)
        guard beginning.prefix(while: { $0 != 0 }).allSatisfy(isText) else { return nil }
        let text = try source.bytes(at: 0, count: 1 << 20).text()
        guard let type = createType(text) else { return nil }
        // With zeros after a short text the image service takes it for plain data.
        var finding = FormatFinding(.vmdk, seenAs: beginning.allSatisfy(isText) ? "vmdk" : nil)
        finding.detail = type
        finding.refuse("It is only the description of a VMDK, whose data lies in other files: \(convert)")
        return finding
    }

    private static func read(_ description: String, into finding: inout FormatFinding) {
        guard let type = createType(description) else {
            finding.refuse("Its description of itself is damaged.")
            return
        }
        finding.detail = type
        guard ["monolithicsparse", "streamoptimized"].contains(type.lowercased()) else {
            finding.refuse("It is a VMDK of the kind \(type), which the image service refuses: \(convert)")
            return
        }
        var extents = 0
        for line in description.split(whereSeparator: \.isNewline) {
            let line = line.trimmed.lowercased()
            if line.hasPrefix("parentfilenamehint=") {
                let parent = line.split(separator: "\"").dropFirst().first.map(String.init) ?? ""
                finding.refuse(FormatFinding.dependent(on: parent))
            }
            guard ["rw ", "rdonly ", "noaccess "].contains(where: line.hasPrefix) else { continue }
            extents += 1
            if line.contains("/") {
                finding.refuse("Its description names data in other folders, which the image service refuses.")
            }
        }
        if extents == 0 { finding.refuse("Its description of itself names no data, so the image service refuses it.") }
    }

    /// The kind of VMDK; nil if the text describes none.
    private static func createType(_ description: String) -> String? {
        for line in description.split(whereSeparator: \.isNewline) {
            let line = line.trimmed
            guard line.lowercased().hasPrefix("createtype=\"") else { continue }
            let type = line.dropFirst(12).prefix { $0 != "\"" }
            return type.isEmpty || type.count >= 64 ? nil : String(type)
        }
        return nil
    }
}
