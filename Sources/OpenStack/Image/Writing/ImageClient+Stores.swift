package import Catalog
internal import NIOHTTP1

/// Where data lies: copies in stores, and the service's cache.
extension ImageClient {
    /// Deletes the copy of an image's data in a store (API 2.10).
    ///
    /// - Throws: `Problem`: of the kind `forbidden` for the only copy, `notFound` if there is none in that store.
    package func remove(_ id: ImageID, from store: String) async throws(Problem) {
        let path = "/v2/stores/\(store.percentEncoded)/\(id.rawValue.percentEncoded)"
        do throws(Problem) {
            _ = try await write(.removal, "Could not remove the image \(id) from \(store)", .DELETE, path)
        } catch {
            try await settled(error) { try await image(id).stores.contains(store) ? nil : () }
        }
    }

    /// Asks the node that answers to have an active image's data in its cache (API 2.14).
    package func queueForCache(_ id: ImageID) async throws(Problem) {
        _ = try await write(.cache, "Could not queue the image \(id) for the cache", .PUT, Self.cachePath(id))
    }

    /// Takes an image out of the cache of the node that answers, and off its queue.
    ///
    /// - Throws: `Problem` of the kind `notFound` if the image is gone and in neither.
    package func dropFromCache(_ id: ImageID) async throws(Problem) {
        _ = try await write(.cache, "Could not drop the image \(id) from the cache", .DELETE, Self.cachePath(id))
    }

    private static func cachePath(_ id: ImageID) -> String { "/v2/cache/\(id.rawValue.percentEncoded)" }
}
