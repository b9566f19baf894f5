internal import Canvas
internal import Catalog

/// The questions of Launch Instance, and what there is to answer.
extension LaunchDialog {
    static func fields(_ entry: CatalogueEntry) -> [FormField] {
        let image = entry.image
        let needs = [
            image.minDisk > 0 ? "\(image.minDisk) GB of disk" : "",
            image.minRAM > 0 ? "\(image.minRAM) MB of memory" : "",
        ].filter { !$0.isEmpty }.joined(separator: " and ")
        var flavor = FormField(
            "flavor", "Flavor", .choice([FormOption("", "asking the compute service")], selected: 0), isRequired: true,
            help: "How much of a machine it gets. C-o shows all, to be narrowed by typing.")
        flavor.explanation = """
            CPUs, memory and disk of the server. What is too small for the image is dimmed, with the reason. The rest of \
            the hardware follows from the image's own properties: nothing of them is copied into the server.
            """
        var data = FormField(
            "data", "User data",
            .choice([FormOption("none", "none"), FormOption("text", "text"), FormOption("file", "file")], selected: 0),
            help: "What cloud-init is to do at the first start: packages, users, a script.")
        data.explanation = """
            The image stays as it is; what makes one server different belongs here. Text is entered below, a file is sent \
            as it is, \(UserData.longest) bytes at most. The first line says what it is: #!/bin/sh a script, #cloud-config a \
            configuration, Content-Type: or MIME-Version: several parts in one. Servers can read it at any time, and so can \
            whoever is on them.
            """
        return [
            FormField(
                "name", "Name", .text(TextField()), isRequired: true,
                help: "What the server is called; its host name too."
            ),
            FormField(
                "source", "Source",
                .note("\(entry.title), \(image.visibility.text)" + (needs.isEmpty ? "" : ", needs \(needs)"))),
            flavor,
            FormField(
                "key", "Key pair", .choice([FormOption("", "none")], selected: 0),
                help: "The public key that the image's user is signed in with."),
            FormField(
                "attach", "Attach to", .choice([FormOption("these", "those below")], selected: 0),
                help: "What the server is attached to."),
            FormField("networks", "Networks", .rows(FormRows(["NETWORK", "WHOSE", "STATUS"], verb: "attach"))),
            FormField(
                "groups", "Security groups", .rows(FormRows(["SECURITY GROUP", "ABOUT"], verb: "apply")),
                help: "What may reach it, and what it may reach. Without any the site takes its own choice."),
            data,
            FormField(
                "data_file", "File", .path(TextField(), PathCompletion()), isRequired: true,
                help: "A file on this machine. Tab completes."),
            FormField(
                "data_text", "Text", .area(TextArea()), isRequired: true,
                help: "Enter begins a new line, Tab goes on. A tab in what is pasted becomes a blank."),
            FormField(
                "certificates", "Certificates", .list([], entry: TextField()),
                help: "UUIDs of those that the image's signature is verified by. None: the site's own."),
            FormField("review", "What will be sent", .review([], commands: []), help: "Y copies the command."),
        ]
    }

    /// Offers what the services have, and answers what has only one answer.
    mutating func take(_ offer: LaunchOffer) {
        let isEdited = form.isEdited
        offerFlavors(offer.flavors)
        offerKeys(offer.keyPairs)
        offerNetworks(offer)
        offerGroups(offer.securityGroups)
        if !isEdited { form.accept() }
    }

    private mutating func offerFlavors(_ answer: Result<[Flavor], Problem>) {
        form["flavor"].remark = nil
        switch answer {
        case .failure(let problem):
            form["flavor"].offer([FormOption("", "not known")])
            form["flavor"].remark = problem.sentence
        case .success(let flavors):
            let image = entry.image
            let options = flavors.map {
                FormOption($0.id, $0.name, detail: $0.summary, refusal: $0.objection(to: image))
            }
            form["flavor"].offer(options.isEmpty ? [FormOption("", "none")] : options)
            form["flavor"].candidates = options
            // The smallest that is large enough.
            if let first = options.first(where: { $0.refusal == nil }) { propose(first.value, for: "flavor") }
        }
    }

