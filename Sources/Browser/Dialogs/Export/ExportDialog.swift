internal import Canvas
internal import Catalog

/// Export Image: brings an image's data into a file of this machine (R30 to R38; dialogs.md 12).
struct ExportDialog: FormDialog {
    let title = "Export Image"
    let subject: String
    var form: Form
    let submitLabel = "Export"
    private let entry: CatalogueEntry
    private var look = PathLook<TargetFacts>()

    private var image: Image { entry.image }

    init(_ entry: CatalogueEntry, in browser: inout Browser) {
        self.entry = entry
        let image = entry.image
        subject = Subjects(entry).title(in: browser)
        // Where the last one went.
        let last = browser.entered["target"]?.last ?? ""
        let folder = last.lastIndex(of: "/").map { last[...$0] } ?? ""
        var target = FormField(
            "target", "File", .path(TextField(folder + ExportName.proposal(for: image)), PathCompletion()),
            isRequired: true, help: "A file on this machine, or a folder for it. Tab completes.")
        target.explanation = """
            The data is written in the image's own format, without conversion, under a temporary name in the same folder, \
            and gets this name once its hash was seen to be the service's. It is fetched in the background; T shows how far \
            it is. ~ is your home directory.
            """
        let replace = FormField(
            "replace", "Replace", .toggle(false), help: "Space allows to replace the file that is there.")
        let refusal = browser.rights.refusal(ofDeactivatingExport: image)
        let isLarge = (image.size ?? 0) > Int64(browser.settings.transfers.deactivateAbove) << 30
        var deactivate = FormField(
            "deactivate", "Deactivate", .toggle(isLarge && refusal == nil),
            help: "Nobody but administrators can download it or start new servers from it meanwhile.")
        deactivate.explanation = """
            The image is deactivated before its data is read and reactivated afterwards, however that ends: also when it \
            fails, is stopped, or at the next start of the program if that was cut off. One that is deactivated already \
            stays so. The box is ticked for large images; `transfers.deactivate-above` in the settings says which are.
            """
        deactivate.refusal = refusal
        form = Form([
            target, replace, deactivate,
            FormField("verify", "Verified", .note(Self.verification(of: image))),
            FormField("review", "What is done", .review([], commands: []), help: "Y copies the commands."),
        ])
    }

    private static func verification(of image: Image) -> String {
        switch DigestAlgorithm(verifying: image) {
        case .md5?: "by the MD5 checksum that the service keeps"
        case let algorithm?: "by the \(algorithm.rawValue) hash that the service keeps"
        case nil: "not verified: the service keeps no hash of it"
        }
    }

    // MARK: Outside

    mutating func questions(in browser: Browser) -> [Effect] {
        look.questions(about: form["target"].value) { [image] in .lookAtTarget($0, image) }
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> Bool {
        guard case .targetFacts(let path, let answer) = event else { return false }
        return look.take(answer, at: path, of: &form["target"], isFile: false)
    }

    private var facts: TargetFacts? { look.facts(at: form["target"].value) }

    // MARK: Answers

    mutating func refresh(in browser: Browser) {
        judge()
        let facts = facts
        form["replace"].isVisible = facts?.existing != nil
        form["replace"].warning = facts?.existing.map { "A file of \(ByteSize($0).short) is there already." }
        form["replace"].mistake =
            facts?.existing != nil && !form["replace"].isOn ? "Allow to replace the file, or choose another name." : nil
        let export = wanted
        var lines = ["Data: \(image.size.map { ByteSize($0).short } ?? "of unknown size") to \(export.path)"]
        if export.deactivates { lines.append("Deactivated before, and reactivated afterwards however it ends") }
        form["review"].control = .review(lines, commands: EquivalentCommand.lines(for: export))
    }

    private mutating func judge() {
        let path = form["target"].value
        form["target"].mistake = nil
        form["target"].remark = nil
        form["target"].tellsAtOnce = false
        if path.isEmpty {
            form["target"].mistake = "Name the file to write."
            return
        }
        guard let answer = look.answer(for: path) else {
            form["target"].mistake = "The place is being looked at."
            return
        }
        switch answer {
        case .failure(let problem): form["target"].mistake = problem.reason.asSentence
        case .success(let facts):
            let lack = image.size.flatMap(facts.lack)
            form["target"].tellsAtOnce = lack != nil
            form["target"].mistake = lack.map {
                "The disk lacks \(ByteSize($0).short): \(ByteSize(facts.free).short) are free."
            }
            let part = facts.part == 0 ? "" : "; \(ByteSize(facts.part).short) of it are there and are gone on with"
            form["target"].remark = "\(facts.path), \(ByteSize(facts.free).short) free\(part)"
        }
    }

    private var wanted: ImageExport {
        var export = ImageExport(image, to: facts?.path ?? form["target"].value)
        export.replaces = form["replace"].isVisible && form["replace"].isOn
        export.deactivates = form["deactivate"].isOn
        return export
    }

    mutating func submit(in browser: inout Browser) -> FormSubmission {
        guard facts != nil else { return .refuse("The place is being looked at.") }
        return .handOver(
            [.export(wanted, as: .random())],
            "\(entry.title) is being exported. \(browser.key(.showTransfers)) shows how far it is.")
    }

    var draft: Draft? { Subjects(entry).draft(of: .exportImage, form.answers) }
}
