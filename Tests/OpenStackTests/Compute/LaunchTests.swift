import Catalog
import TestSupport
import Testing

@testable import OpenStack

@Suite("Compute, network and volume services")
struct LaunchTests {
    /// A cloud whose catalogue has all three, each at a path of its own.
    private func cloud() async throws -> TestCloud {
        let server = try await ScriptedServer.start()
        return try TestCloud(
            entry: """
                compute_endpoint_override: URL/compute/v2.1/x
                network_endpoint_override: URL/network
                block_storage_endpoint_override: URL/volume/v3/x
                """, server: server)
    }

    private func compute(_ cloud: TestCloud) -> ComputeClient { ComputeClient(signIn: cloud.signIn) }

    private func server(_ change: (inout NewServer) -> Void = { _ in }) -> NewServer {
        var server = NewServer(name: "web-1", image: ImageID("i1"), imageTitle: "image", flavor: "f1")
        change(&server)
        return server
    }

    private func sent(_ server: NewServer) async throws -> (body: JSONValue, version: String?) {
        let cloud = try await cloud()
        cloud.server.on(
            "POST", "/compute/v2.1/x/servers", .json(202, #"{"server": {"id": "s1", "adminPass": "secret"}}"#))
        let made = try await compute(cloud).create(server)
        #expect(made == Server(id: "s1", name: "web-1", status: "BUILD"))
        let request = try #require(cloud.server.requests(to: "/compute/v2.1/x/servers").first)
        return (try JSONValue(json: request.body), request.header("OpenStack-API-Version"))
    }

    @Test("R9: the image is named, and none of its properties")
    func plain() async throws {
        let (body, version) = try await sent(server())
        #expect(
            body
                == .object([
                    "server": .object([
                        "name": .string("web-1"), "imageRef": .string("i1"), "flavorRef": .string("f1"),
                    ])
                ]))
        #expect(version == nil)
    }

    @Test("R5: user data is sent in base64; networks, key and groups as they were chosen")
    func whole() async throws {
        let (body, version) = try await sent(
            server {
                $0.userData = UserData(Array("#!/bin/sh\n".utf8))
                $0.networks = .these(["n1"])
                $0.keyPair = "mine"
                $0.securityGroups = ["web"]
            })
        let fields = body["server"]
        #expect(fields?["user_data"]?.string == "IyEvYmluL3NoCg==")
        #expect(fields?["networks"] == .array([.object(["uuid": .string("n1")])]))
        #expect(fields?["key_name"]?.string == "mine")
        #expect(fields?["security_groups"] == .array([.object(["name": .string("web")])]))
        #expect(fields?["metadata"] == nil)
        #expect(version == nil)
    }

    @Test("A later version of the API is asked for only where something needs it")
    func versions() async throws {
        let (none, forNone) = try await sent(server { $0.networks = .none })
        #expect(none["server"]?["networks"]?.string == "none")
        #expect(forNone == "compute 2.37")
        let (auto, _) = try await sent(server { $0.networks = .automatic })
        #expect(auto["server"]?["networks"]?.string == "auto")
        let (trusting, forTrust) = try await sent(server { $0.certificates = ["c1"] })
        #expect(trusting["server"]?["trusted_image_certificates"] == .array([.string("c1")]))
        #expect(forTrust == "compute 2.63")
    }

    @Test("A refusal is told in the service's words, and what was in the user data is not")
    func refusals() async throws {
        let cloud = try await cloud()
        let words = "Quota exceeded for instances: Requested 1, but already used 10 of 10. IyEvYmluL3NoCg=="
        cloud.server.on(
            "POST", "/compute/v2.1/x/servers",
            .json(403, #"{"forbidden": {"code": 403, "message": "\#(words)"}}"#))
        let problem = await problem {
            try await compute(cloud).create(server { $0.userData = UserData(Array("#!/bin/sh\n".utf8)) })
        }
        #expect(problem?.kind == .forbidden)
        #expect(problem?.reason.hasPrefix("Quota exceeded for instances") == true)
        #expect(problem?.reason.contains("IyEvYmluL3NoCg==") == false)
        #expect(problem?.advice.contains("larger quota") == true)
    }

    @Test("A server whose making was not answered may be there: it is not asked for twice")
    func uncertain() async throws {
        let cloud = try await cloud()
        cloud.server.on("POST", "/compute/v2.1/x/servers", .failing(.hangUp))
        let problem = await problem { try await compute(cloud).create(server()) }
        #expect(problem?.isUncertain == true)
        #expect(problem?.advice.contains("look at the image's servers first") == true)
        #expect(cloud.server.requests(to: "/compute/v2.1/x/servers").count == 1)
    }

    @Test("Flavors come from all pages, the smallest first, without those that nobody may use")
    func flavors() async throws {
        let cloud = try await cloud()
        let link = #"[{"rel": "next", "href": "http://x/compute/v2.1/x/flavors/detail?marker=2"}]"#
        cloud.server.on("GET", "/compute/v2.1/x/flavors/detail") { request in
            request.query == "marker=2"
                ? .json(#"{"flavors": [{"id": "1", "name": "small", "vcpus": 1, "ram": 512, "disk": 1}]}"#)
                : .json(
                    #"""
                    {"flavors": [{"id": "2", "name": "large", "vcpus": 8, "ram": 16384, "disk": 80},
                      {"id": "3", "name": "off", "ram": 1, "OS-FLV-DISABLED:disabled": true}], "flavors_links": \#(link)}
                    """#)
        }
        let flavors = try await compute(cloud).flavors()
        #expect(flavors.map(\.name) == ["small", "large"])
        #expect(flavors.last == Flavor(id: "2", name: "large", cpus: 8, ram: 16_384, disk: 80))
    }

    @Test("The names of key pairs, and the version that the service knows, which is told below the project's path")
    func small() async throws {
        let cloud = try await cloud()
        cloud.server.on(
            "GET", "/compute/v2.1/x/os-keypairs",
            .json(#"{"keypairs": [{"keypair": {"name": "b"}}, {"keypair": {"name": "a"}}]}"#))
        cloud.server.on(
            "GET", "/compute/v2.1/", .json(#"{"version": {"id": "v2.1", "version": "2.96", "min_version": "2.1"}}"#))
        #expect(try await compute(cloud).keyPairs() == ["a", "b"])
        #expect(try await compute(cloud).latestVersion() == Microversion(2, 96))
    }

    @Test("A server in error tells its fault")
    func fault() async throws {
        let cloud = try await cloud()
        cloud.server.on(
            "GET", "/compute/v2.1/x/servers/s1",
            .json(
                #"""
                {"server": {"id": "s1", "name": "web-1", "status": "ERROR", "tenant_id": "p",
                  "fault": {"code": 500, "message": "No valid host was found."}}}
                """#))
        let server = try await compute(cloud).server("s1")
        #expect(server.status == "ERROR")
        #expect(server.fault == "No valid host was found.")
    }

    @Test("Networks are the project's own and those shared with it, also for an administrator, each once")
    func networks() async throws {
        let cloud = try await cloud()
        cloud.server.on("GET", "/network/v2.0/networks") { request in
            request.query == "tenant_id=x"
                ? .json(
                    #"{"networks": [{"id": "n1", "name": "mine", "status": "ACTIVE", "tenant_id": "x", "shared": true}]}"#
                )
                : .json(
                    #"""
                    {"networks": [{"id": "n1", "name": "mine", "tenant_id": "x"},
                      {"id": "n2", "name": "all", "status": "ACTIVE", "tenant_id": "other"}]}
                    """#)
        }
        cloud.server.on(
            "GET", "/network/v2.0/security-groups",
            .json(
                #"{"security_groups": [{"id": "g2", "name": "web", "description": "80"}, {"id": "g1", "name": "default"}]}"#
            ))
        let client = NetworkClient(signIn: cloud.signIn)
        let networks = try await client.networks()
        #expect(networks.map(\.id) == ["n1", "n2"])
        #expect(networks.map(\.isOwn) == [true, false])
        #expect(cloud.server.requests(to: "/network/v2.0/networks").map(\.query) == ["tenant_id=x", "shared=true"])
        let groups = try await client.securityGroups()
        #expect(groups.map(\.name) == ["default", "web"])
        #expect(groups.last?.about == "80")
    }

    @Test("Volumes made from the image are picked out of all volumes")
    func volumes() async throws {
        let cloud = try await cloud()
        cloud.server.on(
            "GET", "/volume/v3/x/volumes/detail",
            .json(
                #"""
                {"volumes": [
                  {"id": "v1", "name": "root", "status": "in-use", "size": 10, "os-vol-tenant-attr:tenant_id": "p",
                   "attachments": [{"server_id": "s1"}], "volume_image_metadata": {"image_id": "i1"}},
                  {"id": "v2", "name": "", "status": "available", "size": 1, "volume_image_metadata": {"image_id": "i2"}},
                  {"id": "v3", "name": "data", "status": "available", "size": 1}]}
                """#))
        let client = VolumeClient(signIn: cloud.signIn)
        let volumes = try await client.volumes(from: ImageID("i1"), of: .allProjects)
        #expect(
            volumes == [
                Volume(id: "v1", name: "root", status: "in-use", size: 10, project: ProjectID("p"), servers: ["s1"])
            ])
        #expect(
            cloud.server.requests(to: "/volume/v3/x/volumes/detail").first?.query == "all_tenants=1&limit=1000")
    }
}
