internal import Catalog

/// Plans that go on while their dialog is closed, because the service takes its time.
extension Browser {
    /// Follows a plan without its dialog, and says in the end what became of it.
    ///
    /// - Parameter draft: what was entered, to be offered again if nothing comes of it.
    mutating func followInBackground(_ run: PlanRun, draft: Draft? = nil) {
        background.append(run)
        backgroundDrafts[run.plan.id] = draft.map { stamped($0) }
        say(.plain, "\(run.plan.name) goes on in the background; how it ends is told here.")
    }

    mutating func takeInBackground(_ event: Event) {
        for index in background.indices where background[index].take(event) {
            let run = background[index]
            guard run.isOver else { return }
            background.remove(at: index)
            let draft = backgroundDrafts.removeValue(forKey: run.plan.id)
            if let failure = run.failure {
                let title = run.failedStep.map { "\($0.title): " } ?? ""
                if let draft {
                    emit(.saveDraft(draft))
                    drafts.append(draft)
                }
                return say(.error, "\(run.plan.name). \(title)\(failure.sentence ?? "It was not done.")")
            }
            return say(.done, run.success)
        }
    }

    /// What of it goes on, in a few words; empty if nothing does.
    var backgroundText: String {
        let steps = background.reduce(0) { $0 + $1.plan.steps.count }
        guard let first = background.first else { return "" }
        let name = background.count == 1 ? first.plan.name : "\(background.count) plans"
        return "\(name) \(background.reduce(0) { $0 + $1.doneCount }) of \(steps)"
    }

    /// What becomes of it if the program ends now; empty if nothing goes on.
    var fateOfBackground: String {
        background.isEmpty
            ? "" : " The service goes on with what it has begun; what was not sent yet is offered at the next start."
    }
}
