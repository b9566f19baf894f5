internal import Canvas
internal import Catalog

/// Waits for what would take back the last change, and says so; then shows what it would send, or why nothing can be.
struct UndoLayer: Layer {
    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        switch input {
        case .key(Key(.escape)), .key(Key("c", .control)): .close
        default: .stay
        }
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        guard case .undoProposed(let answer) = event else { return .stay }
        switch answer {
        case .failure(let problem): browser.say(.error, problem.sentence)
        case .success(nil):
            browser.say(
                .plain, "There is nothing to undo: no change made here, in this project, can be taken back any more.")
        case .success(let proposal?): return show(proposal, in: &browser)
        }
        return .close
    }

    /// One change is asked about on the status line; several, some that cannot be taken back, and what changes who has
    /// access are listed.
    private func show(_ proposal: UndoProposal, in browser: inout Browser) -> LayerReply {
        let proposal = permitted(proposal, in: &browser)
        let when = browser.localDate(proposal.at)
        let steps = proposal.plan.steps
        let isOffering = steps.contains { if case .addMember = $0.change { true } else { false } }
        // Only the member may answer (R72).
        let answer = isOffering ? ["A member that comes back has to answer again."] : []
        let reach = reach(of: steps, in: browser)
        if let only = steps.first, steps.count == 1, proposal.refused.isEmpty, reach.isEmpty {
            let question =
                "Undo \(proposal.name) of \(when)? Sends for \(browser.named(only)): \(only.change.summary)."
            return .replace(
                StripLayer(
                    ([question] + answer).joined(separator: " "), plan: proposal.plan,
                    done: "Undone: \(only.title), \(only.change.summary)."))
        }
        if let only = proposal.refused.first, steps.isEmpty, proposal.refused.count == 1 {
            browser.say(
                .warning, "\(proposal.name) of \(when) cannot be undone. \(only.title): \(only.reason.asSentence)")
            return .close
        }
        var listed = PlanProposal(title: proposal.plan.name, plan: proposal.plan, verb: "Send")
        listed.thing = "change"
        listed.notes = ["Takes back what was done on \(when)."] + answer + reach
        listed.refused = proposal.refused.map { ($0.title, $0.reason) }
        return .replace(PlanLayer(listed, in: &browser))
    }

    /// Who gains and who loses access where an image is published or withdrawn by this, or its members lose it (R20, R25,
    /// R26).
    private func reach(of steps: [ChangePlan.Step], in browser: Browser) -> [String] {
        var changing: [Visibility: [CatalogueEntry]] = [:]
        for step in steps {
            guard let chosen = step.change.visibility, let entry = browser.catalogue[step.image],
                chosen.isForAll || entry.image.isForAll || entry.image.visibility == .shared
            else { continue }
            changing[chosen, default: []].append(entry)
        }
        return changing.sorted { $0.key.text < $1.key.text }.flatMap { chosen, entries in
            var others = ReachFacts(of: Subjects(entries, of: .editVisibility, in: browser))
            _ = others.receive(.members(browser.knownMembers.mapValues { .success($0) }))
            let images = Set(entries.map(\.id))
            let removes = steps.contains { step in
                if case .removeMember = step.change { images.contains(step.image) } else { false }
            }
            return VisibilityReach(of: entries, made: chosen, removingMembers: removes, others: others, in: browser)
                .sentences
        }
    }

    /// Without what the user may not do any more: that is told once, and what was done before it can be undone next.
    private func permitted(_ proposal: UndoProposal, in browser: inout Browser) -> UndoProposal {
        var proposal = proposal
        let (steps, refused) = browser.permitted(proposal.plan)
        proposal.plan.steps = steps
        proposal.refused += refused.map { UndoProposal.Refusal(title: $0.step.title, reason: $0.reason) }
        let settled = refused.compactMap(\.step.undoes)
        if !settled.isEmpty { browser.emit(.giveUpUndoing(settled)) }
        return proposal
    }

    var takesStatusLine: Bool { true }

    var hints: [Hint] { [Hint("Esc", "cancel")] }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        browser.drawQuestion("Looking for the last change that can be taken back.", on: &frame)
    }
}

extension Browser {
    /// An image and whose it is.
    func named(_ step: ChangePlan.Step) -> String {
        guard let entry = catalogue[step.image] else { return step.title }
        return "\(step.title) of \(catalogue.projects.label(of: entry.image.owner))"
    }

    /// Asks what would take back the last change.
    mutating func undo() {
        if let refusal = refusal(of: .undo) { return say(.warning, refusal) }
        emit(.proposeUndo)
        layers.append(UndoLayer())
    }
}
