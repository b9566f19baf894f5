import Catalog
import CatalogService
import Foundation
import OpenStack
import Replica
import Testing

@Suite("Data on its way", .timeLimit(.minutes(2)))
struct TransferTests {
    private let scratch = Scratch()
    private let cloud = ScriptedCloud(session())

    /// Lets nothing that is sent arrive before the gate is opened.
    private func holdUploads() -> Gate {
        let gate = Gate()
        cloud.with { $0.delay = { if $0.hasPrefix("upload") || $0.hasPrefix("stage") { await gate.pass() } } }
        return gate
    }

    private func begun(_ uploads: Int, _ desk: Desk) async throws {
        try await desk.wait(
            "\(uploads) uploads", for: { _ in self.cloud.writes.count { $0.hasPrefix("upload") } == uploads })
    }

    @Test("Bytes, speed and time left are those of what went out")
    func progress() async throws {
        let gate = holdUploads()
        let (desk, watch) = try await Desk.opened(cloud, scratch)
        _ = await desk.create(new(1, .file(path: try scratch.file(Array(repeating: 1, count: 1_000)))))
        try await begun(1, desk)
        let look = Duration.milliseconds(100)
        /// Lets a second pass, in which ten looks are taken at what went out.
        func second() async throws {
            for _ in 1...10 {
                await desk.time.advance(by: look)
                try await desk.wait("the next look to be due", for: { _ in desk.time.isAwaited(in: look) })
            }
        }
        try await desk.wait(
            "the first look", for: { _ in watch[first]?.state == .sending && desk.time.isAwaited(in: look) })
        #expect(watch[first]?.total == 1_000)
        #expect(watch[first]?.rate == nil, "nobody can tell yet")
        let report = try #require(cloud.with { $0.progress[id(1)] })
        report(250)
        try await second()
        try await desk.wait("the look after a second", for: { _ in watch[first]?.rate == 250 })
        #expect(watch[first]?.bytes == 250)
        #expect(watch[first]?.timeLeft == 3)
        report(750)
        try await second()
        try await desk.wait("the look after two seconds", for: { _ in watch[first]?.rate == 375 })
        #expect(watch[first]?.timeLeft == 1, "250 bytes at 375 in a second, rounded up")
        gate.open()
        let end = try await desk.end(in: watch)
        #expect(end.state == .done(isVerified: true))
        #expect(end.bytes == 1_000)
        #expect(end.rate == nil && end.timeLeft == nil)
        #expect(end.remedies == [.forget])
    }

    @Test("So many at a time as the pace says, in the order in which they were asked for", arguments: [1, 2, 3])
    func atOnce(_ limit: Int) async throws {
        let gate = holdUploads()
        let (desk, watch) = try await Desk.opened(cloud, scratch, uploads: limit)
        let file = try scratch.file()
        for number in 1...5 {
            _ = await desk.create(
                new(number, .file(path: file)), as: Transfer.ID("\(number)"))
            try await desk.wait(
                "transfer \(number)",
                for: { _ in self.cloud.calls.contains("\(number <= limit ? "upload" : "create") \(number)") })
        }
        try await begun(limit, desk)
        // Whoever was not to wait would have begun.
        await desk.time.advance(by: .seconds(5))
        #expect(cloud.writes.filter { $0.hasPrefix("upload") } == (1...limit).map { "upload \($0)" })
        #expect(watch.now.map(\.isUnderWay) == [true, true, true, true, true])
        gate.open()
        try await desk.wait(
            "all of them", advancing: .milliseconds(500),
            for: { _ in watch.now.allSatisfy { $0.state == .done(isVerified: true) } })
        #expect(cloud.writes.count { $0.hasPrefix("upload") } == 5)
    }

    @Test("Imports wait for their turn like files that are sent")
    func importsAtOnce() async throws {
        let (desk, watch) = try await Desk.opened(cloud, scratch)
        for number in 1...3 {
            let source = NewImage.Source.url("https://example.org/disk-\(number).raw")
            _ = await desk.create(new(number, source), as: Transfer.ID("\(number)"))
            try await desk.wait("record \(number)", for: { _ in self.cloud.calls.contains("create \(number)") })
        }
        try await desk.wait("two requests", for: { _ in self.cloud.writes.contains("import 2 web-download") })
        await desk.time.advance(by: .seconds(5))
        #expect(!cloud.writes.contains("import 3 web-download"))
        #expect(watch[Transfer.ID("3")]?.state == .waiting)
        cloud.finishImport(id(1))
        try await desk.wait(
            "the third", advancing: .milliseconds(500),
            for: { _ in self.cloud.writes.last == "import 3 web-download" })
    }

