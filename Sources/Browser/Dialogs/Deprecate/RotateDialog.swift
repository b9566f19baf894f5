internal import Canvas
internal import Catalog

/// Rotate Family: keeps the newest versions and deprecates the others in favour of the current one, after showing the
/// exact changes and which servers use what is deprecated (R55).
struct RotateDialog: FormDialog {
    let title = "Rotate Family"
    let subject: String
    var form: Form
    let submitLabel = "Rotate"
    private let family: FamilyID
    private let pane: Pane
    private var usage = UsageFacts()

    /// - Parameter family: Has to have a current version.
    init(_ family: FamilyID, in browser: inout Browser) {
        self.family = family
        pane = browser.active
        let shown = browser.catalogue.family(family, in: pane)
        subject = "\(shown.key.label) (owner \(browser.catalogue.projects.label(of: shown.key.owner)))"
        form = Form([
            FormField("stays", "Current", .note("")),
            FormField(
                "keep", "Keep", .number(TextField("\(max(2, browser.settings.keeps))"), unit: "versions"),
                isRequired: true,
                help: "The current version and those below it that stay in use; deprecated ones are not counted."),
            FormField(
                "deactivate", "Deactivate", .toggle(true),
                help: "Nobody but administrators can download the old versions or make new servers from them."),
            FormField(
                "withdraw", "Withdraw", .toggle(true),
                help: "Makes the old versions private: others no longer see them."),
            FormField("usage", "In use", .note(Self.staying)),
            FormField("review", "Sends", .review([], commands: []), help: "Y copies the commands."),
        ])
    }

    private static let staying = "Running servers stay as they are; only new ones are affected."

    /// Why a family cannot be rotated; nil if it can.
    static func refusal(of family: Family) -> String? {
        guard let current = family.current else {
            return "The family has no current version: nothing could be used instead of what is deprecated."
        }
        return family.older(than: current.entry.id).isEmpty
            ? "The family has no version below the current one, \(current.version), which is never deprecated." : nil
    }

    private func rotation(in browser: Browser) -> Rotation? {
        Rotation(browser.catalogue.family(family, in: pane), keeping: max(1, form["keep"].number ?? 1))
    }

    private func deprecation(_ rotation: Rotation, in browser: Browser) -> Deprecation {
        let current = rotation.current.entry
        let example = rotation.retired.first ?? rotation.redirected.first ?? rotation.current
        var deprecation = Deprecation(
            replacement: browser.catalogue.reference(to: current, from: example.entry.image, in: pane))
        deprecation.deactivates = form["deactivate"].isOn
        deprecation.withdraws = form["withdraw"].isOn
        return deprecation
    }

    /// What is sent, and which versions may not be changed.
    private func plannedSteps(
        _ rotation: Rotation, in browser: Browser
    ) -> (steps: [ChangePlan.Step], refused: [(title: String, reason: String)]) {
        let rights = browser.rights
        var refused: [(title: String, reason: String)] = []
        var reasons: [ImageID: String] = [:]
        for version in rotation.retired {
            guard let reason = rights.refusal(of: .deprecate, on: version.entry, in: pane) else { continue }
            reasons[version.entry.id] = reason
            refused.append((version.entry.title, reason))
        }
        let steps = rotation.steps(deprecation(rotation, in: browser)).filter { reasons[$0.image] == nil }
        return (steps, refused)
    }

    /// The versions that are deprecated now.
    private func retired(in browser: Browser) -> [CatalogueEntry] { rotation(in: browser)?.retired.map(\.entry) ?? [] }

    mutating func receive(_ event: Event, in browser: inout Browser) -> Bool { usage.receive(event) }

    mutating func questions(in browser: Browser) -> [Effect] {
        usage.questions(about: retired(in: browser), in: browser)
    }

    mutating func refresh(in browser: Browser) {
        let users = usage.sentences(about: retired(in: browser), in: browser)
        form["usage"].control = .note((users + [Self.staying]).joined(separator: " "))
        let keep = form["keep"].number
        form["keep"].mistake = keep.map { $0 > 0 } ?? false ? nil : "The current version always stays: keep at least 1."
        guard let rotation = rotation(in: browser) else {
            form["stays"].control = .note("none any more")
            form["keep"].mistake = "The family has no current version any more."
            form["review"].isVisible = false
            return
        }
        let kept = rotation.kept.map { $0.version.description }.joined(separator: ", ")
        form["stays"].control = .note(
            "\(rotation.current.entry.title) replaces what is deprecated. Stay in use: \(kept).")
        let steps = plannedSteps(rotation, in: browser).steps
        form["review"].control = .review(
            steps.isEmpty
                ? ["Nothing: there are no more versions in use than that."]
                : steps.map { "\($0.title): \($0.change.summary)" },
            commands: steps.flatMap { EquivalentCommand.lines(for: $0.change, of: $0.image) })
    }

    mutating func submit(in browser: inout Browser) -> FormSubmission {
        guard let rotation = rotation(in: browser) else {
            return .refuse("The family has no current version any more.")
        }
        let (steps, refused) = plannedSteps(rotation, in: browser)
        guard !steps.isEmpty || !refused.isEmpty else {
            return .nothing("There are no more versions in use than that; nothing was sent.")
        }
        var proposal = PlanProposal(title: title, plan: browser.plan(title, steps), verb: "Send")
        proposal.thing = "change"
        proposal.refused = refused
        proposal.notes = ["\(rotation.current.entry.title) is the one to use, and is not changed."]
        proposal.notes += usage.sentences(about: retired(in: browser), in: browser)
        return .propose(proposal)
    }
}

extension Browser {
    /// The family of the line under the cursor, or of the image shown.
    private var targetFamily: FamilyID? {
        if let images = layers.last?.images {
            return images.first.flatMap(catalogue.slot(of:)).flatMap(catalogue.family(of:))
        }
        return current.cursorRow.flatMap(family(of:))
    }

    /// Why the family under the cursor cannot be rotated; nil if it can.
    var refusalToRotate: String? {
        if let refusal = rights.refusalToWrite { return refusal }
        if active == .shared { return "Families are rotated in the panes Images and Admin." }
        guard let id = targetFamily else {
            return "This image's name does not follow the convention, so it has no family."
        }
        let family = catalogue.family(id, in: active)
        if let refusal = RotateDialog.refusal(of: family) { return refusal }
        guard let current = family.current else { return nil }
        // Whoever may not touch one version of a family may not touch the others: they have one owner.
        let reasons = family.older(than: current.entry.id).map {
            rights.refusal(of: .deprecate, on: $0.entry, in: active)
        }
        return reasons.contains(nil) ? nil : reasons.first ?? nil
    }

    mutating func rotateFamily() {
        if let refusal = refusalToRotate { return say(.warning, refusal) }
        guard let family = targetFamily else { return }
        layers.append(FormLayer(RotateDialog(family, in: &self), in: &self))
    }
}
