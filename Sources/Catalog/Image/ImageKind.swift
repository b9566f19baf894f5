/// What a row is, beside an image in the narrow sense (R84, R85).
package enum ImageKind: Int8, Hashable, Sendable, CaseIterable {
    case image, snapshot, template, kernel, ramdisk

    /// The word of the Type column.
    package var label: String {
        switch self {
        case .image: "Image"
        case .snapshot: "Snapshot"
        case .template: "VM Template"
        case .kernel: "Kernel"
        case .ramdisk: "Ramdisk"
        }
    }
}

extension Image {
    package var kind: ImageKind {
        if isTrue(properties["xloud_template"]) { return .template }
        if properties["image_type"]?.lowercased() == "snapshot" { return .snapshot }
        if let mapping = properties["block_device_mapping"], Self.isOfSnapshot(mapping: mapping) { return .snapshot }
        switch diskFormat {
        case "aki": return .kernel
        case "ari": return .ramdisk
        default: return .image
        }
    }

    /// Marked as withdrawn by the property `deprecated` (R50).
    package var isDeprecated: Bool { isTrue(properties["deprecated"]) }

    /// What to use instead of a deprecated image: an image's name, or its ID (R51). Nil if missing or blank.
    package var replacement: String? {
        guard let text = properties["replacement"], text.contains(where: { !$0.isWhitespace }) else { return nil }
        return text
    }

    /// Text that compute reads as yes (oslo's `bool_from_string`).
    private func isTrue(_ text: String?) -> Bool {
        guard let text else { return false }
        let trimmed = text.drop { $0.isWhitespace }.prefix { !$0.isWhitespace }.lowercased()
        return ["1", "t", "true", "on", "y", "yes"].contains(trimmed)
    }

    /// Whether a mapping is that of a server booted from a volume: compute then writes a JSON list whose first
    /// entry has the source type `snapshot`. One that names no source type counts too, an empty one does not.
    private static func isOfSnapshot(mapping: String) -> Bool {
        let pieces = mapping.split(separator: "\"", omittingEmptySubsequences: false)
        guard pieces.first?.contains("{") ?? false else { return false }
        guard let key = pieces.firstIndex(of: "source_type"), key + 2 < pieces.count else { return true }
        return pieces[key + 2] == "snapshot"
    }
}
