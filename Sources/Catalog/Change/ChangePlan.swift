/// Changes that belong together, shown before anything is sent: one dialog's, on one image or on many.
///
/// Steps on the same image are taken one after the other and stop at the first failure; different images are worked on
/// side by side.
package struct ChangePlan: Hashable, Sendable, Identifiable {
    package struct ID: Hashable, Sendable {
        package let text: String
        package init(_ text: String) { self.text = text }
    }

    package struct Step: Hashable, Sendable {
        package var image: ImageID
        /// The image's name, or its ID where it has none, for reports.
        package var title: String
        package var change: ImageChange
        /// The entry of the activity log that the step takes back.
        package var undoes: Activity.ID?
        /// The image as the user saw it, where whatever is different by now is to be told before anything is sent. Nil
        /// where only what the step changes matters.
        package var seen: Image?

        package init(image: ImageID, title: String, change: ImageChange) {
            self.image = image
            self.title = title
            self.change = change
        }

        /// For a row as the user sees it.
        package init(_ entry: CatalogueEntry, _ change: ImageChange) {
            self.init(image: entry.id, title: entry.title, change: change)
            seen = entry.image
        }
    }

    package var id: ID
    /// What is done, for the status line and the log: "Share", "Edit Visibility".
    package var name: String
    package var steps: [Step]
    /// What the user gave as a reason, for the activity log; empty if none was asked for.
    package var note = ""
    /// Whether differences that somebody else made meanwhile were seen and are to be overwritten.
    package var overwrites = false
    /// Whether deprecated images are deleted although the cloud has no compute service that could tell who uses them:
    /// the user has said so (R57).
    package var deletesUnchecked = false
    /// The plan that was cut off and is settled when this one has gone well.
    package var settles: UnfinishedPlan.ID?

    package init(id: ID, name: String, steps: [Step]) {
        self.id = id
        self.name = name
        self.steps = steps
    }
}

/// What became of one step of a plan.
package enum StepOutcome: Sendable {
    /// Sent, read back and found to last. The image as it is now; nil if it is deleted, or not changed by it.
    case done(Image?)
    /// It was so already, with what is worth knowing about that.
    case unchanged(String? = nil)
    /// The image is uploading, importing or being copied: the service would undo the change. It is sent when that ends.
    case held(until: String)
    /// It was sent, and the service does it in its own time; how far it is, in words.
    case working(String)
    /// Somebody else changed the image meanwhile; nothing was sent. `entries` tell what the user saw and what is there.
    case conflict([ImagePatch.Entry])
    /// The service answered well, but the change did not last, also after a second time.
    case lost
    case failed(Problem)
    /// Not tried, because a step before it on the same image failed.
    case skipped

    /// Whether the image is as the user wanted it.
    package var isGood: Bool {
        switch self {
        case .done, .unchanged: true
        case .held, .working, .conflict, .lost, .failed, .skipped: false
        }
    }
}
