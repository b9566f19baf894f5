internal import Canvas
internal import Catalog

/// Sign Image: sets the four properties of a signature on an image that is there, makes them with a private key, or
/// takes them away (R81; dialogs.md 14). The content of a published image is locked, but for an override (R3).
struct SignDialog: FormDialog {
    let title = "Sign Image"
    let subject: String
    var form: Form
    private let entry: CatalogueEntry
    private var signature = SignatureSection()
    private var look = FileLook()

    init(_ entry: CatalogueEntry, in browser: inout Browser) {
        self.entry = entry
        let image = entry.image
        subject = Subjects(entry).title(in: browser)
        var file = FormField(
            "file", "Image file", .path(TextField(), PathCompletion()), isRequired: true,
            help: "The image's data on this machine, as the service has it. Tab completes.")
        file.explanation = """
            A signature is over the data, so that a file of this machine with exactly that data is needed: it is compared \
            with the image's size and hash while it is signed, and nothing is sent if it differs.
            """
        let section = SignatureSection.fields(image.properties)
        let key = section.firstIndex { $0.id == "key" } ?? section.endIndex
        form = Form(
            PublishedLock.fields(Self.lockNote) + [FormField("state", "Now", .note(Self.state(of: image)))]
                + section[..<key] + [file] + section[key...]
                + [
                    FormField("effect", "", .note(Self.effect(on: image))),
                    FormField("review", "Sends", .review([], commands: []), help: "Y copies the commands."),
                ])
        // Whoever signs an unsigned image does not want it unsigned.
        if image.signature == .unsigned { form["signing"].value = browser.signingRefusal == nil ? "key" : "values" }
        form.accept()
        form.focus(on: image.isPublished ? "override" : "signing")
    }

    private static let lockNote = """
        This image is published, so that its signature stays as it is, like all of its content: a new version takes its \
        place.
        """

    private static func state(of image: Image) -> String {
        switch image.signature {
        case .signed:
            let properties = image.properties
            let type = properties[SignatureSection.typeKey] ?? ""
            return "signed, \(type) over \(properties[SignatureSection.hashKey] ?? "")"
        case .incomplete:
            let missing = Signature.keys.filter { (image.properties[$0] ?? "").isEmpty }
            return "incomplete: \(missing.joined(separator: ", ")) missing"
        case .unsigned: return "unsigned"
        }
    }

    private static func effect(on image: Image) -> String {
        image.status == .queued
            ? "The service verifies the data against it when it is uploaded."
            : "The service does not verify data that it has already. Compute does, before a server starts, where the site "
                + "demands it."
    }

    var submitLabel: String { way == .none ? "Remove" : "Sign" }

    private var way: SignatureSection.Way { SignatureSection.way(form) }

    // MARK: Outside

    mutating func receive(_ event: Event, in browser: inout Browser) -> Bool {
        if case .fileFacts(let path, let answer) = event { return look.take(answer, at: path, of: &form["file"]) }
        return signature.receive(event, &form)
    }

    mutating func questions(in browser: Browser) -> [Effect] {
        signature.questions(form) + (way == .key ? look.questions(about: form["file"].value) : [])
    }

    // MARK: Keeping it up to date

    private var isLocked: Bool { entry.image.isPublished && !PublishedLock.isOverridden(form) }

    private static let lock = "Locked, because the image is published: a new version takes its place."

    mutating func refresh(in browser: Browser) {
        PublishedLock.refresh(&form, published: entry.image.isPublished ? 1 : 0, successor: entry, in: browser)
        signature.refresh(&form, refusal: browser.signingRefusal)
        form["file"].isVisible = way == .key
        checkFile()
        for id in SignatureSection.ids + ["file"] {
            form[id].refusal = isLocked ? Self.lock : nil
            if isLocked { form[id].mistake = nil }
        }
        review()
    }

    private mutating func checkFile() {
        form["file"].mistake = nil
        form["file"].remark = nil
        guard way == .key else { return }
        let path = form["file"].value
        switch (path.isEmpty, look.answer(for: path)) {
        case (true, _): form["file"].mistake = "Name the file that holds the image's data."
        case (_, nil): form["file"].mistake = "The file is being looked into."
        case (_, .failure(let problem)?): form["file"].mistake = problem.reason.asSentence
        case (_, .success(let file)?):
            form["file"].remark = ByteSize(file.size).short
            if let size = entry.image.size, size != file.size {
                form["file"].mistake = "It is not the image's data: it has \(file.size) bytes, and the image \(size)."
            }
        }
    }

    /// The properties as they will be; `text` is the signature where it has to be made.
    private func patch(_ made: MadeSignature? = nil) -> ImagePatch {
        guard !isLocked else { return ImagePatch([]) }
        var image = entry.image
        for key in Signature.keys {
            let value = SignatureSection.value(of: key, form)
            image.properties[key] = value.isEmpty ? nil : value
        }
        if let made {
            image.properties[SignatureSection.textKey] = made.text
            image.properties[SignatureSection.typeKey] = made.keyType.rawValue
        }
        return ImagePatch(from: entry.image, to: image)
    }

    private mutating func review() {
        var patch = patch()
        // The one that is still to be made is no removal of the one before.
        if request != nil {
            patch = ImagePatch(patch.entries.filter { $0.field != .property(SignatureSection.textKey) })
        }
        var lines = patch.entries.map(\.summary)
        var commands = EquivalentCommand.lines(for: .edit(patch), of: entry.id)
        if let request {
            lines.insert("Signed first, with \(request.key.path): \(SignatureSection.textKey)", at: 0)
            commands = SigningCommand.lines(request, before: commands)
        }
        form["review"].control = .review(lines, commands: commands)
        form["review"].isVisible = !lines.isEmpty
    }

    /// The signature that has to be made before anything is sent.
    private var request: SigningRequest? {
        isLocked ? nil : SignatureSection.request(form, file: form["file"].value, image: entry.image)
    }

    // MARK: Sending

    mutating func submit(in browser: inout Browser) -> FormSubmission {
        if isLocked { return .refuse(Self.lock) }
        guard let request else { return send(patch(), in: &browser) }
        switch signature.take(request) {
        case .failure(let wait): return wait.submission
        case .success(let made): return send(patch(made), in: &browser)
        }
    }

    private func send(_ patch: ImagePatch, in browser: inout Browser) -> FormSubmission {
        guard !patch.isEmpty else { return .nothing("Nothing was changed, so nothing was sent.") }
        var step = ChangePlan.Step(image: entry.id, title: entry.title, change: .edit(patch))
        step.seen = entry.image
        var plan = browser.plan(title, [step])
        plan.note = PublishedLock.note(form)
        guard way == .none else { return .run(plan, done: "\(entry.title) is signed now.") }
        return .confirm(
            "Take the signature of \(subject) away? Compute refuses it where the site demands one.", plan,
            done: "\(entry.title) is unsigned now.")
    }

    mutating func follow(_ link: String, in browser: inout Browser) -> LayerReply {
        PublishedLock.makeSuccessor(of: entry, in: &browser)
    }

    var draft: Draft? { Subjects(entry).draft(of: .signImage, form.answers) }
}
