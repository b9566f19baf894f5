internal import Catalog

/// Answering offers in Shared with Me (R72 to R75, dialogs.md 7).
extension Browser {
    mutating func answerOffers(_ answer: MemberStatus) {
        let action: ImageAction = answer == .accepted ? .acceptOffer : .rejectOffer
        let verb = answer == .accepted ? "Accept" : "Reject"
        guard let project = session?.project?.id else { return say(.warning, "Offers are answered by a project.") }
        open(for: action) { subjects, browser in
            let steps = subjects.entries.map { entry in
                ChangePlan.Step(
                    image: entry.id, title: entry.title,
                    change: .answerOffer(project, from: entry.offer?.status ?? .pending, to: answer))
            }
            let plan = browser.plan("\(verb) Offer", steps)
            if let only = subjects.entries.first, steps.count == 1, subjects.refused.isEmpty {
                let owner = browser.catalogue.projects.label(of: only.image.owner)
                let done =
                    answer == .accepted
                    ? "Accepted: \(only.title) is among the images now."
                    : "Rejected: \(only.title) stays here, to be accepted later."
                return StripLayer(
                    "\(verb) \(only.title) from \(owner)? \(browser.answering(for: project))", plan: plan, done: done)
            }
            var proposal = PlanProposal(title: "\(verb) Offers", plan: plan, verb: verb)
            proposal.refused = subjects.refused
            proposal.notes = [browser.answering(for: project)]
            proposal.words = subjects.entries.map { entry in
                let owner = browser.catalogue.projects.label(of: entry.image.owner)
                return "\(entry.title) from \(owner), \(entry.offer?.status.text ?? "pending") now"
            }
            proposal.label = verb.lowercased()
            proposal.thing = "offer"
            return PlanLayer(proposal, in: &browser)
        }
    }

    /// Whose answer it is (R74): the service takes it from every member of the project.
    private func answering(for project: ProjectID) -> String {
        let name = catalogue.projects.label(of: project)
        return "You answer for all of \(name), for which its project administrator is responsible."
    }
}
