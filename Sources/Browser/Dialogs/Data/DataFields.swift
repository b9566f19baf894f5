internal import Canvas
internal import Catalog

/// The fields that say where an image's data comes from, of Create Image and Upload Data.
enum DataFields {
    /// - Parameter fileHelp: what is made of a file, for F1.
    static func make(fileHelp: String) -> [FormField] {
        var source = FormField(
            "source", "Data from", .choice([FormOption("file", "File")], selected: 0),
            help: "A file of this machine, or an address that the service fetches itself.")
        source.explanation = """
            A file is uploaded from this machine in the background. An address is fetched by the service itself, which not \
            every site offers. An image without data stays queued until data is uploaded to it (Upload Data, in the palette).
            """
        var file = FormField(
            "file", "File", .path(TextField(), PathCompletion()), isRequired: true,
            help: "A file on this machine. Tab completes; what it is stands below.")
        file.explanation =
            "\(fileHelp) It is uploaded in the background; T shows how far it is. ~ is your home directory."
        var url = FormField(
            "url", "URL", .text(TextField()), isRequired: true,
            help: "http or https. The service fetches it itself, usually from ports 80 and 443 only.")
        url.placeholder = "https://"
        url.isAddress = true
        return [source, file, url]
    }

    /// Where the service keeps the data, and which way a file takes.
    static func site() -> [FormField] {
        [
            FormField(
                "store", "Store", .choice([FormOption("", "the site's own choice")], selected: 0),
                help: "Where the service keeps the data."),
            FormField(
                "route", "Way",
                .choice(
                    [FormOption("upload", "direct"), FormOption("glance-direct", "staged, then imported")], selected: 0),
                help: "Staged data passes the site's import plugins; data of a wrong format is stuck there."),
        ]
    }

    /// Leaves out what the site does not have.
    ///
    /// - Parameter others: sources beside a file and an address.
    static func offer(_ form: inout Form, of site: SiteOffer?, others: [FormOption] = [], isUnfolded: Bool = true) {
        let methods = site?.importMethods ?? []
        let url = methods.contains("web-download") ? [FormOption("url", "URL")] : []
        form["source"].offer([FormOption("file", "File")] + url + others)
        let source = form["source"].value
        form["file"].isVisible = source == "file"
        form["url"].isVisible = source == "url"
        form["route"].isVisible = source == "file" && methods.contains("glance-direct") && isUnfolded
        let stores = site?.writableStores ?? []
        form["store"].offer(
            [FormOption("", "the site's own choice")]
                + stores.map { store in
                    let standard = store.isDefault ? "default" : ""
                    let detail = [store.description ?? "", standard].filter { !$0.isEmpty }.joined(separator: ", ")
                    return FormOption(store.id, store.id, detail: detail)
                })
        form["store"].isVisible = !stores.isEmpty && isUnfolded
    }

    /// Says at the fields what is wrong with file or address.
    static func check(_ form: inout Form, _ look: FileLook) {
        form["file"].mistake = nil
        form["file"].warning = nil
        form["file"].remark = nil
        form["file"].tellsAtOnce = false
        switch form["source"].value {
        case "file": checkFile(&form, look)
        case "url": form["url"].mistake = mistake(inAddress: form["url"].value.trimmedOfBlanks.lowercased())
        default: break
        }
    }

    private static func mistake(inAddress text: String) -> String? {
        if text.isEmpty { return "Give the address to fetch the data from." }
        if text.contains("***") { return "What stands as *** was not kept, as it may be secret: enter it anew." }
        let rest = ["http://", "https://"].first { text.hasPrefix($0) }.map { text.dropFirst($0.count) }
        return rest?.isEmpty ?? true ? "The address has to begin with http:// or https://." : nil
    }

    private static func checkFile(_ form: inout Form, _ look: FileLook) {
        let path = form["file"].value
        guard !path.isEmpty else {
            form["file"].mistake = "Name the file to upload."
            return
        }
        switch look.answer(for: path) {
        case nil: form["file"].mistake = "The file is being looked into."
        case .failure(let problem):
            form["file"].mistake = problem.reason.asSentence
            // A path that may go on is not wrong yet.
            if case .path(_, let completion) = form["file"].control {
                form["file"].tellsAtOnce = !completion.mayGoOn(after: path)
            }
        case .success(let file):
            form["file"].tellsAtOnce = true
            form["file"].mistake = file.refusals.first
            form["file"].warning = file.warnings.isEmpty ? nil : file.warnings.joined(separator: " ")
            form["file"].remark = file.summary
        }
    }

    /// Where the data comes from, by the answers.
    static func source(_ form: Form, _ look: FileLook) -> NewImage.Source {
        switch form["source"].value {
        case "file": .file(path: look.facts(at: form["file"].value)?.path ?? form["file"].value)
        case "url": .url(form["url"].value.trimmedOfBlanks)
        default: .none
        }
    }

    /// What is sent of the data, for the review.
    static func summary(_ image: NewImage, _ look: FileLook, _ form: Form) -> [String] {
        let store = image.store.map { ["Store: \($0)"] } ?? []
        switch image.source {
        case .file(""): return ["Data: no file is chosen yet"] + store
        case .file(let path):
            let size = look.facts(at: form["file"].value).map { " (\(ByteSize($0.size).short))" } ?? ""
            let way = image.route == .glanceDirect ? "staged and imported" : "uploaded"
            return ["Data: \(path)\(size), \(way) in the background"] + store
        case .url(let url): return ["Data: fetched by the service from \(url)"] + store
        case .none: return ["Data: none yet, the record stays queued"] + store
        }
    }
}

extension ImageFileFacts {
    /// What it is, in a few words.
    fileprivate var summary: String {
        let disk = virtualSize.map { $0 == size ? "" : ", a disk of \(ByteSize($0).short)" } ?? ""
        let name = format.label.prefix(1).uppercased() + format.label.dropFirst()
        return "\(name)\(detail.isEmpty ? "" : " (\(detail))"), \(ByteSize(size).short)\(disk)"
    }
}
