/// What a node of the image service has of images' data in its cache, and what it is to fetch (image API, "Cache
/// Manage").
package struct ImageCache: Hashable, Sendable {
    package struct Cached: Hashable, Sendable, Identifiable {
        package var id: ImageID
        /// In bytes.
        package var size: Int64?
        /// How often it was served from the cache.
        package var hits: Int64
        /// Nil if it was never served.
        package var lastAccessed: Instant?
        package var lastModified: Instant?
    }

    /// The most used first.
    package var cached: [Cached]
    /// In the service's order.
    package var queued: [ImageID]

    package init(cached: [Cached] = [], queued: [ImageID] = []) {
        self.cached = cached
        self.queued = queued
    }

    /// Reads the answer to `/v2/cache`.
    package init(_ json: JSONValue) {
        cached = (json["cached_images"]?.array ?? []).compactMap(Cached.init).sorted {
            ($1.hits, $0.id) < ($0.hits, $1.id)
        }
        queued = (json["queued_images"]?.strings ?? []).map { ImageID($0) }
    }
}

extension ImageCache.Cached {
    /// Nil if there is no `image_id`.
    init?(_ json: JSONValue) {
        guard let id = json["image_id"]?.string else { return nil }
        self.id = ImageID(id)
        size = json["size"]?.integer
        hits = json["hits"]?.integer ?? 0
        lastAccessed = Self.moment(json["last_accessed"])
        lastModified = Self.moment(json["last_modified"])
    }

    /// Seconds since 1970, of which 0 stands for never, or a date.
    private static func moment(_ json: JSONValue?) -> Instant? {
        if let seconds = json?.number { return seconds > 0 ? Instant(seconds: Int64(seconds)) : nil }
        return json?.string.flatMap(Instant.init(iso:))
    }
}
