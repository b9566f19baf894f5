import Catalog
import TestSupport
import Testing

@testable import OpenStack

@Suite("Switching project and region")
struct SwitchingTests {
    private func auth(_ request: ScriptedRequest) throws -> JSONValue? { try JSONValue(json: request.body)["auth"] }

    @Test("Another project is signed in to with what was typed before")
    func project() async throws {
        let cloud = try TestCloud(
            auth: "{auth_url: 'URL', username: eve, user_domain_id: d, project_id: x}", server: try await .start(),
            answers: ["typed"])
        _ = try await cloud.signIn.session()
        let other = await cloud.signIn.switched(
            to: cloud.signIn.cloud.scoped(to: .project(.id("y"), domain: nil)), over: cloud.transport)
        _ = try await other.session()
        let last = try auth(try #require(cloud.server.requests.last))
        #expect(last?["scope"]?["project"]?["id"]?.string == "y")
        #expect(last?["identity"]?["password"]?["user"]?["password"]?.string == "typed")
        #expect(cloud.questions.all.count == 1)
    }

    @Test("Another region has connections of its own: what was begun in the first goes on when they are closed")
    func connections() async throws {
        let cloud = try await TestCloud(server: .start())
        let next = try TestCloud(server: cloud.server)
        let other = await cloud.signIn.switched(to: cloud.signIn.cloud, over: next.transport)
        _ = try await other.session()
        #expect(cloud.records.all.isEmpty && !next.records.all.isEmpty)
        await next.transport.close()
        _ = try await cloud.signIn.session()
        #expect(!cloud.records.all.isEmpty)
    }

    @Test("Where a one-time code was needed, the present token opens the other project")
    func passcode() async throws {
        let cloud = try TestCloud(
            entry: "auth_type: v3totp",
            auth: "{auth_url: 'URL', username: eve, user_domain_id: d, project_id: x}", server: try await .start(),
            answers: ["111"])
        _ = try await cloud.signIn.session()
        let other = await cloud.signIn.switched(
            to: cloud.signIn.cloud.scoped(to: .project(.id("y"), domain: nil)), over: cloud.transport)
        _ = try await other.session()
        let last = try auth(try #require(cloud.server.requests.last))
        #expect(last?["identity"]?["methods"]?.strings == ["token"])
        #expect(last?["identity"]?["token"]?["id"]?.string == "token-1")
        #expect(cloud.questions.all.count == 1)
    }

    @Test("An application credential and a standalone service cannot be switched, and say why")
    func impossible() async throws {
        let credential = try TestCloud(
            entry: "auth_type: v3applicationcredential",
            auth: "{auth_url: 'URL', application_credential_id: i, application_credential_secret: s}",
            server: try await .start()
        ).signIn.cloud
        #expect(credential.reasonAgainstSwitching == "an application credential is for its own project only")
        #expect(credential.scoped(to: .project(.id("y"), domain: nil)) == credential)
        let alone = Cloud(name: "c", credentials: .fixed(endpoint: "http://g", authorization: .none))
        #expect(alone.reasonAgainstSwitching == "there is no identity service")
    }

    @Test("Projects, names and regions; what a member may not list is no failure")
    func identity() async throws {
        let cloud = try TestCloud(server: try await .start())
        cloud.server.on(
            "GET", "/v3/auth/projects",
            .json(
                #"{"projects": [{"id": "2", "name": "b", "enabled": true}, {"id": "1", "name": "a"}, {"id": "3", "name": "c", "enabled": false}], "links": {"next": null}}"#
            ))
        cloud.server.on("GET", "/v3/projects", .json(403, #"{"error": {"message": "no"}}"#))
        cloud.server.on("GET", "/v3/regions", .json(#"{"regions": [{"id": "West"}, {"id": "East"}], "links": {}}"#))
        #expect(
            try await cloud.identity.ownProjects() == [
                Named(id: ProjectID("1"), name: "a"), Named(id: ProjectID("2"), name: "b"),
            ])
        #expect(try await cloud.identity.allProjects() == nil)
        #expect(try await cloud.identity.projectNames() == [ProjectID("1"): "a", ProjectID("2"): "b"])
        #expect(try await cloud.identity.regions() == ["East", "West"])
    }

    @Test("The catalogue tells the regions that have images; none are told where the entry says where images are")
    func regions() async throws {
        let cloud = try TestCloud(server: try await .start())
        #expect(await cloud.signIn.regions.isEmpty)
        _ = try await cloud.signIn.session()
        #expect(await cloud.signIn.regions == ["One", "Two"])
        for entry in ["image_region_name: One", "image_endpoint_override: URL"] {
            let fixed = try TestCloud(entry: entry, server: try await .start())
            _ = try await fixed.signIn.session()
            #expect(await fixed.signIn.regions.isEmpty, "\(entry)")
        }
    }

    @Test("Lists in pages are followed to their end, and no further")
    func pages() async throws {
        let cloud = try TestCloud(server: try await .start())
        cloud.server.on("GET", "/v3/regions") { request in
            request.query == nil
                ? .json(#"{"regions": [{"id": "a"}], "links": {"next": "http://elsewhere/v3/regions?marker=a"}}"#)
                : .json(#"{"regions": [{"id": "b"}], "links": {"next": "http://elsewhere/v3/regions?marker=a"}}"#)
        }
        #expect(try await cloud.identity.regions() == ["a", "b"])
        #expect(cloud.server.requests(to: "/v3/regions").map(\.query) == [nil, "marker=a"])
    }

    @Test("A standalone Glance has no projects to list")
    func standalone() async throws {
        let cloud = try TestCloud(entry: "auth_type: none", auth: "{endpoint: 'URL'}", server: try await .start())
        #expect(try await cloud.identity.ownProjects().isEmpty)
        #expect(try await cloud.identity.regions().isEmpty)
        #expect(cloud.server.requests.isEmpty)
    }
}
