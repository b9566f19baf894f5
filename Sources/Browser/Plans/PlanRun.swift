internal import Catalog

/// A plan that is being carried out, and what became of its steps so far.
struct PlanRun: Sendable {
    let plan: ChangePlan
    private(set) var outcomes: [StepOutcome?]
    private(set) var isOver = false

    init(_ plan: ChangePlan) {
        self.plan = plan
        outcomes = Array(repeating: nil, count: plan.steps.count)
    }

    /// Takes in an event if it is about this plan. Answers whether it was.
    mutating func take(_ event: Event) -> Bool {
        switch event {
        case .planStep(plan.id, let index, let outcome) where outcomes.indices.contains(index):
            outcomes[index] = outcome
            return true
        case .planEnded(plan.id):
            isOver = true
            return true
        default: return false
        }
    }

    /// What is going on, in a few words.
    var progress: String {
        let done = doneCount
        if let held = outcomes.compactMap({ $0?.holding }).first {
            return outcomes.count == 1 ? held : "\(done) of \(outcomes.count) done. \(held)"
        }
        return outcomes.count == 1 ? "Sending." : "Sending: \(done) of \(outcomes.count) done."
    }

    /// The steps of which is known what became.
    var doneCount: Int { outcomes.count { $0 != nil && $0?.holding == nil } }

    /// Whether the service has it, or something it waits for, so that nobody needs to look on.
    var isInOtherHands: Bool { !isOver && outcomes.contains { $0?.holding != nil } }

    /// The first step that came to something else than the user wanted.
    var failedStep: ChangePlan.Step? {
        zip(plan.steps, outcomes).first { !($0.1?.isGood ?? true) }?.0
    }

    /// The first outcome that is none the user wanted.
    var failure: StepOutcome? {
        outcomes.compactMap { $0 }.first { !$0.isGood } ?? (outcomes.contains { $0 == nil } && isOver ? .skipped : nil)
    }

    var hasSucceeded: Bool { outcomes.contains { $0?.isGood ?? false } }

    /// Of images on which some steps stand and some do not: what they are and what not, an image a sentence (R53).
    var halves: [String] {
        // An image with one step is no half.
        let lanes = Dictionary(grouping: plan.steps.indices, by: { plan.steps[$0].image }).values.filter {
            $0.count > 1
        }
        return lanes.sorted { $0[0] < $1[0] }.compactMap { lane in
            let mine = lane.map { (plan.steps[$0], outcomes[$0]) }
            let good = mine.filter { $0.1?.isGood ?? false }.flatMap { $0.0.change.results }
            let bad = mine.filter { !($0.1?.isGood ?? false) }.flatMap { $0.0.change.results }
            guard let title = mine.first?.0.title, !good.isEmpty, !bad.isEmpty else { return nil }
            return "\(title) is \(good.joined(separator: ", ")), but not \(bad.joined(separator: ", not "))."
        }
    }

    /// What is told of a plan that went well.
    var success: String {
        if plan.steps.count == 1, case .unchanged(let words?) = outcomes[0] {
            return "\(plan.steps[0].title): \(words)"
        }
        return "\(plan.name): \(counted(plan.steps.count, "change")) done."
    }

    /// Whether something was sent that can be taken back.
    var canBeUndone: Bool {
        zip(plan.steps, outcomes).contains { step, outcome in
            if case .done = outcome { step.change.inverse != nil } else { false }
        }
    }

    /// The steps that were not sent because somebody else had changed the image, and that may be all the same.
    func conflicting(by rights: Rights) -> [ChangePlan.Step] {
        zip(plan.steps, outcomes).compactMap { step, outcome in
            guard case .conflict(let others) = outcome else { return nil }
            let refusal = rights.refusal(
                toSend: step.change, to: step.seen, over: others, hasReason: !plan.note.isEmpty)
            return refusal == nil ? step.told(others) : nil
        }
    }

    /// The steps that were not done, for another attempt.
    var remainder: [ChangePlan.Step] {
        zip(plan.steps, outcomes).filter { !($0.1?.isGood ?? false) }.map(\.0)
    }
}

extension StepOutcome {
    var holding: String? {
        switch self {
        case .held(let words), .working(let words): words
        default: nil
        }
    }

    /// What to tell about it; nil if all is well.
    var sentence: String? {
        switch self {
        case .done, .unchanged: nil
        case .held(let words), .working(let words): words
        case .conflict(let entries):
            "Somebody else changed it meanwhile: \(entries.map(\.summary).joined(separator: ", ")). Nothing was sent."
        case .lost:
            "The service answered well, but the change did not last: another writer overwrote it twice. Try again."
        case .failed(let problem): problem.sentence
        case .skipped: "Not tried, because a step before it failed or you stopped."
        }
    }
}
