internal import Canvas
internal import Catalog

/// Update Metadata: the cloud's own definitions on the left, what the images have and shall have on the right (R8;
/// dialogs.md 5). For one image or for all marked ones. Published images keep theirs, but for an override that gives a
/// reason (R3), and but for what belongs to their life (R4).
struct MetadataDialog: FormDialog {
    let title = "Update Metadata"
    let subject: String
    var form: Form
    let submitLabel = "Save"
    private let subjects: Subjects
    private let published: Int
    private var outcome = MetadataOutcome()
    /// What the outcome was worked out from.
    private var asked: (sheet: MetadataSheet, isOverridden: Bool)?

    init(_ subjects: Subjects, in browser: inout Browser) {
        self.subjects = subjects
        subject = subjects.title(in: browser)
        let count = subjects.entries.count
        published = subjects.entries.count(where: \.image.isPublished)
        let columns = MetadataColumns(
            MetadataSheet(subjects.entries.map(\.image)),
            heading: count == 1 ? "On the image" : "On the \(count) images", in: &browser)
        let fields =
            PublishedLock.fields(Self.lockNote(published, of: count)) + [
                FormField(
                    "metadata", "Properties", .metadata(columns),
                    help: "Left: what the cloud defines. Right: what the images have."),
                FormField(
                    "review", "What will be sent", .review([], commands: []), help: "Y copies the commands."),
            ]
        let properties = Form.Step("Properties", ["metadata"])
        let lock = Form.Step("Published", PublishedLock.ids)
        let steps = published == 0 ? [properties] : published == count ? [lock, properties] : [properties, lock]
        form = Form(fields, steps: steps + [Form.Step("Review", ["review"])])
        if published == count { form.focus(on: "override") }
    }

    private static func lockNote(_ published: Int, of count: Int) -> String {
        let rest = "Only deprecated and replacement can be changed"
        if count == 1 {
            return "This image is published, so its metadata stays as it is: a new version takes its place. \(rest)."
        }
        let which = published == count ? "These images are" : "\(published) of these \(count) images are"
        return "\(which) published, so their metadata stays as it is: new versions take their place. \(rest) on them."
    }

    /// Why other keys cannot be changed, where that holds for all images.
    private static let lock = "Locked, because it is published; M-p leads to a new version, and to the override."

    // MARK: Keeping it up to date

    mutating func refresh(in browser: Browser) {
        PublishedLock.refresh(
            &form, published: published, successor: subjects.entries.count == 1 ? subjects.entries.first : nil,
            in: browser)
        let isOverridden = PublishedLock.isOverridden(form)
        guard case .metadata(var columns) = form["metadata"].control else { return }
        columns.lock = published == subjects.entries.count && !isOverridden ? Self.lock : nil
        form["metadata"].control = .metadata(columns)
        // What a hundred images become is not worked out at every movement of the cursor.
        if asked?.sheet != columns.sheet || asked?.isOverridden != isOverridden {
            outcome = MetadataOutcome(columns.sheet, on: subjects.entries, isOverridden: isOverridden)
            asked = (columns.sheet, isOverridden)
        }
        form["metadata"].mistake = outcome.mistake
        if form.visible.contains(where: { $0.id == "review" }) { review() }
    }

    var summary: String { outcome.summary }

    private mutating func review() {
        let steps = outcome.steps
        var lines = steps.map { "\($0.title): \($0.change.summary)" }
        if subjects.entries.count == 1, case .edit(let patch) = steps.first?.change {
            lines = patch.entries.map(\.summary)
        }
        lines += (outcome.withheld + subjects.refused).map { "Not \($0.title): \($0.reason)" }
        form["review"].control = .review(
            lines.isEmpty ? ["Nothing is changed yet."] : lines,
            commands: steps.flatMap { EquivalentCommand.lines(for: $0.change, of: $0.image) })
    }

    // MARK: Sending

    mutating func submit(in browser: inout Browser) -> FormSubmission {
        if outcome.steps.isEmpty {
            let reason = outcome.withheld.first?.reason
            return reason.map { FormSubmission.refuse($0) } ?? .nothing("Nothing was changed, so nothing was sent.")
        }
        var plan = browser.plan(title, outcome.steps)
        plan.note = PublishedLock.note(form)
        guard let only = subjects.entries.first, subjects.entries.count == 1, subjects.refused.isEmpty else {
            var proposal = PlanProposal(title: title, plan: plan, verb: "Update")
            proposal.refused = outcome.withheld + subjects.refused
            return .propose(proposal)
        }
        return .run(plan, done: "Metadata of \(only.title) updated.")
    }

    mutating func follow(_ link: String, in browser: inout Browser) -> LayerReply {
        PublishedLock.makeSuccessor(of: subjects.entries.first, in: &browser)
    }

    var draft: Draft? { subjects.draft(of: .updateMetadata, form.answers) }
}
