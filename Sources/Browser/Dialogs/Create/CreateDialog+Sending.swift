internal import Canvas
internal import Catalog

/// What is sent, shown before, and what the service says against it.
extension CreateDialog {
    /// The image as it will be asked for.
    var image: NewImage {
        let formats = form["format"].value.split(separator: "/").map(String.init)
        var image = NewImage(
            name: form["name"].value, diskFormat: formats.first ?? "", containerFormat: formats.last ?? "",
            source: source)
        image.visibility = Visibility(form["visibility"].value)
        image.minDisk = form["min_disk"].number ?? 0
        image.minRAM = form["min_ram"].number ?? 0
        image.isProtected = form["protected"].isOn
        image.isHidden = form["os_hidden"].isOn
        image.tags = Set(form["tags"].items).sorted()
        image.properties = properties
        if owner != session?.project?.id { image.owner = owner }
        let store = form["store"].value
        image.store = store.isEmpty ? nil : store
        if form["source"].value == "file" { image.route = NewImage.Route(rawValue: form["route"].value) ?? .upload }
        if image.visibility == .shared { image.members = members }
        return image
    }

    private var source: NewImage.Source { DataFields.source(form, look) }

    mutating func review() {
        let image = image
        let names = form["members"]
        var lines = [
            "Image \(image.name.isEmpty ? "without a name" : image.name): \(image.diskFormat)/\(image.containerFormat), "
                + image.visibility.text
        ]
        lines += DataFields.summary(image, look, form)
        if let owner = image.owner { lines.append("Owner: \(owner)") }
        lines.append("At least \(image.minDisk) GB of disk and \(image.minRAM) MB of memory")
        let flags = [image.isProtected ? "protected" : "", image.isHidden ? "hidden" : ""].filter { !$0.isEmpty }
        if !flags.isEmpty { lines.append(flags.joined(separator: ", ")) }
        if !image.tags.isEmpty { lines.append("Tags: \(image.tags.joined(separator: " "))") }
        lines += image.properties.map { "\($0.key) = \($0.value)" }
        lines += image.members.map { project in
            let name = names.title(of: project.rawValue).map { "\($0) " } ?? ""
            return "Offered to \(name)\(project), until it accepts pending"
        }
        var commands = EquivalentCommand.lines(for: image)
        if let request = signingRequest {
            lines.append("Signed first, with \(request.key.path): \(SignatureSection.textKey)")
            commands = SigningCommand.lines(request, before: commands)
        }
        form["review"].control = .review(lines, commands: commands)
    }

    mutating func submit(in browser: inout Browser) -> FormSubmission {
        guard let request = signingRequest else { return .create(image) }
        switch signature.take(request) {
        case .failure(let wait): return wait.submission
        case .success(let made):
            var image = image
            image.properties[SignatureSection.textKey] = made.text
            image.properties[SignatureSection.typeKey] = made.keyType.rawValue
            return .create(image)
        }
    }

    /// The signature that has to be made before anything is sent.
    private var signingRequest: SigningRequest? {
        guard case .file(let path) = source else { return nil }
        return SignatureSection.request(form, file: path)
    }

    /// Puts what the service said at the field it is about (dialogs.md 3.4).
    mutating func place(_ problem: Problem) {
        guard let id = field(of: problem), form[id].isVisible else { return }
        let request = problem.requestID.map { " \($0)" } ?? ""
        let reason = problem.reason.hasSuffix(".") ? problem.reason : problem.reason + "."
        form[id].answer = reason + request
        form.focus(on: id)
    }

    private func field(of problem: Problem) -> String? {
        let text = problem.reason.lowercased()
        let meanings: [(word: String, field: String)] = [
            ("disk_format", "format"), ("container_format", "format"), ("disk format", "format"),
            ("container format", "format"), ("publicize", "visibility"), ("communitize", "visibility"),
            ("visibility", "visibility"), ("owner", "owner"), ("owned by", "owner"), ("img_signature", "img_signature"),
            ("min_disk", "min_disk"), ("min_ram", "min_ram"), ("tag", "tags"), ("uri", "url"), ("filtering", "url"),
            ("store", "store"), ("has this name", "name"), ("'name'", "name"), ("name is", "name"), ("name:", "name"),
            ("propert", "metadata"), ("reserved", "metadata"),
        ]
        return meanings.first { text.contains($0.word) }?.field
    }
}
