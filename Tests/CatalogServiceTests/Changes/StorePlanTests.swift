import Catalog
import CatalogService
import OpenStack
import Replica
import Testing

@Suite("Copies in stores, and the cache, by a plan", .timeLimit(.minutes(2)))
struct StorePlanTests {
    private let scratch = Scratch()
    private let cloud = ScriptedCloud(session(["admin"]))

    /// An active image with copies in these stores.
    private func stored(_ stores: String...) -> Image {
        var image = image(1)
        image.stores = stores
        return image
    }

    private func desk(_ image: Image, isReadOnly: Bool = false) async throws -> Desk {
        let desk = Desk(scratch, journal: scratch.journal)
        cloud.put(image)
        await desk.open(cloud, isReadOnly: isReadOnly)
        try await desk.passes(1)
        cloud.forgetCalls()
        return desk
    }

    private func waits(_ run: PlanWatch, for words: String, step: Int = 0, in desk: Desk) async throws {
        try await desk.wait(words, advancing: .milliseconds(500), for: { _ in run.outcomes[step].contains(words) })
    }

    private var stores: [String]? { cloud.with { $0.images[id(1)]?.stores } }

    @Test("R82: a copy is asked for once, followed to its end with the task's words, and shown in the row")
    func copy() async throws {
        let desk = try await desk(stored("fast"))
        let run = await desk.begin(plan(step(1, .copyToStore("archive"))))
        try await waits(run, for: "working: The service copies it to archive.", in: desk)
        cloud.tell(id(1), "Copied 15 MiB")
        try await waits(run, for: "working: The service copies it to archive: Copied 15 MiB.", in: desk)
        cloud.finishCopy(id(1), to: "archive")
        try await run.end(in: desk)
        #expect(run.outcomes[0].last == "done")
        #expect(cloud.asked.filter { $0.hasPrefix("copy") } == ["copy 1 archive"])
        try await desk.wait("the row", for: { $0.rows[id(1)]?.image.stores == ["fast", "archive"] })
        let entry = try #require(await desk.activity().first)
        #expect(entry.outcome == .done)
        #expect(entry.commands == ["openstack image import \(id(1)) --method copy-image --store archive"])
    }

    @Test("A second store is copied to when the first copy has ended, and a change waits while the service copies")
    func several() async throws {
        let desk = try await desk(stored("fast"))
        let copying = await desk.begin(plan(step(1, .copyToStore("archive")), step(1, .copyToStore("objects"))))
        try await waits(copying, for: "working: The service copies it to archive.", in: desk)
        var edit = plan(step(1, publishing))
        edit.id = ChangePlan.ID("edit")
        let editing = await desk.begin(edit)
        try await desk.wait("the hold", advancing: .milliseconds(500), for: { _ in !editing.outcomes[0].isEmpty })
        #expect(!cloud.calls.contains { $0.hasPrefix("copy 1 objects") || $0.hasPrefix("edit") })
        cloud.finishCopy(id(1), to: "archive")
        try await waits(copying, for: "working: The service copies it to objects.", step: 1, in: desk)
        cloud.finishCopy(id(1), to: "objects")
        try await copying.end(in: desk)
        try await editing.end(in: desk)
        #expect(stores == ["fast", "archive", "objects"])
        #expect(editing.outcomes[0].last == "done")
    }

    @Test("Of many images two are copied at once; the others wait, and go on as those end")
    func twoAtOnce() async throws {
        for number in 2...3 {
            var more = image(number)
            more.stores = ["fast"]
            cloud.put(more)
        }
        let desk = try await desk(stored("fast"))
        let run = await desk.begin(
            plan(step(1, .copyToStore("a")), step(2, .copyToStore("a")), step(3, .copyToStore("a"))))
        func count(_ words: String) -> Int { run.outcomes.count { $0.last?.hasPrefix(words) ?? false } }
        try await desk.wait("two at work", advancing: .milliseconds(500), for: { _ in count("working") == 2 })
        #expect(count("held: Waits for other copies to end.") == 1)
        #expect(cloud.calls.count { $0.hasPrefix("copy") } == 2)
        for number in 1...3 {
            try await desk.wait("copy \(number)", advancing: .milliseconds(500)) { _ in
                count("working") > 0
            }
            let next = run.outcomes.firstIndex { $0.last?.hasPrefix("working") ?? false } ?? 0
            cloud.finishCopy(id(next + 1), to: "a")
            try await desk.wait(
                "its end", advancing: .milliseconds(500), for: { _ in run.outcomes[next].last == "done" })
        }
        try await run.end(in: desk)
        #expect(count("done") == 3)
    }

