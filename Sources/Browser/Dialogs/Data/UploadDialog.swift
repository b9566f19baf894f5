internal import Canvas
internal import Catalog

/// Upload Data: brings data to a record that is there and has none (R87).
struct UploadDialog: FormDialog {
    let title = "Upload Data"
    let subject: String
    var form: Form
    let submitLabel = "Upload"
    private let entry: CatalogueEntry
    private var site: SiteOffer?
    private var look = FileLook()

    init(_ entry: CatalogueEntry, in browser: inout Browser) {
        self.entry = entry
        site = browser.site
        let image = entry.image
        subject = Subjects(entry).title(in: browser)
        let formats = [image.diskFormat, image.containerFormat].compactMap { $0 }.joined(separator: "/")
        let record = FormField(
            "record", "Record",
            .note(formats.isEmpty ? "without a format: choose one in Edit Image first" : "queued, made for \(formats)"))
        form = Form(
            DataFields.make(fileHelp: "The file is looked into, to see whether it is what the record says.")
                + [record] + DataFields.site()
                + [
                    FormField(
                        "review", "What will be sent", .review([], commands: []), help: "Y copies the commands.")
                ])
        if site == nil { browser.emit(.fetchSite(generation: browser.generation)) }
        form.focus(on: "file")
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> Bool {
        switch event {
        case .site(let site, _): self.site = site
        case .fileFacts(let path, let answer): return look.take(answer, at: path, of: &form["file"])
        default: return false
        }
        return true
    }

    mutating func questions(in browser: Browser) -> [Effect] { look.questions(about: form["file"].value) }

    mutating func refresh(in browser: Browser) {
        DataFields.offer(&form, of: site)
        DataFields.check(&form, look)
        let image = entry.image
        if image.diskFormat == nil || image.containerFormat == nil {
            form[form["source"].value].mistake = "The record has no format yet: choose one in Edit Image first."
        }
        if let file = look.facts(at: form["file"].value), form["file"].isVisible, form["file"].mistake == nil {
            let objections = file.objections(disk: image.diskFormat ?? "", container: image.containerFormat ?? "")
            // Data that the service refuses would spoil the record.
            if file.isRefused(disk: image.diskFormat ?? "", container: image.containerFormat ?? "") {
                form["file"].mistake =
                    objections.joined(separator: " ") + " Choose another file, or another format in Edit Image."
            }
            let all = objections + file.warnings + [file.objection(toMinDisk: image.minDisk)].compactMap { $0 }
            form["file"].warning = all.isEmpty ? nil : all.joined(separator: " ")
        }
        form["review"].control = .review(DataFields.summary(wanted, look, form), commands: commands)
    }

    /// The record with the data that it is to get.
    private var wanted: NewImage {
        var image = NewImage(entry.image, source: DataFields.source(form, look))
        let store = form["store"].value
        image.store = store.isEmpty ? nil : store
        if form["source"].value == "file" { image.route = NewImage.Route(rawValue: form["route"].value) ?? .upload }
        return image
    }

    private var commands: [String] { EquivalentCommand.lines(bringing: wanted, to: entry.id) }

    mutating func submit(in browser: inout Browser) -> FormSubmission { .bringData(wanted) }

    mutating func place(_ problem: Problem) {
        let id = form["source"].value
        form[id].answer = problem.reason.asSentence + (problem.requestID.map { " \($0)" } ?? "")
        form.focus(on: id)
    }

    var draft: Draft? { Subjects(entry).draft(of: .uploadData, form.answers) }
}
