internal import Catalog

/// What depends on the site having several stores.
extension Browser {
    /// Why the site does not offer an action, nil if it does or has not told yet.
    func siteRefusal(of action: ImageAction) -> String? {
        guard let site, action == .copyToStores || action == .removeFromStore else { return nil }
        if site.stores.count < 2 { return "The site keeps all data in one store." }
        return action == .copyToStores && !site.importMethods.contains("copy-image")
            ? "The site does not offer copy-image." : nil
    }

    /// Opens a dialog about stores, unless the site is known to have no use for it.
    mutating func openIfOffered(_ action: ImageAction, _ make: (Subjects, inout Browser) -> StoresDialog) {
        if let refusal = siteRefusal(of: action) { return say(.warning, refusal) }
        open(for: action) { subjects, browser in FormLayer(make(subjects, &browser), in: &browser) }
    }

    mutating func openPalette() {
        layers.append(PickerLayer.palette(of: self))
        // What it dims depends on that.
        if site == nil, session != nil, connection == .online { emit(.fetchSite(generation: generation)) }
    }
}
