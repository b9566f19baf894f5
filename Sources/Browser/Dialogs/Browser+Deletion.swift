internal import Catalog

/// Delete Image: names what will be lost, leaves out what cannot be deleted, and wants a word typed where others may
/// rely on an image or several go at once (dialogs.md 11).
extension Browser {
    mutating func deleteImages() {
        open(for: .deleteImage) { subjects, browser in
            let steps = subjects.entries.map { ChangePlan.Step(image: $0.id, title: $0.title, change: .delete) }
            var proposal = PlanProposal(
                title: "Delete Image", plan: browser.plan("Delete Image", steps), verb: "Delete")
            proposal.refused = subjects.refused
            proposal.notes = [browser.losses(subjects)]
            proposal.words = subjects.entries.map { browser.loss(of: $0) }
            proposal.label = "lost"
            proposal.refusedLabel = "kept"
            if subjects.hidden > 0 {
                proposal.notes.append("\(counted(subjects.hidden, "marked image")) among them not shown by the filter.")
            }
            if steps.count > 1 || subjects.entries.contains(where: { $0.image.isPublished }) {
                proposal.confirmation = "delete"
            }
            return PlanLayer(proposal, in: &browser)
        }
    }

    /// How much goes at once, and that it does not come back.
    private func losses(_ subjects: Subjects) -> String {
        let all = subjects.entries
        let size = all.reduce(0) { $0 + ($1.image.size ?? 0) }
        let number = all.count == 1 ? "" : "\(all.count) images will be lost, \(ByteSize(size).short) in all. "
        let kept = subjects.refused.count
        return number + "Data cannot be recovered."
            + (kept == 0 ? "" : " \(counted(kept, "image")) will be kept, for the reasons below.")
    }

    /// What goes with an image.
    private func loss(of entry: CatalogueEntry) -> String {
        let image = entry.image
        var facts = ["\(entry.title) of \(catalogue.projects.label(of: image.owner))"]
        facts.append(image.size.map { ByteSize($0).short } ?? "no data")
        facts.append(image.visibility.text)
        if let count = memberCount(of: image), count > 0, image.visibility == .shared {
            facts.append("with \(counted(count, "member"))")
        }
        if let slot = catalogue.slot(of: entry.id), catalogue.isCurrent(slot, in: active) {
            facts.append("the current version of its family")
        }
        return facts.joined(separator: ", ") + "."
    }
}
