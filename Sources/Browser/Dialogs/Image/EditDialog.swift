internal import Canvas
internal import Catalog

/// Edit Image: what may be changed about one image, sent as one patch with only what differs (dialogs.md 4). The content
/// of a published image is locked, but for an explicit override that gives a reason (R3, R4). What Edit Visibility asks
/// and says of another visibility is asked and said here too (R6, R20, R25, R26, R55).
struct EditDialog: FormDialog {
    let title = "Edit Image"
    let subject: String
    var form: Form
    let submitLabel = "Save"
    private let entry: CatalogueEntry
    private let pane: Pane
    private var others: ReachFacts
    private var usage = UsageFacts()
    /// Whether others were asked about: nobody has to be before the visibility is to change.
    private var hasAsked = false

    init(_ entry: CatalogueEntry, in browser: inout Browser) {
        self.entry = entry
        pane = browser.active
        let image = entry.image
        let subjects = Subjects(entry)
        subject = subjects.title(in: browser)
        others = ReachFacts(of: subjects)
        let rights = browser.rights
        let visibilities = Visibility.known.map { visibility in
            FormOption(
                visibility.text, visibility.text.prefix(1).uppercased() + visibility.text.dropFirst(),
                refusal: rights.refusal(ofVisibility: visibility, for: entry, in: browser.active))
        }
        let now = Visibility.known.firstIndex(of: image.visibility) ?? 0
        let common = ImageFields.make(from: image)
        let template = ImageFields.template(from: image)
        let own = [
            FormField(
                "visibility", "Visibility", .choice(visibilities, selected: now),
                help: rights.rulesInForce),
            FormField("effects", "", .note("")),
            Self.formatField("disk_format", "Disk format", image.diskFormat, Self.diskFormats, image),
            Self.formatField("container_format", "Container", image.containerFormat, Self.containerFormats, image),
            FormField(
                "fixed", "Kernel, ramdisk", .note(Self.fixedFacts(image)), help: "Changed in Update Metadata (m)."),
            FormField("review", "Sends", .review([], commands: []), help: "Y copies the commands."),
        ]
        let order =
            PublishedLock.ids + [
                "name", "description", "min_disk", "min_ram", "visibility", "effects",
            ] + PublishingChecks.ids + [
                "waiver", "protected", "os_hidden", "disk_format", "container_format", "tags", "fixed",
            ]
        form = Form(
            PublishedLock.fields(Self.lockNote) + common + template + own + PublishingChecks.fieldsWithWaiver,
            steps: [
                Form.Step("Image", order + ["review"]),
                Form.Step("Template", template.map(\.id) + ["review"]),
            ])
        form.focus(on: image.isPublished ? "visibility" : "name")
        // The note about it is above what a small screen shows first.
        if image.isPublished, FormAreas.isTight(browser.regions.body) {
            browser.say(.plain, "This image is published: its content is locked.")
        }
    }

    private static let lockNote = """
        This image is published, so its content stays as it is: a new version takes its place. Visibility, protection, \
        hiding and members can be changed.
        """

    private static let diskFormats = [
        "ami", "ari", "aki", "vhd", "vhdx", "vmdk", "raw", "qcow2", "vdi", "iso", "ploop",
    ]
    private static let containerFormats = ["ami", "ari", "aki", "bare", "ovf", "ova", "docker", "compressed"]

    private static func formatField(
        _ id: String, _ label: String, _ value: String?, _ known: [String], _ image: Image
    ) -> FormField {
        let all = value.map { known.contains($0) ? known : known + [$0] } ?? known
        let options = (value == nil ? [FormOption("", "not set")] : []) + all.map { FormOption($0, $0) }
        var field = FormField(
            id, label, .choice(options, selected: options.firstIndex { $0.value == value ?? "" } ?? 0),
            help: "Can be changed only before there is data.")
        if image.status != .queued { field.refusal = "The service lets formats change only while the image is queued." }
        return field
    }

    private static func fixedFacts(_ image: Image) -> String {
        let facts = ["kernel_id", "ramdisk_id", "architecture"].compactMap { key in
            image.properties[key].map { "\(key) \($0)" }
        }
        return facts.isEmpty ? "none" : facts.joined(separator: ", ")
    }

    // MARK: Answers

    private var isLocked: Bool { entry.image.isPublished && !PublishedLock.isOverridden(form) }

