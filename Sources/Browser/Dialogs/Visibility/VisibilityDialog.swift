internal import Canvas
internal import Catalog

/// Edit Visibility: who may see an image, who gains and who loses access, which servers use what is taken from all
/// projects, and what has to be checked before an image is published (R6, R14, R20 to R26, R55; dialogs.md 8).
struct VisibilityDialog: FormDialog {
    let title = "Edit Visibility"
    let subject: String
    var form: Form
    private let subjects: Subjects
    private let pane: Pane
    private var others: ReachFacts
    private var usage = UsageFacts()

    init(_ subjects: Subjects, in browser: inout Browser) {
        self.subjects = subjects
        subject = subjects.title(in: browser)
        others = ReachFacts(of: subjects)
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
        let seen = Set(subjects.entries.map(\.image.visibility.text)).sorted()
        // Where they differ none of them is proposed for all.
        let unchosen = seen.count > 1 ? [FormOption("", "As they are", detail: seen.joined(separator: ", "))] : []
        let options =
            unchosen + [
                option(.private, "Private", "only \(owner)"),
                option(.shared, "Shared", "\(owner) and the projects it offers the image to"),
                option(.community, "Community", "every project, read-only; listed for all"),
                option(.public, "Public", "every project, shown by default"),
            ]
        let now = seen.count > 1 ? 0 : options.firstIndex { $0.value == seen.first } ?? 0
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
                FormField(
                    "remove", "Remove members", .toggle(false),
                    help: "Takes the offers back for good, before the visibility changes."),
            ] + PublishingChecks.fieldsWithWaiver + [
                FormField("review", "Sends", .review([], commands: []), help: "Y copies the command.")
            ])
        for question in others.questions(in: browser) { browser.emit(question) }
    }

    private var chosen: Visibility { Visibility(form["visibility"].value) }

    /// The images that change.
    private var changing: [CatalogueEntry] {
        isUnchosen ? [] : subjects.entries.filter { $0.image.visibility != chosen }
    }

    /// Whether each image of several keeps the visibility it has.
    private var isUnchosen: Bool { form["visibility"].value.isEmpty }

    private var isPublishing: Bool { PublishingChecks.apply(to: changing, made: chosen) }

    private var isWithdrawing: Bool { !withdrawn(of: changing).isEmpty }

    /// Those of the images that are taken from all projects.
    private func withdrawn(of images: [CatalogueEntry]) -> [CatalogueEntry] {
        chosen.isForAll ? [] : images.filter(\.image.isForAll)
    }

    var submitLabel: String { isPublishing ? "Promote" : isWithdrawing ? "Decommission" : "Save" }

    // MARK: Answers

    mutating func receive(_ event: Event, in browser: inout Browser) -> Bool {
        let isUsage = usage.receive(event)
        return others.receive(event) || isUsage
    }

    mutating func questions(in browser: Browser) -> [Effect] {
        usage.questions(about: withdrawn(of: changing), in: browser)
    }

    mutating func refresh(in browser: Browser) {
        form["remove"].isVisible = !chosen.isForAll && !removable.isEmpty
        PublishingChecks.refreshWithWaiver(&form, isPublishing: isPublishing)
        if case .choice(let options, let selected) = form["visibility"].control {
            form["visibility"].mistake = options[selected].refusal
        }
        let steps = steps(in: browser).allowed
        form["effects"].control = .note(effects(of: steps, browser))
        form["review"].control = .review(
            steps.map { "\($0.title): \($0.change.summary)" },
            commands: steps.flatMap { EquivalentCommand.lines(for: $0.change, of: $0.image) })
        form["review"].isVisible = !steps.isEmpty
    }

    /// Who gains and who loses access by these steps, and which servers use what is taken from all projects; where no
    /// step is allowed, what the choice would mean.
    private func effects(of steps: [ChangePlan.Step], _ browser: Browser) -> String {
        guard !changing.isEmpty else { return "Nothing changes." }
        let images = Set(steps.map(\.image))
        let concerned = images.isEmpty ? changing : changing.filter { images.contains($0.id) }
        let reach = VisibilityReach(
            of: concerned, made: chosen, removingMembers: removesMembers, others: others, in: browser)
        let users = usage.sentences(about: withdrawn(of: concerned), in: browser)
        return (reach.sentences + users).joined(separator: " ")
    }

    // MARK: Members

    /// The members that images have now and would keep without access, for removing them (R26).
    private var removable: [ImageID: [Member]] {
        guard chosen != .shared else { return [:] }
        return changing.filter { $0.image.visibility == .shared }.reduce(into: [:]) { removable, entry in
            if let known = others.members.known(of: entry.id), !known.isEmpty { removable[entry.id] = known }
        }
    }

    private var removesMembers: Bool { form["remove"].isVisible && form["remove"].isOn }

    // MARK: Sending

    /// What will be sent; and what of the images will not change, with the reason.
    private func steps(in browser: Browser) -> (allowed: [ChangePlan.Step], refused: [(title: String, reason: String)])
    {
        if isUnchosen { return ([], subjects.refused) }
        let rights = browser.rights
        var allowed: [ChangePlan.Step] = []
        var refused = subjects.refused
        let removable = removesMembers ? self.removable : [:]
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
                // Only shared images have members, so that these go first.
                let removals = (removable[entry.id] ?? []).map {
                    ImageChange.removeMember($0.project, status: $0.status)
                }
                allowed += (removals + [.edit(patch)]).map { ChangePlan.Step(entry, $0) }
            }
        }
        return (allowed, refused)
    }

    mutating func submit(in browser: inout Browser) -> FormSubmission {
        let (allowed, refused) = steps(in: browser)
        guard !isUnchosen else { return .nothing("No visibility was chosen, so nothing was sent.") }
        guard !changing.isEmpty else { return .nothing("The visibility is \(chosen.text) already; nothing was sent.") }
        var plan = browser.plan(title, allowed)
        plan.note = PublishingChecks.waiver(form)
        let done = subjects.entries.count == 1 ? "\(subjects.entries[0].title) is \(chosen.text) now." : "Done."
        if subjects.entries.count > 1 || !refused.isEmpty {
            var proposal = PlanProposal(title: title, plan: plan, verb: submitLabel)
            proposal.refused = refused
            proposal.notes = [effects(of: allowed, browser)]
            return .propose(proposal)
        }
        let takesAway = isWithdrawing || subjects.entries.contains { $0.image.visibility == .shared }
        guard chosen.isForAll || takesAway else { return .run(plan, done: done) }
        let removal = removesMembers ? " and remove \(counted(removable.values.joined().count, "member"))" : ""
        let question = "\(submitLabel) \(subject): make it \(chosen.text)\(removal)? Enter yes, Esc no."
        return .confirm(question, plan, done: done)
    }

    var draft: Draft? { subjects.draft(of: .editVisibility, form.answers) }
}
