import Catalog
import CatalogService
import OpenStack
import Replica
import Testing

@Suite("Rows on the screen", .timeLimit(.minutes(2)))
struct WatchingTests {
    private let scratch = Scratch()

    /// Only what is on the screen is asked about, so that its questions stand alone.
    private var intervals: SyncIntervals {
        var intervals = SyncIntervals()
        intervals.full = .seconds(100_000)
        intervals.delta = .seconds(100_000)
        intervals.offers = .seconds(100_000)
        return intervals
    }

    private func watching(_ cloud: ScriptedCloud, _ ids: [ImageID], in pane: Pane = .images) async throws -> Desk {
        let desk = Desk(scratch, intervals: intervals)
        await desk.open(cloud, pane: pane)
        try await desk.passes(1)
        try await desk.wait("names", for: { _ in cloud.calls.contains("projects") })
        cloud.forgetCalls()
        await desk.service.watch(ids, in: pane)
        return desk
    }

    @Test(
        "An image on its way is asked about after two seconds, then ever more rarely, and no more once it has settled")
    func transitional() async throws {
        let cloud = ScriptedCloud(session())
        var saving = image(1, status: .saving)
        saving.updatedAt = ManualTime().start
        cloud.put(saving)
        cloud.put(image(2))
        let desk = try await watching(cloud, [id(1), id(2)])
        cloud.with { state in
            state.times = []
            state.clock = { desk.time.uptime }
        }
        try await desk.wait("five questions", advancing: .seconds(1), for: { _ in cloud.calls.count == 5 })
        #expect(Set(cloud.calls) == ["visible ids=1"])
        // By rule 3.4, 5.8, 9.8 and 16.7 seconds lie between them, after 2; a busy machine makes it later, not sooner.
        let times = cloud.with { $0.times }
        let pauses = zip(times.dropFirst(), times).map { ($0 - $1) / Duration.seconds(1) }
        #expect(times[0] >= .seconds(2))
        for (pause, least) in zip(pauses, [3.0, 5.0, 9.0, 16.0]) { #expect(pause > least) }
        cloud.change(id(1)) { $0.status = .active }
        try await desk.wait("the change", advancing: .seconds(1), for: { $0.rows[id(1)]?.image.status == .active })
        cloud.forgetCalls()
        await desk.time.advance(by: .seconds(300))
        #expect(cloud.calls.isEmpty)
    }

    @Test("An image that stays on its way for half an hour is stuck, and is left alone")
    func stuck() async throws {
        let cloud = ScriptedCloud(session())
        var queued = image(1, status: .queued)
        queued.updatedAt = ManualTime().start + -1_700
        cloud.put(queued)
        let desk = try await watching(cloud, [id(1)])
        #expect(desk.rows[id(1)]?.isStuck == false)
        try await desk.wait("the mark", advancing: .seconds(5), for: { $0.rows[id(1)]?.isStuck == true })
        #expect(desk.rows[id(1)]?.news == nil)
        cloud.forgetCalls()
        await desk.time.advance(by: .seconds(300))
        #expect(cloud.calls.isEmpty)
    }

    @Test("A row whose image is gone is withdrawn when it is asked about")
    func gone() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1), image(2))
        let desk = try await watching(cloud, [id(1), id(2)])
        cloud.delete(id(1))
        await desk.service.refresh()
        try await desk.wait("the withdrawal", for: { $0.rows[id(1)]?.news == .withdrawn })
        #expect(cloud.calls.prefix(2) == ["visible ids=1,2", "image 1"])
    }

    @Test("An image that no list shows and that can be read by its ID is kept as it is now")
    func killed() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1))
        let desk = try await watching(cloud, [id(1)])
        cloud.with { state in
            state.trouble = { _ in nil }
            state.images[id(1)]?.status = .killed
            state.largestPage = 0
        }
        await desk.service.refresh()
        try await desk.wait("the change", for: { $0.rows[id(1)]?.image.status == .killed })
    }

    @Test("In Shared with Me the dates of the offers on the screen are asked for, once")
    func dates() async throws {
        let cloud = ScriptedCloud(session())
        for number in 1...3 {
            cloud.put(image(number, owner: theirs, .shared))
            cloud.share(id(number), with: mine, .pending)
        }
        let desk = try await watching(cloud, [id(1), id(2)], in: .shared)
        let date = Instant(seconds: 1_700_000_000)
        try await desk.wait(
            "the dates", advancing: .milliseconds(100),
            for: { $0.rows[id(1)]?.offer?.offeredAt == date && $0.rows[id(2)]?.offer?.offeredAt == date })
        #expect(desk.rows[id(3)]?.offer?.offeredAt == nil)
        #expect(Set(cloud.calls) == ["member 1", "member 2"])
        await desk.service.watch([id(2), id(1)], in: .shared)
        await desk.time.advance(by: .seconds(1))
        #expect(cloud.calls.count == 2)
    }

    @Test("Scrolling asks nothing until it rests")
    func scrolling() async throws {
        let cloud = ScriptedCloud(session())
        for number in 1...9 {
            cloud.put(image(number, owner: theirs, .shared))
            cloud.share(id(number), with: mine, .pending)
        }
        let desk = try await watching(cloud, [id(1)], in: .shared)
        for number in 2...9 { await desk.service.watch([id(number)], in: .shared) }
        try await desk.wait(
            "the last row's date", advancing: .milliseconds(100), for: { $0.rows[id(9)]?.offer?.offeredAt != nil })
        #expect(cloud.calls == ["member 9"])
    }

    @Test("Marks that the user has seen go, withdrawn rows with them, and stay away after a restart")
    func marks() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1), image(2))
        let desk = try await watching(cloud, [id(1), id(2)])
        cloud.delete(id(1))
        cloud.change(id(2)) { $0.name = "renamed" }
        await desk.service.refresh()
        try await desk.wait(
            "the marks", for: { $0.rows[id(1)]?.news == .withdrawn && $0.rows[id(2)]?.news == .changed })
        await desk.service.markSeen([id(1)])
        await desk.service.markSeen([id(2)])
        await desk.service.close()
        let again = Desk(scratch, time: desk.time, intervals: intervals)
        await again.open(cloud, isOffline: true)
        try await again.wait("the rows", for: { $0.isLoaded })
        #expect(again.rows.mapValues(\.news) == [id(2): nil])
    }
}
