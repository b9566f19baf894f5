internal import Canvas
internal import Catalog

/// Create Image: the record, its properties and members, and where its data comes from (dialogs.md 3). Also as the next
/// version of an image (R44).
struct CreateDialog: FormDialog {
    let title = "Create Image"
    let subject: String
    var form: Form
    let submitLabel = "Create"
    let pane: Pane
    let session: Session?
    /// The image that this is the next version of.
    let previous: CatalogueEntry?
    /// What the site offers; nil until it has told.
    var site: SiteOffer?
    /// What the file is.
    var look = FileLook()
    var signature = SignatureSection()
    /// Whether the template's usual answers were given once it was unfolded.
    private var hasTemplate = false
    /// What stood in the fields that the file has filled, before it did.
    private var beforeFile: [String: String] = [:]
    /// Whether kernels and ramdisks to choose from were looked for.
    private var hasParts = false
    /// Values of properties that have a field, as they were last the same there and among the metadata.
    var mirrored: [String: String] = [:]

    init(in browser: inout Browser) { self.init(previous: nil, in: &browser) }

    /// For the next version of an image.
    init(after entry: CatalogueEntry, in browser: inout Browser) { self.init(previous: entry, in: &browser) }

    private init(previous: CatalogueEntry?, in browser: inout Browser) {
        self.previous = previous
        pane = browser.active
        session = browser.session
        site = browser.site
        subject = previous.map { "after \($0.title)" } ?? ""
        let next = NextVersion(of: previous, in: browser)
        let model = next.model
        var sheet = MetadataSheet([Image(id: ImageID(""))])
        for property in model.properties { sheet.set(property.key, to: property.value) }
        let columns = MetadataColumns(sheet, heading: "On the image", in: &browser)
        form = Form(Self.fields(model, next, columns, in: browser), steps: Self.steps(isShared: false))
        mirrored = Dictionary(Self.mirroredKeys.map { ($0, Self.shown(model.properties[$0])) }) { $1 }
        if site == nil { browser.emit(.fetchSite(generation: browser.generation)) }
        form.focus(on: "file")
    }

    /// Who will own it.
    var owner: ProjectID? {
        let typed = form["owner"].value.trimmedOfBlanks
        return typed.isEmpty ? session?.project?.id : form["owner"].project(named: typed)
    }

    // MARK: What is known

    mutating func receive(_ event: Event, in browser: inout Browser) -> Bool {
        switch event {
        case .site(let site, _): self.site = site
        case .fileFacts(let path, let answer):
            guard look.take(answer, at: path, of: &form["file"]) else { return false }
            takeBack()
            if let file { takeOver(file) }
        default: return signature.receive(event, &form)
        }
        return true
    }

    mutating func questions(in browser: Browser) -> [Effect] {
        signature.questions(form) + look.questions(about: form["file"].value)
    }

    /// The facts of the file as it is named now.
    var file: ImageFileFacts? { look.facts(at: form["file"].value) }

    /// Fills in what follows from the file, where nobody has said otherwise.
    private mutating func takeOver(_ facts: ImageFileFacts) {
        if previous == nil { fill("name", with: facts.suggestedName) }
        // The next version needs at least what the one before it needed.
        let minDisk = max(facts.minDisk, previous?.image.minDisk ?? 0)
        if minDisk > 0 { fill("min_disk", with: String(minDisk)) }
        if let choice = facts.suggestion { fill("format", with: Self.value(of: choice)) }
    }

    private mutating func fill(_ id: String, with value: String) {
        guard !form[id].wasEdited else { return }
        beforeFile[id] = form[id].value
        form[id].value = value
    }

    /// Takes out of the fields what followed from the file that was named before.
    private mutating func takeBack() {
        for (id, value) in beforeFile where !form[id].wasEdited {
            if value.isEmpty, case .choice = form[id].control { form[id].offer([Self.noFormat] + formats) }
            form[id].value = value
        }
        beforeFile = [:]
    }

    private static let noFormat = FormOption("", "not chosen yet")

    private var formats: [FormOption] {
        FormatChoice.offered(by: site?.schema).map { FormOption(Self.value(of: $0), $0.label) }
    }

    // MARK: Keeping it up to date

    mutating func refresh(in browser: Browser) {
        offerWhatTheSiteHas()
        if !form["name"].wasEdited, form["version"].isVisible { form["name"].value = form["version"].value }
        offerParts(browser)
        beginTemplate()
        fold()
        refreshSignature(in: browser)
        mirror()
        let isShared = Visibility(form["visibility"].value) == .shared
        form.setSteps(Self.steps(isShared: isShared))
        form["members"].isVisible = isShared
        check(in: browser)
        review()
    }

