import Catalog
import CatalogService
import OpenStack
import Replica
import Testing

/// Issue 4, section 4: what goes to a service is paused and resumed, as far as the service lets that be.
@Suite("Transfers that are paused", .timeLimit(.minutes(2)))
struct PauseTests {
    private let scratch = Scratch()
    private let cloud = ScriptedCloud(session())

    private func sent(_ call: String, _ desk: Desk) async throws {
        try await desk.wait(call, for: { _ in self.cloud.writes.contains(call) })
    }

    /// One that was paused while its data was on its way.
    private func paused() async throws -> (Desk, TransferWatch) {
        let gate = Gate()
        cloud.with { $0.delay = { if $0.hasPrefix("upload") { await gate.pass() } } }
        let (desk, watch) = try await Desk.opened(cloud, scratch)
        _ = await desk.create(new(1, .file(path: try scratch.file())))
        try await sent("upload 1", desk)
        #expect(watch[first]?.remedies == [.abort, .pause])
        await desk.service.pauseTransfer(first)
        gate.open()
        let transfer = try await desk.end(in: watch)
        #expect(transfer.state == .paused)
        #expect(transfer.problem == nil && transfer.bytes == 0)
        #expect(transfer.remedies == [.retry, .forget, .delete])
        #expect(cloud.image(numbered: 1)?.status == .queued)
        #expect(!(await desk.activity()).contains { $0.outcome == .failed })
        return (desk, watch)
    }

    @Test("An upload that was paused is sent from its beginning when it is resumed, to the right hash")
    func upload() async throws {
        let (desk, watch) = try await paused()
        await desk.time.advance(by: .seconds(60))
        #expect(cloud.writes == ["create 1", "upload 1"], "nothing goes on by itself")
        #expect(try await desk.retry(in: watch).state == .done(isVerified: true))
        #expect(cloud.writes == ["create 1", "upload 1", "upload 1"])
        #expect(cloud.image(numbered: 1)?.hashDigest == DataDigest.scripted([1, 2, 3]).hex)
    }

    @Test("Its place is free for the next one meanwhile")
    func slot() async throws {
        let gate = Gate()
        cloud.with { $0.delay = { if $0 == "upload 1" { await gate.pass() } } }
        let (desk, watch) = try await Desk.opened(cloud, scratch, uploads: 1)
        let file = try scratch.file()
        _ = await desk.create(new(1, .file(path: file)))
        try await sent("upload 1", desk)
        _ = await desk.create(new(2, .file(path: file)), as: second)
        await desk.service.pauseTransfer(first)
        gate.open()
        #expect(try await desk.end(of: second, in: watch).state == .done(isVerified: true))
        #expect(watch[first]?.state == .paused)
    }

    @Test("Paused while it waits for its turn, an import is not asked for before it is resumed")
    func waitingImport() async throws {
        let (desk, watch) = try await Desk.opened(cloud, scratch, uploads: 1)
        for number in 1...2 {
            let source = NewImage.Source.url("https://example.org/disk-\(number).raw")
            _ = await desk.create(new(number, source), as: Transfer.ID("\(number)"))
            try await desk.wait("record \(number)", for: { _ in self.cloud.calls.contains("create \(number)") })
        }
        let other = Transfer.ID("2")
        try await sent("import 1 web-download", desk)
        try await desk.wait("its turn", of: other, in: watch) { $0.state == .waiting && $0.remedies.contains(.pause) }
        await desk.service.pauseTransfer(other)
        #expect(try await desk.end(of: other, in: watch).state == .paused)
        cloud.finishImport(id(1))
        try await desk.wait(
            "the end of the first", advancing: .milliseconds(500),
            for: { _ in watch[Transfer.ID("1")]?.state == .done(isVerified: false) })
        #expect(!cloud.writes.contains("import 2 web-download"))
        await desk.service.retryTransfer(other)
        try await sent("import 2 web-download", desk)
    }

    @Test("What the service does by itself has no pause")
    func running() async throws {
        let (desk, watch) = try await Desk.opened(cloud, scratch)
        _ = await desk.create(new(1, .url("https://example.org/disk.raw")), as: first)
        try await sent("import 1 web-download", desk)
        try await desk.wait("the service's work", in: watch) { $0.state == .processing }
        #expect(watch[first]?.remedies == [.abort])
        await desk.service.pauseTransfer(first)
        #expect(watch[first]?.state == .processing)
        // Nor can it be stopped: it is only followed no more.
        await desk.service.abortTransfer(first)
        try await desk.wait("an empty list", for: { _ in watch.now.isEmpty })
        cloud.finishImport(id(1))
        await desk.service.close()
        #expect(try await desk.leftToNextRun(of: cloud).isEmpty)
    }

