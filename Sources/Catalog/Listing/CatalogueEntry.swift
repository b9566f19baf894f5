/// What the user has not seen yet about a row.
package enum News: String, Hashable, Sendable {
    case added, changed, withdrawn
}

/// One row of the catalogue: an image with what this project knows of it and what lists need at every key press.
///
/// A class, so that a hundred thousand of them can be passed from the synchroniser to the panes, sorted and filtered
/// without copying; immutable, so that this is safe.
package final class CatalogueEntry: Sendable {
    package let image: Image
    /// The share from the receiving side; nil for own images and for those not shared with this project.
    package let offer: Offer?
    /// Why the row carries a mark, nil once it was seen.
    package let news: News?
    /// Whether a transitional status has lasted longer than such a thing should.
    package let isStuck: Bool
    /// Name, ID, description and tags for searching: see `SearchText`.
    package let searchText: SearchText
    /// The name for sorting: see `NameKey`.
    package let nameKey: NameKey
    /// The name taken apart by the naming convention (R40, R41), nil if it does not follow it.
    package let version: VersionedName?

    package init(image: Image, offer: Offer? = nil, news: News? = nil, isStuck: Bool = false) {
        self.image = image
        self.offer = offer
        self.news = news
        self.isStuck = isStuck
        searchText = SearchText(of: image)
        nameKey = NameKey(image.name ?? "")
        version = image.name.flatMap(VersionedName.init)
    }

    package var id: ImageID { image.id }
}
