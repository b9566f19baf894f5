import Catalog
import TestSupport
import Testing

@testable import OpenStack

@Suite("Creating, changing and deleting images")
struct ChangingTests {
    private let id = ImageID("7d5c8e1a-0000-4000-8000-000000000001")
    private var path: String { "/v2/images/\(id)" }

    private func cloud() async throws -> TestCloud { try TestCloud(server: try await .start()) }

    /// The image as the service tells it.
    private func record(_ more: String = "", status: String = "active") -> String {
        #"{"id": "\#(id)", "name": "a", "status": "\#(status)", "visibility": "private"\#(more)}"#
    }

    private func json(_ request: ScriptedRequest?) throws -> JSONValue { try JSONValue(json: request?.body ?? []) }

    // MARK: Creating

    @Test("R7: a new image says its visibility, and nothing that is as the service has it anyway")
    func createPlain() async throws {
        let cloud = try await cloud()
        cloud.server.on(
            "POST", "/v2/images",
            .json(
                201, record(status: "queued"),
                headers: [("OpenStack-image-import-methods", "glance-direct, web-download")]))
        let new = NewImage(name: "a", diskFormat: "qcow2", containerFormat: "bare", source: .none)
        let made = try await cloud.images.create(new)
        #expect(made.image.id == id)
        #expect(made.importMethods == ["glance-direct", "web-download"])
        let request = try #require(cloud.server.requests(to: "/v2/images").first)
        #expect(request.header("Content-Type") == "application/json")
        #expect(
            try json(request)
                == .object([
                    "name": .string("a"), "visibility": .string("private"), "disk_format": .string("qcow2"),
                    "container_format": .string("bare"),
                ]))
    }

    @Test("Everything that a new image may have, properties beside the attributes")
    func createFull() async throws {
        let cloud = try await cloud()
        cloud.server.on("POST", "/v2/images", .json(201, record()))
        var new = NewImage(name: "a", diskFormat: "raw", containerFormat: "docker", source: .none)
        new.id = id
        new.visibility = .community
        new.minDisk = 10
        new.minRAM = 512
        new.isProtected = true
        new.isHidden = true
        new.owner = ProjectID("p")
        new.tags = ["one", "two"]
        new.properties = ["os_version": "24.04", "a/b": "\""]
        _ = try await cloud.images.create(new)
        #expect(
            try json(cloud.server.requests(to: "/v2/images").first)
                == .object([
                    "id": .string(id.rawValue), "name": .string("a"), "visibility": .string("community"),
                    "disk_format": .string("raw"), "container_format": .string("docker"), "min_disk": .integer(10),
                    "min_ram": .integer(512), "protected": .bool(true), "os_hidden": .bool(true),
                    "owner": .string("p"), "tags": .array([.string("one"), .string("two")]),
                    "os_version": .string("24.04"), "a/b": .string("\""),
                ]))
    }

    @Test("An image whose creation was not answered is found again by the ID it was given; it is not made twice")
    func createUnanswered() async throws {
        for reply in [ScriptedReply.failing(.hangUp), .json(502, "{}"), .json(409, "{}")] {
            let cloud = try await cloud()
            cloud.server.on("POST", "/v2/images", reply)
            cloud.server.on("GET", path, .json(record(status: "queued")))
            var new = NewImage(name: "a", diskFormat: "raw", containerFormat: "bare", source: .none)
            new.id = id
            let made = try await cloud.images.create(new)
            #expect(made.image.id == id)
            #expect(made.importMethods == nil)
            #expect(cloud.server.requests.count { $0.method == "POST" && $0.path == "/v2/images" } == 1)
        }
    }

    @Test("A creation that was not answered and cannot be found stays uncertain")
    func createUncertain() async throws {
        let cloud = try await cloud()
        cloud.server.on("POST", "/v2/images", .failing(.hangUp))
        let new = NewImage(name: "a", diskFormat: "raw", containerFormat: "bare", source: .none)
        let problem = await problem { try await cloud.images.create(new) }
        #expect(problem?.isUncertain == true)
        #expect(problem?.advice == "It may have been carried out all the same: look before you try again.")
        #expect(cloud.server.requests(to: "/v2/images").count == 1)
    }

    @Test("What the service would refuse or garble is not sent, and the field is named")
    func mistakes() async throws {
        let cloud = try await cloud()
        var new = NewImage(
            name: String(repeating: "n", count: 256), diskFormat: "raw", containerFormat: "", source: .none)
        new.properties = ["size": "5", " a": "b", "smile": "\u{1F600}"]
        let problem = await problem { try await cloud.images.create(new) }
        #expect(problem?.kind == .refused)
        #expect(
            problem?.reason == "“name” is longer than 255 characters; “container_format” is not chosen; "
                + "the property “ a” is a name with blanks at its ends, which the service cuts off; "
                + "the property “size” is set by the service alone; "
                + "the property “smile” is not storable: the service refuses characters such as “\u{1F600}”")
        #expect(cloud.server.requests.isEmpty)
    }

    // MARK: Changing

    @Test("A patch has the exact media type, sets properties by add, and escapes names")
    func patch() async throws {
        let cloud = try await cloud()
        cloud.server.on("PATCH", path, .json(record()))
        let patch = ImagePatch([
            .init(.name, from: .string("a"), to: .string("b")),
            .init(.tags, from: .array([]), to: .array([.string("y"), .string("x"), .string("y")])),
            .init(.property("os_distro"), from: .string("debian"), to: .string("ubuntu")),
            .init(.property("a/b~c"), from: nil, to: .string("")),
            .init(.property("gone"), from: .string("1"), to: nil),
            .init(.minDisk, from: .integer(3), to: .integer(3)),
        ])
        _ = try await cloud.images.patch(id, patch)
        let request = try #require(cloud.server.requests(to: path).first)
        #expect(request.header("Content-Type") == "application/openstack-images-v2.1-json-patch")
        func operation(_ op: String, _ path: String, _ value: JSONValue?) -> JSONValue {
            var fields: [String: JSONValue] = ["op": .string(op), "path": .string(path)]
            fields["value"] = value
            return .object(fields)
        }
        #expect(
            try json(request)
                == .array([
                    operation("replace", "/name", .string("b")),
                    operation("replace", "/tags", .array([.string("x"), .string("y")])),
                    operation("add", "/os_distro", .string("ubuntu")), operation("add", "/a~1b~0c", .string("")),
                    operation("remove", "/gone", nil),
                ]))
    }

    @Test("A patch that changes nothing is not sent")
    func emptyPatch() async throws {
        let cloud = try await cloud()
        cloud.server.on("GET", path, .json(record()))
        let image = try await cloud.images.patch(id, ImagePatch([]))
        #expect(image.id == id)
        #expect(cloud.server.requests(to: path).map(\.method) == ["GET"])
    }

    @Test("A patch whose answer was lost is looked for, never sent again")
    func lostPatch() async throws {
        let patch = ImagePatch([.init(.property("x"), from: nil, to: .string("1"))])
        let cloud = try await cloud()
        cloud.server.on("PATCH", path, .failing(.hangUp))
        cloud.server.on("GET", path, .json(record(#", "x": "1""#)), .json(record()))
        #expect(try await cloud.images.patch(id, patch).properties["x"] == "1")
        let problem = await problem { try await cloud.images.patch(id, patch) }
        #expect(problem?.isUncertain == true)
        #expect(cloud.server.requests(to: path).map(\.method) == ["PATCH", "GET", "PATCH", "GET"])
    }

    @Test("No change is repeated after 503 or a refused connection, and neither is uncertain")
    func notRepeated() async throws {
        let cloud = try await cloud()
        cloud.server.on("DELETE", path, .json(503, "{}").with(header: "Retry-After", "1"))
        let busy = await problem { try await cloud.images.delete(id) }
        #expect(busy?.kind == .busy(retryAfter: 1))
        #expect(busy?.isUncertain == false)
        #expect(cloud.server.requests(to: path).count == 1)
        #expect(cloud.pauses.all.isEmpty)
        // Nobody listens there.
        let closed = try TestCloud(entry: "image_endpoint_override: 'http://127.0.0.1:1'", server: cloud.server)
        let refused = await problem { try await closed.images.deactivate(id) }
        #expect(refused?.kind == .unreachable)
        #expect(refused?.isUncertain == false)
    }

    @Test("A token that the service refuses is renewed once, and the change is sent once more")
    func renewal() async throws {
        let cloud = try await cloud()
        cloud.server.on("DELETE", path, .json(401, "{}"), ScriptedReply(204))
        try await cloud.images.delete(id)
        #expect(cloud.server.requests(to: path).count == 2)
        #expect(cloud.server.requests(to: "/v3/auth/tokens").count == 2)
    }

    // MARK: Deleting and switching

    @Test("Deactivating, reactivating and deleting send no body")
    func actions() async throws {
        let cloud = try await cloud()
        for action in ["deactivate", "reactivate"] {
            cloud.server.on("POST", path + "/actions/" + action, ScriptedReply(204))
        }
        cloud.server.on("DELETE", path, ScriptedReply(204))
        try await cloud.images.deactivate(id)
        try await cloud.images.reactivate(id)
        try await cloud.images.delete(id)
        let sent = cloud.server.requests.filter { $0.path.hasPrefix(path) }
        #expect(
            sent.map { "\($0.method) \($0.path)" } == [
                "POST \(path)/actions/deactivate", "POST \(path)/actions/reactivate", "DELETE \(path)",
            ])
        #expect(sent.allSatisfy { $0.body.isEmpty && $0.header("Content-Type") == nil })
    }

    @Test("A deletion whose answer was lost is found to be done when the image is gone, and not otherwise")
    func lostDeletion() async throws {
        let cloud = try await cloud()
        cloud.server.on("DELETE", path, .failing(.hangUp))
        try await cloud.images.delete(id)
        cloud.server.on("GET", path, .json(record()))
        let problem = await problem { try await cloud.images.delete(id) }
        #expect(problem?.isUncertain == true)
    }

    @Test("A deactivation whose answer was lost is told by the image's status")
    func lostDeactivation() async throws {
        let cloud = try await cloud()
        cloud.server.on("POST", path + "/actions/deactivate", .failing(.hangUp))
        cloud.server.on("GET", path, .json(record(status: "deactivated")), .json(record()))
        try await cloud.images.deactivate(id)
        #expect(await problem { try await cloud.images.deactivate(id) }?.isUncertain == true)
    }
}
