internal import Canvas
internal import Catalog

/// Share Image: offers images to projects, shows who was offered them and what they answered, takes offers back, and tells
/// which servers use what is taken from all projects for that (R55, R70 to R72, R76 to R78; dialogs.md 6).
struct ShareDialog: FormDialog {
    let title = "Share Image"
    let subject: String
    var form: Form
    let submitLabel = "Share"
    let subjects: Subjects
    /// Who the images are shared with, as far as that was read.
    private var members: SubjectMembers
    private var usage = UsageFacts()

    init(_ subjects: Subjects, in browser: inout Browser) {
        self.subjects = subjects
        subject = subjects.title(in: browser)
        members = SubjectMembers(of: subjects)
        for question in members.questions { browser.emit(question) }
        let images = subjects.entries.map(\.image)
        let them = images.count == 1 ? "it" : "them"
        var targets = FormField(
            "projects", "Target project", .list([], entry: TextField()), isRequired: true,
            help: "Project IDs, with blanks or commas between several; C-o chooses among the projects you may list.")
        targets.explanation = """
            A project has access to an image as soon as it is added; its answer only decides whether the image stands in \
            its list. The service takes any text for a project ID and does not check whether there is such a project, so \
            look twice. The target project has to accept by itself: nobody can do that for it here, not even an \
            administrator. Names work for the projects that you may list.
            """
        targets.candidates = ProjectChoice.options(in: browser, owner: Self.owner(of: subjects))
        var leaving = FormField(
            "remove", "Members", .rows(FormRows(["", "STATUS", "ADDED", "CHANGED"], verb: "remove")),
            help: "Space or Del marks a member that is to lose access, * all of them. Only they change their status.")
        leaving.explanation = """
            The projects that the image was offered to, what they answered, and when. Space or Del marks one that is to \
            lose access, once more keeps it; * marks all. Nothing is sent before you share and say yes. The status is the \
            member's own: you can take an offer back, but not answer it.
            """
        form = Form([
            FormField("facts", "", .note("")),
            targets,
            FormField(
                "switch", "Make \(them) shared", .toggle(!images.contains(where: \.isForAll)),
                help: "Only shared images have members; this sends the change of visibility first."),
            leaving,
            FormField(
                "review", "Sends", .review([], commands: []),
                help: "Y copies the commands, whole; PgDn reads on where they are many."),
        ])
        if browser.session?.isAdmin == true { browser.emit(.fetchEveryProject) }
    }

    /// The only image, where there is one.
    var only: CatalogueEntry? { subjects.entries.count == 1 ? subjects.entries.first : nil }

    /// Whose all of the images are; nil where they belong to several.
    private static func owner(of subjects: Subjects) -> ProjectID? {
        let owners = Set(subjects.entries.map(\.image.owner))
        return owners.count == 1 ? owners.first ?? nil : nil
    }

    /// The members of an image, as far as they were read.
    func known(_ entry: CatalogueEntry) -> [Member] { members.known(of: entry.id) ?? [] }

    mutating func receive(_ event: Event, in browser: inout Browser) -> Bool {
        if usage.receive(event) { return true }
        switch event {
        case .members(let answers): members.take(answers)
        case .everyProject(let projects?):
            form["projects"].candidates = ProjectChoice.options(projects, in: browser, owner: Self.owner(of: subjects))
        default: return false
        }
        return true
    }

    /// Those of the images that are taken from all projects.
    private var withdrawn: [CatalogueEntry] { form["switch"].isOn ? subjects.entries.filter(\.image.isForAll) : [] }

    mutating func questions(in browser: Browser) -> [Effect] { usage.questions(about: withdrawn, in: browser) }

    // MARK: What is shown

