internal import Canvas
internal import Catalog

/// Sending what was changed, and keeping it as a draft.
extension MetadataLayer {
    /// Images that are published and would change in more than their deprecation (R3, R4).
    var locked: [CatalogueEntry] {
        subjects.entries.filter { entry in
            entry.image.isPublished
                && sheet.patch(for: entry.image).entries.contains {
                    $0.field != .property("deprecated") && $0.field != .property("replacement")
                }
        }
    }

    mutating func submit(in browser: inout Browser) -> LayerReply {
        guard !sheet.changed.isEmpty else {
            browser.say(.plain, "Nothing was changed, so nothing was sent.")
            return .close
        }
        if let empty = sheet.rows.first(where: { $0.isNew && $0.edit == .set("") }) {
            columns.select(empty.id)
            browser.say(.warning, "\(empty.id) needs a value; Del takes the key away.")
            return .stay
        }
        let most =
            sheet.images.map { image in
                image.properties.count
                    + sheet.patch(for: image).entries.reduce(0) { sum, entry in
                        sum + (entry.from == nil ? 1 : 0) - (entry.to == nil ? 1 : 0)
                    }
            }.max() ?? 0
        if most > 128 {
            browser.say(.warning, "The service allows 128 properties; an image would have \(most).")
            return .stay
        }
        if !locked.isEmpty {
            phase = .explaining(TextField())
            return .stay
        }
        return send(note: "", in: &browser)
    }

    mutating func send(note: String, in browser: inout Browser) -> LayerReply {
        let steps = subjects.entries.compactMap { entry -> ChangePlan.Step? in
            let patch = sheet.patch(for: entry.image)
            return patch.isEmpty ? nil : ChangePlan.Step(image: entry.id, title: entry.title, change: .edit(patch))
        }
        var plan = browser.plan("Update Metadata", steps)
        plan.note = note
        if subjects.entries.count > 1 || !subjects.refused.isEmpty {
            var proposal = PlanProposal(title: "Update Metadata", plan: plan, verb: "Update")
            proposal.refused = subjects.refused
            return .replace(PlanLayer(proposal, in: &browser))
        }
        phase = .sending(PlanRun(plan))
        browser.emit(.run(plan))
        return .stay
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        if columns.receive(event) { columns.fit(Areas(body: browser.regions.body).columns) }
        guard case .sending(var run) = phase, run.take(event) else { return .stay }
        phase = .sending(run)
        guard run.isOver else { return .stay }
        if case .conflict(let entries) = run.failure { return .replace(ConflictLayer(run.plan, entries)) }
        if let failure = run.failure {
            phase = .failed(failure.sentence ?? "It was not done.")
            return .stay
        }
        browser.say(.done, "Metadata of \(subjects.entries.first?.title ?? "the image") updated.")
        return .close
    }

    var draft: Draft? {
        guard sheet.isEdited else { return nil }
        let answers = sheet.rows.compactMap { row -> (String, String)? in
            switch row.edit {
            case .set(let text): (row.id, "=" + text)
            case .remove: (row.id, "-")
            case nil: nil
            }
        }
        return subjects.draft(of: .updateMetadata, Dictionary(uniqueKeysWithValues: answers))
    }

    /// Takes over what a draft held.
    mutating func restore(_ draft: Draft) {
        for (key, answer) in draft.answers {
            if answer == "-" {
                columns.sheet.remove(key)
            } else {
                columns.sheet.set(key, to: String(answer.dropFirst()))
            }
        }
    }
}
