/// A plan that was cut off in the middle, found in the journal: offered to be finished or taken back.
package struct UnfinishedPlan: Hashable, Sendable, Identifiable {
    /// How far a step had come.
    package enum StepState: String, Hashable, Sendable {
        case waiting
        /// Sent, perhaps; the image tells.
        case begun
        case done
        case failed
    }

    /// Its number in the journal.
    package var id: Int64
    package var workplace: Workplace
    /// When it was begun.
    package var at: Instant
    package var plan: ChangePlan
    package var states: [StepState]

    package init(id: Int64, workplace: Workplace, at: Instant, plan: ChangePlan, states: [StepState]) {
        self.id = id
        self.workplace = workplace
        self.at = at
        self.plan = plan
        self.states = states
    }

    /// The steps that stand, and those that may.
    package var standing: [ChangePlan.Step] {
        zip(plan.steps, states).filter { $0.1 == .done || $0.1 == .begun }.map(\.0)
    }

    /// What is left to do. A step that may stand is in it: what is so already is not sent again.
    package func continuation(id: ChangePlan.ID) -> ChangePlan {
        var rest = ChangePlan(
            id: id, name: plan.name, steps: zip(plan.steps, states).filter { $0.1 != .done }.map(\.0))
        rest.note = plan.note
        rest.overwrites = plan.overwrites
        rest.deletesUnchecked = plan.deletesUnchecked
        rest.settles = self.id
        return rest
    }

    /// What takes back what stands, the last step first; nil if nothing stands that can be taken back.
    package func undoing(id: ChangePlan.ID) -> ChangePlan? {
        let steps = standing.reversed().compactMap { step in
            step.change.inverse.map { ChangePlan.Step(image: step.image, title: step.title, change: $0) }
        }
        var undoing = ChangePlan(id: id, name: "Undo \(plan.name)", steps: steps)
        undoing.settles = self.id
        return steps.isEmpty ? nil : undoing
    }
}
