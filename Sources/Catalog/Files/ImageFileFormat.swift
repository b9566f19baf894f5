/// What a file is, by its content.
package enum ImageFileFormat: String, Hashable, Sendable, CaseIterable {
    case empty, raw, qcow2, iso, vmdk, vhd, vhdx, vdi, ploop, ova, docker, tar, qed, luks, kernel, gzip
    case bzip2, xz, zstd, zip

    /// The word for it in a sentence.
    package var label: String {
        switch self {
        case .empty: "empty"
        case .raw: "raw data"
        case .ploop: "Ploop"
        case .docker: "a Docker image"
        case .tar: "a tar archive"
        case .luks: "a LUKS volume"
        case .kernel: "a Linux kernel"
        case .gzip, .bzip2, .xz, .zstd, .zip: "compressed (\(rawValue))"
        case .qcow2, .iso, .vmdk, .vhd, .vhdx, .vdi, .ova, .qed: rawValue.uppercased()
        }
    }

    /// How such a file is usually named, without the point.
    var suffixes: [String] {
        switch self {
        case .raw: ["raw", "img", "bin", "dd"]
        case .qcow2: ["qcow2", "qcow"]
        case .ploop: ["hds", "ploop"]
        case .vhd: ["vhd", "vpc"]
        case .gzip: ["gz", "tgz", "gzip"]
        case .bzip2: ["bz2", "tbz2"]
        case .xz: ["xz", "txz"]
        case .zstd: ["zst", "zstd"]
        case .docker, .tar: ["tar"]
        case .luks: ["luks", "img"]
        case .empty, .kernel: []
        case .iso, .vmdk, .vhdx, .vdi, .ova, .qed, .zip: [rawValue]
        }
    }

    /// Whether a file of that name is usually one of these.
    package static func isUsualName(_ name: String) -> Bool {
        let suffix = ImageFileFacts.suffix(of: name)
        return allCases.contains { $0.suffixes.contains(suffix) }
    }
}

/// A pair of disk and container format under one name, as the dashboards offer them (dialogs.md 3.2).
package struct FormatChoice: Hashable, Sendable {
    package let label: String
    package let disk: String
    package let container: String
    /// Of file names, without the point (R31).
    package let suffix: String

    private init(_ label: String, disk: String? = nil, container: String = "bare", suffix: String? = nil) {
        self.label = label
        self.disk = disk ?? label.lowercased()
        self.container = container
        self.suffix = suffix ?? self.disk
    }

    package static let qcow2 = FormatChoice("QCOW2")
    package static let raw = FormatChoice("Raw")

    /// Those that all services know, by name.
    package static let all = [
        FormatChoice("AKI", container: "aki"), FormatChoice("AMI", container: "ami"),
        FormatChoice("ARI", container: "ari"), FormatChoice("Docker", disk: "raw", container: "docker", suffix: "tar"),
        FormatChoice("ISO"), FormatChoice("OVA", disk: "vmdk", container: "ova", suffix: "ova"), FormatChoice("PLOOP"),
        qcow2, raw, FormatChoice("VDI"), FormatChoice("VHD"), FormatChoice("VHDX"), FormatChoice("VMDK"),
    ]

    /// Those that the site takes (R80); all if it tells nothing.
    package static func offered(by schema: ImageSchema?) -> [FormatChoice] {
        guard let schema, !schema.diskFormats.isEmpty else { return all }
        return all.filter { choice in
            schema.diskFormats.contains(choice.disk)
                && (schema.containerFormats.isEmpty || schema.containerFormats.contains(choice.container))
        }
    }

    /// The choice that an image's formats are; nil if they are none of the usual pairs.
    package init?(disk: String?, container: String?) {
        guard let choice = Self.all.first(where: { $0.disk == disk && $0.container == container }) else { return nil }
        self = choice
    }
}
