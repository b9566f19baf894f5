/// The words for an image's operating system.
package enum OSLabel {
    /// `os_distro` and `os_version`: `ubuntu 24.04`. Nil if the image names no distribution.
    package static func text(of image: Image) -> String? { text(of: image.properties) }

    static func text(of properties: Properties) -> String? {
        guard let distro = properties["os_distro"], !distro.isEmpty else { return nil }
        guard let version = properties["os_version"], !version.isEmpty else { return distro }
        return distro + " " + version
    }

    /// The same for a column, where an unnamed system is one of the others (dialogs.md, 2.1).
    package static func column(of image: Image) -> String { text(of: image) ?? "Others" }

    /// Whether `text(of:)` contains a text. Puts the two parts together only where it matters.
    static func contains(_ wanted: FoldedText, in properties: Properties) -> Bool {
        guard !wanted.hasBlank else { return text(of: properties).map(wanted.occurs) ?? false }
        guard let distro = properties["os_distro"], !distro.isEmpty else { return false }
        return wanted.occurs(in: distro) || properties["os_version"].map(wanted.occurs) ?? false
    }
}
