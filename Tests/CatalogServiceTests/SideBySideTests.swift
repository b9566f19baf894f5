import Catalog
import CatalogService
import OpenStack
import Replica
import Testing

@Suite("Two listings at once", .serialized, .timeLimit(.minutes(2)))
struct SideBySideTests {
    private let scratch = Scratch()

    /// Answers one request after the other, each after its time.
    private actor Worker {
        private var last: Task<Void, Never>?

        func work(_ duration: Duration) async {
            let before = last
            let task = Task {
                await before?.value
                try? await Task.sleep(for: duration)
            }
            last = task
            await task.value
        }
    }

    /// Pages of fifty, each of which takes a worker so long that a busy machine does not blur the difference.
    private func cloud(workers: Int) -> ScriptedCloud {
        let cloud = ScriptedCloud(session(["admin"]))
        for number in 1...300 { cloud.put(image(number)) }
        for number in 301...450 { cloud.put(image(number, hidden: true)) }
        let pool = (0..<workers).map { _ in Worker() }
        cloud.with { state in
            state.largestPage = 50
            state.delay = { words in
                guard words.contains("limit") else { return }
                await pool[words.hasPrefix("hidden") ? workers - 1 : 0].work(.milliseconds(600))
            }
        }
        return cloud
    }

    @Test("A site with two workers is asked for two listings at once, after a trial")
    func twoWorkers() async throws {
        let cloud = cloud(workers: 2)
        let desk = Desk(scratch, timing: .system)
        await desk.open(cloud)
        try await desk.passes(1)
        #expect(desk.rows.count == 450)
        let hidden = try #require(cloud.calls.firstIndex { $0.hasPrefix("hidden limit") })
        #expect(cloud.calls[..<hidden].filter { $0.hasPrefix("visible") }.count >= 4)
        // Hidden images are read beside the visible ones: one or the other always begins in between.
        #expect(cloud.with { $0.overlaps } > 3)
        #expect(cloud.with { $0.mostRunning } <= 3)
    }

    @Test("A site with one worker is asked for one listing after the other, but for the trial")
    func oneWorker() async throws {
        let cloud = cloud(workers: 1)
        let desk = Desk(scratch, timing: .system)
        await desk.open(cloud)
        try await desk.passes(1)
        #expect(desk.rows.count == 450)
        let lists = cloud.calls.filter { $0.contains("limit") }
        let trial = try #require(lists.firstIndex { $0.hasPrefix("hidden") })
        let rest = lists[(trial + 1)...]
        let lastVisible = try #require(rest.lastIndex { $0.hasPrefix("visible") })
        #expect(rest[..<lastVisible].allSatisfy { $0.hasPrefix("visible") })
        #expect(rest[(lastVisible + 1)...].allSatisfy { $0.hasPrefix("hidden") })
    }
}
