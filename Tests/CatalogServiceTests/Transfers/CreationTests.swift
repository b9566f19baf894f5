import Catalog
import CatalogService
import OpenStack
import Testing

@Suite("Creating images", .timeLimit(.minutes(2)))
struct CreationTests {
    private let scratch = Scratch()
    private let cloud = ScriptedCloud(session())
    private let fourth = ProjectID("0d")

    private func desk(isReadOnly: Bool = false) async throws -> (Desk, TransferWatch) {
        let desk = Desk(scratch, journal: scratch.journal)
        await desk.open(cloud, isReadOnly: isReadOnly)
        try await desk.passes(1)
        cloud.forgetCalls()
        return (desk, TransferWatch(desk))
    }

    private func over(_ creation: CreationWatch, _ desk: Desk) async throws {
        try await desk.wait("the end of the reports", advancing: .milliseconds(200), for: { _ in creation.isOver })
    }

    @Test("The record, then its members one by one, then its data; each is in the log, and the row is there at once")
    func inOrder() async throws {
        let (desk, watch) = try await desk()
        let file = try scratch.file([1, 2, 3, 4])
        let creation = await desk.create(new(1, .file(path: file), members: theirs, fourth))
        let transfer = try await desk.end(in: watch)
        #expect(transfer.state == .done(isVerified: true))
        #expect(transfer.bytes == 4)
        #expect(cloud.writes == ["create 1", "add 1 0b", "add 1 0d", "upload 1"])
        try await over(creation, desk)
        #expect(creation.words == ["created 1", "ended"])
        try await desk.wait("the row", for: { $0.rows[id(1)]?.image.status == .active })
        let log = await desk.activity()
        let digest = DataDigest.scripted([1, 2, 3, 4]).text
        #expect(log.first?.deed == .uploaded(bytes: 4, digest: digest))
        #expect(log.dropFirst().map(\.deed.summary) == ["share with 0d", "share with 0b", "create, qcow2, private"])
        #expect(log.map(\.outcome) == [.done, .done, .done, .done])
        #expect(log.map(\.requestID) == ["req-4", "req-3", "req-2", "req-1"])
        #expect(Set(log.map(\.plan)).count == 1, "one number for all that was one dialog")
    }

    @Test("The dialog has nothing more to wait for once record and members are there, while the data is on its way")
    func dialogEnds() async throws {
        let gate = Gate()
        cloud.with { $0.delay = { if $0 == "upload 1" { await gate.pass() } } }
        let (desk, watch) = try await desk()
        let creation = await desk.create(new(1, .file(path: try scratch.file()), members: theirs))
        try await desk.wait("the data on its way", in: watch) { $0.state == .sending }
        #expect(creation.words == ["created 1", "ended"])
        gate.open()
        #expect(try await desk.end(in: watch).state == .done(isVerified: true))
    }

    @Test("A record without data is made, offered, and no transfer is left of it")
    func recordOnly() async throws {
        let (desk, watch) = try await desk()
        let creation = await desk.create(new(1, .none, members: theirs))
        try await over(creation, desk)
        #expect(creation.words == ["created 1", "ended"])
        #expect(cloud.writes == ["create 1", "add 1 0b"])
        #expect(watch.now.isEmpty)
        #expect(cloud.image(numbered: 1)?.status == .queued)
    }

    @Test("A project that is refused is named; the others are added, and the data goes out all the same")
    func memberRefused() async throws {
        cloud.with { $0.trouble = { $0 == "add 1 0b" ? .forbidden : nil } }
        let (desk, watch) = try await desk()
        let creation = await desk.create(new(1, .file(path: try scratch.file()), members: theirs, fourth))
        #expect(try await desk.end(in: watch).state == .done(isVerified: true))
        try await over(creation, desk)
        #expect(creation.words == ["created 1", "0b failed: no right", "ended"])
        #expect(cloud.writes == ["create 1", "add 1 0b", "add 1 0d", "upload 1"])
        #expect(cloud.with { $0.members[id(1)] } == [fourth: .pending])
        #expect(await desk.activity().first { $0.outcome == .failed }?.reason == "no right")
    }

    @Test("A project that is a member already counts as added")
    func memberAlready() async throws {
        cloud.share(id(1), with: theirs, .accepted)
        let (desk, watch) = try await desk()
        let creation = await desk.create(new(1, .file(path: try scratch.file()), members: theirs))
        #expect(try await desk.end(in: watch).state == .done(isVerified: true))
        try await over(creation, desk)
        #expect(creation.words == ["created 1", "ended"])
        #expect(cloud.with { $0.members[id(1)] } == [theirs: .accepted])
    }

    // MARK: Nothing is made

    @Test("A record that is refused leaves nothing behind: no transfer, and nothing that a restart would offer")
    func refused() async throws {
        cloud.with { $0.trouble = { $0 == "create 1" ? .forbidden : nil } }
        let (desk, watch) = try await desk()
        let creation = await desk.create(new(1, .file(path: try scratch.file())))
        try await over(creation, desk)
        #expect(creation.words == ["refused: no right"])
        #expect(cloud.writes == ["create 1"])
        #expect(watch.now.isEmpty)
        await desk.service.close()
        #expect(try await desk.leftToNextRun(of: cloud).isEmpty)
    }

    @Test("R2: a version whose full name the owner has used already is refused before anything is made")
    func takenName() async throws {
        var there = image(7)
        there.name = "debian-13-base-v1.0"
        cloud.put(there)
        let (desk, watch) = try await desk()
        var wanted = new(1, .file(path: try scratch.file()))
        wanted.name = "debian-13-base-v1.0"
        let creation = await desk.create(wanted)
        try await over(creation, desk)
        #expect(creation.words == ["refused: the image \(id(7)) has this name already"])
        #expect(cloud.writes.isEmpty)
        #expect(watch.now.isEmpty)
    }

