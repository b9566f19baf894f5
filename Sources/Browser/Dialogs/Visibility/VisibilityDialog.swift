internal import Canvas
internal import Catalog

/// Edit Visibility: who may see an image, who gains and who loses access, and what has to be checked before an image is
/// published (R6, R14, R20 to R26; dialogs.md 8).
struct VisibilityDialog: FormDialog {
    let title = "Edit Visibility"
    let subject: String
    var form: Form
    private let subjects: Subjects
    private let pane: Pane
    private var members: [Member]?

    init(_ subjects: Subjects, in browser: inout Browser) {
        self.subjects = subjects
        subject = subjects.title(in: browser)
        pane = browser.active
        let only = subjects.entries.count == 1 ? subjects.entries.first : nil
        let owner = only.map { browser.catalogue.projects.label(of: $0.image.owner) } ?? "its owner"
        let rights = browser.rights
        func option(_ visibility: Visibility, _ title: String, _ detail: String) -> FormOption {
            let refusals = subjects.entries.map {
                rights.refusal(ofVisibility: visibility, for: $0, in: browser.active)
            }
            let refusal = refusals.allSatisfy { $0 != nil } ? refusals.first ?? nil : nil
            return FormOption(visibility.text, title, detail: detail, refusal: refusal)
        }
        let options = [
            option(.private, "Private", "only \(owner)"),
            option(.shared, "Shared", "\(owner) and the projects it offers the image to"),
            option(.community, "Community", "every project, read-only; listed for all"),
            option(.public, "Public", "every project, shown by default"),
        ]
        let now = options.firstIndex { $0.value == only?.image.visibility.text } ?? 0
        var visibility = FormField(
            "visibility", "Visibility", .choice(options, selected: now),
            help: rights.rulesInForce)
        visibility.explanation = """
            Private images are for their own project. Shared ones are also for the projects they are offered to: these \
            have access as soon as they are added, and find the image in their lists once they accept. Community and \
            public images are for every project. Arrows choose; what it means for whom stands below.
            """
        form = Form(
            [
                visibility,
                FormField("effects", "", .note("")),
            ] + PublishingChecks.fields + [
                FormField(
                    "waiver", "Or waived", .text(TextField()),
                    help: "Why an unticked point does not matter here; kept in the activity log."),
                FormField("review", "Sends", .review([], commands: []), help: "Enter copies the command."),
            ])
        if let only, only.image.visibility == .shared { browser.emit(.fetchDetails(only.id)) }
    }

    private var chosen: Visibility { Visibility(form["visibility"].value) }

    /// The images that change.
    private var changing: [CatalogueEntry] { subjects.entries.filter { $0.image.visibility != chosen } }

    private var isPublishing: Bool { chosen.isForAll && changing.contains { !$0.image.isForAll } }

    private var isWithdrawing: Bool { !chosen.isForAll && changing.contains { $0.image.isForAll } }

    var submitLabel: String { isPublishing ? "Promote" : isWithdrawing ? "Decommission" : "Save" }

    // MARK: Answers

    mutating func receive(_ event: Event, in browser: inout Browser) -> Bool {
        guard case .detail(let id, .members(.success(let members))) = event, id == subjects.entries.first?.id else {
            return false
        }
        self.members = members
        return true
    }

    mutating func refresh(in browser: Browser) {
        form["effects"].control = .note(effects(browser))
        for id in PublishingChecks.ids + ["waiver"] { form[id].isVisible = isPublishing }
        if case .choice(let options, let selected) = form["visibility"].control {
            form["visibility"].mistake = options[selected].refusal
        }
        let isWaived = !form["waiver"].value.trimmedOfBlanks.isEmpty
        PublishingChecks.check(&form, isWaived: isWaived, otherwise: "say below why it does not matter")
        let steps = steps(in: browser).allowed
        form["review"].control = .review(
            steps.map { "\($0.title): \($0.change.summary)" },
            commands: steps.flatMap { EquivalentCommand.lines(for: $0.change, of: $0.image) })
        form["review"].isVisible = !steps.isEmpty
    }

    /// Who gains and who loses access, by name and number as far as they are known.
    private func effects(_ browser: Browser) -> String {
        guard !changing.isEmpty else { return "Nothing changes." }
        var sentences: [String] = []
        if isPublishing { sentences.append("Gains access: every project. Loses access: nobody.") }
        if isWithdrawing {
            sentences.append("Loses access: every other project\(chosen == .shared ? " that is no member" : "").")
            sentences.append(
                "Running instances stay; only future launches are affected. Other projects can no longer use the image "
                    + "for a rebuild either.")
        }
        if !isPublishing, changing.contains(where: { $0.image.visibility == .shared }) {
            sentences.append("Loses access: \(membersText(browser)).")
            sentences.append("The members are kept: switching back gives them access again.")
        }
        if chosen == .shared, !isWithdrawing {
            sentences.append("Gains access: members that it had before, if any; s offers it to projects.")
        }
        if chosen == .shared, isWithdrawing { sentences.append("Members that it had before count again.") }
        return sentences.joined(separator: " ")
    }

    private func membersText(_ browser: Browser) -> String {
        guard let members else { return "the projects it is shared with" }
        if members.isEmpty { return "nobody, for it has no members" }
        let names = members.map { browser.catalogue.projects.label(of: $0.project) }
        return "\(counted(members.count, "project")): \(names.joined(separator: ", "))"
    }

    // MARK: Sending

    /// What will be sent; and what of the images will not change, with the reason.
    private func steps(in browser: Browser) -> (allowed: [ChangePlan.Step], refused: [(title: String, reason: String)])
    {
        let rights = browser.rights
        var allowed: [ChangePlan.Step] = []
        var refused = subjects.refused
        for entry in subjects.entries {
            if entry.image.visibility == chosen {
                refused.append((entry.title, "It is \(chosen.text) already."))
            } else if let reason = rights.refusal(ofVisibility: chosen, for: browser.catalogue[entry.id], in: pane) {
                refused.append((entry.title, reason))
            } else {
                let patch = ImagePatch([
                    ImagePatch.Entry(
                        .visibility, from: .string(entry.image.visibility.text), to: .string(chosen.text))
                ])
                allowed.append(ChangePlan.Step(image: entry.id, title: entry.title, change: .edit(patch)))
            }
        }
        return (allowed, refused)
    }

    mutating func submit(in browser: inout Browser) -> FormSubmission {
        let (allowed, refused) = steps(in: browser)
        guard !allowed.isEmpty else { return .nothing("The visibility is \(chosen.text) already; nothing was sent.") }
        var plan = browser.plan(title, allowed)
        plan.note = form["waiver"].isVisible ? form["waiver"].value.trimmedOfBlanks : ""
        let done = subjects.entries.count == 1 ? "\(subjects.entries[0].title) is \(chosen.text) now." : "Done."
        if subjects.entries.count > 1 || !refused.isEmpty {
            var proposal = PlanProposal(title: title, plan: plan, verb: submitLabel)
            proposal.refused = refused
            proposal.notes = [effects(browser)]
            return .propose(proposal)
        }
        let takesAway = isWithdrawing || subjects.entries.contains { $0.image.visibility == .shared }
        guard isPublishing || takesAway else { return .run(plan, done: done) }
        let question = "\(submitLabel) \(subject): make it \(chosen.text)? Enter yes, Esc no."
        return .confirm(question, plan, done: done)
    }

    var draft: Draft? { subjects.draft(of: .editVisibility, form.answers) }
}
