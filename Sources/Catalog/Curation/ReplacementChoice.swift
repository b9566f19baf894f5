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
        let isRelative = SlotSet(relatives)
        let system = image.name.flatMap(VersionedName.init).map { $0.os + "-" }
        func isAlike(_ slot: Slot) -> Bool {
            system.map { self[slot]?.image.name?.lowercased().hasPrefix($0) ?? false } ?? false
        }
        // Names that begin alike stand beside each other; all others are many, and the first ones are enough.
        let start = system.map { system in
            let key = NameKey(of: system)
            return nameOrder.partitioningIndex { self[$0].map { $0.nameKey >= key } ?? false }
        }
        let same = nameOrder[(start ?? nameOrder.count)...].prefix(while: isAlike)
        let alike = same.lazy.filter { !isRelative.contains($0) }.compactMap(candidate).prefix(limit)
        let others = nameOrder.lazy.filter { !isRelative.contains($0) }.compactMap { slot in
            candidate(slot).flatMap { isAlike(slot) ? nil : $0 }
        }.prefix(limit)
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
