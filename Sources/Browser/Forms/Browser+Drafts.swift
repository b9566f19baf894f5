internal import Catalog

/// What was typed when the program had to end, and goes on when it is started again.
extension Browser {
    /// Hands over what is being typed, to be kept.
    mutating func keepDrafts() {
        for layer in layers {
            if let draft = layer.draft { emit(.saveDraft(stamped(draft))) }
        }
    }

    /// A draft with where and when it was typed.
    func stamped(_ draft: Draft) -> Draft {
        var draft = draft
        draft.cloud = session?.cloud ?? selection?.cloud ?? ""
        draft.project = session?.project?.id.rawValue
        draft.pane = active
        draft.at = now.seconds
        // Of one image there is one draft; new ones are each of their own.
        if draft.images.isEmpty { draft.id += "/\(now.seconds)" }
        return draft
    }

    /// Offers the latest draft that was not asked about yet, once the user is at nothing else and has read what the
    /// status line says.
    mutating func offerDraft() {
        guard layers.isEmpty, message == nil else { return }
        // The rows of others may still be on their way.
        guard let next = drafts.firstIndex(where: canReopen) else { return }
        layers.append(DraftLayer(drafts.remove(at: next)))
    }

    /// Whether there is another one to be offered.
    var hasDrafts: Bool { drafts.contains(where: canReopen) }

    private func canReopen(_ draft: Draft) -> Bool {
        // Somewhere else it would make or change something else.
        if let project = draft.project, project != session?.project?.id.rawValue { return false }
        return switch draft.dialog {
        case Action.createImage.rawValue: true
        case Action.nextVersion.rawValue, Action.editImage.rawValue, Action.updateMetadata.rawValue,
            Action.uploadData.rawValue, Action.exportImage.rawValue, Action.launchInstance.rawValue,
            Action.shareImage.rawValue, Action.editVisibility.rawValue, Action.deprecate.rawValue,
            Action.signImage.rawValue:
            draft.images.contains { catalogue[ImageID($0)] != nil }
        default: false
        }
    }

    /// The dialog that a draft is of, filled in, for those of its images that are still there; nil if none is, or may be
    /// changed.
    mutating func reopen(_ draft: Draft) -> (any Layer)? {
        guard let action = ImageAction(rawValue: draft.dialog) else { return nil }
        if let pane = draft.pane, refusal(of: pane) == nil { go(to: pane) }
        let subjects = Subjects(draft.images.compactMap { catalogue[ImageID($0)] }, of: action, in: self)
        let entry = subjects.entries.first
        guard rights.refusal(of: action, on: entry, in: active) == nil else { return nil }
        let missing = draft.images.count - subjects.entries.count
        if entry != nil, missing > 0 {
            say(.warning, "Without \(counted(missing, "image")) that may not be changed any more, or that are gone.")
        }
        switch (draft.dialog, entry) {
        case (Action.createImage.rawValue, _):
            return FormLayer(CreateDialog(in: &self), restoring: draft, in: &self)
        case (Action.nextVersion.rawValue, let entry?):
            return FormLayer(CreateDialog(after: entry, in: &self), restoring: draft, in: &self)
        case (Action.editImage.rawValue, let entry?):
            return FormLayer(EditDialog(entry, in: &self), restoring: draft, in: &self)
        case (Action.uploadData.rawValue, let entry?):
            return FormLayer(UploadDialog(entry, in: &self), restoring: draft, in: &self)
        case (Action.exportImage.rawValue, let entry?):
            return FormLayer(ExportDialog(entry, in: &self), restoring: draft, in: &self)
        case (Action.launchInstance.rawValue, let entry?):
            return FormLayer(LaunchDialog(entry, in: &self), restoring: draft, in: &self)
        case (Action.signImage.rawValue, let entry?):
            return FormLayer(SignDialog(entry, in: &self), restoring: draft, in: &self)
        case (Action.shareImage.rawValue, _?):
            return FormLayer(ShareDialog(subjects, in: &self), restoring: draft, in: &self)
        case (Action.editVisibility.rawValue, _?):
            return FormLayer(VisibilityDialog(subjects, in: &self), restoring: draft, in: &self)
        case (Action.deprecate.rawValue, _?):
            return FormLayer(DeprecateDialog(subjects, in: &self), restoring: draft, in: &self)
        case (Action.updateMetadata.rawValue, _?):
            return FormLayer(MetadataDialog(subjects, in: &self), restoring: draft, in: &self)
        default: return nil
        }
    }
}
