import Catalog
import TestSupport
import Testing

@testable import OpenStack

@Suite("Asking the compute service who uses an image")
struct UsageTests {
    private let id = ImageID("i1")

    /// A cloud whose catalogue has a compute service on the scripted server, or one in another region, or none.
    private func cloud(_ compute: String? = "One", entry: String = "region_name: One") async throws -> TestCloud {
        let cloud = try TestCloud(entry: entry, server: try await .start())
        let url = cloud.server.url
        let service = compute.map { region in
            #"""
            , {"type": "compute", "name": "nova", "endpoints": [
               {"interface": "public", "region_id": "\#(region)", "region": "\#(region)", "url": "\#(url)/v2.1/"}]}
            """#
        }
        cloud.server.on(
            "POST", "/v3/auth/tokens",
            .json(
                201,
                """
                {"token": {"methods": ["password"], "user": {"id": "u1", "name": "eve"},
                 "project": {"id": "x", "name": "garden"}, "roles": [{"id": "r", "name": "member"}],
                 "issued_at": "2026-11-23T12:00:00Z", "expires_at": "2026-11-23T13:00:00Z", "catalog": [
                 {"type": "image", "name": "glance", "endpoints": [
                  {"interface": "public", "region_id": "One", "region": "One", "url": "\(url)"}]}\(service ?? "")]}}
                """, headers: [("X-Subject-Token", "token-1")]))
        return cloud
    }

    private func server(_ id: String, _ image: String = #"{"id": "i1"}"#, status: String = "ACTIVE") -> String {
        #"""
        {"id": "\#(id)", "name": "web-\#(id)", "status": "\#(status)", "tenant_id": "p1", "image": \#(image),
         "created": "2026-11-01T08:00:00Z", "OS-EXT-STS:task_state": null}
        """#
    }

    private func usage(_ cloud: TestCloud, _ scope: ImageUsage.Scope = .allProjects) async -> ImageUsage.Answer {
        await ComputeClient(signIn: cloud.signIn).usage(of: id, in: scope)
    }

    @Test("R55: servers of all projects are asked for, all pages of them, on the service's own host")
    func pages() async throws {
        let cloud = try await cloud()
        let next =
            #"[{"rel": "next", "href": "http://inner:8774/v2.1/servers/detail?all_tenants=1&image=i1&marker=2"}]"#
        cloud.server.on("GET", "/v2.1/servers/detail") { request in
            request.query?.contains("marker=2") == true
                ? .json(#"{"servers": [\#(server("3", status: "SHUTOFF"))]}"#)
                : .json(#"{"servers": [\#(server("1")), \#(server("2"))], "servers_links": \#(next)}"#)
        }
        guard case .servers(let servers) = await usage(cloud) else {
            Issue.record("no servers")
            return
        }
        #expect(servers.map(\.id) == ["1", "2", "3"])
        #expect(servers.map(\.status) == ["ACTIVE", "ACTIVE", "SHUTOFF"])
        #expect(servers.first?.project == ProjectID("p1"))
        let asked = cloud.server.requests(to: "/v2.1/servers/detail")
        #expect(asked.first?.query == "all_tenants=1&image=i1&limit=1000")
        #expect(asked.count == 2)
        #expect(asked.allSatisfy { $0.header("X-Auth-Token") == "token-1" })
    }

    @Test("R57: for a project's own servers no others are asked for")
    func own() async throws {
        let cloud = try await cloud()
        cloud.server.on("GET", "/v2.1/servers/detail", .json(#"{"servers": []}"#))
        #expect(await usage(cloud, .ownProject) == .servers([]))
        #expect(cloud.server.requests(to: "/v2.1/servers/detail").first?.query == "image=i1&limit=1000")
    }

    @Test("R58: a server booted from a volume, or of another image, does not count; one told without its image does")
    func odd() async throws {
        let cloud = try await cloud()
        let incomplete = #"{"id": "4", "status": "UNKNOWN", "tenant_id": "p1"}"#
        let all = [server("1", "\"\""), server("2", #"{"id": "other"}"#), server("3", status: "DELETED"), incomplete]
        cloud.server.on("GET", "/v2.1/servers/detail", .json(#"{"servers": [\#(all.joined(separator: ","))]}"#))
        guard case .servers(let servers) = await usage(cloud) else {
            Issue.record("no servers")
            return
        }
        #expect(servers.map(\.id) == ["4"])
    }

    @Test("R57: a refusal names the missing right, in place of the service's words")
    func forbidden() async throws {
        let cloud = try await cloud()
        let words = "Policy doesn't allow os_compute_api:servers:detail:get_all_tenants to be performed."
        cloud.server.on(
            "GET", "/v2.1/servers/detail", .json(403, #"{"forbidden": {"code": 403, "message": "\#(words)"}}"#))
        guard case .unknown(let problem) = await usage(cloud) else {
            Issue.record("known")
            return
        }
        #expect(problem.kind == .forbidden)
        #expect(
            problem.reason == "listing the servers of all projects needs the role admin, and yours are member")
    }

    @Test("R57: a failing service, a page without servers and pages in a circle are no answer")
    func failures() async throws {
        let cloud = try await cloud()
        let circle = #"{"servers": [], "servers_links": [{"rel": "next", "href": "/x?a=1"}]}"#
        for reply in [ScriptedReply.json(500, "{}"), .json("{}"), .json(circle), .html(200, "hello")] {
            cloud.server.on("GET", "/v2.1/servers/detail", reply)
            guard case .unknown(let problem) = await usage(cloud) else {
                Issue.record("known: \(reply)")
                continue
            }
            #expect(problem.kind == .serverFault || problem.kind == .malformed)
        }
    }

    @Test("R57: no compute service in the catalogue is told apart from one elsewhere and one that is switched off")
    func absent() async throws {
        #expect(await usage(try await cloud(nil)) == .noCompute)
        for other in [try await cloud("Two"), try await cloud(nil, entry: "has_compute: false")] {
            guard case .unknown(let problem) = await usage(other) else {
                Issue.record("known")
                continue
            }
            #expect(problem.kind == .endpointMissing)
        }
    }
}
