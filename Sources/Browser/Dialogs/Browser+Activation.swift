internal import Catalog

/// Deactivate and reactivate (dialogs.md 9).
extension Browser {
    mutating func toggleActivation() {
        open(for: .toggleActivation) { subjects, browser in browser.activationLayer(subjects) }
    }

    /// Marked rows all go the way of the first one, so that one key does one thing.
    private mutating func activationLayer(_ subjects: Subjects) -> any Layer {
        let deactivates = subjects.entries.first?.image.status == .active
        let fitting = subjects.entries.filter { ($0.image.status == .active) == deactivates }
        let others = subjects.entries.filter { ($0.image.status == .active) != deactivates }
        let name = deactivates ? "Deactivate" : "Reactivate"
        let plan = plan(
            name,
            fitting.map { ChangePlan.Step($0, deactivates ? .deactivate : .reactivate) })
        let effect =
            deactivates
            ? "its data can no longer be downloaded, except by administrators, nor used for new servers"
            : "it becomes usable again"
        if let only = fitting.first, subjects.entries.count == 1, subjects.refused.isEmpty {
            return StripLayer(
                "\(name) \(subjects.title(in: self))? Then \(effect).", plan: plan,
                done: "\(only.title) is \(deactivates ? "deactivated" : "active") now.")
        }
        var proposal = PlanProposal(title: name, plan: plan, verb: name)
        proposal.notes = ["Of each image: \(effect)."]
        proposal.refused = subjects.refused + others.map { ($0.title, "It is \($0.image.status.label) already.") }
        return PlanLayer(proposal, in: &self)
    }
}
