internal import Canvas
internal import Catalog

/// Deprecate Image: takes images out of use in favour of another one, in steps that may be taken together or one by
/// one (R50 to R53, R55; dialogs.md 10).
struct DeprecateDialog: FormDialog {
    let title = "Deprecate Image"
    let subject: String
    var form: Form
    let submitLabel = "Deprecate"
    private let subjects: Subjects
    private let pane: Pane
    /// For what the candidates were looked up last.
    private var narrowed: String?
    private var usage = UsageFacts()

    init(_ subjects: Subjects, in browser: inout Browser) {
        self.subjects = subjects
        subject = subjects.title(in: browser)
        pane = browser.active
        let only = subjects.entries.count == 1 ? subjects.entries.first : nil
        var replacement = FormField(
            "replacement", "Replacement", .text(TextField()), isRequired: true,
            help: "The image to use instead, by name. C-o shows what fits.")
        replacement.explanation = """
            What users of the image are led to: the name of another image, kept in the property "replacement". An image of \
            the same owner is meant first. Where several have the name, give an ID. What is chosen has to be active, and \
            visible to those who use this one.
            """
        if let only {
            replacement.value = only.image.replacement ?? Self.proposal(for: only, in: browser, pane) ?? ""
        } else {
            replacement.placeholder = "of each image: its family's current version"
        }
        let entries = subjects.entries
        form = Form([
            replacement,
            Self.toggle(
                "mark", "Mark", entries, done: { $0.isDeprecated && $0.image.replacement != nil }, "marked",
                "Sets the properties deprecated and replacement."),
            Self.toggle(
                "deactivate", "Deactivate", entries, done: { $0.image.status == .deactivated }, "deactivated",
                "Nobody but administrators can download it or make new servers from it."),
            Self.toggle(
                "withdraw", "Withdraw", entries, done: { $0.image.visibility == .private }, "private",
                "Makes it private: other projects no longer see it. Can also follow later."),
            FormField("usage", "In use", .note(Self.staying)),
            FormField("review", "Sends", .review([], commands: []), help: "Y copies the commands."),
        ])
    }

    private static let staying = """
        Running servers stay as they are; only new ones are affected. Other projects cannot rebuild from a private \
        image either. It is kept until you delete it.
        """

    /// A box to tick; where it is so of all images already there is nothing to choose.
    private static func toggle(
        _ id: String, _ label: String, _ entries: [CatalogueEntry], done: (CatalogueEntry) -> Bool, _ word: String,
        _ help: String
    ) -> FormField {
        let isDone = entries.allSatisfy(done)
        var field = FormField(id, label, .toggle(true), help: help)
        // Marking again may name another replacement.
        if isDone, id == "mark" { field.remark = "Marked already: another replacement can be named." }
        if isDone, id != "mark" {
            field.control = .toggle(false)
            field.remark = "It is \(word) already."
            field.refusal = "It is \(word) already."
        }
        return field
    }

    /// What is proposed to replace an image: the current version of its family, if it is another one.
    private static func proposal(for entry: CatalogueEntry, in browser: Browser, _ pane: Pane) -> String? {
        guard let current = browser.catalogue.family(of: entry.id, in: pane)?.current?.entry, current.id != entry.id
        else { return nil }
        return browser.catalogue.reference(to: current, from: entry.image, in: pane)
    }

    // MARK: Answers

    private var typed: String { form["replacement"].value.trimmedOfBlanks }

    private var isSeveral: Bool { subjects.entries.count > 1 }

    mutating func receive(_ event: Event, in browser: inout Browser) -> Bool { usage.receive(event) }

    mutating func questions(in browser: Browser) -> [Effect] {
        usage.questions(about: subjects.entries, in: browser)
    }

    mutating func refresh(in browser: Browser) {
        let users = usage.sentences(about: subjects.entries, in: browser)
        form["usage"].control = .note((users + [Self.staying]).joined(separator: " "))
        form["replacement"].isVisible = form["mark"].isOn
        form["replacement"].isRequired = !isSeveral
        narrow(in: browser)
        judge(in: browser)
        // All of it is shown before it runs; here the first ones give the idea.
        let steps = plannedSteps(for: subjects.entries.prefix(20), in: browser).steps
        let more = subjects.entries.count > 20 ? ["and so on for \(subjects.entries.count - 20) more"] : []
        form["review"].control = .review(
            steps.map { isSeveral ? "\($0.title): \($0.change.summary)" : $0.change.summary } + more,
            commands: steps.flatMap { EquivalentCommand.lines(for: $0.change, of: $0.image) })
        form["review"].isVisible = !steps.isEmpty
    }

