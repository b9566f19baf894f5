/// What a site lets new images have, as far as it tells: formats, stores, ways of importing.
package struct SiteOffer: Hashable, Sendable {
    /// Nil if it could not be read: then nothing can be left out.
    package var schema: ImageSchema?
    /// Where data can be put; empty on a site with a single nameless store.
    package var stores: [Store]
    /// `web-download`, `glance-direct` …
    package var importMethods: [String]

    package init(schema: ImageSchema? = nil, stores: [Store] = [], importMethods: [String] = []) {
        self.schema = schema
        self.stores = stores
        self.importMethods = importMethods
    }

    /// The stores to choose from: several, and none that takes nothing new (R82).
    package var writableStores: [Store] {
        let writable = stores.filter { !$0.isReadOnly }
        return writable.count > 1 ? writable : []
    }
}
