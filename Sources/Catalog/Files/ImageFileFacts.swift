/// What a look into a file tells before it is uploaded: what it really is, how large the disk in it is, and what stands
/// in the way.
package struct ImageFileFacts: Hashable, Sendable {
    /// Where it lies.
    package let path: String
    /// The path's last part.
    package let fileName: String
    /// In bytes.
    package let size: Int64
    package let format: ImageFileFormat
    /// What else there is to say of the format, in a few words; often empty.
    package let detail: String
    /// In bytes: what a guest sees. Nil if the file does not tell.
    package let virtualSize: Int64?
    /// Why it cannot be an image, whatever is chosen: each a sentence.
    package let refusals: [String]
    /// What may go wrong, whatever is chosen: each a sentence.
    package let warnings: [String]
    /// The formats that the image service finds in it when it looks itself.
    let seenAs: Set<String>
    /// Why the service refuses it as a `bare` image, whatever its format; nil if it does not.
    let unsafeData: String?
    /// Looks into a file. Reads a few kilobytes, at most a few megabytes.
    ///
    /// - Throws: What the source throws.
    package init(inspecting source: ByteSource, path: String) throws(Problem) {
        self.path = path
        fileName = path.split(separator: "/").last.map(String.init) ?? path
        size = source.size
        let findings = try Self.findings(source)
        let first = findings.first ?? FormatFinding(.raw)
        format = first.format
        detail = first.detail
        virtualSize = first.virtualSize
        seenAs = Set(findings.compactMap(\.seenAs))
        var refusals = first.refusals
        // A disk image of an installation medium may begin with a partition table.
        if seenAs.count > 1, seenAs != ["iso", "gpt"] {
            let names = seenAs.sorted().joined(separator: " and ")
            refusals.append("It looks like \(names) at once, which the image service refuses.")
        }
        self.refusals = refusals
        // An installation medium is looked at as one, whatever stands in its first sector.
        unsafeData = seenAs.contains("iso") ? nil : findings.lazy.compactMap(\.unsafeData).first
        warnings = first.warnings + Self.nameWarnings(fileName, first.format)
    }

    /// Everything that the file is, the likeliest first.
    private static func findings(_ source: ByteSource) throws(Problem) -> [FormatFinding] {
        guard source.size > 0 else {
            var finding = FormatFinding(.empty)
            finding.refuse("It is empty.")
            return [finding]
        }
        let start = try source.bytes(at: 0, count: 4_096)
        let looks = [
            try QCOW2.look(start, source), try VMDK.look(start, source), try VHDX.look(start, source),
            try VHD.look(start, source), try VDI.look(start, source), OtherFormats.look(start, source),
            try TarArchive.look(start, source), try ISO9660.look(start, source), try FixedVHD.look(start, source),
            try BootRecord.look(start, source),
        ]
        var findings = looks.compactMap(\.self)
        if findings.isEmpty {
            var finding = FormatFinding(.raw)
            finding.virtualSize = source.size
            finding.detail = "no partition table"
            findings = [finding]
        }
        return findings
    }

    // MARK: The name

    private static func nameWarnings(_ name: String, _ format: ImageFileFormat) -> [String] {
        let suffix = suffix(of: name)
        guard !suffix.isEmpty, format != .empty, !format.suffixes.contains(suffix) else { return [] }
        // By habit anything may be called so.
        if suffix == "img", format == .qcow2 { return ["It is QCOW2, although many take “.img” for raw data."] }
        guard let other = ImageFileFormat.allCases.first(where: { $0.suffixes.contains(suffix) }) else { return [] }
        return ["By its name it would be \(other.label), but it is \(format.label)."]
    }

    /// The end of a name after its last point, in lower case.
    static func suffix(of name: String) -> String {
        guard let point = name.lastIndex(of: "."), point != name.startIndex else { return "" }
        return name[name.index(after: point)...].lowercased()
    }
}
