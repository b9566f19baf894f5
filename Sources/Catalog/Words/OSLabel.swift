/// The words for an image's operating system.
package enum OSLabel {
    /// `os_distro` and `os_version`: `ubuntu 24.04`. Nil if the image names no distribution.
    package static func text(of image: Image) -> String? {
        guard let distro = image.properties["os_distro"], !distro.isEmpty else { return nil }
        guard let version = image.properties["os_version"], !version.isEmpty else { return distro }
        return distro + " " + version
    }

    /// The same for a column, where an unnamed system is one of the others (dialogs.md, 2.1).
    package static func column(of image: Image) -> String { text(of: image) ?? "Others" }
}
