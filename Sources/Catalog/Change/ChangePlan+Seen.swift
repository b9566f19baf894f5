extension [ChangePlan.Step] {
    /// The steps with their images as they are known now, so that whatever others change from here on is told before
    /// anything is sent; up to the first of an image that changes its record, for later ones find that changed.
    package func seeing(_ image: (ImageID) -> Image?) -> [ChangePlan.Step] {
        var changed: Set<ImageID> = []
        return map { step in
            var step = step
            step.seen = changed.contains(step.image) ? nil : image(step.image) ?? step.seen
            switch step.change {
            case .edit, .deactivate, .reactivate: changed.insert(step.image)
            default: break
            }
            return step
        }
    }
}

extension ChangePlan.Step {
    /// The step once the user has been told what differs by now. Who may change an image depends on its visibility, so
    /// that another change of that has to be told again (R12).
    package func told(_ others: [ImagePatch.Entry]) -> ChangePlan.Step {
        var step = self
        if let now = others.first(where: { $0.field == .visibility })?.to?.string {
            step.seen?.visibility = Visibility(now)
        }
        return step
    }
}
