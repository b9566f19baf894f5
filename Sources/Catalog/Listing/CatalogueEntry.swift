/// What the user has not seen yet about a row.
package enum News: String, Hashable, Sendable {
    case added, changed, withdrawn
}

/// One row of the catalogue: an image with what this project knows of it and what lists need at every key press.
///
/// A class, so that a hundred thousand of them can be passed from the synchroniser to the panes, sorted and filtered
/// without copying; immutable, so that this is safe. Made where images are decoded or loaded, not where they are shown.
package final class CatalogueEntry: Sendable {
    package let image: Image
    /// The share from the receiving side; nil for own images and for those not shared with this project.
    package let offer: Offer?
    /// Why the row carries a mark, nil once it was seen.
    package let news: News?
    /// Whether a transitional status has lasted longer than such a thing should.
    package let isStuck: Bool
    /// Whether the property `deprecated` says so (R50).
    package let isDeprecated: Bool
    package let kind: ImageKind
    /// The name for sorting: see `NameKey`.
    package let nameKey: NameKey
    /// The version at the end of a name that follows the naming convention (R40, R41).
    package let imageVersion: ImageVersion?

    package init(image: Image, offer: Offer? = nil, news: News? = nil, isStuck: Bool = false) {
        self.image = image
        self.offer = offer
        self.news = news
        self.isStuck = isStuck
        isDeprecated = image.isDeprecated
        kind = image.kind
        nameKey = NameKey(of: image.name)
        imageVersion = image.name.flatMap { VersionedName.Places($0)?.version }
    }

    private init(_ entry: CatalogueEntry, offer: Offer?, news: News?, isStuck: Bool) {
        image = entry.image
        self.offer = offer
        self.news = news
        self.isStuck = isStuck
        isDeprecated = entry.isDeprecated
        kind = entry.kind
        nameKey = entry.nameKey
        imageVersion = entry.imageVersion
    }

    /// The same image with other marks; what was derived from the image is taken over.
    package func with(news: News?, offer: Offer?, isStuck: Bool) -> CatalogueEntry {
        CatalogueEntry(self, offer: offer, news: news, isStuck: isStuck)
    }

    /// The same row with another mark, or none once it was seen.
    package func with(news: News?) -> CatalogueEntry {
        CatalogueEntry(self, offer: offer, news: news, isStuck: isStuck)
    }

    package var id: ImageID { image.id }

    /// What the image is called on the screen: its name, or its ID where it has none.
    package var title: String {
        guard let name = image.name, !name.isEmpty else { return image.id.rawValue }
        return name
    }

    /// The name taken apart by the naming convention, nil if it does not follow it. Parsed anew at each call.
    package var version: VersionedName? { imageVersion == nil ? nil : image.name.flatMap(VersionedName.init) }

    /// Whether it was deleted or is no longer visible; shown until that was seen.
    package var isWithdrawn: Bool { news == .withdrawn }
}