    @Test("A copy that fails is told with what the task says, and the image is as it was")
    func failure() async throws {
        let desk = try await desk(stored("fast"))
        let run = await desk.begin(plan(step(1, .copyToStore("archive"))))
        try await waits(run, for: "working: The service copies it to archive.", in: desk)
        cloud.finishCopy(id(1), to: "archive", failure: "Task failed due to Internal Error")
        try await run.end(in: desk)
        #expect(
            run.outcomes[0].last == "failed: Could not copy “image-1” to archive: Task failed due to Internal Error")
        #expect(stores == ["fast"])
        #expect(await desk.activity().map(\.outcome) == [.failed])
    }

    @Test("What is so already is not sent: a copy that is there, one that is not")
    func unchanged() async throws {
        let desk = try await desk(stored("fast", "archive"))
        #expect(
            try await desk.run(plan(step(1, .copyToStore("archive"))))
                == [["unchanged: It has a copy there already."]])
        #expect(try await desk.run(plan(step(1, .removeFromStore("tape")))) == [["unchanged: It has no copy there."]])
        #expect(!cloud.calls.contains { $0.hasPrefix("copy") || $0.hasPrefix("drop") })
    }

    @Test("Who stops a plan that copies is told that the service goes on, and nothing further is sent")
    func stopped() async throws {
        let desk = try await desk(stored("fast"))
        let run = await desk.begin(plan(step(1, .copyToStore("archive")), step(1, .copyToStore("objects"))))
        try await waits(run, for: "working: The service copies it to archive.", in: desk)
        await desk.service.stop(ChangePlan.ID("plan"))
        try await run.end(in: desk)
        #expect(run.outcomes[0].last == "failed: Could not copy “image-1” to archive: it is no longer followed")
        #expect(run.outcomes[1] == ["skipped"])
        #expect(await desk.activity().map(\.outcome) == [.unknown])
    }

    @Test("A copy is removed; the last one is not, whatever was seen before")
    func removal() async throws {
        let desk = try await desk(stored("fast", "archive"))
        #expect(try await desk.run(plan(step(1, .removeFromStore("archive")))) == [["done"]])
        #expect(stores == ["fast"])
        #expect(
            try await desk.run(plan(step(1, .removeFromStore("fast"))))
                == [["failed: Could not remove “image-1” from fast: it is the only copy of the data"]])
        #expect(stores == ["fast"])
        let commands = await desk.activity().flatMap(\.commands)
        #expect(commands.contains("openstack image delete --store archive \(id(1))"))
    }

    @Test("Undo removes a copy that was made, and refuses where it has become the only one")
    func undo() async throws {
        let desk = try await desk(stored("fast"))
        let run = await desk.begin(plan(step(1, .copyToStore("archive"))))
        try await waits(run, for: "working: The service copies it to archive.", in: desk)
        cloud.finishCopy(id(1), to: "archive")
        try await run.end(in: desk)
        let proposal = try #require(try await desk.service.undoProposal())
        #expect(proposal.plan.steps.map(\.change) == [.removeFromStore("archive")])
        cloud.change(id(1)) { $0.stores = ["archive"] }
        let refused = try #require(try await desk.service.undoProposal())
        #expect(refused.plan.steps.isEmpty)
        #expect(refused.refused.map(\.reason) == ["it is the only copy of the data by now"])
    }

    @Test("Undo has a removed copy made again")
    func undoRemoval() async throws {
        let desk = try await desk(stored("fast", "archive"))
        _ = try await desk.run(plan(step(1, .removeFromStore("archive"))))
        let proposal = try #require(try await desk.service.undoProposal())
        #expect(proposal.plan.steps.map(\.change) == [.copyToStore("archive")])
    }

    @Test("Images are queued for the cache and dropped from it; that is logged, and not undone")
    func cache() async throws {
        let desk = try await desk(stored("fast"))
        #expect(try await desk.run(plan(step(1, .queueForCache))) == [["done"]])
        #expect(try await desk.service.imageCache().queued == [id(1)])
        #expect(try await desk.run(plan(step(1, .dropFromCache))) == [["done"]])
        #expect(try await desk.run(plan(step(1, .dropFromCache))) == [["unchanged: It is in no cache."]])
        #expect(await desk.activity().map(\.deed.summary) == ["drop from the cache", "queue for the cache"])
        #expect(try await desk.service.undoProposal() == nil)
    }

    @Test("A read-only session sends none of it")
    func readOnly() async throws {
        let desk = try await desk(stored("fast", "archive"), isReadOnly: true)
        for change in [ImageChange.copyToStore("tape"), .removeFromStore("fast"), .queueForCache, .dropFromCache] {
            let words = try await desk.run(plan(step(1, change)))[0][0]
            #expect(words.hasSuffix(": this session is read-only"), "\(change)")
        }
        #expect(cloud.calls.isEmpty)
    }

    @Test("A change of stores or cache comes back from the journal as it was")
    func kept() {
        for change in [ImageChange.copyToStore("a"), .removeFromStore("a"), .queueForCache, .dropFromCache] {
            #expect(ImageChange(change.json) == change)
        }
    }
}
