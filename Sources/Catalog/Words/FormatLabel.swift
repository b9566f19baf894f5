/// The word for an image's disk format (dialogs.md, 2.1 and 3.2).
package enum FormatLabel {
    /// In capitals as the dashboards have it; `raw` in a container `docker` is Docker, a `vmdk` in an `ova` is OVA.
    /// Nil as long as the image has no format.
    package static func text(of image: Image) -> String? {
        text(disk: image.diskFormat, container: image.containerFormat)
    }

    static func text(disk: String?, container: String?) -> String? {
        switch (disk, container) {
        case ("raw", "docker"): "Docker"
        case ("vmdk", "ova"): "OVA"
        case (let format?, _): format.uppercased()
        case (nil, _): nil
        }
    }
}
