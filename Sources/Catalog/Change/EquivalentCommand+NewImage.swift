extension EquivalentCommand {
    /// The commands that create the same image, bring its data there, and offer it to the same projects.
    package static func lines(for image: NewImage) -> [String] {
        let reference = quoted(image.id?.rawValue ?? image.name)
        var lines = [create(image)]
        if case .file(let path) = image.source, image.route == .glanceDirect {
            lines.append("openstack image stage --file \(quoted(path)) \(reference)")
        }
        if let request = image.dataImport { lines.append(line(for: request, reference: reference)) }
        if image.isHidden { lines.append("openstack image set --hidden \(reference)") }
        lines += image.members.map { "openstack image add project \(reference) \(quoted($0.rawValue))" }
        return lines
    }

    /// The commands that bring data to a record that is there. The openstack client has none for a plain upload, the
    /// service's own client has.
    package static func lines(bringing image: NewImage, to id: ImageID) -> [String] {
        let reference = quoted(id.rawValue)
        let request = image.dataImport.map { [line(for: $0, reference: reference)] } ?? []
        guard case .file(let path) = image.source, !path.isEmpty else { return request }
        return image.route == .glanceDirect
            ? ["openstack image stage --file \(quoted(path)) \(reference)"] + request
            : ["glance image-upload --file \(quoted(path)) \(reference)"]
    }

    /// The commands that do the same as an export.
    package static func lines(for export: ImageExport) -> [String] {
        let save = "openstack image save --file \(quoted(export.path)) \(quoted(export.image.rawValue))"
        guard export.deactivates else { return [save] }
        return lines(for: .deactivate, of: export.image) + [save] + lines(for: .reactivate, of: export.image)
    }

    /// The command that asks the service to take data.
    package static func line(for request: ImageImport, into image: ImageID) -> String {
        line(for: request, reference: quoted(image.rawValue))
    }

    private static func create(_ image: NewImage) -> String {
        var words = ["openstack image create"]
        if let id = image.id { words += ["--id", quoted(id.rawValue)] }
        words += ["--disk-format", quoted(image.diskFormat), "--container-format", quoted(image.containerFormat)]
        words.append("--\(image.visibility.text)")
        if image.minDisk > 0 { words += ["--min-disk", String(image.minDisk)] }
        if image.minRAM > 0 { words += ["--min-ram", String(image.minRAM)] }
        if image.isProtected { words.append("--protected") }
        if let owner = image.owner { words += ["--project", quoted(owner.rawValue)] }
        for tag in image.tags { words += ["--tag", quoted(tag)] }
        for property in image.properties { words += ["--property", quoted("\(property.key)=\(property.value)")] }
        if case .file(let path) = image.source, image.route == .upload { words += ["--file", quoted(path)] }
        return (words + [quoted(image.name)]).joined(separator: " ")
    }

    private static func line(for request: ImageImport, reference: String) -> String {
        // `--store` takes all words that follow it, so that the image has to stand before.
        var words = ["openstack image import", reference, "--method", request.method.name]
        switch request.method {
        case .webDownload(let url): words += ["--uri", quoted(url)]
        case .glanceDownload(let region, let image):
            words += ["--remote-region", quoted(region), "--remote-image", quoted(image.rawValue)]
        case .glanceDirect, .copyImage: break
        }
        switch request.stores {
        case .standard: break
        case .only(let names): words += ["--store"] + names.map(quoted)
        case .all: words.append("--all-stores")
        }
        if !request.needsEveryStore, request.stores != .standard { words.append("--allow-failure") }
        return words.joined(separator: " ")
    }
}
