/// Choosing what to use instead of an image (R51).
extension Catalogue {
    /// Images that can replace one, the best first: those of its family, the highest version first; images of the
    /// same operating system; all others by name. Only what can be used: active, neither deprecated nor hidden.
    ///
    /// - Parameters:
    ///   - words: Have to occur in the name, ID, description or tags; empty for all.
    ///   - limit: Of the last two kinds so many at most.
    package func replacements(
        for image: Image, in pane: Pane, matching words: String = "", limit: Int = 200
    ) -> [CatalogueEntry] {
        let slot = slot(of: image.id)
        let relatives = slot.flatMap(family(of:)).map(newestFirst) ?? []
        let needle = SearchTexts.Needle(words)
        let found = words.isEmpty ? nil : texts.select(needle, from: SlotSet(nameOrder))
        func candidate(_ slot: Slot) -> CatalogueEntry? {
            guard found?.contains(slot) ?? true, let entry = self[slot], entry.canBeCurrent, entry.id != image.id,
                isThere(slot, in: pane), entry.kind == image.kind
            else { return nil }
            return entry
        }
        let family = relatives.compactMap(candidate)
        let system = image.name.flatMap(VersionedName.init).map { $0.os + "-" }
        let isRelative = SlotSet(relatives)
        var alike: [CatalogueEntry] = []
        var others: [CatalogueEntry] = []
        for slot in nameOrder where !isRelative.contains(slot) {
            if others.count >= limit, system == nil || alike.count >= limit { break }
            guard let entry = candidate(slot) else { continue }
            if let system, entry.image.name?.hasPrefix(system) ?? false {
                if alike.count < limit { alike.append(entry) }
            } else if others.count < limit {
                others.append(entry)
            }
        }
        return family + alike + others
    }

    /// How to name one image as the replacement of another: by its name where that leads to it, else by its ID.
    package func reference(to replacement: CatalogueEntry, from image: Image, in pane: Pane) -> String {
        guard let name = replacement.image.name else { return replacement.id.rawValue }
        return self.replacement(named: name, for: image, in: pane) == slot(of: replacement.id).map(Replacement.image)
            ? name : replacement.id.rawValue
    }

    /// What a text would lead to as the replacement of an image.
    package func replacement(named text: String, for image: Image, in pane: Pane) -> Replacement {
        var marked = image
        marked.properties["replacement"] = text
        return replacement(of: marked, in: pane)
    }
}
