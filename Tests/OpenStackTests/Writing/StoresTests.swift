import Catalog
import TestSupport
import Testing

@testable import OpenStack

@Suite("Stores, limits and the cache")
struct StoresTests {
    private let id = ImageID("i1")

    private func cloud() async throws -> TestCloud { try TestCloud(server: try await .start()) }

    @Test("A copy is removed by store and image; the only one is explained, and so is a store without it")
    func removal() async throws {
        let cloud = try await cloud()
        let path = "/v2/stores/archive/i1"
        cloud.server.on("DELETE", path, ScriptedReply(204))
        try await cloud.images.remove(id, from: "archive")
        #expect(cloud.server.requests(to: path).map(\.method) == ["DELETE"])
        let only =
            #"{"message": "Cannot delete image data from the only store containing it.", "code": "403 Forbidden"}"#
        cloud.server.on("DELETE", path, .json(403, only))
        let last = await problem { try await cloud.images.remove(id, from: "archive") }
        #expect(last?.advice.hasPrefix("Copy it to another store first, or delete the image.") == true)
        cloud.server.on("DELETE", path, .json(404, #"{"message": "Image i1 is not stored in store archive."}"#))
        let missing = await problem { try await cloud.images.remove(id, from: "archive") }
        #expect(missing?.advice == "It has no copy there, or the site has no stores by name.")
    }

    @Test("A removal whose answer is lost is settled by looking")
    func lost() async throws {
        let cloud = try await cloud()
        cloud.server.on("DELETE", "/v2/stores/archive/i1", .failing(.hangUp))
        cloud.server.on(
            "GET", "/v2/images/i1",
            .json(#"{"id": "i1", "status": "active", "visibility": "private", "stores": "fast"}"#)
        )
        try await cloud.images.remove(id, from: "archive")
        cloud.server.on(
            "GET", "/v2/images/i1",
            .json(#"{"id": "i1", "status": "active", "visibility": "private", "stores": "fast,archive"}"#))
        let unsure = await problem { try await cloud.images.remove(id, from: "archive") }
        #expect(unsure?.isUncertain == true)
    }

    @Test("The cache is listed with seconds and dates alike, an image is queued by PUT and dropped by DELETE")
    func cache() async throws {
        let cloud = try await cloud()
        cloud.server.on(
            "GET", "/v2/cache",
            .json(
                """
                {"cached_images": [
                    {"image_id": "a", "hits": 1, "size": 7, "last_accessed": 0, "last_modified": 1795435351.5},
                    {"image_id": "b", "hits": 9, "last_accessed": "2026-11-23T14:02:31"}],
                 "queued_images": ["c"]}
                """))
        let cache = try await cloud.images.cache()
        #expect(cache.cached.map(\.id.rawValue) == ["b", "a"])
        #expect(cache.cached[0].lastAccessed == Instant(iso: "2026-11-23T14:02:31Z"))
        #expect(cache.cached[1].lastAccessed == nil && cache.cached[1].lastModified?.seconds == 1_795_435_351)
        #expect(cache.queued.map(\.rawValue) == ["c"])
        cloud.server.on("PUT", "/v2/cache/i1", ScriptedReply(202))
        cloud.server.on("DELETE", "/v2/cache/i1", ScriptedReply(204))
        try await cloud.images.queueForCache(id)
        try await cloud.images.dropFromCache(id)
        #expect(cloud.server.requests(to: "/v2/cache/i1").map(\.method) == ["PUT", "DELETE"])
    }

    @Test("What is used of a limit is told in its unit, with how much that is")
    func usage() {
        func amount(_ id: String, _ used: Int64, _ limit: Int64) -> String {
            SiteUsage(id: id, used: used, limit: limit).amount
        }
        #expect(amount("image_size_total", 1_536, 10_240) == "1.5 GiB of 10 GiB, 15 %")
        #expect(amount("image_count_total", 12, 10) == "12 of 10, 120 %")
        #expect(amount("image_count_uploading", 0, -1) == "0, no limit")
        #expect(amount("image_count_uploading", 0, 0) == "0, and none allowed")
    }
}
