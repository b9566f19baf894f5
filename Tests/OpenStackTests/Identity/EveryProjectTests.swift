import Catalog
import TestSupport
import Testing

@testable import OpenStack

@Suite("All projects of a cloud")
struct EveryProjectTests {
    private let list = ScriptedReply.json(
        200,
        #"""
        {"projects": [
          {"id": "2", "name": "web", "domain_id": "d1", "enabled": true, "description": "Shop windows"},
          {"id": "1", "name": "lab", "domain_id": "d2", "enabled": false},
          {"id": "3", "domain_id": null}
        ], "links": {"next": null}}
        """#)

    @Test("They come by name, with domain, description and whether they are disabled")
    func all() async throws {
        let cloud = try TestCloud(server: try await .start())
        cloud.server.on("GET", "/v3/projects", list)
        cloud.server.on("GET", "/v3/domains", .json(200, #"{"domains": [{"id": "d1", "name": "Default"}]}"#))
        #expect(
            try await cloud.identity.everyProject() == [
                ListedProject(id: ProjectID("3")),
                ListedProject(id: ProjectID("1"), name: "lab", domain: "d2", isEnabled: false),
                ListedProject(id: ProjectID("2"), name: "web", domain: "Default", about: "Shop windows"),
            ])
    }

    @Test("Where domains may not be listed their IDs stand for them; where projects may not, there is no list")
    func refused() async throws {
        let cloud = try TestCloud(server: try await .start())
        let refusal = ScriptedReply.json(403, #"{"error": {"code": 403, "message": "not authorized"}}"#)
        cloud.server.on("GET", "/v3/projects", list, refusal)
        cloud.server.on("GET", "/v3/domains", refusal)
        #expect(try await cloud.identity.everyProject()?.compactMap(\.domain) == ["d2", "d1"])
        #expect(try await cloud.identity.everyProject() == nil)
    }
}
