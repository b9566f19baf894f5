import Catalog
import TestSupport
import Testing

@testable import OpenStack

@Suite("Having data imported")
struct ImportTests {
    @Test(
        "Each method has its body",
        arguments: [
            (
                ImageImport(.webDownload(url: "https://example.org/a?b")),
                #"{"method": {"name": "web-download", "uri": "https://example.org/a?b"}}"#
            ),
            (ImageImport(.glanceDirect), #"{"method": {"name": "glance-direct"}}"#),
            (
                ImageImport(.copyImage, stores: .only(["a", "b"]), needsEveryStore: false),
                #"{"method": {"name": "copy-image"}, "stores": ["a", "b"], "all_stores_must_succeed": false}"#
            ),
            (
                ImageImport(.glanceDownload(region: "Two", image: ImageID("x")), stores: .all),
                """
                {"method": {"name": "glance-download", "glance_region": "Two", "glance_image_id": "x"},
                "all_stores": true}
                """
            ),
        ])
    func bodies(_ request: ImageImport, _ body: String) async throws {
        let cloud = try TestCloud(server: try await .start())
        cloud.server.on("POST", "/v2/images/i1/import", ScriptedReply(202))
        try await cloud.images.importData(request, into: ImageID("i1"))
        let sent = try #require(cloud.server.requests(to: "/v2/images/i1/import").first)
        #expect(try JSONValue(json: sent.body) == JSONValue(json: Array(body.utf8)))
    }
}
