import Catalog
import TestSupport
import Testing

@testable import OpenStack

@Suite("The image service")
struct ImageClientTests {
    private func cloud(_ entry: String = "") async throws -> TestCloud {
        try TestCloud(entry: entry, server: try await .start())
    }

    private func page(_ ids: [String], next: String? = nil) -> ScriptedReply {
        let images = ids.map { #"{"id": "\#($0)", "name": "n-\#($0)", "status": "active", "visibility": "public"}"# }
        let link = next.map { #", "next": "\#($0)""# } ?? ""
        return .json(#"{"images": [\#(images.joined(separator: ", "))], "first": "/v2/images"\#(link), "schema": "s"}"#)
    }

    // MARK: Lists

    @Test("Pages are followed by the marker of the link, whatever prefix the service stands under")
    func pages() async throws {
        let cloud = try await cloud("image_endpoint_override: URL/image/v2/")
        let (first, last) = (page(["a", "b"], next: "/v2/images?limit=2&marker=b%2D1&x=y"), page(["c"]))
        cloud.server.on("GET", "/image/v2/images") { $0.query?.contains("marker=") == true ? last : first }
        let query = ListQuery(visibility: .all, limit: 2)
        let one = try await cloud.images.page(query)
        #expect(one.count == 2)
        #expect(one.next == PageMarker(after: ImageID("b-1")))
        let two = try await cloud.images.page(query, after: one.next)
        #expect(two.next == nil)
        #expect(two.decode().images.map(\.id) == [ImageID("c")])
        #expect(
            cloud.server.requests(to: "/image/v2/images").map(\.query) == [
                "limit=2&visibility=all", "limit=2&visibility=all&marker=b-1",
            ])
    }

    @Test("The next page begins at the last image's moment, if it is that image's and can be read")
    func moments() async throws {
        let cloud = try await cloud()
        func page(_ last: String, marker: String = "b") -> ScriptedReply {
            .json(#"{"images": [{"id": "a"}, 7, \#(last)], "next": "/v2/images?marker=\#(marker)"}"#)
        }
        let whole = #"{"id": "b", "created_at": "2026-11-23T12:00:00Z"}"#
        cloud.server.on(
            "GET", "/v2/images", page(whole), page(whole, marker: "c"), page(#"{"id": "b", "created_at": "now"}"#),
            page("8"))
        let moment = try #require(Instant(iso: "2026-11-23T12:00:00Z"))
        for expected in [moment, nil, nil, nil] {
            #expect(try await cloud.images.page(ListQuery()).next?.createdAt == expected)
        }
    }

    @Test("One odd image leaves the others alone and is named")
    func oddImage() async throws {
        let cloud = try await cloud()
        cloud.server.on(
            "GET", "/v2/images",
            .json(#"{"images": [{"id": "a"}, {"name": "no id"}, 7, {"id": "b", "size": "big", "\u0000": [1]}]}"#))
        let page = try await cloud.images.page(ListQuery())
        let (images, unreadable) = page.decode()
        #expect(page.count == 4)
        #expect(images.map(\.id) == [ImageID("a"), ImageID("b")])
        #expect(images.last?.extras == ["size": .string("big"), "\0": .array([.integer(1)])])
        #expect(
            unreadable == ["image 2 of the page: an image without an ID", "image 3 of the page: JSON of another form"])
    }

    @Test("Bytes that are no text are repaired; half a surrogate pair costs its image, which is named")
    func oddText() async throws {
        let cloud = try await cloud()
        let body =
            Array(#"{"images": [{"id": "a", "name": "x"#.utf8) + [0xFF, 0xC3]
            + Array(#""}, {"id": "b", "kernel_id": "\ud83d"}, {"id": "c", "\ude00": 1}, {"id": "d"}]}"#.utf8)
        cloud.server.on("GET", "/v2/images", ScriptedReply(200, body: body))
        let (images, unreadable) = try await cloud.images.page(ListQuery()).decode()
        #expect(images.map(\.id) == [ImageID("a"), ImageID("d")])
        #expect(images.first?.name == "x\u{FFFD}\u{FFFD}")
        #expect(unreadable == ["image 2 of the page: no valid JSON", "image 3 of the page: no valid JSON"])
    }

    @Test("An empty last page ends the list")
    func emptyPage() async throws {
        let cloud = try await cloud()
        cloud.server.on("GET", "/v2/images", page([]))
        let page = try await cloud.images.page(ListQuery(), after: PageMarker(after: ImageID("z")))
        #expect(page.next == nil)
        #expect(page.count == 0)
    }

    @Test("A link without a marker, or back to the same page, means the last image; one to nothing new is refused")
    func lyingNext() async throws {
        let cloud = try await cloud()
        cloud.server.on("GET", "/v2/images", page(["a", "b"], next: "/v2/images?page=2"))
        let first = try await cloud.images.page(ListQuery())
        #expect(first.next == PageMarker(after: ImageID("b")))
        cloud.server.on("GET", "/v2/images", page(["c", "d"], next: "/v2/images?marker=b"))
        #expect(try await cloud.images.page(ListQuery(), after: first.next).next == PageMarker(after: ImageID("d")))
        for ids in [["a", "b"], []] {
            cloud.server.on("GET", "/v2/images", page(ids, next: "/v2/images?marker=b"))
            let circle = await problem { try await cloud.images.page(ListQuery(), after: first.next) }
            #expect(circle?.kind == .malformed)
            #expect(circle?.reason == "the link to the next page leads nowhere new")
        }
    }

    @Test("A marker that was deleted is told apart from other bad requests")
    func vanishedMarker() async throws {
        let cloud = try await cloud()
        cloud.server.on(
            "GET", "/v2/images",
            .json(
                400, #"{"message": "Invalid marker. Image could not be found.<br /><br />", "code": "400 Bad Request"}"#
            ),
            .json(400, #"{"message": "No image found with ID m<br /><br />", "code": "400 Bad Request"}"#),
            .json(400, #"{"message": "Invalid visibility value: x", "code": "400 Bad Request"}"#))
        let marker = PageMarker(after: ImageID("m"))
        for _ in 0..<2 {
            let gone = await problem { try await cloud.images.page(ListQuery(), after: marker) }
            #expect(gone?.isVanishedMarker == true)
        }
        let other = await problem { try await cloud.images.page(ListQuery(), after: marker) }
        #expect(other?.isVanishedMarker == false)
        #expect(other?.kind == .refused)
        #expect(other?.reason == "Invalid visibility value: x")
    }

    @Test("A page that is cut short, no JSON, no list or of another type is a problem, never half a list")
    func malformed() async throws {
        let cloud = try await cloud()
        let whole = Array(#"{"images": [{"id": "a"}, {"id": "b"}]}"#.utf8)
        let json = [("Content-Type", "application/json")]
        for (reply, words) in [
            (ScriptedReply(200, headers: json, body: Array(whole.dropLast(3))), "no valid JSON"),
            (.json(#"{"images": 7}"#), "holds no list of images"), (.json("{}"), "holds no list of images"),
            (.json("[]"), "JSON of another form"), (.json(""), "no valid JSON (0 bytes)"),
            (.json(#"{"images": [], "next": 7}"#), "JSON of another form"),
            (.html(200, "<h1>Sign in to this network</h1>"), "the answer is text/html, not JSON"),
            (
                ScriptedReply(200, headers: [("Content-Type", "text/plain")], body: whole),
                "the answer is text/plain, not JSON"
            ),
        ] {
            cloud.server.on("GET", "/v2/images", reply)
            let problem = await problem { try await cloud.images.page(ListQuery()) }
            #expect(problem?.kind == .malformed)
            #expect(problem?.reason.contains(words) == true, "\(problem?.reason ?? "nothing")")
            #expect(problem?.advice.contains(cloud.server.url) == true)
        }
    }

    @Test("An answer without a content type may pass if it is JSON")
    func noType() async throws {
        let cloud = try await cloud()
        cloud.server.on("GET", "/v2/images", ScriptedReply(200, body: Array(#"{"images": []}"#.utf8)))
        #expect(try await cloud.images.page(ListQuery()).count == 0)
    }

    // MARK: Single things

    @Test("An image, its members and its tasks")
    func image() async throws {
        let cloud = try await cloud()
        cloud.server.on("GET", "/v2/images/a%2Fb", .json(#"{"id": "a/b", "status": "active", "visibility": "shared"}"#))
        cloud.server.on(
            "GET", "/v2/images/a/members",
            .json(
                #"{"members": [{"member_id": "p", "image_id": "a", "status": "accepted", "created_at": "2026-11-23T12:00:00Z", "updated_at": "2026-11-23T12:00:01Z"}, {"odd": 1}], "schema": "s"}"#
            ))
        cloud.server.on(
            "GET", "/v2/images/a/members/p", .json(#"{"member_id": "p", "image_id": "a", "status": "pending"}"#))
        cloud.server.on(
            "GET", "/v2/images/a/tasks",
            .json(
                #"{"tasks": [{"id": "t", "type": "api_image_import", "status": "failure", "message": "no", "created_at": "2026-11-23T12:00:00.123456", "result": null}]}"#
            ))
        #expect(try await cloud.images.image(ImageID("a/b")).visibility == .shared)
        let members = try await cloud.images.members(of: ImageID("a"))
        #expect(members.map(\.project) == [ProjectID("p")])
        #expect(members.first?.status == .accepted)
        #expect(members.first?.updatedAt?.iso == "2026-11-23T12:00:01Z")
        #expect(try await cloud.images.member(of: ImageID("a"), project: ProjectID("p")).status == .pending)
        let task = try #require(try await cloud.images.tasks(of: ImageID("a")).first)
        #expect(task.isOver)
        #expect(task.message == "no")
        #expect(task.createdAt?.iso == "2026-11-23T12:00:00Z")
        let none = await problem { try await cloud.images.member(of: ImageID("a"), project: ProjectID("q")) }
        #expect(none?.kind == .notFound)
    }

    // MARK: The site

    @Test("Stores with their flags as text, and a site without stores")
    func stores() async throws {
        let cloud = try await cloud()
        #expect(try await cloud.images.stores().isEmpty)
        cloud.server.on(
            "GET", "/v2/info/stores",
            .json(
                #"{"stores": [{"id": "fast", "description": "SSD", "default": "true"}, {"id": "web", "read-only": "true"}]}"#
            ))
        cloud.server.on(
            "GET", "/v2/info/stores/detail",
            .json(#"{"stores": [{"id": "fast", "type": "rbd", "weight": 7, "properties": {"pool": "x"}}]}"#))
        let stores = try await cloud.images.stores()
        #expect(stores.map(\.isDefault) == [true, false])
        #expect(stores.map(\.isReadOnly) == [false, true])
        let detail = try #require(try await cloud.images.stores(inDetail: true).first)
        #expect(detail.type == "rbd")
        #expect(detail.weight == 7)
        #expect(detail.properties == ["pool": .string("x")])
    }

    @Test("Import methods, usage, schema and versions")
    func site() async throws {
        let cloud = try await cloud()
        #expect(try await cloud.images.importMethods().isEmpty)
        #expect(try await cloud.images.usage().isEmpty)
        cloud.server.on(
            "GET", "/v2/info/import", .json(#"{"import-methods": {"type": "array", "value": ["web-download"]}}"#))
        cloud.server.on(
            "GET", "/v2/info/usage",
            .json(#"{"usage": {"image_size_total": {"usage": 3, "limit": -1}, "b": {"usage": 1, "limit": 2}}}"#))
        cloud.server.on(
            "GET", "/v2/schemas/image",
            .json(
                #"{"name": "image", "required": ["name"], "properties": {"disk_format": {"enum": [null, "raw", "qcow2"]}, "container_format": {"enum": ["bare"]}, "size": {"readOnly": true}, "name": {}}}"#
            ))
        cloud.server.on(
            "GET", "/versions",
            .json(300, #"{"versions": [{"id": "v2.17", "status": "CURRENT"}, {"id": "v2.0", "status": "SUPPORTED"}]}"#))
        #expect(try await cloud.images.importMethods() == ["web-download"])
        #expect(
            try await cloud.images.usage() == [
                SiteUsage(id: "b", used: 1, limit: 2), SiteUsage(id: "image_size_total", used: 3, limit: -1),
            ])
        let schema = try await cloud.images.schema()
        #expect(schema.diskFormats == ["raw", "qcow2"])
        #expect(schema.containerFormats == ["bare"])
        #expect(schema.required == ["name"])
        #expect(schema.isReadOnly("size"))
        #expect(!schema.isReadOnly("name"))
        #expect(
            try await cloud.images.versions() == [
                APIVersion(id: "v2.17", status: "CURRENT"), APIVersion(id: "v2.0", status: "SUPPORTED"),
            ])
    }
}
