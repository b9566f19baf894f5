package import Catalog

/// Images as the service has just shown them.
package struct Sighting: Sendable {
    package var images: [Image]
    /// The listing they came from; nil for answers to questions about single images, which leave rows where they are.
    package var list: ImageList?
    /// When they were asked for, by the local clock.
    package var at: Instant
    /// False for what the user did: it needs no mark.
    package var isNews = true
    /// How long an image may stay in a transitional status before it counts as stuck, in seconds.
    package var patience: Int64 = 1_800

    package init(_ images: [Image], in list: ImageList?, at: Instant) {
        self.images = images
        self.list = list
        self.at = at
    }

    /// Whether `image` has been on its way for longer than such a thing takes.
    func isStuck(_ image: Image) -> Bool {
        guard image.status.isTransitional, let since = image.updatedAt ?? image.createdAt else { return false }
        return at - since >= patience
    }
}

/// What came of a sighting.
package struct Sighted: Sendable {
    package var changes: [CatalogueChange] = []
    /// The rows of all images that were seen, changed or not.
    package var rows: [RowNumber] = []

    package init() {}
}
