import Catalog
import CatalogService
import Foundation
import OpenStack
import Replica
import Synchronization
import Testing

@Suite("Transfers that were cut off", .timeLimit(.minutes(3)))
struct TransferRecoveryTests {
    private let scratch = Scratch()
    private let cloud = ScriptedCloud(session())
    private let fourth = ProjectID("0d")

    /// What was there when a program was killed.
    private struct Remains {
        let journal: JournalFolder
        let images: [ImageID: Image]
        let members: [ImageID: [ProjectID: MemberStatus]]
        let staged: [ImageID: DataDigest]
    }

    private func begin(_ cloud: ScriptedCloud, _ scratch: Scratch) async throws -> (Desk, TransferWatch) {
        let desk = Desk(scratch, journal: scratch.journal)
        let watch = TransferWatch(desk)
        await desk.open(cloud)
        try await desk.passes(1)
        return (desk, watch)
    }

    /// The next run of the program.
    private func next(
        _ journal: JournalFolder, _ cloud: ScriptedCloud, isReadOnly: Bool = false
    ) async throws -> (Desk, TransferWatch) {
        let desk = Desk(Scratch(), journal: journal)
        let watch = TransferWatch(desk)
        await desk.open(cloud, isReadOnly: isReadOnly)
        try await desk.passes(1)
        return (desk, watch)
    }

    private func offered(_ desk: Desk) -> Int? {
        desk.now.events.lazy.compactMap { (event: ServiceEvent) -> Int? in
            if case .leftOver(let left) = event { left.transfers } else { nil }
        }.first
    }

