import Catalog
import CatalogService
import OpenStack
import Replica
import Testing

@Suite("An administrator's search for offers", .timeLimit(.minutes(2)))
struct OfferSearchTests {
    private let scratch = Scratch()

    /// Twenty images of others, of which the third is offered and the fourth accepted, and one private one.
    private func cloud() -> ScriptedCloud {
        let cloud = ScriptedCloud(session(["admin"]))
        for number in 1...20 { cloud.put(image(number, owner: theirs, .shared)) }
        cloud.put(image(21, owner: theirs), image(22, .shared))
        cloud.share(id(3), with: mine, .pending)
        cloud.share(id(4), with: mine, .accepted)
        cloud.share(id(5), with: ProjectID("0c"), .pending)
        return cloud
    }

    private func progress(_ desk: Desk) -> [[Int]] {
        desk.now.events.compactMap {
            if case .offerSearch(let checked, let total) = $0 { [checked, total] } else { nil }
        }
    }

    @Test("R17: it begins when the pane is opened, asks about others' shared images only, and tells how far it is")
    func search() async throws {
        let cloud = cloud()
        let desk = Desk(scratch)
        await desk.open(cloud)
        try await desk.passes(1)
        #expect(!cloud.calls.contains { $0.hasPrefix("member") })
        // What is not known is said to be so before.
        try await desk.wait("what is unknown", for: { _ in progress(desk).last == [0, 20] })
        await desk.service.openShared()
        try await desk.wait("the end", for: { _ in progress(desk).last == [20, 20] })
        #expect(progress(desk).first == [0, 20])
        #expect(Set(cloud.calls.filter { $0.hasPrefix("member") }) == Set((1...20).map { "member \($0)" }))
        #expect(desk.rows[id(3)]?.offer?.status == .pending)
        #expect(desk.rows[id(4)]?.offer?.status == .accepted)
        #expect(desk.rows[id(3)]?.news == nil, "it was offered before it was asked about")
        #expect(desk.rows[id(4)]?.offer?.offeredAt == Instant(seconds: 1_700_000_000))
        #expect(desk.rows[id(5)]?.offer == nil)
    }

    @Test("At most four questions are under way at once, those about rows on the screen first")
    func pace() async throws {
        let cloud = cloud()
        let desk = Desk(scratch)
        await desk.open(cloud)
        try await desk.passes(1)
        await desk.service.watch([id(18), id(19)], in: .admin)
        await desk.time.advance(by: .seconds(1))
        cloud.with { state in
            state.mostRunning = 0
            state.delay = { _ in try? await Task.sleep(for: .milliseconds(3)) }
        }
        await desk.service.openShared()
        try await desk.wait("the end", for: { _ in progress(desk).last == [20, 20] })
        #expect(cloud.with { $0.mostRunning } == 4)
        // The first four set off together, in no order.
        #expect(
            Set(cloud.calls.filter { $0.hasPrefix("member") }.prefix(4)).isSuperset(of: ["member 18", "member 19"]))
    }

    @Test("A no is believed for an hour, a yes is asked about again sooner")
    func memory() async throws {
        let cloud = cloud()
        let desk = Desk(scratch)
        await desk.open(cloud)
        try await desk.passes(1)
        await desk.service.openShared()
        try await desk.wait("the end", for: { _ in progress(desk).last == [20, 20] })
        cloud.forgetCalls()
        cloud.share(id(7), with: mine, .pending)
        cloud.share(id(3), with: mine, nil)
        try await desk.wait("the withdrawn offer", advancing: .seconds(30), for: { $0.rows[id(3)]?.offer == nil })
        #expect(Set(cloud.calls.filter { $0.hasPrefix("member") }) == ["member 3", "member 4"])
        #expect(desk.time.uptime < .seconds(3_600))
        try await desk.wait(
            "the new offer", advancing: .seconds(30), for: { $0.rows[id(7)]?.offer?.status == .pending })
        #expect(desk.time.uptime >= .seconds(3_600))
    }

    @Test("An image that appears later is asked about within a minute")
    func newImage() async throws {
        let cloud = cloud()
        let desk = Desk(scratch)
        await desk.open(cloud)
        try await desk.passes(1)
        await desk.service.openShared()
        try await desk.wait("the end", for: { _ in progress(desk).last == [20, 20] })
        cloud.put(image(30, owner: theirs, .shared))
        cloud.share(id(30), with: mine, .pending)
        try await desk.wait("the offer", advancing: .seconds(5), for: { $0.rows[id(30)]?.offer?.status == .pending })
    }
}
