/// What may be done to an image's data: its copies in stores, the cache, its signature.
extension Rights {
    /// Why the service's cache may not be looked at, nil if it may: by all usual policies it is the administrators'.
    package var refusalOfCache: String? {
        if session == nil { return "You are not signed in." }
        return isAdmin ? nil : "The service's cache is for administrators."
    }

    func refusal(ofCopying image: Image) -> String? {
        if let refusal = refusalOfStores { return refusal }
        return image.status == .active ? nil : "Only an active image is copied to stores; it is \(image.status.label)."
    }

    func refusal(ofRemoval image: Image) -> String? {
        if let refusal = refusalOfStores { return refusal }
        guard image.status == .active else {
            return "Only an active image is removed from stores; it is \(image.status.label)."
        }
        guard image.stores.count < 2 else { return nil }
        guard let only = image.stores.first else { return "The service names no store that its data is in." }
        return "Its only copy is in \(only): copy it to another store first, or delete the image."
    }

    /// Where the service has the word, owners may try (image-api.md, section 12).
    private var refusalOfStores: String? {
        rules == .service || isAdmin ? nil : "Only administrators copy images between stores, and remove copies."
    }

    func refusal(ofQueueing image: Image) -> String? {
        image.status == .active ? nil : "Only an active image is cached; it is \(image.status.label)."
    }

    func refusal(ofVerifying image: Image) -> String? {
        switch image.signature {
        case .signed: nil
        case .incomplete: "Its signature is incomplete: all four properties are needed."
        case .unsigned: "It is not signed."
        }
    }
}
