internal import Catalog

/// What was typed when the program had to end, and goes on when it is started again.
extension Browser {
    /// Hands over what is being typed, to be kept.
    mutating func keepDrafts() {
        for layer in layers {
            guard var draft = layer.draft else { continue }
            draft.cloud = session?.cloud ?? selection?.cloud ?? ""
            draft.at = now.seconds
            emit(.saveDraft(draft))
        }
    }

    /// Offers the latest draft, unless the user is at something already. Answers whether it did.
    mutating func offerDraft(_ drafts: [Draft]) -> Bool {
        guard layers.isEmpty, let draft = drafts.first(where: { canReopen($0) }) else { return false }
        layers.append(DraftLayer(draft))
        return true
    }

    private func canReopen(_ draft: Draft) -> Bool {
        switch draft.dialog {
        case Action.createImage.rawValue: true
        case Action.nextVersion.rawValue, Action.editImage.rawValue, Action.updateMetadata.rawValue,
            Action.shareImage.rawValue, Action.editVisibility.rawValue, Action.deprecate.rawValue:
            draft.image.flatMap { catalogue[ImageID($0)] } != nil
        default: false
        }
    }

    /// The dialog that a draft is of, filled in; nil if its image is gone or may not be changed.
    mutating func reopen(_ draft: Draft) -> (any Layer)? {
        let entry = draft.image.flatMap { catalogue[ImageID($0)] }
        guard let action = ImageAction(rawValue: draft.dialog), rights.refusal(of: action, on: entry, in: active) == nil
        else { return nil }
        switch (draft.dialog, entry) {
        case (Action.createImage.rawValue, _):
            return FormLayer(CreateDialog(in: &self), restoring: draft, in: &self)
        case (Action.nextVersion.rawValue, let entry?):
            return FormLayer(CreateDialog(after: entry, in: &self), restoring: draft, in: &self)
        case (Action.editImage.rawValue, let entry?):
            return FormLayer(EditDialog(entry, in: &self), restoring: draft, in: &self)
        case (Action.shareImage.rawValue, let entry?):
            return FormLayer(ShareDialog(entry, in: &self), restoring: draft, in: &self)
        case (Action.editVisibility.rawValue, let entry?):
            let subjects = Subjects([entry], of: .editVisibility, in: self)
            return FormLayer(VisibilityDialog(subjects, in: &self), restoring: draft, in: &self)
        case (Action.deprecate.rawValue, let entry?):
            let subjects = Subjects([entry], of: .deprecate, in: self)
            return FormLayer(DeprecateDialog(subjects, in: &self), restoring: draft, in: &self)
        case (Action.updateMetadata.rawValue, let entry?):
            var layer = MetadataLayer(Subjects([entry], of: .updateMetadata, in: self), in: &self)
            layer.restore(draft)
            return layer
        default: return nil
        }
    }
}
