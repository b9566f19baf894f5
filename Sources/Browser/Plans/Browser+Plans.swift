internal import Catalog

extension Browser {
    /// A plan with an ID of its own.
    mutating func plan(_ name: String, _ steps: [ChangePlan.Step]) -> ChangePlan {
        plansMade += 1
        return ChangePlan(id: ChangePlan.ID("\(now.seconds)-\(plansMade)"), name: name, steps: steps)
    }

    /// What may be done here, by whose rules.
    var rights: Rights {
        let ofCloud = session.map { settings.cloud($0.cloud) } ?? CloudSettings()
        var rights = Rights(session: session, rules: ofCloud.rules, projects: catalogue.projects)
        rights.requiresSignature = ofCloud.requireSigned
        rights.isOffline = connection == .offlineByChoice
        rights.held = heldImages
        return rights
    }

    /// The steps of a plan that was decided on earlier, or takes one back, as far as they may be sent now; and why the
    /// others may not. The image is the one that the service told of last, or else its row.
    func permitted(
        _ plan: ChangePlan
    ) -> (steps: [ChangePlan.Step], refused: [(step: ChangePlan.Step, reason: String)]) {
        let (rights, steps) = (rights, plan.steps)
        let reactivated = Set(steps.filter { $0.change == .reactivate }.map(\.image))
        var told: [ImageID: CatalogueEntry] = [:]
        for step in steps where told[step.image] == nil {
            let row = catalogue[step.image]
            told[step.image] = step.seen.map { CatalogueEntry(image: $0, offer: row?.offer) } ?? row
        }
        var refused: [(step: ChangePlan.Step, reason: String)] = []
        let allowed = steps.filter { step in
            let reason = rights.refusal(
                toSendLate: step.change, of: told[step.image], reactivates: reactivated.contains(step.image),
                hasReason: !plan.note.isEmpty)
            if let reason { refused.append((step, reason)) }
            return reason == nil
        }
        return (allowed, refused)
    }

    /// The rows an action is for: the marked ones if there are any, else the one under the cursor; of a layer
    /// above the pane its own.
    var targets: [CatalogueEntry] {
        if let images = layers.last?.images { return images.compactMap { catalogue[$0] } }
        if !current.marks.isEmpty {
            return current.marks.compactMap { catalogue[$0] }.sorted { $0.nameKey < $1.nameKey }
        }
        switch current.cursorRow {
        case .family(let family):
            return images(of: .family(family)).compactMap { catalogue[$0] }
        default: return [cursorEntry].compactMap { $0 }
        }
    }
}
