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
