internal import Catalog
internal import OpenStack
internal import Replica

/// Taking back the last change.
extension ChangeDesk {
    /// What would take back the last change that can be taken back here; nil if there is none. What cannot be taken back
    /// any more is told once and not offered again.
    func undoProposal() async throws(Problem) -> UndoProposal? {
        let session = try await tools.cloud.access.session()
        while true {
            let entries = try await tools.keeper.journal.lastReversible(in: Workplace(session))
            guard let last = entries.first else { return nil }
            var undoing = Undoing(access: tools.cloud.access)
            for entry in entries { try await undoing.add(entry) }
            try await tools.keeper.journal.giveUpUndoing(undoing.settled)
            // All of it is as it was before already.
            if undoing.steps.isEmpty, undoing.refused.isEmpty { continue }
            var plan = ChangePlan(
                id: ChangePlan.ID("undo \(last.id)"), name: "Undo \(last.name)",
                steps: undoing.steps.seeing { undoing.images[$0] ?? nil })
            plan.note = undoing.note
            return UndoProposal(name: last.name, at: last.at, plan: plan, refused: undoing.refused)
        }
    }
}

/// The steps that take entries back, compared with how the images are now.
private struct Undoing {
    let access: any CloudAccess
    private(set) var steps: [ChangePlan.Step] = []
    private(set) var refused: [UndoProposal.Refusal] = []
    /// Entries with nothing left to take back.
    private(set) var settled: [Activity.ID] = []
    /// Why published content was changed, which is why it may be changed back; empty if none is.
    private(set) var note = ""
    /// As they are now; nil for those that are gone.
    private(set) var images: [ImageID: Image?] = [:]

    init(access: any CloudAccess) { self.access = access }

    mutating func add(_ entry: Activity) async throws(Problem) {
        guard let inverse = entry.change?.inverse else { return settled.append(entry.id) }
        guard let image = try await image(entry.image) else {
            return refuse(entry, "it is gone, or this project does not see it any more")
        }
        switch inverse {
        case .edit(let patch): take(entry, back: patch, in: image)
        case .deactivate: take(entry, back: image.status == .deactivated ? nil : inverse)
        case .reactivate: take(entry, back: image.status == .active ? nil : inverse)
        case .addMember, .removeMember, .answerOffer:
            if image.visibility == .shared || isShared(by: steps, image.id) {
                try await takeMembership(entry, back: inverse)
            } else {
                // Members rest then, and are not told (R26).
                refuse(entry, "it is \(image.visibility.text) now, and only shared images have members")
            }
        case .copyToStore(let store): take(entry, back: image.stores.contains(store) ? nil : inverse)
        case .removeFromStore(let store):
            if image.stores == [store] { return refuse(entry, "it is the only copy of the data by now") }
            take(entry, back: image.stores.contains(store) ? inverse : nil)
        case .delete, .queueForCache, .dropFromCache: settled.append(entry.id)
        }
    }

    /// Whether an image becomes shared by steps that come first.
    private func isShared(by steps: [ChangePlan.Step], _ image: ImageID) -> Bool {
        steps.contains { $0.image == image && $0.change.visibility == .shared }
    }

    private mutating func takeMembership(_ entry: Activity, back inverse: ImageChange) async throws(Problem) {
        switch inverse {
        case .addMember(let project):
            take(entry, back: try await member(project, of: entry.image) == nil ? inverse : nil)
        case .removeMember(let project, _):
            take(entry, back: try await member(project, of: entry.image) == nil ? nil : inverse)
        case .answerOffer(let project, let from, let to):
            guard let member = try await member(project, of: entry.image) else {
                return refuse(entry, "the offer was taken back")
            }
            if member.status != from, member.status != to {
                return refuse(entry, "the offer is \(member.status.text) since")
            }
            take(entry, back: member.status == to ? nil : inverse)
        case .edit, .deactivate, .reactivate, .delete, .copyToStore, .removeFromStore, .queueForCache, .dropFromCache:
            break
        }
    }

    /// What somebody else has changed since is left alone, and so is the content of an image that was published since
    /// (R3), unless a reason was given for changing it; the rest is taken back.
    private mutating func take(_ entry: Activity, back patch: ImagePatch, in image: Image) {
        let conflicts = patch.conflicts(with: image)
        for conflict in conflicts {
            refuse(entry, "changed since: \(conflict.summary)")
        }
        var fields = Set(conflicts.map(\.field))
        let isLocked = image.isPublished && entry.note.isEmpty && ImageChange.edit(patch).visibility != .private
        let content = patch.entries.map(\.field).filter { $0.isContent && !fields.contains($0) }
        if isLocked, !content.isEmpty {
            let names = content.map(\.name).joined(separator: ", ")
            refuse(entry, "it is \(image.visibility.text) now, and a published image keeps its content (\(names))")
            fields.formUnion(content)
        } else if image.isPublished, !content.isEmpty {
            note = entry.note
        }
        let rest = ImagePatch(patch.entries.filter { !fields.contains($0.field) })
        if rest.missing(in: image).isEmpty { settled.append(entry.id) } else { take(entry, back: .edit(rest)) }
    }

    private mutating func take(_ entry: Activity, back change: ImageChange?) {
        guard let change else { return settled.append(entry.id) }
        var step = ChangePlan.Step(image: entry.image, title: entry.title, change: change)
        step.undoes = entry.id
        steps.append(step)
    }

    private mutating func refuse(_ entry: Activity, _ reason: String) {
        refused.append(UndoProposal.Refusal(title: entry.title, reason: reason))
        settled.append(entry.id)
    }

    // MARK: The service

    private mutating func image(_ id: ImageID) async throws(Problem) -> Image? {
        if let known = images[id] { return known }
        var image: Image?
        do throws(Problem) {
            image = try await access.image(id)
        } catch {
            guard error.kind == .notFound else { throw error }
        }
        images[id] = .some(image)
        return image
    }

    private func member(_ project: ProjectID, of image: ImageID) async throws(Problem) -> Member? {
        do throws(Problem) {
            return try await access.member(of: image, project: project)
        } catch {
            // While the image is not shared nobody is a member.
            guard error.kind == .notFound || error.kind == .forbidden else { throw error }
            return nil
        }
    }
}
