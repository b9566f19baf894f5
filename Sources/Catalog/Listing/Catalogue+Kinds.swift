extension Catalogue {
    /// The images of a kind that can be seen, by name; of very many the first ones.
    package func images(of kind: ImageKind, limit: Int = 500) -> [CatalogueEntry] {
        Array(nameOrder.lazy.compactMap { self[$0] }.filter { $0.kind == kind && !$0.isWithdrawn }.prefix(limit))
    }
}
