internal import Canvas
internal import Catalog

/// What is wrong or odd about the answers, at the field and in words.
extension CreateDialog {
    mutating func check(in browser: Browser) {
        ImageFields.check(&form)
        ImageFields.checkName(&form, of: owner, in: browser)
        checkData()
        if case .choice(let options, let selected) = form["visibility"].control {
            form["visibility"].mistake = options[selected].refusal
        }
        PublishingChecks.check(&form, otherwise: "create the image private and promote it later")
        checkProjects()
        checkMetadata()
        placeRemainingMistakes()
    }

    /// The file or URL, and what follows from it.
    private mutating func checkData() {
        DataFields.check(&form, look)
        form["format"].warning = nil
        form["min_disk"].warning = nil
        form["format"].mistake = form["format"].value.isEmpty ? "Choose what the data is." : nil
        guard form["file"].isVisible, let file else { return }
        let formats = form["format"].value.split(separator: "/").map(String.init)
        if formats.count == 2 {
            let objections = file.objections(disk: formats[0], container: formats[1])
            let sentence = objections.isEmpty ? nil : objections.joined(separator: " ")
            // Data that the service refuses would spoil the record.
            if file.isRefused(disk: formats[0], container: formats[1]) {
                form["format"].mistake = sentence
            } else {
                form["format"].warning = sentence
            }
        }
        form["min_disk"].warning = form["min_disk"].number.flatMap(file.objection(toMinDisk:))
    }

    /// R77: what the service would take and should not.
    private mutating func checkProjects() {
        let typed = form["owner"].value.trimmedOfBlanks
        let isOdd = !typed.isEmpty && !form["owner"].project(named: typed).looksLikeID
        form["owner"].warning = isOdd ? "\(typed) does not look like a project ID, and is no name that is known." : nil
        let owner = owner
        let targets = members
        form["members"].mistake =
            targets.contains { $0 == owner }
            ? "\(owner?.rawValue ?? "It") owns the image."
            : targets.count > 128 ? "The service allows 128 members; these are \(targets.count)." : nil
        form["members"].warning = targets.first { !$0.looksLikeID }.map {
            "\($0) does not look like a project ID (32 digits, or a UUID). The service would take it all the same."
        }
    }

    var members: [ProjectID] { form["members"].items.map { form["members"].project(named: $0) } }

    mutating func refreshSignature(in browser: Browser) {
        let refusal =
            form["source"].value == "file" ? browser.signingRefusal : "Only a file of this machine can be signed here."
        signature.refresh(&form, isOpen: form["signature"].isOpen, refusal: refusal)
        // What is folded away has to be seen to be mended.
        form["signature"].mistake =
            form["signature"].isOpen
            ? nil : SignatureSection.ids.lazy.compactMap { [form] in form[$0].mistake }.first
    }

    private mutating func checkMetadata() {
        guard case .metadata(let columns) = form["metadata"].control else { return }
        let empty = columns.sheet.rows.first { row in row.edit == .set("") && !Self.mirroredKeys.contains(row.id) }
        let count = properties.count
        form["metadata"].mistake =
            empty.map { "\($0.id) needs a value; Del takes the key away." }
            ?? (count > FieldLimits.properties
                ? "The service allows \(FieldLimits.properties) properties; these are \(count)." : nil)
    }

    /// What else the service would not take, at the field that it is about.
    private mutating func placeRemainingMistakes() {
        for mistake in image.mistakes {
            let id = Self.field(of: mistake.field)
            guard form[id].mistake == nil else { continue }
            form[id].mistake = "\(mistake.field.name) is \(mistake.reason)."
        }
    }

    static func field(of field: ImageField) -> String {
        switch field {
        case .diskFormat, .containerFormat: "format"
        case .hidden: "os_hidden"
        case .property(let key): mirroredKeys.contains(key) ? key : "metadata"
        default: field.name
        }
    }
}
