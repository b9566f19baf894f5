import Catalog
import CatalogService
import OpenStack
import Replica
import Testing

@Suite("Passes between full ones", .timeLimit(.minutes(2)))
struct DeltaTests {
    private let scratch = Scratch()

    private func synchronised(_ cloud: ScriptedCloud) async throws -> Desk {
        let desk = Desk(scratch)
        await desk.open(cloud)
        try await desk.passes(1)
        cloud.forgetCalls()
        return desk
    }

    @Test("After thirty seconds only changes are asked for, from a little before the service's time of the last pass")
    func since() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1))
        cloud.with { $0.now = Instant(seconds: 2_000_000_000) }
        let desk = try await synchronised(cloud)
        try await desk.wait("the second pass", advancing: .seconds(1), for: { $0.passes > 1 })
        #expect(cloud.calls.filter { $0.contains("since") } == ["visible since=1999999980", "hidden since=1999999980"])
        guard case .synchronised(_, quiet: true) = desk.now.events.last else {
            Issue.record("a pass without changes is not quiet")
            return
        }
    }

    @Test("Of passes without changes full ones are shown, and the first after the connection was lost")
    func shown() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1))
        let desk = try await synchronised(cloud)
        func loud() -> [Instant] {
            desk.now.events.compactMap { if case .synchronised(let at, quiet: false) = $0 { at } else { nil } }
        }
        let first = try #require(loud().first)
        try await desk.wait("another one", advancing: .seconds(15), for: { _ in loud().count > 1 })
        #expect((900..<940).contains(loud()[1] - first), "after \(loud()[1] - first) s")
        #expect(desk.now.passes > 20)
        cloud.with { $0.trouble = { _ in .refusedConnection } }
        try await desk.wait(
            "the loss", advancing: .seconds(5), for: { if case .lost = $0.connection { true } else { false } })
        cloud.with { $0.trouble = { _ in nil } }
        try await desk.wait("one after the loss", advancing: .seconds(1), for: { _ in loud().count > 2 })
        #expect(loud()[2] - loud()[1] < 120)
    }

    @Test("While the list of changes fails and others do not, that is no recovery: pauses grow, and the trouble stands")
    func failingChanges() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1))
        let desk = try await synchronised(cloud)
        cloud.with { state in
            state.trouble = { $0.contains("since") ? .serverFailed : nil }
            // So that others answer first.
            state.delay = { if $0.contains("since") { try? await Task.sleep(for: .milliseconds(100)) } }
        }
        func losses() -> Int {
            desk.now.events.count { if case .connection(.lost) = $0 { true } else { false } }
        }
        desk.forgetEvents()
        let begun = desk.time.now
        try await desk.wait("some attempts", advancing: .seconds(1), for: { _ in losses() >= 6 })
        // Pauses of 1, 2, 4, 8 and 16 seconds, give or take a quarter.
        #expect(desk.time.now - begun > 20)
        #expect(!desk.now.events.contains { if case .connection(.online) = $0 { true } else { false } })
        cloud.with { $0.trouble = { _ in nil } }
        try await desk.wait("the recovery", advancing: .seconds(1), for: { $0.connection == .online })
    }

    @Test("A changed image and a new hidden one are found by the next delta pass, and marked")
    func changes() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1), image(2))
        let desk = try await synchronised(cloud)
        cloud.change(id(1)) { $0.name = "renamed" }
        cloud.put(image(3, hidden: true))
        try await desk.wait("the second pass", advancing: .seconds(1), for: { $0.passes > 1 })
        #expect(desk.rows[id(1)]?.image.name == "renamed" && desk.rows[id(1)]?.news == .changed)
        #expect(desk.rows[id(3)]?.news == .added)
        #expect(desk.rows[id(2)]?.news == nil)
        let ends = desk.now.events.compactMap { if case .synchronised(_, let quiet) = $0 { quiet } else { nil } }
        #expect(ends == [false, false])
    }

    @Test("GLANCE-FACTS 5: a new offer moves no date; the list of offers shows it within a minute")
    func newOffer() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1, owner: theirs, .shared), image(2, .shared))
        let desk = try await synchronised(cloud)
        #expect(desk.rows[id(1)] == nil)
        cloud.share(id(1), with: mine, .pending)
        try await desk.wait("the offer", advancing: .seconds(5), for: { $0.rows[id(1)] != nil })
        #expect(desk.rows[id(1)]?.offer?.status == .pending && desk.rows[id(1)]?.news == .added)
        #expect(desk.rows[id(2)]?.offer == nil)
        #expect(
            Set(cloud.calls.filter { $0.contains("pending") }) == ["pending limit=200", "pending-hidden limit=200"])
    }

    @Test("R75, R76: an offer answered elsewhere or taken back leaves the list; the member record tells which")
    func answeredElsewhere() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(
            image(1, owner: theirs, .shared), image(2, owner: theirs, .shared), image(3, owner: theirs, .shared),
            image(4, owner: theirs, .shared))
        for number in 1...4 { cloud.share(id(number), with: mine, .pending) }
        let desk = try await synchronised(cloud)
        cloud.share(id(1), with: mine, .accepted)
        cloud.share(id(2), with: mine, .rejected)
        cloud.share(id(3), with: mine, nil)
        try await desk.wait("the withdrawal", advancing: .seconds(5), for: { $0.rows[id(3)]?.news == .withdrawn })
        #expect(desk.rows[id(1)]?.offer?.status == .accepted && desk.rows[id(1)]?.news == .changed)
        #expect(desk.rows[id(2)]?.offer?.status == .rejected)
        #expect(desk.rows[id(4)]?.offer?.status == .pending && desk.rows[id(4)]?.news == nil)
        cloud.forgetCalls()
        try await desk.wait(
            "the next look", advancing: .seconds(5),
            for: { _ in cloud.calls.contains { $0.hasPrefix("pending-hidden") } })
        // What was asked about once is where it belongs.
        #expect(!cloud.calls.contains { $0.hasPrefix("member") })
    }

    @Test("A replica filled a moment ago is brought up to date by a delta pass; a full one follows in its time")
    func warmStart() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1), image(2))
        let first = try await synchronised(cloud)
        await first.service.close()
        cloud.put(image(3))
        cloud.forgetCalls()
        let second = Desk(scratch, time: first.time)
        await second.open(cloud)
        try await second.passes(1)
        #expect(Set(second.rows.keys) == [id(1), id(2), id(3)])
        #expect(!cloud.calls.contains { $0.hasPrefix("visible limit") })
        guard case .replicaOpened(let before, let lastPass, let counts) = second.now.events.first else {
            Issue.record("the replica comes first")
            return
        }
        #expect(before == session() && lastPass == first.time.start && counts.visible == [.images: 2])
    }

    @Test("A replica that has not been compared for long is read in full at once")
    func oldReplica() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1), image(2))
        let first = try await synchronised(cloud)
        await first.service.close()
        cloud.delete(id(1))
        cloud.forgetCalls()
        await first.time.advance(by: .seconds(3_600))
        let second = Desk(scratch, time: first.time)
        await second.open(cloud)
        try await second.passes(1)
        #expect(second.rows.mapValues(\.news) == [id(1): .withdrawn, id(2): nil])
        #expect(cloud.calls.first { $0.hasPrefix("visible") } == "visible limit=50")
    }

    @Test("Refreshing asks for the rows on the screen first, then for changes and offers, then for everything")
    func refresh() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1), image(2, hidden: true), image(3))
        let desk = try await synchronised(cloud)
        await desk.service.watch([id(1), id(2)], in: .images)
        await desk.service.refresh()
        try await desk.wait("the full pass", advancing: .seconds(5), for: { $0.fullPasses > 1 })
        let calls = cloud.calls.filter { $0 != "session" && $0 != "projects" }
        #expect(calls.prefix(2) == ["visible ids=1", "hidden ids=2"])
        #expect(calls.contains { $0.hasPrefix("visible since") } && calls.contains { $0.hasPrefix("pending") })
        #expect(calls.contains("visible limit=50"))
    }

    @Test("A token renewed with other roles empties the replica and fills it anew")
    func otherRoles() async throws {
        let cloud = ScriptedCloud(session(["admin"]))
        cloud.put(image(1), image(2, owner: theirs))
        let desk = try await synchronised(cloud)
        #expect(desk.rows.count == 2)
        cloud.with { $0.session = session() }
        try await desk.wait(
            "the member's rows", advancing: .seconds(5), for: { Set($0.rows.keys) == [id(1)] && $0.isLoaded })
        #expect(desk.now.events.contains { if case .signedIn(let now) = $0 { !now.isAdmin } else { false } })
    }
}
