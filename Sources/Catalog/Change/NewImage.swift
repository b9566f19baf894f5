/// An image that is to be made: the record, who it is offered to, and where its data comes from (dialogs.md 3).
package struct NewImage: Hashable, Sendable {
    /// Where the data comes from.
    package enum Source: Hashable, Sendable {
        /// A file on this machine, uploaded as it is.
        case file(path: String)
        /// Fetched by the service itself (import method `web-download`).
        case url(String)
        /// Nothing yet: the record stays queued.
        case none
    }

    /// The way a file's data takes.
    package enum Route: String, Hashable, Sendable {
        /// `PUT …/file`.
        case upload
        /// `PUT …/stage`, then import method `glance-direct`.
        case glanceDirect = "glance-direct"
    }

    /// Chosen here, so that an image whose creation was not answered can be found again. Nil lets the service choose.
    package var id: ImageID?
    package var name: String
    /// Always sent: the service's own default would be "shared" (R7).
    package var visibility = Visibility.private
    package var diskFormat: String
    package var containerFormat: String
    /// In GB.
    package var minDisk = 0
    /// In MB.
    package var minRAM = 0
    package var isProtected = false
    package var isHidden = false
    /// For administrators; nil for the own project.
    package var owner: ProjectID?
    package var tags: [String] = []
    package var properties = Properties()
    package var source: Source
    package var route = Route.upload
    /// Nil for the site's default.
    package var store: String?
    /// Projects that are offered the image once the record is there.
    package var members: [ProjectID] = []

    package init(name: String, diskFormat: String, containerFormat: String, source: Source) {
        self.name = name
        self.diskFormat = diskFormat
        self.containerFormat = containerFormat
        self.source = source
    }
}

extension EquivalentCommand {
    /// The command that creates the same image and uploads its data, and one for each member.
    package static func lines(for image: NewImage) -> [String] {
        var words = ["openstack image create"]
        words += ["--disk-format", quoted(image.diskFormat), "--container-format", quoted(image.containerFormat)]
        words.append("--\(image.visibility.text)")
        if image.minDisk > 0 { words += ["--min-disk", String(image.minDisk)] }
        if image.minRAM > 0 { words += ["--min-ram", String(image.minRAM)] }
        if image.isProtected { words.append("--protected") }
        if let owner = image.owner { words += ["--project", quoted(owner.rawValue)] }
        for tag in image.tags { words += ["--tag", quoted(tag)] }
        for property in image.properties { words += ["--property", quoted("\(property.key)=\(property.value)")] }
        var lines: [String] = []
        switch image.source {
        case .file(let path) where image.route == .upload: words += ["--file", quoted(path)]
        case .file, .url, .none: break
        }
        lines.append((words + [quoted(image.name)]).joined(separator: " "))
        switch image.source {
        case .url(let url):
            lines.append("openstack image import --method web-download --uri \(quoted(url)) \(quoted(image.name))")
        case .file(let path) where image.route == .glanceDirect:
            lines.append("openstack image stage --file \(quoted(path)) \(quoted(image.name))")
            lines.append("openstack image import --method glance-direct \(quoted(image.name))")
        case .file, .none: break
        }
        if image.isHidden { lines.append("openstack image set --hidden \(quoted(image.name))") }
        lines += image.members.map { "openstack image add project \(quoted(image.name)) \(quoted($0.rawValue))" }
        return lines
    }
}