    /// Looks up what can be chosen: all that fits the image, or what fits the words that are being typed.
    private mutating func narrow(in browser: Browser) {
        guard let first = subjects.entries.first else { return }
        let words = form["replacement"].wasEdited ? typed : ""
        guard words != narrowed else { return }
        narrowed = words
        func find(_ words: String) -> [CatalogueEntry] {
            browser.catalogue.replacements(for: first.image, in: pane, matching: words)
        }
        let found = find(words)
        let isChosen = found.contains { $0.image.name == words || $0.id.rawValue == words }
        let marked = Set(subjects.entries.map(\.id))
        form["replacement"].candidates = (isChosen || found.isEmpty ? find("") : found).filter {
            !marked.contains($0.id)
        }
        .map { entry in
            let value = browser.catalogue.reference(to: entry, from: first.image, in: pane)
            let owner = browser.catalogue.projects.label(of: entry.image.owner)
            return FormOption(value, entry.title, detail: "\(entry.image.visibility.text), owner \(owner)")
        }
    }

    /// What is wrong or odd about the replacement (R51).
    private mutating func judge(in browser: Browser) {
        form["replacement"].mistake = nil
        form["replacement"].warning = nil
        form["replacement"].remark = nil
        guard form["mark"].isOn else { return }
        guard !typed.isEmpty else {
            if !isSeveral { form["replacement"].mistake = "Name the image to use instead." }
            return
        }
        if let own = subjects.entries.first(where: { $0.id.rawValue == typed || $0.image.name == typed }) {
            let isOther = browser.catalogue.replacement(named: typed, for: own.image, in: pane) != .unresolved(typed)
            if own.id.rawValue == typed || !isOther {
                form["replacement"].mistake = "An image cannot replace itself."
                return
            }
        }
        guard let first = subjects.entries.first else { return }
        switch browser.catalogue.replacement(named: typed, for: first.image, in: pane) {
        case .none: break
        case .unresolved: form["replacement"].warning = "No image that is listed here has this name or ID."
        case .several(let slots):
            form["replacement"].warning =
                "\(slots.count) images have this name, so that nobody can tell which is meant: C-o gives the ID of one."
        case .image(let slot):
            guard let entry = browser.catalogue[slot] else { return }
            if entry.id.rawValue == typed { form["replacement"].remark = "The ID of \(entry.title)." }
            form["replacement"].warning = Self.doubt(about: entry, for: first)
        }
    }

    /// Why an image is a poor replacement; nil for a good one.
    private static func doubt(about entry: CatalogueEntry, for old: CatalogueEntry) -> String? {
        if entry.isDeprecated { return "It is deprecated itself." }
        if entry.image.status != .active { return "It cannot be used: it is \(entry.image.status.label)." }
        if let new = entry.imageVersion, let version = old.imageVersion, new < version,
            FamilyKey(of: entry) == FamilyKey(of: old)
        {
            return "It is an older version, \(new)."
        }
        let isNarrower = entry.image.visibility == .private && old.image.visibility != .private
        return isNarrower ? "It is private, so that others who use this image cannot use that one." : nil
    }

    // MARK: Sending

    /// What is sent, and what cannot be done to which images.
    private func plannedSteps(
        for entries: some Sequence<CatalogueEntry>, in browser: Browser
    ) -> (steps: [ChangePlan.Step], refused: [(title: String, reason: String)]) {
        var steps: [ChangePlan.Step] = []
        var refused = subjects.refused
        for entry in entries {
            let replacement = typed.isEmpty ? Self.proposal(for: entry, in: browser, pane) : typed
            if form["mark"].isOn, replacement == nil {
                refused.append((entry.title, "Its family has no other current version: name a replacement."))
                continue
            }
            var deprecation = Deprecation(replacement: replacement ?? "")
            deprecation.marks = form["mark"].isOn
            deprecation.deactivates = form["deactivate"].isOn
            deprecation.withdraws = form["withdraw"].isOn
            steps += deprecation.steps(for: entry)
        }
        return (steps, refused)
    }

    mutating func submit(in browser: inout Browser) -> FormSubmission {
        let (steps, refused) = plannedSteps(for: subjects.entries, in: browser)
        guard isSeveral || !subjects.refused.isEmpty else {
            guard !steps.isEmpty else { return .nothing("It is so already; nothing was sent.") }
            return .run(browser.plan(title, steps), done: "\(subjects.entries[0].title): \(doneWords).")
        }
        var proposal = PlanProposal(title: title, plan: browser.plan(title, steps), verb: submitLabel)
        proposal.refused = refused
        proposal.thing = "change"
        proposal.notes = usage.sentences(about: subjects.entries, in: browser)
        if subjects.hidden > 0 {
            proposal.notes += ["\(counted(subjects.hidden, "marked image")) among them not shown by the filter."]
        }
        return .propose(proposal)
    }

    private var doneWords: String {
        let words = [("deactivate", "deactivated"), ("mark", "deprecated"), ("withdraw", "private")]
        return words.filter { form[$0.0].isOn }.map(\.1).joined(separator: ", ")
    }

    var draft: Draft? { subjects.draft(of: .deprecate, form.answers) }
}
