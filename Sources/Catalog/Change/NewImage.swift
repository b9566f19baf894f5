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

    /// A record that is there and waits for data (R87).
    package init(_ image: Image, source: Source) {
        self.init(
            name: image.name ?? image.id.rawValue, diskFormat: image.diskFormat ?? "",
            containerFormat: image.containerFormat ?? "", source: source)
        id = image.id
        visibility = image.visibility
        owner = image.owner
    }
}

extension NewImage {
    /// The record as the image service reads it: properties stand beside the attributes (image-api 5).
    package var json: JSONValue {
        var fields: [String: JSONValue] = [
            "name": .string(name), "visibility": .string(visibility.text), "disk_format": .string(diskFormat),
            "container_format": .string(containerFormat),
        ]
        for property in properties { fields[property.key] = .string(property.value) }
        fields["id"] = id.map { .string($0.rawValue) }
        fields["owner"] = owner.map { .string($0.rawValue) }
        if minDisk != 0 { fields["min_disk"] = .integer(Int64(minDisk)) }
        if minRAM != 0 { fields["min_ram"] = .integer(Int64(minRAM)) }
        if isProtected { fields["protected"] = .bool(true) }
        if isHidden { fields["os_hidden"] = .bool(true) }
        if !tags.isEmpty { fields["tags"] = .array(tags.map(JSONValue.string)) }
        return .object(fields)
    }

    /// How the service is told to take the data; nil for a plain upload, or without data.
    package var dataImport: ImageImport? {
        switch source {
        case .url(let url): ImageImport(.webDownload(url: url), stores: store.map { .only([$0]) } ?? .standard)
        case .file where route == .glanceDirect:
            ImageImport(.glanceDirect, stores: store.map { .only([$0]) } ?? .standard)
        case .file, .none: nil
        }
    }
}
