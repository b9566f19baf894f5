internal import Canvas
internal import Catalog

/// Sending what was changed, keeping it as a draft, and hints.
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
            select(empty.id)
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
            mode = .explaining(TextField())
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
        mode = .sending(PlanRun(plan))
        browser.emit(.run(plan))
        return .stay
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        switch event {
        case .definitions(let definitions):
            tree = MetadataTree(definitions)
            follow(browser)
            return .stay
        default: break
        }
        guard case .sending(var run) = mode, run.take(event) else { return .stay }
        mode = .sending(run)
        guard run.isOver else { return .stay }
        if case .conflict(let entries) = run.failure { return .replace(ConflictLayer(run.plan, entries)) }
        if let failure = run.failure {
            mode = .failed(failure.sentence ?? "It was not done.")
            return .stay
        }
        browser.say(.done, "Metadata of \(subjects.entries.first?.title ?? "the image") updated.")
        return .close
    }

    var draft: Draft? {
        guard sheet.isEdited, let entry = subjects.entries.first, subjects.entries.count == 1 else { return nil }
        let answers = sheet.rows.compactMap { row -> (String, String)? in
            switch row.edit {
            case .set(let text): (row.id, "=" + text)
            case .remove: (row.id, "-")
            case nil: nil
            }
        }
        return Draft(
            id: "update-metadata/\(entry.id)", dialog: ImageAction.updateMetadata.rawValue, cloud: "",
            image: entry.id.rawValue, title: entry.title, answers: Dictionary(uniqueKeysWithValues: answers), at: 0)
    }

    /// Takes over what a draft held.
    mutating func restore(_ draft: Draft) {
        for (key, answer) in draft.answers {
            if answer == "-" { sheet.remove(key) } else { sheet.set(key, to: String(answer.dropFirst())) }
        }
    }

    var hints: [Hint] {
        switch mode {
        case .editing(let editor): return editor.hints
        case .filtering, .naming, .explaining: return [Hint("Enter", "go on"), Hint("Esc", "back")]
        case .askingToDiscard: return [Hint("Enter", "discard"), Hint("Esc", "go on")]
        case .sending: return [Hint("Esc", "stop")]
        case .lists, .failed:
            let own =
                side == .available
                ? [Hint("Enter", "add")] : [Hint("Enter", "edit"), Hint("Del", "remove"), Hint("u", "undo")]
            return own + [
                Hint("Tab", "other side"), Hint("/", "filter"), Hint("+", "custom key"), Hint("C-s", "save"),
                Hint("Esc", "cancel"),
            ]
        }
    }

    static let help = """
        On the left stands what the cloud defines for images; Enter opens a group and adds a property. On the right stands \
        what the images have; Enter edits a value, Space turns a yes or no round, Del removes a key, u takes a change back. \
        + adds a key of your own, / filters the column you are in, C-s saves. For several images the values that differ are \
        counted, and a change is made only where it is one.
        """
}