    /// Leaves out what the site does not have.
    private mutating func offerWhatTheSiteHas() {
        DataFields.offer(
            &form, of: site, others: [FormOption("none", "No data yet")], isUnfolded: form["more"].isOpen)
        let none = form["format"].value.isEmpty ? [Self.noFormat] : []
        form["format"].offer(none + formats)
        form["format"].remark =
            site != nil && site?.schema == nil ? "The site does not tell which formats it takes; these are all." : nil
    }

    /// Looks for kernels and ramdisks once they are asked for: that goes through the whole catalogue.
    private mutating func offerParts(_ browser: Browser) {
        guard form["more"].isOpen, !hasParts else { return }
        hasParts = true
        for (id, kind) in [("kernel_id", ImageKind.kernel), ("ramdisk_id", .ramdisk)] {
            form[id].candidates = browser.catalogue.images(of: kind).map { FormOption($0.id.rawValue, $0.title) }
        }
    }

    /// What a template usually says, where nothing is said yet: not before somebody looks at it.
    private mutating func beginTemplate() {
        guard form["template"].isOpen, !hasTemplate else { return }
        hasTemplate = true
        guard previous == nil else { return }
        for (id, usual) in [("usage_type", "common"), ("hw_qemu_guest_agent", "yes")]
        where form[id].value.isEmpty && !form[id].wasEdited { form[id].value = usual }
    }

    /// Shows or hides what belongs to the groups, and says in short what is in them.
    private mutating func fold() {
        for (group, ids) in Self.groups {
            if group == "signature" {
                form[group].control = .group(isOpen: form[group].isOpen, summary: SignatureSection.summary(form))
                continue
            }
            for id in ids where id != "route" && id != "store" { form[id].isVisible = form[group].isOpen }
            let texts = ids.map { form[$0].value }.filter { !$0.isEmpty && $0 != "upload" }
            form[group].control = .group(
                isOpen: form[group].isOpen, summary: texts.isEmpty ? "nothing set" : texts.joined(separator: ", "))
        }
        for id in ["kernel_id", "ramdisk_id"] where form[id].candidates.isEmpty && form[id].value.isEmpty {
            form[id].isVisible = false
        }
        let isPublic = Visibility(form["visibility"].value).isForAll && form["visibility"].option?.refusal == nil
        for id in PublishingChecks.ids { form[id].isVisible = isPublic }
    }

    /// Keeps fields and metadata the same where they are about the same property: what was changed last counts.
    private mutating func mirror() {
        guard case .metadata(var columns) = form["metadata"].control else { return }
        for key in Self.mirroredKeys {
            let place = columns.sheet.spelling(of: key) ?? key
            let (here, there, last) = (value(of: key), Self.shown(columns.sheet[place]?.text), mirrored[key] ?? "")
            if here != last {
                if here.isEmpty { columns.sheet.remove(place) } else { columns.sheet.set(place, to: here) }
                if key == "os_distro" { setOSType(here, last, &columns.sheet) }
            } else if there != last {
                form[key].choose(there)
                if Signature.keys.contains(key) { form["signing"].value = "values" }
            }
            mirrored[key] = value(of: key)
        }
        form["metadata"].control = .metadata(columns)
    }

    /// A property as a field shows it: on one line. What nobody typed over stays as it is.
    private static func shown(_ text: String?) -> String { TextField(text ?? "").text }

    /// What a field makes of its property.
    private func value(of key: String) -> String {
        Signature.keys.contains(key) ? SignatureSection.value(of: key, form) : form[key].value
    }

    /// Windows is known by a property of its own.
    private func setOSType(_ os: String, _ last: String, _ sheet: inout MetadataSheet) {
        if os == "windows", sheet["os_type"] == nil { sheet.set("os_type", to: "windows") }
        if last == "windows", sheet["os_type"]?.text == "windows" { sheet.remove("os_type") }
    }

    /// What the image will have for properties; those without a value are left out.
    var properties: Properties {
        guard case .metadata(let columns) = form["metadata"].control else { return [:] }
        return Properties(columns.sheet.properties.filter { !$0.value.isEmpty }.map { ($0.key, $0.value) })
    }

    var draft: Draft? {
        let action = previous == nil ? ImageAction.createImage : .nextVersion
        let id = previous.map { "\(action.rawValue)/\($0.id)" } ?? action.rawValue
        return Draft(
            id: id, dialog: action.rawValue, cloud: "", images: previous.map { [$0.id.rawValue] } ?? [],
            title: form["name"].value, answers: form.answers, at: 0)
    }
}

extension Browser {
    /// Opens Create Image, if an image may be created here.
    mutating func createImage() {
        if let refusal = rights.refusal(of: ImageAction.createImage, on: nil, in: active) {
            return say(.warning, refusal)
        }
        layers.append(FormLayer(CreateDialog(in: &self), in: &self))
    }
}
