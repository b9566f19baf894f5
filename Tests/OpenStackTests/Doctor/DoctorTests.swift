import Catalog
import TestSupport
import Testing

@testable import OpenStack

@Suite("What the doctor finds out")
struct DoctorTests {
    private func examine(
        _ files: MemoryFiles, cloud: String? = nil, clock: TestClock = TestClock(),
        _ environment: [String: String] = [:]
    ) async -> Diagnosis {
        let timing = Timing(now: { clock.now }, sleep: { _ in }, jitter: { 1 })
        let doctor = Doctor(
            files: files.load(environment), proxies: Proxies(environment: environment), version: "1", timing: timing
        ) { _ in throw CancellationError() }
        return await doctor.examine(cloud: cloud)
    }

    private func entry(_ url: String, _ more: String = "") -> MemoryFiles {
        .clouds(
            "clouds:\n  c:\n    auth: {auth_url: '\(url)', username: e, password: p, user_domain_id: d, project_id: x}\n\(more)"
        )
    }

    @Test("A healthy cloud: who, where, for how long, which addresses and versions, and nothing wrong")
    func healthy() async throws {
        let server = try await ScriptedServer.start()
        server.on("POST", "/v3/auth/tokens", TestCloud.token(imageURL: server.url))
        server.on("GET", "/versions", .json(#"{"versions": [{"id": "v2.17", "status": "CURRENT"}]}"#))
        server.on("GET", "/v2/images", .json(#"{"images": []}"#))
        let diagnosis = await examine(entry(server.url, "    region_name: One\n"))
        #expect(diagnosis.problems.isEmpty)
        #expect(diagnosis.notices.isEmpty)
        #expect(diagnosis.choice == .cloud("c", reason: "the only one configured"))
        #expect(diagnosis.cloud?.name == "c")
        #expect(diagnosis.session?.project?.name == "garden")
        #expect(diagnosis.tokenLife == 3_600)
        #expect(diagnosis.catalogue.map(\.interface) == ["public", "internal"])
        #expect(diagnosis.endpoints.map(\.service) == [.identity, .image])
        #expect(diagnosis.absent.map(\.service) == [.compute, .network, .blockStorage])
        #expect(diagnosis.versions.map(\.id) == ["v2.17"])
        #expect(diagnosis.probes.map(\.what) == ["sign in", "image API versions", "list images"])
        #expect(diagnosis.lookups.first { $0.path == MemoryFiles.cloudsPath }?.outcome == .used)
    }

    @Test("Notices: several regions and none chosen, a clock that is off, certificates not verified")
    func notices() async throws {
        let server = try await ScriptedServer.start()
        server.on("POST", "/v3/auth/tokens", TestCloud.token(imageURL: server.url))
        server.on("GET", "/versions", .json(#"{"versions": [{"id": "v2.0"}]}"#))
        server.on("GET", "/v2/images", .json(#"{"images": []}"#))
        let diagnosis = await examine(
            entry(server.url, "    insecure: true\n"), clock: TestClock("2026-11-23T11:55:00Z"))
        #expect(
            diagnosis.notices.map(\.text) == [
                "certificates are not verified (`insecure: true`)",
                "no region is configured, and the catalogue has One, Two; One is used",
                "this machine's clock is 300 s behind the cloud's",
            ])
    }

    @Test("No cloud, several clouds, an unknown one, a broken one")
    func configuration() async {
        #expect(await examine(MemoryFiles()).problems.map(\.kind) == [.configuration])
        let two = MemoryFiles.clouds("clouds:\n  a: {auth: {auth_url: 'http://k', username: u}}\n  b: 7\n")
        let several = await examine(two)
        #expect(several.problems.first?.reason == "several are configured and none is named")
        #expect(several.entries.map { $0.problem == nil } == [true, false])
        #expect(await examine(two, cloud: "x").problems.first?.advice == "Known are: a, b (cannot be used).")
        #expect(
            await examine(two, cloud: "b").problems.first?.reason.hasPrefix("\(MemoryFiles.cloudsPath):3: ") == true)
    }

    @Test("A cloud that does not answer, one without an image service, a token without a project")
    func trouble() async throws {
        let server = try await ScriptedServer.start()
        server.on(
            "POST", "/v3/auth/tokens",
            .json(201, #"{"token": {"user": {"id": "u"}, "roles": []}}"#, headers: [("X-Subject-Token", "t")]))
        let empty = await examine(entry(server.url))
        #expect(empty.problems.map(\.kind) == [.endpointMissing, .configuration])
        #expect(empty.probes.map(\.what) == ["sign in"])
        await server.stop()
        let dead = await examine(entry(server.url))
        #expect(dead.problems.map(\.kind) == [.unreachable])
        #expect(dead.session == nil)
    }
}