    private mutating func offerKeys(_ answer: Result<[String], Problem>) {
        let names = (try? answer.get()) ?? []
        form["key"].offer([FormOption("", "none")] + names.map { FormOption($0, $0) })
        form["key"].remark = nil
        if case .failure(let problem) = answer { form["key"].remark = problem.sentence }
        // Whoever has one key only means that one.
        if names.count == 1 { propose(names[0], for: "key") }
    }

    private mutating func propose(_ value: String, for id: String) {
        if !form[id].wasEdited { form[id].value = value }
    }

    private mutating func offerNetworks(_ offer: LaunchOffer) {
        let networks = (try? offer.networks?.get()) ?? []
        form["attach"].remark = nil
        if case .failure(let problem)? = offer.networks { form["attach"].remark = problem.sentence }
        var rows = form["networks"].rows
        rows?.show(
            networks.map { network in
                FormRows.Row(
                    id: network.id,
                    cells: [
                        network.name.isEmpty ? network.id : network.name, network.isOwn ? "own" : "shared",
                        network.status,
                    ], detail: network.id)
            })
        if networks.count == 1, !form["networks"].wasEdited { rows?.text = networks[0].id }
        form["networks"].rows = rows
        let words = offer.knows(.wordsForNetworks)
        let old =
            words ? nil : "The compute service is too old for that: it needs version \(Microversion.wordsForNetworks)."
        var options = [
            FormOption("auto", "one that the site chooses", refusal: old), FormOption("none", "none", refusal: old),
        ]
        if !networks.isEmpty { options.insert(FormOption("these", "those ticked below"), at: 0) }
        if networks.isEmpty, !words { options = [FormOption("site", "as the site decides")] }
        form["attach"].offer(options)
        propose(networks.isEmpty ? (words ? "none" : "site") : "these", for: "attach")
    }

    private mutating func offerGroups(_ answer: Result<[SecurityGroup], Problem>?) {
        guard let answer else {
            form["groups"].isVisible = false
            return
        }
        var rows = form["groups"].rows
        switch answer {
        case .failure(let problem): rows?.emptyText = problem.sentence
        case .success(let groups):
            rows?.emptyText = "none: the site's own choice"
            rows?.show(groups.map { FormRows.Row(id: $0.name, cells: [$0.name, $0.about], detail: $0.id) })
            let hasDefault = groups.contains { $0.name == "default" }
            if hasDefault, !form["groups"].wasEdited { rows?.text = "default" }
        }
        form["groups"].rows = rows
    }

    // MARK: Checks

    mutating func check() {
        let name = form["name"].value.trimmedOfBlanks
        form["name"].mistake =
            name.isEmpty
            ? "Give the server a name." : name.count > 255 ? "A name has 255 characters at most." : nil
        form["flavor"].mistake =
            offer == nil
            ? "The compute service has not answered yet."
            : form["flavor"].value.isEmpty ? "Without a flavor no server can be made." : form["flavor"].option?.refusal
        let isTicked = !(form["networks"].rows?.text.isEmpty ?? true)
        form["attach"].mistake =
            form["attach"].value == "these" && !isTicked
            ? "Tick at least one network below." : form["attach"].option?.refusal
        form["certificates"].mistake = form["certificates"].items.first { !$0.isUUID }.map {
            "\($0) is no UUID of a certificate."
        }
        if form["certificates"].items.count > 50 { form["certificates"].mistake = "There are 50 at most." }
        checkUserData()
    }

    private mutating func checkUserData() {
        for id in ["data_file", "data_text"] {
            form[id].mistake = nil
            form[id].warning = nil
            form[id].remark = nil
        }
        let id = form["data"].value == "file" ? "data_file" : "data_text"
        if id == "data_file" {
            let path = form[id].value
            if path.isEmpty {
                form[id].mistake = "Name the file, or choose none above."
                return
            }
            guard let file, file.path == path else {
                form[id].mistake = "The file is being read."
                return
            }
            if case .failure(let problem) = file.answer {
                form[id].mistake = problem.reason.asSentence
                return
            }
        }
        guard let data = userData else { return }
        form[id].mistake = data.mistake
        form[id].warning = data.warning
        form[id].remark = data.kind.map { "By its first line it is \($0)." }
    }
}
