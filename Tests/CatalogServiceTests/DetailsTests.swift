import Catalog
import CatalogService
import OpenStack
import Replica
import Testing

@Suite("Details and site", .timeLimit(.minutes(2)))
struct DetailsTests {
    private let scratch = Scratch()

    private func desk(_ cloud: ScriptedCloud) async throws -> Desk {
        let desk = Desk(scratch)
        await desk.open(cloud)
        try await desk.passes(1)
        return desk
    }

    private func facts(_ desk: Desk, _ id: ImageID) async -> [String: Bool] {
        var parts: [String: Bool] = [:]
        for await fact in await desk.service.details(id) {
            switch fact {
            case .image(let result): parts["image"] = (try? result.get()) != nil
            case .members(let result): parts["members"] = (try? result.get()) != nil
            case .tasks(let result): parts["tasks"] = (try? result.get()) != nil
            case .stores(let result): parts["stores"] = (try? result.get()) != nil
            }
        }
        return parts
    }

    @Test("Each part comes with its own outcome; members are asked for with shared images only")
    func parts() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1, .shared), image(2))
        let desk = try await desk(cloud)
        #expect(await facts(desk, id(1)) == ["image": true, "members": true, "tasks": true, "stores": true])
        #expect(await facts(desk, id(2)) == ["image": true, "tasks": true, "stores": true])
        cloud.with { $0.trouble = { $0.hasPrefix("tasks") || $0.hasPrefix("members") ? .missing : nil } }
        #expect(await facts(desk, id(1)) == ["image": true, "members": false, "tasks": false, "stores": true])
    }

    @Test("A record read for its details reaches the panes, without a mark: the user is looking at it")
    func record() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1))
        let desk = try await desk(cloud)
        cloud.change(id(1)) { $0.name = "renamed" }
        #expect(try await desk.service.record(id(1)).name == "renamed")
        try await desk.wait("the row", for: { $0.rows[id(1)]?.image.name == "renamed" })
        #expect(desk.rows[id(1)]?.news == nil)
        cloud.delete(id(1))
        await #expect(throws: Problem.missing) { try await desk.service.record(id(1)) }
        try await desk.wait("the withdrawal", for: { $0.rows[id(1)]?.news == .withdrawn })
    }

    @Test("Administrators are told more about stores")
    func stores() async throws {
        let cloud = ScriptedCloud(session(["admin"]))
        cloud.put(image(1))
        let desk = try await desk(cloud)
        _ = await facts(desk, id(1))
        #expect(cloud.calls.contains("stores in detail"))
    }

    @Test("Definitions are asked for once an hour, and the old ones serve when the service does not answer")
    func definitions() async throws {
        let cloud = ScriptedCloud(session())
        let desk = try await desk(cloud)
        for _ in 0..<2 { #expect(try await desk.service.metadataDefinitions().map(\.id) == ["OS::Compute::Libvirt"]) }
        #expect(cloud.calls.filter { $0 == "namespaces" }.count == 1)
        cloud.with { $0.trouble = { $0 == "namespaces" ? .missing : nil } }
        await desk.time.advance(by: .seconds(3_700))
        #expect(try await desk.service.metadataDefinitions().map(\.id) == ["OS::Compute::Libvirt"])
        #expect(cloud.calls.filter { $0 == "namespaces" }.count == 2)
    }

    @Test("Names of projects are learned after the first page, and are there at the next start without asking")
    func projects() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1))
        let first = try await desk(cloud)
        try await first.wait(
            "names",
            for: { known in
                known.events.contains { if case .projectNames([mine: "platform"]) = $0 { true } else { false } }
            })
        let calls = cloud.calls
        let page = try #require(calls.firstIndex(of: "visible limit=50"))
        #expect(try #require(calls.firstIndex(of: "projects")) > page)
        await first.service.close()
        let second = Desk(scratch, time: first.time)
        await second.open(cloud, isOffline: true)
        try await second.wait(
            "names",
            for: { known in
                known.events.contains { if case .projectNames([mine: "platform"]) = $0 { true } else { false } }
            })
    }
}