    mutating func refresh(in browser: Browser) {
        let others = subjects.entries.filter { $0.image.visibility != .shared }
        form["facts"].control = .note(facts)
        form["switch"].isVisible = !others.isEmpty
        form["switch"].warning = restriction(in: browser)
        let isOff = !form["switch"].isOn && others.count == subjects.entries.count
        form["switch"].mistake = isOff ? "Only shared images can be offered to projects." : nil
        showMembers(browser)
        form["projects"].isRequired = removals.isEmpty
        form["projects"].mistake = mistakeInTargets
        form["projects"].warning = warningAboutTargets
        let steps = steps.allowed
        form["review"].control = .review(
            review(browser), commands: steps.flatMap { EquivalentCommand.lines(for: $0.change, of: $0.image) })
        form["review"].isVisible = !steps.isEmpty
    }

    private var facts: String {
        let ids = only.map { "the image ID: \($0.id)" } ?? "the image IDs"
        return
            "Projects have access as soon as they are added, and find the image in their lists once they accept. Only "
            + "they can accept; tell their administrator \(ids)."
    }

    /// Who loses access, and which servers use what is taken from all projects; nil where nothing is.
    func restriction(in browser: Browser) -> String? {
        let withdrawn = withdrawn
        guard !withdrawn.isEmpty else { return nil }
        let isNow =
            only.map { "It is \($0.image.visibility.text) now" }
            ?? "\(counted(withdrawn.count, "image")) of them are for every project now"
        let sentences = ["\(isNow): all projects that are no members lose access."]
        return (sentences + usage.sentences(about: withdrawn, in: browser)).joined(separator: " ")
    }

    private mutating func showMembers(_ browser: Browser) {
        guard var rows = form["remove"].rows else { return }
        rows.emptyText = emptyText
        let ticked = rows.ticked
        let shares = shares
        if !shares.isEmpty || members.answers.count == subjects.entries.count {
            let shown = shares.map { project, share in
                row(project, share, isTicked: ticked.contains(project.rawValue), browser)
            }
            rows.show(shown.sorted { ($0.cells[0], $0.id) < ($1.cells[0], $1.id) })
        }
        form["remove"].rows = rows
    }

    /// What stands for the members while there are none to show.
    private var emptyText: String {
        let shared = subjects.entries.filter { $0.image.visibility == .shared }
        if shared.isEmpty {
            return only.map { "none: it is \($0.image.visibility.text)" } ?? "none: no image is shared"
        }
        if shared.count > SubjectMembers.mostAsked { return "not read, for there are too many images" }
        for entry in shared {
            if let problem = members.problem(of: entry.id) { return problem.sentence }
        }
        return shared.allSatisfy { members.answers[$0.id] != nil } ? "none yet" : "reading"
    }

    /// Every member of the images, with its memberships.
    private var shares: [ProjectID: [Member]] {
        Dictionary(grouping: subjects.entries.flatMap(known), by: \.project)
    }

    private func row(_ project: ProjectID, _ share: [Member], isTicked: Bool, _ browser: Browser) -> FormRows.Row {
        let called = ProjectChoice.words(project, browser)
        // The whole ID stands below the list, where the cursor is.
        let short =
            browser.catalogue.projects.name(of: project).map { "\($0) \(project.rawValue.prefix(8))" }
            ?? project.rawValue
        func day(_ moment: Instant?) -> String {
            moment.map { String(browser.localDate($0).prefix(10)) } ?? browser.glyphs.none
        }
        let status = Set(share.map(\.status.text)).sorted().joined(separator: ", ")
        let number = only == nil ? " on \(counted(share.count, "image"))" : ""
        var detail = "\(called): \(status)\(number)"
        if let added = share.compactMap(\.createdAt).min() { detail += ", added \(browser.localDate(added))" }
        if let changed = share.compactMap(\.updatedAt).max() { detail += ", changed \(browser.localDate(changed))" }
        return FormRows.Row(
            id: project.rawValue,
            cells: [
                short, isTicked ? "to leave" : status, day(share.compactMap(\.createdAt).min()),
                day(share.compactMap(\.updatedAt).max()),
            ],
            detail: detail + (isTicked ? ". Loses access when this is sent." : "."))
    }

    var draft: Draft? { subjects.draft(of: .shareImage, form.answers) }
}