    @Test(
        "Killed before or after any request, it is shown, and a retry brings it to its end; nothing is done twice",
        arguments: [NewImage.Route.upload, .glanceDirect])
    func everyCut(_ route: NewImage.Route) async throws {
        for cut in 0..<60 {
            let (scratch, cloud) = (Scratch(), ScriptedCloud(session()))
            var image = new(1, .file(path: try scratch.file([1, 2, 3])), members: theirs, fourth)
            image.route = route
            guard let remains = try await remains(of: image, cut, cloud, scratch) else {
                #expect(cut >= (route == .upload ? 10 : 12), "each request can be cut before and after it")
                return
            }
            let after = ScriptedCloud(session())
            after.with { state in
                (state.images, state.members) = (remains.images, remains.members)
                state.staged = remains.staged
                state.afterwards = finishImports
            }
            let (desk, watch) = try await next(remains.journal, after)
            try await desk.wait("the transfer", advancing: .milliseconds(500), for: { _ in watch[first] != nil })
            var transfer = try await desk.end(in: watch)
            if transfer.state == .interrupted {
                #expect(transfer.remedies.isSuperset(of: [.retry, .forget]), "cut \(cut)")
                transfer = try await desk.retry(in: watch)
            }
            let words = "cut \(cut): \(after.writes)" as Comment
            guard case .done = transfer.state else {
                Issue.record("cut \(cut): \(transfer)")
                return
            }
            #expect(after.with { $0.images.count } == 1, words)
            #expect(after.image(numbered: 1)?.hashDigest == DataDigest.scripted([1, 2, 3]).hex, words)
            #expect(after.with { $0.members[id(1)] } == [theirs: .pending, fourth: .pending], words)
            #expect(Set(after.writes).count == after.writes.count, words)
            let there = remains.images[id(1)]
            if there != nil { #expect(!after.writes.contains("create 1"), words) }
            if there?.status == .active { #expect(after.writes.isEmpty, words) }
            if there?.status == .uploading { #expect(!after.writes.contains("stage 1"), words) }
            // It is settled: nobody is offered it again.
            await desk.service.close()
            let (last, lastWatch) = try await next(remains.journal, after)
            #expect(lastWatch.now.isEmpty && offered(last) == nil, words)
            await last.service.close()
        }
        Issue.record("There are more moments than were cut.")
    }

    /// Creates an image, and answers what would be there if the program had been killed at the moment of that number.
    private func remains(
        of image: NewImage, _ cut: Int, _ cloud: ScriptedCloud, _ scratch: Scratch
    ) async throws -> Remains? {
        let (desk, watch) = try await begin(cloud, scratch)
        let count = Mutex(0)
        let found = Mutex<Remains?>(nil)
        let moment: @Sendable (ScriptedCloud) -> Void = { cloud in
            let number = count.withLock { count in
                defer { count += 1 }
                return count
            }
            guard number == cut, let journal = try? scratch.journalIfKilledNow("killed") else { return }
            let remains = cloud.with { state in
                Remains(journal: journal, images: state.images, members: state.members, staged: state.staged)
            }
            found.withLock { $0 = remains }
        }
        cloud.with { state in
            state.trouble = { [unowned cloud] words in
                if words.isAboutFirst { moment(cloud) }
                return nil
            }
            state.afterwards = { words, cloud in
                finishImports(words, cloud)
                if words.isAboutFirst { moment(cloud) }
            }
        }
        _ = await desk.create(image)
        #expect(try await desk.end(in: watch).state == .done(isVerified: true))
        await desk.service.close()
        return found.withLock { $0 }
    }

    /// The service takes staged data at once.
    private func finishImports(_ words: String, _ cloud: ScriptedCloud) {
        if words.hasPrefix("import") { cloud.finishImport(id(1)) }
    }

    // MARK: Quitting

    /// Lets no data arrive before whoever sends it gives up.
    private func holdUploads() {
        cloud.with { $0.delay = { if $0.hasPrefix("upload") { try? await Task.sleep(for: .seconds(3_600)) } } }
    }

    /// Quits the program while the data of image 1 is on its way. Answers what was sent.
    private func quitWhileSending(_ image: NewImage) async throws -> [String] {
        let (desk, _) = try await begin(cloud, scratch)
        holdUploads()
        _ = await desk.create(image)
        try await desk.wait("the data on its way", for: { _ in self.cloud.writes.last == "upload 1" })
        await desk.service.close()
        cloud.with { $0.delay = { _ in } }
        #expect(cloud.image(numbered: 1)?.status == .queued)
        defer { cloud.forgetCalls() }
        return cloud.writes
    }

    @Test("What was under way when the program was quit goes on by itself at the next start, to the right hash")
    func goesOn() async throws {
        #expect(try await quitWhileSending(new(1, .file(path: try scratch.file()), members: theirs)).count == 3)
        let (desk, watch) = try await next(scratch.journal, cloud)
        #expect(try await desk.end(in: watch).state == .done(isVerified: true))
        #expect(cloud.writes == ["upload 1"])
        #expect(offered(desk) == nil, "nobody needs to be asked")
        await desk.service.close()
    }

    @Test("A file that was changed between two runs is not sent by itself; that it was is said")
    func fileChanged() async throws {
        let file = try scratch.file()
        _ = try await quitWhileSending(new(1, .file(path: file)))
        _ = try scratch.file([9, 9, 9, 9])
        let (desk, watch) = try await next(scratch.journal, cloud)
        let transfer = try await desk.end(in: watch)
        #expect(transfer.state == .interrupted)
        #expect(transfer.problem?.reason == "\(file) was changed since")
        #expect(transfer.remedies == [.retry, .forget, .delete])
        #expect(cloud.writes.isEmpty)
        try await desk.wait("the offer", for: { _ in offered(desk) == 1 })
        #expect(try await desk.retry(in: watch).state == .done(isVerified: true))
        #expect(cloud.image(numbered: 1)?.size == 4)
        await desk.service.close()
    }

    @Test("A file that is gone at the next start is named")
    func fileGone() async throws {
        let file = try scratch.file()
        _ = try await quitWhileSending(new(1, .file(path: file)))
        try FileManager.default.removeItem(atPath: file)
        let (desk, watch) = try await next(scratch.journal, cloud)
        let transfer = try await desk.end(in: watch)
        #expect(transfer.state == .interrupted)
        #expect(transfer.problem?.reason == "\(file): No such file or directory")
        #expect(cloud.writes.isEmpty)
        await desk.service.close()
    }

    @Test("A record that was deleted between two runs is not made again; it can only be cleared")
    func deletedBetween() async throws {
        _ = try await quitWhileSending(new(1, .file(path: try scratch.file())))
        cloud.delete(id(1))
        let (desk, watch) = try await next(scratch.journal, cloud)
        let transfer = try await desk.end(in: watch)
        #expect(transfer.state == .interrupted)
        #expect(transfer.problem?.reason == "somebody has deleted the image meanwhile")
        #expect(transfer.remedies == [.forget])
        #expect(cloud.writes.isEmpty)
        await desk.service.close()
    }

    @Test("A read-only session shows what was cut off and sends nothing of it")
    func readOnly() async throws {
        _ = try await quitWhileSending(new(1, .file(path: try scratch.file())))
        let (desk, watch) = try await next(scratch.journal, cloud, isReadOnly: true)
        #expect(try await desk.end(in: watch).state == .interrupted)
        await desk.service.retryTransfer(first)
        try await desk.wait("the refusal", in: watch) { $0.problem?.reason == "this session is read-only" }
        #expect(cloud.writes.isEmpty)
        await desk.service.close()
    }

    @Test("What another living program is sending is not taken from it; once it has ended, it is")
    func twoPrograms() async throws {
        let (desk, _) = try await begin(cloud, scratch)
        holdUploads()
        _ = await desk.create(new(1, .file(path: try scratch.file())))
        try await desk.wait("the data on its way", for: { _ in self.cloud.writes.last == "upload 1" })
        let (other, otherWatch) = try await next(scratch.journal, ScriptedCloud(session()))
        #expect(otherWatch.now.isEmpty && offered(other) == nil)
        await other.service.close()
        await desk.service.close()
        cloud.with { $0.delay = { _ in } }
        let (third, thirdWatch) = try await next(scratch.journal, cloud)
        #expect(try await third.end(in: thirdWatch).state == .done(isVerified: true))
        await third.service.close()
    }

    @Test("What the service is at work on when the program ends is followed by the next run")
    func importGoesOn() async throws {
        let (desk, _) = try await begin(cloud, scratch)
        _ = await desk.create(new(1, .url("https://example.org/disk.qcow2")))
        try await desk.wait("the request", for: { _ in self.cloud.writes.last == "import 1 web-download" })
        await desk.service.close()
        cloud.forgetCalls()
        let (second, watch) = try await next(scratch.journal, cloud)
        try await second.wait("the work of the service", in: watch) { $0.state == .processing }
        cloud.finishImport(id(1))
        #expect(try await second.end(in: watch).state == .done(isVerified: false))
        #expect(cloud.writes.isEmpty)
        await second.service.close()
    }

    @Test("An address with a password is not kept: it has to be given again, and is in no file")
    func secrets() async throws {
        cloud.with { $0.trouble = { $0.hasPrefix("import") ? .refusedConnection : nil } }
        let (desk, watch) = try await begin(cloud, scratch)
        _ = await desk.create(new(1, .url("https://alice:hunter2@example.org/disk.qcow2?sig=abc123")))
        #expect(try await desk.end(in: watch).state == .failed)
        await desk.service.close()
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch.journal.path) {
            let content = FileManager.default.contents(atPath: scratch.journal.path + "/" + name) ?? Data()
            #expect(content.range(of: Data("hunter2".utf8)) == nil, "\(name)")
            #expect(content.range(of: Data("abc123".utf8)) == nil, "\(name)")
        }
        let (second, secondWatch) = try await next(scratch.journal, cloud)
        let transfer = try await second.end(in: secondWatch)
        #expect(transfer.source == "https://***@example.org/disk.qcow2?***")
        #expect(transfer.remedies == [.forget, .delete], "a retry would lead nowhere")
        await second.service.close()
    }
}

extension String {
    /// Whether a request was about image 1 and nothing else.
    fileprivate var isAboutFirst: Bool { split(separator: " ").dropFirst().first == "1" }
}
