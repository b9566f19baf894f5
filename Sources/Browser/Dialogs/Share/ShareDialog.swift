internal import Canvas
internal import Catalog

/// Share Image: offers an image to projects, shows who was offered it and what they answered, and takes offers back
/// (R70 to R72, R76 to R78; dialogs.md 6).
struct ShareDialog: FormDialog {
    let title = "Share Image"
    let subject: String
    var form: Form
    let submitLabel = "Share"
    private let entry: CatalogueEntry
    private let owner: String
    private var members: Result<[Member], Problem>?
    /// Projects the token may list, for completing names.
    private var projects: [Named<ProjectID>] = []

    init(_ entry: CatalogueEntry, in browser: inout Browser) {
        self.entry = entry
        owner = browser.catalogue.projects.label(of: entry.image.owner)
        subject = "\(entry.title) (owner \(owner))"
        var targets = FormField(
            "projects", "Target project", .list([], entry: TextField()), isRequired: true,
            help: "Project IDs, with blanks or commas between several. Names work where you may list projects.")
        targets.explanation = """
            A project has access to the image as soon as it is added; its answer only decides whether the image stands in \
            its list. The service takes any text for a project ID and does not check whether there is such a project, so \
            look twice. The target project has to accept by itself: nobody can do that for it here, not even an \
            administrator.
            """
        form = Form([
            FormField("facts", "", .note("")),
            targets,
            FormField(
                "switch", "Make it shared", .toggle(entry.image.visibility == .private),
                help: "Only shared images have members; this sends the change of visibility first."),
            FormField("members", "Members", .note("reading")),
            FormField(
                "remove", "Take back from", .list([], entry: TextField()),
                help: "Project IDs of members that are to lose access."),
            FormField("review", "Sends", .review([], commands: []), help: "Enter copies the commands."),
        ])
        if entry.image.visibility == .shared {
            browser.emit(.fetchDetails(entry.id))
        } else {
            members = .success([])
        }
        if browser.session?.isAdmin == true { browser.emit(.fetchProjects) }
    }

    private var known: [Member] { (try? members?.get()) ?? [] }

    mutating func receive(_ event: Event, in browser: inout Browser) -> Bool {
        switch event {
        case .detail(entry.id, .members(let answer)): members = answer
        case .projects(.success(let projects)): self.projects = projects
        default: return false
        }
        return true
    }

    // MARK: Answers

    /// The IDs that are meant: names of projects that may be listed are replaced by their IDs.
    private func resolved(_ field: String) -> [(text: String, project: ProjectID)] {
        form[field].items.map { text in
            let named = projects.filter { $0.name == text }
            return (text, named.count == 1 ? named[0].id : ProjectID(text))
        }
    }

    mutating func refresh(in browser: Browser) {
        form["facts"].control = .note(facts)
        form["switch"].isVisible = entry.image.visibility != .shared
        form["switch"].warning =
            entry.image.isForAll && form["switch"].isOn
            ? "It is \(entry.image.visibility.text) now: all projects that are no members lose access." : nil
        form["switch"].mistake =
            form["switch"].isVisible && !form["switch"].isOn ? "Only shared images can be offered to projects." : nil
        form["members"].control = .note(membersText(browser))
        form["remove"].isVisible = !known.isEmpty
        form["projects"].isRequired = form["remove"].items.isEmpty
        form["projects"].mistake = mistakeInTargets
        form["projects"].warning = warningAboutTargets
        form["remove"].mistake = mistakeInRemovals
        let steps = steps
        form["review"].control = .review(
            steps.map { $0.change.summary },
            commands: steps.flatMap { EquivalentCommand.lines(for: $0.change, of: $0.image) })
        form["review"].isVisible = !steps.isEmpty
    }

    private var facts: String {
        "Projects have access as soon as they are added, and find the image in their lists once they accept. Tell the "
            + "administrator of the target project the image ID: \(entry.id)."
    }

    private func membersText(_ browser: Browser) -> String {
        switch members {
        case nil: return "reading"
        case .failure(let problem): return problem.sentence
        case .success(let members) where members.isEmpty: return "none yet"
        case .success(let members):
            return members.map { member in
                let name = browser.catalogue.projects.name(of: member.project).map { "\($0) \(member.project)" }
                return "\(name ?? member.project.rawValue): \(member.status.text)"
            }.joined(separator: "\n")
        }
    }

    /// R77: what the service would refuse, or take and should not.
    private var mistakeInTargets: String? {
        let targets = resolved("projects")
        if targets.isEmpty { return form["remove"].items.isEmpty ? "Name at least one project." : nil }
        for target in targets {
            if target.project == entry.image.owner { return "\(target.text) owns the image." }
            if let member = known.first(where: { $0.project == target.project }) {
                return "\(target.text) is a member already (\(member.status.text))."
            }
        }
        let all = known.count + targets.count - form["remove"].items.count
        return all > 128 ? "The service allows 128 members; this would make \(all)." : nil
    }

    private var warningAboutTargets: String? {
        let odd = resolved("projects").filter { !$0.project.looksLikeID }
        guard let first = odd.first else { return nil }
        return
            "\(first.text) does not look like a project ID (32 digits, or a UUID). The service would take it all the same."
    }

    private var mistakeInRemovals: String? {
        let unknown = resolved("remove").first { target in !known.contains { $0.project == target.project } }
        return unknown.map { "\($0.text) is no member." }
    }

    // MARK: Sending

    private var steps: [ChangePlan.Step] {
        var changes: [ImageChange] = []
        if entry.image.visibility != .shared, form["switch"].isOn {
            let from = JSONValue.string(entry.image.visibility.text)
            changes.append(.edit(ImagePatch([ImagePatch.Entry(.visibility, from: from, to: .string("shared"))])))
        }
        changes += resolved("remove").map { target in
            .removeMember(target.project, status: known.first { $0.project == target.project }?.status ?? .pending)
        }
        changes += resolved("projects").map { .addMember($0.project) }
        return changes.map { ChangePlan.Step(image: entry.id, title: entry.title, change: $0) }
    }

    mutating func submit(in browser: inout Browser) -> FormSubmission {
        let count = form["projects"].items.count
        let removed = form["remove"].items.count
        let plan = browser.plan(title, steps)
        var words: [String] = []
        if count > 0 { words.append("Shared with \(counted(count, "project")), waiting for acceptance") }
        if removed > 0 { words.append("\(counted(removed, "project")) removed") }
        let done = words.joined(separator: "; ") + "."
        if entry.image.isForAll {
            return .confirm(
                "Make \(entry.title) (owner \(owner)) shared? All projects but its members lose it.", plan, done: done)
        }
        return removed > 0
            ? .confirm("Take the offer of \(entry.title) back from \(counted(removed, "project"))?", plan, done: done)
            : .run(plan, done: done)
    }

    var draft: Draft? {
        Draft(
            id: "share-image/\(entry.id)", dialog: ImageAction.shareImage.rawValue, cloud: "",
            images: [entry.id.rawValue], title: entry.title, answers: form.answers, at: 0)
    }
}
