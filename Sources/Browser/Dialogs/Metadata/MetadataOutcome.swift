internal import Catalog

/// What a sheet of properties comes to: the change of each image, in short, and what stands in its way.
struct MetadataOutcome: Sendable {
    private(set) var steps: [ChangePlan.Step] = []
    /// Images that are published and would change in more than belongs to their life.
    private(set) var withheld: [(title: String, reason: String)] = []
    private(set) var mistake: String?
    /// What changes for how many images; empty while nothing does.
    private(set) var summary = ""

    init() {}

    init(_ sheet: MetadataSheet, on entries: [CatalogueEntry], isOverridden: Bool) {
        guard sheet.isEdited else { return }
        var most = 0
        for entry in entries {
            let whole = sheet.patch(for: entry.image)
            let patch = entry.image.isPublished && !isOverridden ? whole.ofLifecycle : whole
            if patch != whole {
                let keys = whole.entries.filter { !patch.entries.contains($0) }.map(\.field.name)
                withheld.append((entry.title, "It is published, so \(keys.joined(separator: ", ")) stays as it is."))
            }
            if patch.isEmpty { continue }
            most = max(most, patch.propertyCount(on: entry.image))
            if mistake == nil { mistake = patch.mistakes.first.map { "\($0.field.name) is \($0.reason)." } }
            var step = ChangePlan.Step(image: entry.id, title: entry.title, change: .edit(patch))
            step.seen = entry.image
            steps.append(step)
        }
        if most > FieldLimits.properties {
            mistake = "The service allows \(FieldLimits.properties) properties; an image would have \(most)."
        }
        if let key = sheet.unfinished { mistake = "\(key) needs a value; Del takes the key away." }
        let edits = sheet.rows.compactMap(\.editText).joined(separator: ", ")
        summary = entries.count == 1 ? edits : "\(steps.count) of \(entries.count) images change: \(edits)"
    }
}

extension MetadataSheet.Row {
    /// What becomes of the key, in a few words; nil if nothing does.
    fileprivate var editText: String? {
        switch edit {
        case nil: nil
        case .remove: "\(id) removed"
        case .set("") where isNew: "\(id) without a value yet"
        case .set(let value): isNew ? "\(id) \(value) added" : "\(id) \(common ?? "…") → \(value)"
        }
    }
}

extension ImagePatch {
    /// The part of it that a published image takes (R4).
    fileprivate var ofLifecycle: ImagePatch {
        ImagePatch(
            entries.filter { entry in
                if case .property(let key) = entry.field { PropertyKey.ofLifecycle.contains(key) } else { false }
            })
    }

    /// How many properties an image has after it.
    fileprivate func propertyCount(on image: Image) -> Int {
        entries.reduce(image.properties.count) { $0 + ($1.from == nil ? 1 : 0) - ($1.to == nil ? 1 : 0) }
    }
}
