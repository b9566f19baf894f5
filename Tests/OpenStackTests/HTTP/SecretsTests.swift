import Catalog
import TestSupport
import Testing

@testable import OpenStack

@Suite("Secrets that a service repeats")
struct SecretsTests {
    private let auth = "{auth_url: 'URL', username: eve, password: loopback-only, user_domain_id: d, project_id: x}"

    private func words(_ problem: Problem?, _ cloud: TestCloud) -> String {
        "\(problem?.sentence ?? "no problem") \(cloud.records.all)"
    }

    @Test(
        "A password in the identity service's answer is struck out of message and activity log",
        arguments: [
            ScriptedReply.json(400, #"{"error": {"message": "Invalid input for field password: loopback-only"}}"#),
            .json(401, #"{"error": {"message": "Invalid input for field password: loopback-only"}}"#),
            .html(500, "<html><body>Invalid input for field password: loopback-only</body></html>"),
        ])
    func password(_ reply: ScriptedReply) async throws {
        let server = try await ScriptedServer.start()
        let cloud = try TestCloud(auth: auth, server: server)
        server.on("POST", "/v3/auth/tokens", reply)
        let problem = await problem { try await cloud.signIn.session() }
        #expect(problem?.reason.contains("Invalid input for field password: •••") == true)
        #expect(!words(problem, cloud).contains("loopback-only"))
    }

    @Test("A part of a secret at the place where a long message is cut off is none either")
    func cut() async throws {
        let server = try await ScriptedServer.start()
        let cloud = try TestCloud(auth: auth, server: server)
        let filling = String(repeating: "x", count: ErrorMessage.limit - 9)
        server.on("POST", "/v3/auth/tokens", .json(400, #"{"message": "\#(filling) loopback-only and more"}"#))
        let problem = await problem { try await cloud.signIn.session() }
        #expect(!words(problem, cloud).contains("loop"))
    }

    @Test("A token in the image service's words, in its request ID, in a link to the next page")
    func token() async throws {
        let server = try await ScriptedServer.start()
        let cloud = try TestCloud(auth: auth, server: server)
        let reply = ScriptedReply.json(
            400, #"{"message": "bad header X-Auth-Token: token-1"}"#,
            headers: [("X-Openstack-Request-Id", "req-token-1")])
        server.on("GET", "/v2/images", reply)
        let problem = await problem { try await cloud.images.page(ListQuery(visibility: .all), after: nil) }
        #expect(problem?.reason == "bad header X-Auth-Token: •••")
        #expect(problem?.requestID == "req-•••")
        #expect(!words(problem, cloud).contains("token-1"))
    }

    @Test("A secret inside another one, an encoded one, and none at all")
    func striking() {
        var secrets = Secrets()
        for text in ["", "abc", "abcdef", "p/w"] { secrets.add(Secret(text)) }
        #expect(secrets.striking("abcdef abc ab p%2Fw p/w") == "••• ••• ab ••• •••")
        // A long one anywhere, a short one as a word.
        #expect(secrets.striking("xabcdefx, abcd, \"abc\"") == "x•••x, abcd, \"•••\"")
    }

    @Test("Without a request ID of the service its log can be searched for the one that was sent")
    func ownRequestID() async throws {
        let server = try await ScriptedServer.start()
        let cloud = try TestCloud(server: server)
        server.on("GET", "/v2/images", .json(403, #"{"message": "no"}"#))
        let problem = await problem { try await cloud.images.page(ListQuery(visibility: .all), after: nil) }
        #expect(problem?.requestID != nil)
        #expect(problem?.requestID == server.requests(to: "/v2/images").last?.header("X-Openstack-Request-ID"))
        #expect(problem?.advice.contains("ask its administrator") == true)
    }

    @Test("A list that is not there: the address, the status and what to do")
    func noList() async throws {
        let server = try await ScriptedServer.start()
        let cloud = try TestCloud(server: server)
        server.on("GET", "/v2/images", .html(404, "<h1>Not Found</h1>The requested URL was not found."))
        let problem = await problem { try await cloud.images.page(ListQuery(visibility: .all), after: nil) }
        #expect(problem?.kind == .notFound)
        #expect(problem?.reason == "there is no list of images at \(server.url)/v2/images (404)")
        #expect(problem?.advice.contains("`image_endpoint_override`") == true)
    }

    @Test("A token for a domain: images are seen from a project, and the entry is named", arguments: [true, false])
    func noProject(hasEndpoint: Bool) async throws {
        let server = try await ScriptedServer.start()
        let auth = "{auth_url: 'URL', username: eve, password: p, user_domain_id: d, domain_name: Default}"
        let cloud = try TestCloud(auth: auth, server: server)
        let images =
            #"{"type": "image", "endpoints": [{"interface": "public", "region_id": "R", "url": "\#(server.url)"}]}"#
        server.on(
            "POST", "/v3/auth/tokens",
            .json(
                201,
                #"{"token": {"user": {"id": "u1", "name": "eve"}, "domain": {"id": "d"}, "catalog": ["#
                    + (hasEndpoint ? images : "") + "]}}", headers: [("X-Subject-Token", "token-1")]))
        server.on(
            "GET", "/v2/images", .json(403, #"{"message": "You are not authorized to complete get_images action."}"#))
        let problem = await problem { try await cloud.images.page(ListQuery(visibility: .all), after: nil) }
        #expect(problem?.kind == .configuration)
        #expect(problem?.reason == "images are seen from a project, and this sign-in is for domain Default")
        #expect(
            problem?.advice == "Set `project_name` and `project_domain_name` at \(MemoryFiles.cloudsPath):2.")
    }

    @Test("What a certificate's dates say about it")
    func certificateDates() throws {
        func moment(_ iso: String) throws -> Instant { try #require(Instant(iso: iso)) }
        let dates = CertificateDates(begin: try moment("2026-01-01T00:00:00Z"), end: try moment("2026-06-30T12:00:00Z"))
        #expect(dates.trouble(at: try moment("2026-11-23T12:00:00Z")) == "expired on 2026-06-30")
        #expect(dates.trouble(at: try moment("2025-12-31T12:00:00Z")) == "is not valid before 2026-01-01")
        #expect(dates.trouble(at: try moment("2026-03-01T12:00:00Z")) == nil)
    }
}
