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
            proposal.notes = ["Data cannot be recovered."] + subjects.entries.map { browser.loss(of: $0) }
            if subjects.hidden > 0 {
                proposal.notes.append("\(counted(subjects.hidden, "marked image")) among them not shown by the filter.")
            }
            if steps.count > 1 || subjects.entries.contains(where: { $0.image.isPublished }) {
                proposal.confirmation = "delete"
            }
            return PlanLayer(proposal, in: &browser)
        }
    }

    /// What goes with an image.
    private func loss(of entry: CatalogueEntry) -> String {
        let image = entry.image
        var facts = ["\(entry.title) of \(catalogue.projects.label(of: image.owner))"]
        facts.append(image.size.map { ByteSize($0).short } ?? "no data")
        facts.append(image.visibility.text)
        if let members = knownMembers[entry.id], !members.isEmpty { facts.append("shared with \(members.count)") }
        if let slot = catalogue.slot(of: entry.id), catalogue.isCurrent(slot, in: active) {
            facts.append("the current version of its family")
        }
        return facts.joined(separator: ", ") + "."
    }
}
