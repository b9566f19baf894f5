internal import Catalog

/// Delete Image: names what will be lost, leaves out what cannot be deleted, above all what servers use, and wants a word
/// typed where others may rely on an image or several go at once (dialogs.md 11, R54 to R59).
extension Browser {
    mutating func deleteImages() {
        open(for: .deleteImage) { subjects, browser in
            let questions = browser.usageQuestions(of: subjects)
            if questions.isEmpty { return PlanLayer(browser.deletion(of: subjects, usages: [:]), in: &browser) }
            browser.emit(.checkUsage(questions))
            return DeletionCheckLayer(subjects, asked: questions)
        }
    }

    /// What has to be asked before these images are deleted. Where there is no compute service only deprecated ones are
    /// asked about: whether there is really none at all is worth knowing then.
    private func usageQuestions(of subjects: Subjects) -> [UsageQuestion] {
        let hasCompute = session?.services.contains("compute") ?? false
        return subjects.entries.filter { hasCompute || $0.isDeprecated }.map { entry in
            UsageQuestion(
                entry.id, ImageUsage.scope(beforeDeleting: entry.image, isAdmin: session?.isAdmin ?? false))
        }
    }

    /// What deleting will do, by what was answered about servers; an image that was not asked about needs no answer.
    mutating func deletion(of subjects: Subjects, usages: [ImageID: ImageUsage]) -> PlanProposal {
        let check = DeletionCheck(subjects.entries, usages)
        let going = check.going
        let steps = going.map { ChangePlan.Step($0, .delete) }
        var proposal = PlanProposal(title: "Delete Image", plan: plan("Delete Image", steps), verb: "Delete")
        proposal.refused = subjects.refused + check.kept(in: self)
        proposal.words = going.map { loss(of: $0) }
        proposal.label = "lost"
        proposal.refusedLabel = "kept"
        if !going.isEmpty { proposal.notes.append(losses(going, kept: proposal.refused.count)) }
        proposal.notes += check.notes(in: self)
        proposal.listed = check.serverFacts(in: self)
        if subjects.hidden > 0 {
            proposal.notes.append("\(counted(subjects.hidden, "marked image")) among them not shown by the filter.")
        }
        let isDelicate = steps.count > 1 || going.contains { $0.image.isPublished } || check.isInDoubt
        proposal.confirmation = isDelicate ? "delete" : nil
        if !check.unchecked.isEmpty {
            proposal.confirmation = "unchecked"
            proposal.plan.deletesUnchecked = true
            proposal.plan.note = "Deleted unchecked: the cloud has no compute service to tell who uses it."
        }
        return proposal
    }

    /// How much goes at once, and that it does not come back.
    private func losses(_ all: [CatalogueEntry], kept: Int) -> String {
        let size = all.reduce(0) { $0 + ($1.image.size ?? 0) }
        let number = all.count == 1 ? "" : "\(all.count) images will be lost, \(ByteSize(size).short) in all. "
        return number + "Data cannot be recovered."
            + (kept == 0 ? "" : " \(counted(kept, "image")) will be kept, for the reasons below.")
    }

    /// What goes with an image.
    private func loss(of entry: CatalogueEntry) -> String {
        let image = entry.image
        var facts = ["\(entry.title) of \(catalogue.projects.label(of: image.owner))"]
        facts.append(image.size.map { ByteSize($0).short } ?? "no data")
        facts.append(image.visibility.text)
        if image.visibility == .shared {
            // Nobody is asked for the sake of this line.
            let count = memberCount(of: image)
            if count != 0 { facts.append(count.map { "with \(counted($0, "member"))" } ?? "its members not read") }
        }
        if let slot = catalogue.slot(of: entry.id), catalogue.isCurrent(slot, in: active) {
            facts.append("the current version of its family")
        }
        return facts.joined(separator: ", ") + "."
    }
}
