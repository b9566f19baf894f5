/// One thing that was done, or tried, to one image: kept in the journal, shown in the activity log, and undone from it.
package struct Activity: Hashable, Sendable, Identifiable {
    /// What became of it.
    package enum Outcome: String, Hashable, Sendable {
        case done
        /// It was so already; kept only where that is worth knowing.
        case unchanged
        case failed
        /// Answered well, and undone by another writer.
        case lost
        /// Sent, but whether it was carried out is not known.
        case unknown
    }

    /// Ascending in the order in which things were done.
    package var id: Int64
    package var at: Instant
    package var workplace: Workplace
    /// Who did it, by name where it is known.
    package var user: String?
    /// What it was part of: entries of one plan have the same number.
    package var plan: Int64
    /// What was done, as the dialog calls it: "Share Image".
    package var name: String
    package var image: ImageID
    /// The image's name at the time, or its ID where it had none.
    package var title: String
    package var deed: Deed
    package var outcome: Outcome
    /// Why it failed.
    package var reason: String?
    package var requestID: String?
    /// The `openstack` commands that do the same.
    package var commands: [String]
    /// What the user gave as a reason.
    package var note: String
    /// The entry that this one took back.
    package var undoes: ID?

    package init(
        id: Int64 = 0, at: Instant, workplace: Workplace, user: String?, plan: Int64, name: String, image: ImageID,
        title: String, deed: Deed, outcome: Outcome
    ) {
        self.id = id
        self.at = at
        self.workplace = workplace
        self.user = user
        self.plan = plan
        self.name = name
        self.image = image
        self.title = title
        self.deed = deed
        self.outcome = outcome
        commands = []
        note = ""
    }

    /// The change that was made, if it was one and happened.
    package var change: ImageChange? {
        if case .changed(let change) = deed, outcome == .done { change } else { nil }
    }

    /// Whether the service still has something to be taken back.
    package var isReversible: Bool { change?.inverse != nil }
}