    @Test("An image whose data is on its way takes no second transfer")
    func oneAtATime() async throws {
        let gate = holdUploads()
        let (desk, watch) = try await Desk.opened(cloud, scratch)
        let file = try scratch.file()
        _ = await desk.create(new(1, .file(path: file)))
        try await begun(1, desk)
        let other = CreationWatch(await desk.service.bringData(new(1, .file(path: file)), as: second))
        try await desk.wait("the refusal", for: { _ in other.isOver })
        #expect(other.words == ["refused: its data is on its way already"])
        gate.open()
        #expect(try await desk.end(in: watch).state == .done(isVerified: true))
        #expect(watch[second] == nil)
    }

    @Test("R87: data is brought to a record that has none, and the record is not made again")
    func bringData() async throws {
        cloud.put(image(1, status: .queued))
        let (desk, watch) = try await Desk.opened(cloud, scratch)
        let creation = CreationWatch(
            await desk.service.bringData(new(1, .file(path: try scratch.file())), as: first))
        #expect(try await desk.end(in: watch).state == .done(isVerified: true))
        try await desk.wait("the end of the reports", for: { _ in creation.isOver })
        #expect(creation.words == ["ended"])
        #expect(cloud.writes == ["upload 1"])
    }

    @Test("A change of the image waits until its data has arrived, and says why")
    func changeWaits() async throws {
        let gate = holdUploads()
        let (desk, watch) = try await Desk.opened(cloud, scratch)
        _ = await desk.create(new(1, .file(path: try scratch.file())))
        try await begun(1, desk)
        let run = await desk.begin(plan(step(1, publishing)))
        try await desk.wait("the hold", for: { _ in !run.outcomes[0].isEmpty })
        #expect(run.outcomes[0][0].hasPrefix("held: Waits, because its data is on its way"))
        #expect(cloud.writes == ["create 1", "upload 1"])
        gate.open()
        #expect(try await desk.end(in: watch).state == .done(isVerified: true))
        try await run.end(in: desk)
        #expect(run.outcomes[0].last == "done")
    }

    // MARK: Aborting

    @Test("An abort leaves the record queued, for a retry, to be kept, or to be deleted")
    func abort() async throws {
        let gate = holdUploads()
        let (desk, watch) = try await Desk.opened(cloud, scratch)
        _ = await desk.create(new(1, .file(path: try scratch.file())))
        try await begun(1, desk)
        #expect(watch[first]?.remedies == [.abort, .pause])
        await desk.service.abortTransfer(first)
        gate.open()
        let transfer = try await desk.end(in: watch)
        #expect(transfer.state == .aborted)
        #expect(transfer.problem == nil, "it is no failure")
        #expect(transfer.remedies == [.retry, .forget, .delete])
        #expect(cloud.image(numbered: 1)?.status == .queued)
        #expect(!(await desk.activity()).contains { $0.outcome == .failed })
    }

    @Test("After an abort: a retry sends it once more, to the right hash")
    func retry() async throws {
        let (desk, watch) = try await aborted()
        #expect(try await desk.retry(in: watch).state == .done(isVerified: true))
        #expect(cloud.writes == ["create 1", "upload 1", "upload 1"])
        #expect(cloud.image(numbered: 1)?.hashDigest == DataDigest.scripted([1, 2, 3]).hex)
    }

    @Test("After an abort: kept, the record stays as it is, and nobody speaks of it any more")
    func keepRecord() async throws {
        let (desk, watch) = try await aborted()
        await desk.service.forgetTransfer(first)
        try await desk.wait("an empty list", for: { _ in watch.now.isEmpty })
        #expect(cloud.image(numbered: 1)?.status == .queued)
        await desk.service.close()
        #expect(try await desk.leftToNextRun(of: cloud).isEmpty)
    }

    @Test("After an abort: the record is deleted in the cloud, and that is in the log")
    func deleteRecord() async throws {
        let (desk, watch) = try await aborted()
        await desk.service.deleteTransfer(first)
        try await desk.wait("an empty list", advancing: .milliseconds(200), for: { _ in watch.now.isEmpty })
        #expect(cloud.image(numbered: 1) == nil)
        #expect(await desk.activity().first?.deed.summary == "delete")
        try await desk.wait("the row to go", for: { $0.rows[id(1)] == nil })
    }

    @Test("After an abort: a record that cannot be deleted stays in the list, with the reason")
    func deletionRefused() async throws {
        let (desk, watch) = try await aborted()
        cloud.with { $0.trouble = { $0 == "delete 1" ? .forbidden : nil } }
        await desk.service.deleteTransfer(first)
        let transfer = try await desk.wait("the reason", in: watch) { $0.problem != nil }
        #expect(transfer.problem?.reason == "no right")
        #expect(transfer.remedies.contains(.delete))
    }