    @Test("What somebody else brought meanwhile is compared with the file, and not taken for it", arguments: [2, 3])
    func filledMeanwhile(_ count: Int) async throws {
        let (desk, watch) = try await paused()
        cloud.change(id(1)) { $0.store(.scripted(Array(repeating: 9, count: count))) }
        let transfer = try await desk.retry(in: watch)
        #expect(transfer.state == .failed)
        #expect(transfer.problem?.reason.hasPrefix("the service has other data than ") == true)
        #expect(transfer.remedies == [.forget, .delete])
        #expect(cloud.writes == ["create 1", "upload 1"])
        // It is no record that this transfer left behind.
        await desk.service.deleteTransfer(first)
        try await desk.wait("the objection", in: watch) { $0.problem?.reason == "it has data by now" }
        #expect(cloud.image(numbered: 1)?.status == .active)
    }

    @Test("A record that was published meanwhile is not deleted as one that was left behind (R12)")
    func publishedMeanwhile() async throws {
        let (desk, watch) = try await paused()
        cloud.change(id(1)) { $0.visibility = .community }
        await desk.service.deleteTransfer(first)
        try await desk.wait("the objection", in: watch) { $0.problem?.reason == "it was made community meanwhile" }
        #expect(cloud.image(numbered: 1) != nil)
    }

    @Test("In another project nothing is deleted in its place; back in its own one it is gone on with")
    func elsewhere() async throws {
        let (desk, watch) = try await paused()
        // Something else is still on its way there when it is left.
        let gate = Gate()
        cloud.with { $0.delay = { if $0 == "upload 2" { await gate.pass() } } }
        _ = await desk.create(new(2, .file(path: try #require(watch[first]?.source))), as: second)
        try await sent("upload 2", desk)
        let other = ScriptedCloud(session(project: theirs), identity: ReplicaIdentity(cloud: "other"))
        await desk.open(other)
        try await desk.passes(1)
        await desk.service.deleteTransfer(first)
        try await desk.wait("the reason", in: watch) { $0.problem?.reason.hasSuffix("is not open") == true }
        #expect(cloud.image(numbered: 1)?.status == .queued && other.writes.isEmpty)

        // The connections of the first time are closed once nothing needs them.
        let again = ScriptedCloud(session())
        again.put(image(1, status: .queued))
        await desk.open(again)
        try await desk.passes(1)
        gate.open()
        #expect(try await desk.end(of: second, in: watch).state == .done(isVerified: true))
        try await desk.wait("the end of the old ones", for: { _ in self.cloud.with { $0.isClosed } })
        #expect(try await desk.retry(in: watch).state == .done(isVerified: true))
        #expect(again.writes == ["upload 1"])
    }

    @Test("Stopped when the service has all of it already, it is compared and done", arguments: [true, false])
    func lastByte(_ isPaused: Bool) async throws {
        let gate = Gate()
        cloud.with { state in
            state.delay = { words in if words == "upload 1" { await gate.pass() } }
        }
        let (desk, watch) = try await Desk.opened(cloud, scratch)
        _ = await desk.create(new(1, .file(path: try scratch.file())))
        try await sent("upload 1", desk)
        // It has stored everything, and not answered yet.
        cloud.change(id(1)) { image in
            image.store(.scripted([1, 2, 3]))
            image.status = .saving
        }
        if isPaused { await desk.service.pauseTransfer(first) } else { await desk.service.abortTransfer(first) }
        try await desk.wait("the stop", in: watch) { $0.state == (isPaused ? .paused : .aborted) }
        cloud.change(id(1)) { $0.status = .active }
        gate.open()
        try await desk.wait(
            "the comparison", advancing: .milliseconds(500),
            for: { _ in watch[first]?.state == .done(isVerified: true) })
        #expect(cloud.writes == ["create 1", "upload 1"])
    }

    @Test("A file that was changed while it was paused is sent only when somebody says so again")
    func fileChanged() async throws {
        let (desk, watch) = try await paused()
        _ = try scratch.file([9, 9, 9, 9])
        await desk.service.retryTransfer(first)
        let transfer = try await desk.wait("the reason", in: watch) { $0.problem != nil }
        #expect(transfer.state == .paused)
        #expect(transfer.problem?.reason.hasSuffix("was changed since it was paused") == true)
        #expect(cloud.writes == ["create 1", "upload 1"])
        #expect(try await desk.retry(in: watch).state == .done(isVerified: true))
        #expect(cloud.image(numbered: 1)?.size == 4)
    }

    @Test("The next run of the program says that it is paused, and does not go on by itself")
    func nextRun() async throws {
        let (desk, _) = try await paused()
        await desk.service.close()
        let next = Desk(Scratch(), journal: scratch.journal)
        let watch = TransferWatch(next)
        await next.open(cloud)
        try await next.passes(1)
        let transfer = try await next.wait("what is left", in: watch) { !$0.remedies.isEmpty }
        #expect(transfer.state == .paused)
        #expect(cloud.writes == ["create 1", "upload 1"])
        #expect(try await next.retry(in: watch).state == .done(isVerified: true))
        await next.service.close()
    }
}
