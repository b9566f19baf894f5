import Catalog
import CatalogService
import OpenStack
import Synchronization
import Testing

@Suite("Breaking off", .timeLimit(.minutes(2)))
struct AbortTests {
    private let scratch = Scratch()

    /// Makes requests of a kind wait until they are cancelled, and tells whether one does.
    private func stall(_ cloud: ScriptedCloud, _ prefix: String) -> @Sendable () -> Bool {
        let waiting = Box()
        cloud.with { state in
            state.delay = { words in
                guard words.hasPrefix(prefix) else { return }
                waiting.count.withLock { $0 += 1 }
                try? await Task.sleep(for: .seconds(60))
                waiting.count.withLock { $0 -= 1 }
            }
        }
        return { waiting.count.withLock { $0 > 0 } }
    }

    private final class Box: Sendable {
        let count = Mutex(0)
    }

    @Test("A full pass that is broken off says that it is over, and a refresh makes another")
    func fullPass() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1), image(2, hidden: true))
        let desk = Desk(scratch)
        let isWaiting = stall(cloud, "hidden")
        await desk.open(cloud)
        try await desk.wait("the request", for: { _ in isWaiting() })
        await desk.service.abort()
        try await desk.wait("the end of the pass", for: { $0.fullPasses == 1 })
        #expect(desk.now.passes == 0)
        #expect(desk.now.connection == .online)
        #expect(desk.rows[id(1)] != nil)
        cloud.with { $0.delay = { _ in } }
        await desk.service.refresh()
        try await desk.passes(1)
        #expect(Set(desk.rows.keys) == [id(1), id(2)])
    }

    @Test("A search for offers that is broken off rests until its pane is opened again")
    func search() async throws {
        let cloud = ScriptedCloud(session(["admin"]))
        cloud.put(image(1, owner: theirs, .shared))
        cloud.share(id(1), with: mine, .pending)
        let desk = Desk(scratch)
        await desk.open(cloud)
        try await desk.passes(1)
        let isWaiting = stall(cloud, "member")
        await desk.service.openShared()
        try await desk.wait("the question", for: { _ in isWaiting() })
        await desk.service.abort()
        try await desk.wait("the end of the question", for: { _ in !isWaiting() })
        cloud.with { $0.delay = { _ in } }
        #expect(desk.rows[id(1)]?.offer == nil)
        await desk.service.openShared()
        try await desk.wait("the offer", for: { $0.rows[id(1)]?.offer?.status == .pending })
    }
}
