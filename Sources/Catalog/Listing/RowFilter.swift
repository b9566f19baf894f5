/// A condition on rows, made ready for a hundred thousand of them at a key press.
///
/// It works on sets of rows, so that each part of a condition goes through memory in one direction, and the later
/// parts see only what the earlier ones left.
package struct RowFilter: Sendable {
    /// Of `candidates` those that match.
    typealias Select = @Sendable (_ candidates: SlotSet, _ catalogue: Catalogue, _ pane: Pane) -> SlotSet

    let select: Select

    /// Rows whose name, ID, description or tags contain a word, without regard to case.
    package static func word(_ word: String) -> RowFilter {
        let needle = SearchTexts.Needle(word)
        return RowFilter { candidates, catalogue, _ in catalogue.texts.select(needle, from: candidates) }
    }

    /// Rows whose name contains a text, without regard to case.
    package static func name(_ text: String) -> RowFilter {
        let needle = SearchTexts.Needle(text)
        return RowFilter { candidates, catalogue, _ in
            catalogue.texts.select(needle, from: candidates, isNameOnly: true)
        }
    }

    /// Rows that satisfy `condition`. It should read single fields of the image: the whole is costly to hand on.
    package static func entry(_ condition: @escaping @Sendable (CatalogueEntry) -> Bool) -> RowFilter {
        RowFilter { candidates, catalogue, _ in
            var found = SlotSet(capacity: catalogue.slotCount)
            for slot in candidates {
                if let entry = catalogue[slot], condition(entry) { found.insert(slot) }
            }
            return found
        }
    }

    /// Rows whose owner satisfies `condition`, which is asked once for each owner.
    static func owner(where condition: @escaping @Sendable (ProjectID) -> Bool) -> RowFilter {
        RowFilter { candidates, catalogue, _ in
            var found = SlotSet(capacity: catalogue.slotCount)
            var known: [ProjectID: Bool] = [:]
            for slot in candidates {
                guard let owner = catalogue[slot]?.image.owner else { continue }
                let isWanted = known[owner] ?? condition(owner)
                known[owner] = isWanted
                if isWanted { found.insert(slot) }
            }
            return found
        }
    }

    /// Versions of families whose stem contains a text.
    static func family(stem: FoldedText) -> RowFilter {
        RowFilter { candidates, catalogue, _ in
            let families = SlotSet(catalogue.families(where: { stem.occurs(in: $0.stem) }).map(\.rawValue))
            var found = SlotSet(capacity: catalogue.slotCount)
            for slot in candidates {
                if let family = catalogue.family(of: slot), families.contains(family.rawValue) { found.insert(slot) }
            }
            return found
        }
    }

    /// The current versions of families, as the pane shows them.
    package static let current = RowFilter { candidates, catalogue, pane in
        var found = SlotSet(capacity: catalogue.slotCount)
        for slot in candidates where catalogue.isCurrent(slot, in: pane) { found.insert(slot) }
        return found
    }

    package static func not(_ filter: RowFilter) -> RowFilter {
        RowFilter { $0.subtracting(filter.select($0, $1, $2)) }
    }

    /// Rows that match all of `filters`.
    package static func all(_ filters: [RowFilter]) -> RowFilter {
        RowFilter { candidates, catalogue, pane in
            filters.reduce(candidates) { $1.select($0, catalogue, pane) }
        }
    }

    /// Rows that match one of `filters` at least.
    package static func any(_ filters: [RowFilter]) -> RowFilter {
        RowFilter { candidates, catalogue, pane in
            var found = SlotSet(capacity: catalogue.slotCount)
            for filter in filters {
                found.formUnion(filter.select(candidates.subtracting(found), catalogue, pane))
            }
            return found
        }
    }
}