    mutating func receive(_ event: Event, in browser: inout Browser) -> Bool {
        let isUsage = usage.receive(event)
        return others.receive(event) || isUsage
    }

    mutating func questions(in browser: Browser) -> [Effect] {
        let users = usage.questions(about: withdrawn, in: browser)
        guard !hasAsked, chosen != entry.image.visibility else { return users }
        hasAsked = true
        return others.questions(in: browser) + users
    }

    private var chosen: Visibility { Visibility(form["visibility"].value) }

    /// The image, if it is taken from all projects.
    private var withdrawn: [CatalogueEntry] { entry.image.isForAll && !chosen.isForAll ? [entry] : [] }

    /// Who gains and who loses access by another visibility, and what has to be ticked before.
    private mutating func refreshVisibility(in browser: Browser) {
        if case .choice(let options, let selected) = form["visibility"].control {
            form["visibility"].mistake = options[selected].refusal
        }
        let changes = chosen != entry.image.visibility
        let reach = VisibilityReach(of: [entry], made: chosen, others: others, in: browser)
        form["effects"].isVisible = changes
        // Removing members too is a matter of its own (R26).
        let rest = others.members.known(of: entry.id)?.isEmpty == false && chosen != .shared
        let way = rest ? ["\(browser.key(.editVisibility)) can remove the members as well."] : []
        let users = usage.sentences(about: withdrawn, in: browser)
        form["effects"].control = .note(changes ? (reach.sentences + users + way).joined(separator: " ") : "")
        let isPublishing = PublishingChecks.apply(to: [entry], made: chosen)
        PublishingChecks.refreshWithWaiver(&form, isPublishing: isPublishing)
    }

    mutating func refresh(in browser: Browser) {
        PublishedLock.refresh(&form, published: entry.image.isPublished ? 1 : 0, successor: entry, in: browser)
        for id in ImageFields.contentIDs {
            form[id].refusal =
                isLocked ? "Locked, because the image is published: a new version takes its place." : nil
        }
        ImageFields.check(&form, kind: entry.kind)
        // A name that it has already is not for this dialog to judge.
        if form["name"].value != entry.image.name {
            ImageFields.checkName(&form, of: entry.image.owner, but: entry.id, in: browser)
        }
        if isLocked { for id in ImageFields.contentIDs { form[id].mistake = nil } }
        refreshVisibility(in: browser)
        let change = ImageChange.edit(patch)
        form["review"].control = .review(
            patch.entries.map(\.summary), commands: EquivalentCommand.lines(for: change, of: entry.id))
        form["review"].isVisible = !patch.isEmpty
    }

    private var patch: ImagePatch {
        var image = isLocked ? entry.image : ImageFields.applied(form, to: entry.image)
        image.isProtected = form["protected"].isOn
        image.isHidden = form["os_hidden"].isOn
        image.visibility = chosen
        if entry.image.status == .queued {
            image.diskFormat = form["disk_format"].value.isEmpty ? nil : form["disk_format"].value
            image.containerFormat = form["container_format"].value.isEmpty ? nil : form["container_format"].value
        }
        return ImagePatch(from: entry.image, to: image)
    }

    mutating func submit(in browser: inout Browser) -> FormSubmission {
        let patch = patch
        guard !patch.isEmpty else { return .nothing("Nothing was changed, so nothing was sent.") }
        var step = ChangePlan.Step(image: entry.id, title: entry.title, change: .edit(patch))
        step.seen = entry.image
        var plan = browser.plan(title, [step])
        plan.note = [PublishedLock.note(form), PublishingChecks.waiver(form)].filter { !$0.isEmpty }
            .joined(separator: "; ")
        let done = "\(entry.title): \(counted(patch.entries.count, "attribute")) updated."
        guard chosen != entry.image.visibility, chosen.isForAll || entry.image.visibility != .private else {
            return .run(plan, done: done)
        }
        return .confirm("Make \(subject) \(chosen.text), now \(entry.image.visibility.text)?", plan, done: done)
    }

    var summary: String { ImageChange.edit(patch).summary }

    mutating func follow(_ link: String, in browser: inout Browser) -> LayerReply {
        PublishedLock.makeSuccessor(of: entry, in: &browser)
    }

    var draft: Draft? { Subjects(entry).draft(of: .editImage, form.answers) }
}