    @Test("What was submitted is in the journal before the service is asked anything: quitting then loses nothing")
    func quitAtOnce() async throws {
        let (desk, _) = try await desk()
        cloud.with { $0.delay = { if $0 != "session" { try? await Task.sleep(for: .seconds(3_600)) } } }
        var wanted = new(1, .file(path: try scratch.file()))
        wanted.name = "debian-13-base-v1.0"
        _ = await desk.create(wanted)
        try await desk.wait("the look for the name", for: { _ in self.cloud.asked.contains("visible limit=10") })
        await desk.service.close()
        cloud.with { $0.delay = { _ in } }
        #expect(cloud.writes.isEmpty)
        let next = Desk(scratch, journal: scratch.journal)
        let watch = TransferWatch(next)
        await next.open(cloud)
        #expect(try await next.end(in: watch).state == .done(isVerified: true), "it goes on by itself")
        await next.service.close()
    }

    @Test("R2: the same name of another owner is no obstacle")
    func nameOfAnother() async throws {
        var there = image(7, owner: theirs, .community)
        there.name = "debian-13-base-v1.0"
        cloud.put(there)
        let (desk, watch) = try await desk()
        var wanted = new(1, .file(path: try scratch.file()))
        wanted.name = "debian-13-base-v1.0"
        _ = await desk.create(wanted)
        #expect(try await desk.end(in: watch).state == .done(isVerified: true))
    }

    @Test("A read-only session creates nothing and says why")
    func readOnly() async throws {
        let (desk, watch) = try await desk(isReadOnly: true)
        let creation = await desk.create(new(1, .file(path: try scratch.file())))
        try await over(creation, desk)
        #expect(creation.words == ["refused: this session is read-only"])
        #expect(cloud.writes.isEmpty && watch.now.isEmpty)
    }

    @Test("A file that is not there is found before the record is made")
    func noFile() async throws {
        let (desk, watch) = try await desk()
        let creation = await desk.create(new(1, .file(path: "/nowhere/disk.qcow2")))
        try await over(creation, desk)
        #expect(creation.words == ["refused: /nowhere/disk.qcow2: No such file or directory"])
        #expect(cloud.writes.isEmpty && watch.now.isEmpty)
    }

    // MARK: Cut off

    @Test("A creation without an answer is kept, and a retry makes no second image", arguments: [false, true])
    func uncertain(_ isMade: Bool) async throws {
        var lost = Problem(.unreachable, attempt: "Could not create the image", reason: "the connection broke off")
        lost.isUncertain = true
        cloud.with { $0.trouble = { [lost] in $0 == "create 1" ? lost : nil } }
        let (desk, watch) = try await desk()
        let creation = await desk.create(new(1, .file(path: try scratch.file()), members: theirs))
        let transfer = try await desk.end(in: watch)
        try await over(creation, desk)
        #expect(creation.words == ["refused: the connection broke off"])
        #expect(transfer.state == .failed)
        #expect(transfer.remedies == [.retry, .forget])
        cloud.with { $0.trouble = { _ in nil } }
        if isMade {
            var made = image(1, status: .queued)
            made.name = "image-1"
            cloud.put(made)
        }
        #expect(try await desk.retry(in: watch).state == .done(isVerified: true))
        #expect(cloud.with { $0.images.count } == 1)
        #expect(cloud.writes.count { $0 == "create 1" } == (isMade ? 1 : 2), "what is there is not made again")
        #expect(cloud.with { $0.members[id(1)] } == [theirs: .pending])
    }

    @Test("Aborted while the record is being made, it is followed to its end; nothing more is sent")
    func abortedInTheMiddle() async throws {
        let gate = Gate()
        cloud.with { $0.delay = { if $0 == "create 1" { await gate.pass() } } }
        let (desk, watch) = try await desk()
        let creation = await desk.create(new(1, .file(path: try scratch.file()), members: theirs))
        try await desk.wait("the request", for: { _ in self.cloud.calls.contains("create 1") })
        await desk.service.abortTransfer(first)
        gate.open()
        let transfer = try await desk.end(in: watch)
        try await over(creation, desk)
        #expect(transfer.state == .aborted)
        #expect(transfer.remedies == [.retry, .forget, .delete])
        #expect(creation.words == ["created 1", "ended"])
        #expect(cloud.writes == ["create 1"])
        #expect(try await desk.retry(in: watch).state == .done(isVerified: true))
        #expect(cloud.writes == ["create 1", "add 1 0b", "upload 1"])
    }

    @Test("Aborted before the first request that changes something, nothing is made")
    func abortedBefore() async throws {
        let gate = Gate()
        let (desk, watch) = try await desk()
        cloud.with { $0.delay = { if $0 == "visible limit=10" { await gate.pass() } } }
        var wanted = new(1, .file(path: try scratch.file()))
        wanted.name = "debian-13-base-v1.0"
        let creation = await desk.create(wanted)
        try await desk.wait("the search for the name", for: { _ in self.cloud.calls.contains("visible limit=10") })
        await desk.service.abortTransfer(first)
        gate.open()
        try await over(creation, desk)
        #expect(creation.words.count == 1 && creation.words[0].hasPrefix("refused: "))
        #expect(cloud.writes.isEmpty && watch.now.isEmpty)
    }
}
