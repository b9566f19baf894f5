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

    /// One change is asked about on the status line; several, or some that cannot be taken back, are listed.
    private func show(_ proposal: UndoProposal, in browser: inout Browser) -> LayerReply {
        let proposal = permitted(proposal, in: browser)
        let when = browser.localDate(proposal.at)
        let steps = proposal.plan.steps
        let isOffering = steps.contains { if case .addMember = $0.change { true } else { false } }
        // Only the member may answer (R72).
        let answer = isOffering ? " A member that comes back has to answer again." : ""
        if let only = steps.first, steps.count == 1, proposal.refused.isEmpty {
            return .replace(
                StripLayer(
                    "Undo \(proposal.name) of \(when)? Sends for \(only.title): \(only.change.summary).\(answer)",
                    plan: proposal.plan, done: "Undone: \(only.title), \(only.change.summary)."))
        }
        if let only = proposal.refused.first, steps.isEmpty, proposal.refused.count == 1 {
            browser.say(
                .warning, "\(proposal.name) of \(when) cannot be undone. \(only.title): \(only.reason.asSentence)")
            return .close
        }
        var listed = PlanProposal(title: proposal.plan.name, plan: proposal.plan, verb: "Send")
        listed.thing = "change"
        listed.notes = ["Takes back what was done on \(when).\(answer)"]
        listed.refused = proposal.refused.map { ($0.title, $0.reason) }
        return .replace(PlanLayer(listed, in: &browser))
    }

    /// Without what the user may not do any more.
    private func permitted(_ proposal: UndoProposal, in browser: Browser) -> UndoProposal {
        var proposal = proposal
        let rights = browser.rights
        proposal.plan.steps.removeAll { step in
            guard let reason = rights.refusal(toUndo: step.change, of: browser.catalogue[step.image]) else {
                return false
            }
            proposal.refused.append(UndoProposal.Refusal(title: step.title, reason: reason))
            return true
        }
        return proposal
    }

    var takesStatusLine: Bool { true }

    var hints: [Hint] { [Hint("Esc", "cancel")] }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        browser.drawQuestion("Looking for the last change that can be taken back.", on: &frame)
    }
}

extension Browser {
    /// Asks what would take back the last change.
    mutating func undo() {
        if let refusal = refusal(of: .undo) { return say(.warning, refusal) }
        emit(.proposeUndo)
        layers.append(UndoLayer())
    }
}
