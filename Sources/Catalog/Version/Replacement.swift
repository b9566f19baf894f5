/// What a deprecated image's property `replacement` leads to (R51).
package enum Replacement: Hashable, Sendable {
    /// The image names none.
    case none
    case image(Slot)
    /// Several images have the name; those of the same owner if it has any.
    case several([Slot])
    /// No image that the pane shows has the name or ID.
    case unresolved(String)
}

extension Catalogue {
    /// Finds the replacement of an image among the images a pane shows, hidden ones included: by name, among images of
    /// the same owner first, then among all; else by ID.
    package func replacement(of image: Image, in pane: Pane) -> Replacement {
        guard let text = image.replacement else { return .none }
        func isCandidate(_ slot: Slot) -> Bool {
            // What is offered may lead to what every project has.
            let isSeen = isThere(slot, in: pane) || pane == .shared && isThere(slot, in: .images)
            return isSeen && self[slot]?.id != image.id
        }
        let named = slots(named: text).filter(isCandidate)
        let own = named.filter { self[$0]?.image.owner == image.owner }
        let found = own.isEmpty ? named : own
        if found.count > 1 { return .several(found) }
        if let only = found.first ?? slot(of: ImageID(text)).flatMap({ isCandidate($0) ? $0 : nil }) {
            return .image(only)
        }
        return .unresolved(text)
    }

    /// The rows with exactly this name, whatever the pane, by ID.
    package func slots(named name: String) -> [Slot] {
        let key = NameKey(of: name)
        let start = nameOrder.partitioningIndex { self[$0].map { $0.nameKey >= key } ?? false }
        return nameOrder[start...].prefix { self[$0]?.nameKey == key }.filter { self[$0]?.image.name == name }
    }
}