    private func aborted() async throws -> (Desk, TransferWatch) {
        let gate = holdUploads()
        let (desk, watch) = try await Desk.opened(cloud, scratch)
        _ = await desk.create(new(1, .file(path: try scratch.file())))
        try await begun(1, desk)
        await desk.service.abortTransfer(first)
        gate.open()
        _ = try await desk.end(in: watch)
        return (desk, watch)
    }

    @Test("Aborted while it waits for its turn, nothing is sent, and the others are not disturbed")
    func abortWaiting() async throws {
        let gate = holdUploads()
        let (desk, watch) = try await Desk.opened(cloud, scratch, uploads: 1)
        let file = try scratch.file()
        _ = await desk.create(new(1, .file(path: file)))
        try await begun(1, desk)
        _ = await desk.create(new(2, .file(path: file)), as: second)
        try await desk.wait("its record", for: { _ in self.cloud.calls.contains("create 2") })
        await desk.service.abortTransfer(second)
        #expect(try await desk.end(of: second, in: watch).state == .aborted)
        gate.open()
        #expect(try await desk.end(in: watch).state == .done(isVerified: true))
        #expect(!cloud.calls.contains("upload 2"))
    }

    // MARK: Other ways

    @Test("Staged data is imported once all of it is there; done when the service has taken it")
    func staged() async throws {
        let (desk, watch) = try await Desk.opened(cloud, scratch)
        var image = new(1, .file(path: try scratch.file()))
        image.route = .glanceDirect
        _ = await desk.create(image)
        try await desk.wait("the import", of: first, in: watch) { $0.state == .processing && $0.bytes == 3 }
        try await desk.wait("the request", for: { _ in self.cloud.writes.last == "import 1 glance-direct" })
        cloud.finishImport(id(1))
        #expect(try await desk.end(in: watch).state == .done(isVerified: true))
        #expect(cloud.writes == ["create 1", "stage 1", "import 1 glance-direct"])
    }

    @Test("An import that the service gives up is told with its store, and can be tried again from the data on")
    func importFails() async throws {
        let (desk, watch) = try await Desk.opened(cloud, scratch)
        var image = new(1, .file(path: try scratch.file()))
        image.route = .glanceDirect
        _ = await desk.create(image)
        try await desk.wait("the request", for: { _ in self.cloud.writes.last == "import 1 glance-direct" })
        cloud.change(id(1)) { image in
            image.status = .queued
            image.size = nil
            image.properties["os_glance_failed_import"] = "fast"
        }
        let transfer = try await desk.end(in: watch)
        #expect(transfer.state == .failed)
        #expect(transfer.problem?.reason.hasPrefix("the service gave up the glance-direct into fast from ") == true)
        #expect(transfer.remedies == [.retry, .forget, .delete])
        cloud.with { state in
            state.afterwards = { words, cloud in if words.hasPrefix("import") { cloud.finishImport(id(1)) } }
        }
        #expect(try await desk.retry(in: watch).state == .done(isVerified: true))
        #expect(cloud.writes.suffix(2) == ["stage 1", "import 1 glance-direct"])
    }

    @Test("Data that the service fetches itself; trouble with the connection meanwhile is waited out")
    func webDownload() async throws {
        let (desk, watch) = try await Desk.opened(cloud, scratch)
        _ = await desk.create(new(1, .url("https://example.org/disk.qcow2")))
        try await desk.wait("the request", for: { _ in self.cloud.writes.last == "import 1 web-download" })
        cloud.with { $0.trouble = { $0 == "image 1" ? .refusedConnection : nil } }
        try await desk.wait("the trouble", in: watch) { $0.problem != nil }
        #expect(watch[first]?.state == .processing)
        cloud.with { $0.trouble = { _ in nil } }
        cloud.finishImport(id(1))
        #expect(try await desk.end(in: watch).state == .done(isVerified: false), "there is nothing to compare with")
        #expect(await desk.activity().first?.deed == .imported(method: "web-download"))
    }

    // MARK: Leaving

    @Test("A cloud that is left is closed when the last transfer there has ended")
    func left() async throws {
        let gate = holdUploads()
        let (desk, watch) = try await Desk.opened(cloud, scratch)
        _ = await desk.create(new(1, .file(path: try scratch.file())))
        try await begun(1, desk)
        let other = ScriptedCloud(session(), identity: ReplicaIdentity(cloud: "other"))
        await desk.open(other)
        try await desk.passes(1)
        #expect(!cloud.with { $0.isClosed })
        gate.open()
        #expect(try await desk.end(in: watch).state == .done(isVerified: true))
        try await desk.wait("the end of the old one", for: { _ in self.cloud.with { $0.isClosed } })
        #expect(other.writes.isEmpty)
    }
}
