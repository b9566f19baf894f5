/// What follows from the content for what is chosen.
extension ImageFileFacts {
    /// The formats to begin with; nil where none fits.
    package var suggestion: FormatChoice? {
        switch format {
        case .empty, .qed: nil
        case .ova: FormatChoice(disk: "vmdk", container: "ova")
        case .docker: FormatChoice(disk: "raw", container: "docker")
        case .kernel: FormatChoice(disk: "aki", container: "aki")
        // The service would take a fixed VHD for something else than what it is said to be.
        case .vhd where !seenAs.contains("vhd"): .raw
        case .vmdk where !seenAs.contains("vmdk"): nil
        case .raw, .luks, .tar, .gzip, .bzip2, .xz, .zstd, .zip: .raw
        case .qcow2, .iso, .vmdk, .vhd, .vhdx, .vdi, .ploop: FormatChoice(disk: format.rawValue, container: "bare")
        }
    }

    /// The smallest disk that holds it, in GB; 0 where that is not known, or no matter.
    package var minDisk: Int {
        guard let virtualSize, virtualSize > 0, format != .iso else { return 0 }
        return Int((virtualSize - 1) >> 30) + 1
    }

    /// Whether the image service refuses the data as these formats, and the record takes no other data then.
    package func isRefused(disk: String, container: String) -> Bool {
        container == "bare" && format != .empty && (unsafeData != nil || disk != "raw" && !isTaken(as: disk))
    }

    /// What speaks against a choice, each a sentence: the service refuses data that is not of the format that is said,
    /// and the record is spoiled then.
    package func objections(to choice: FormatChoice) -> [String] {
        objections(disk: choice.disk, container: choice.container)
    }

    /// The same for formats that are no usual pair.
    package func objections(disk: String, container: String) -> [String] {
        guard format != .empty else { return [] }
        var sentences: [String] = []
        if container == "bare" {
            if let unsafeData { sentences.append(unsafeData) }
            if disk == "raw" {
                if suggestion != .raw {
                    sentences.append(
                        "It is \(format.label): as raw it would be taken, but no server would boot from it.")
                }
            } else if format.rawValue == disk, !isTaken(as: disk) {
                sentences.append("The service would not recognise it as \(disk), and refuse it.")
            } else if !isTaken(as: disk) {
                let words = format == .raw ? "plain data" : format.label
                sentences.append("It is \(words) and not \(disk): the service would refuse it.")
            }
        } else if container == "ova", format != .ova {
            sentences.append("It is \(format.label) and no OVA.")
        } else if container == "docker", ![.docker, .tar, .gzip].contains(format) {
            sentences.append("It is \(format.label) and no Docker image.")
        }
        if container == "bare", format == .ova { sentences.append("It is an OVA: its container format is ova.") }
        return sentences
    }

    /// What speaks against a minimum disk, a sentence; nil if nothing does.
    package func objection(toMinDisk gigabytes: Int) -> String? {
        guard minDisk > 0, gigabytes < minDisk else { return nil }
        let size = ByteSize(virtualSize ?? 0).short
        return gigabytes == 0
            ? "Without a minimum servers are refused late when their disk is smaller than \(minDisk) GB (\(size))."
            : "The disk in it needs \(minDisk) GB (\(size))."
    }

    /// Whether the image service believes that a `bare` image is of a format other than raw.
    private func isTaken(as disk: String) -> Bool {
        seenAs.contains(disk) || seenAs.isEmpty && !Self.recognised.contains(disk)
    }

    /// The formats that the image service recognises by content.
    private static let recognised: Set<String> = ["qcow2", "vhd", "vhdx", "vmdk", "vdi", "iso"]
}
