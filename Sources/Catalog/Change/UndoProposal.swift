/// What would take back the last reversible change, shown before anything is sent.
package struct UndoProposal: Hashable, Sendable {
    /// Something that cannot be taken back any more.
    package struct Refusal: Hashable, Sendable {
        package var title: String
        package var reason: String

        package init(title: String, reason: String) {
            self.title = title
            self.reason = reason
        }
    }

    /// What was done, as the dialog called it.
    package var name: String
    /// When.
    package var at: Instant
    /// The steps that take it back; empty if nothing can.
    package var plan: ChangePlan
    package var refused: [Refusal]

    package init(name: String, at: Instant, plan: ChangePlan, refused: [Refusal]) {
        self.name = name
        self.at = at
        self.plan = plan
        self.refused = refused
    }
}
