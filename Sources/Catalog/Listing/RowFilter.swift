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

    /// Rows that satisfy `condition`.
    package static func entry(_ condition: @escaping @Sendable (CatalogueEntry) -> Bool) -> RowFilter {
        RowFilter { candidates, catalogue, _ in
            var found = SlotSet(capacity: catalogue.slotCount)
            for slot in candidates {
                if let entry = catalogue[slot], condition(entry) { found.insert(slot) }
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
