import Catalog
import CatalogService
import Foundation
import OpenStack
import Replica
import Synchronization
import Testing

@Suite("Images that are deactivated for their export", .timeLimit(.minutes(3)))
struct ExportHoldTests {
    private let scratch = Scratch()
    private let cloud = ScriptedCloud(session(["admin"]))
    private let folder: TargetFolder

    init() throws { folder = try TargetFolder() }

    @Test("R32: deactivated, read, reactivated, in this order; the activity log has it and offers nothing to undo")
    func order() async throws {
        let image = cloud.putSample()
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        #expect(
            try await desk.export(folder.export(image, deactivates: true), in: watch).state == .done(isVerified: true))
        #expect(cloud.exporting == ["deactivate 1", "download 1", "reactivate 1"])
        #expect(cloud.image(numbered: 1)?.status == .active)
        #expect(
            await desk.activity().map(\.deed.summary) == [
                "reactivate", "export 112 B to \(folder.path)/disk.qcow2, verified", "deactivate",
            ])
        #expect(try await desk.service.undoProposal() == nil)
    }

    @Test("R34: one that was deactivated before stays so, and nothing is sent for that")
    func before() async throws {
        let image = cloud.putSample(status: .deactivated)
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        #expect(
            try await desk.export(folder.export(image, deactivates: true), in: watch).state == .done(isVerified: true))
        #expect(cloud.exporting == ["download 1"])
        #expect(cloud.image(numbered: 1)?.status == .deactivated)
    }

    @Test("Without being asked to, an export deactivates nothing")
    func unasked() async throws {
        let image = cloud.putSample()
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        _ = try await desk.export(folder.export(image), in: watch)
        #expect(cloud.exporting == ["download 1"])
    }

    @Test("R33: a reactivation that fails for a moment is sent again")
    func again() async throws {
        let image = cloud.putSample()
        let count = Mutex(0)
        cloud.with { state in
            state.trouble = { words in
                guard words == "reactivate 1",
                    count.withLock({
                        $0 += 1
                        return $0
                    }) < 3
                else { return nil }
                return Problem(.serverFault, attempt: "", reason: "busy", httpStatus: 502)
            }
        }
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        let end = try await desk.export(folder.export(image, deactivates: true), in: watch)
        #expect(end.state == .done(isVerified: true) && end.holdProblem == nil)
        #expect(cloud.image(numbered: 1)?.status == .active)
    }

    @Test("R33: a reactivation that is undone by another writer is sent once more")
    func lost() async throws {
        let image = cloud.putSample()
        let count = Mutex(0)
        cloud.with { state in
            state.afterwards = { words, cloud in
                guard words == "reactivate 1",
                    count.withLock({
                        $0 += 1
                        return $0
                    }) == 1
                else { return }
                cloud.change(id(1)) { $0.status = .deactivated }
            }
        }
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        _ = try await desk.export(folder.export(image, deactivates: true), in: watch)
        #expect(cloud.exporting == ["deactivate 1", "download 1", "reactivate 1", "reactivate 1"])
        #expect(cloud.image(numbered: 1)?.status == .active)
    }

    @Test(
        "R33: a service that is away for longer than the export has patience is asked again until the image is active")
    func awayForLong() async throws {
        let image = cloud.putSample()
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        cloud.with { $0.trouble = { $0 == "reactivate 1" ? .refusedConnection : nil } }
        let end = try await desk.export(folder.export(image, deactivates: true), in: watch)
        #expect(end.state == .done(isVerified: true) && end.isHolding)
        // Nobody presses a key.
        for _ in 0..<60 { await desk.time.advance(by: .seconds(5)) }
        #expect(watch[first]?.isHolding == true)
        cloud.with { $0.trouble = { _ in nil } }
        try await desk.wait("the reactivation", in: watch) { !$0.isHolding && $0.remedies.contains(.forget) }
        #expect(cloud.image(numbered: 1)?.status == .active)
        await desk.service.close()
        #expect(try await desk.leftToNextRun(of: cloud).isEmpty)
    }

    @Test("R33: a cloud that is left while its image waits to be reactivated stays open until that is done")
    func leftMeanwhile() async throws {
        let image = cloud.putSample()
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        cloud.with { $0.trouble = { $0 == "reactivate 1" ? .refusedConnection : nil } }
        #expect(try await desk.export(folder.export(image, deactivates: true), in: watch).isHolding)
        await desk.open(ScriptedCloud(session(["admin"]), identity: ReplicaIdentity(cloud: "other")))
        try await desk.passes(1)
        #expect(!cloud.with { $0.isClosed })
        cloud.with { $0.trouble = { _ in nil } }
        try await desk.wait("the reactivation", in: watch) { !$0.isHolding }
        #expect(cloud.image(numbered: 1)?.status == .active)
        try await desk.wait("the end of the old one", for: { _ in self.cloud.with { $0.isClosed } })
    }

    @Test(
        "R33: what cannot be reactivated stays in the list with its ID and a retry, and is tried again at the next start"
    )
    func fails() async throws {
        let image = cloud.putSample()
        cloud.with { state in
            state.trouble = { words in
                words == "reactivate 1" ? Problem(.forbidden, attempt: "", reason: "no right", requestID: "req-x") : nil
            }
        }
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        let end = try await desk.export(folder.export(image, deactivates: true), in: watch)
        #expect(end.state == .done(isVerified: true) && end.isHolding)
        #expect(end.holdProblem?.sentence == "Could not reactivate “image-1” (\(id(1))): no right. req-x")
        #expect(end.remedies == [.reactivate], "nobody may forget it before the image is seen to")
        await desk.service.forgetTransfer(first)
        #expect(watch[first] != nil)
        await desk.service.reactivate(first)
        try await desk.wait("the second failure", in: watch) { $0.remedies.contains(.reactivate) }
        #expect(cloud.exporting.count { $0 == "reactivate 1" } == 2)
        await desk.service.close()

        // The next run cannot either; then it can.
        let (next, nextWatch) = try await Desk.exporting(cloud, scratch)
        #expect(try await next.exportEnds(in: nextWatch).holdProblem?.reason == "no right")
        cloud.with { $0.trouble = { _ in nil } }
        // It waits for the look whether that lasts, which takes its time.
        let again = Task { await next.service.reactivate(first) }
        try await next.wait("the reactivation", in: nextWatch) { !$0.isHolding && $0.remedies.contains(.forget) }
        await again.value
        #expect(cloud.image(numbered: 1)?.status == .active)
        await next.service.close()
        #expect(try await next.leftToNextRun(of: cloud).isEmpty)
    }

    @Test("One that somebody deprecates meanwhile stays deactivated")
    func deprecated() async throws {
        let image = cloud.putSample()
        cloud.with { state in
            state.arriving = { [unowned cloud = self.cloud] _, count in
                if count == 48 { cloud.change(id(1)) { $0.properties["deprecated"] = "true" } }
                return nil
            }
        }
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        let end = try await desk.export(folder.export(image, deactivates: true), in: watch)
        #expect(end.state == .done(isVerified: true) && !end.isHolding)
        #expect(cloud.image(numbered: 1)?.status == .deactivated)
        #expect(cloud.exporting == ["deactivate 1", "download 1"])
    }

    @Test("One that is deleted meanwhile leaves nothing to reactivate")
    func deleted() async throws {
        let image = cloud.putSample()
        cloud.with { state in
            state.arriving = { [unowned cloud = self.cloud] _, count in
                guard count == 48 else { return nil }
                cloud.delete(id(1))
                return Problem(.notFound, attempt: "Could not fetch", reason: "gone", httpStatus: 404)
            }
        }
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        let end = try await desk.export(folder.export(image, deactivates: true), in: watch)
        #expect(end.state == .failed && !end.isHolding)
        #expect(end.remedies == [.retry, .forget])
    }

    @Test("A read-only session exports, but deactivates nothing")
    func readOnly() async throws {
        let image = cloud.putSample()
        let (desk, watch) = try await Desk.exporting(cloud, scratch, isReadOnly: true)
        await desk.service.export(folder.export(image, deactivates: true), as: first)
        try await desk.wait("the refusal", for: { _ in desk.notices == ["this session is read-only"] })
        #expect(try await desk.export(folder.export(image), as: second, in: watch).state == .done(isVerified: true))
        #expect(cloud.exporting == ["download 1"])
    }

    @Test("Where the journal cannot be written nothing is deactivated: nobody would know after a crash")
    func noJournal() async throws {
        let image = cloud.putSample()
        let desk = Desk(scratch)
        let watch = TransferWatch(desk)
        await desk.open(cloud)
        try await desk.passes(1)
        let end = try await desk.export(folder.export(image, deactivates: true), in: watch)
        #expect(end.state == .failed && end.problem?.kind == .storage && !end.isHolding)
        #expect(cloud.exporting.isEmpty)
    }

    @Test(
        "R33: the live export of another program is not touched, nor its image reactivated; once it has died both are")
    func twoPrograms() async throws {
        let image = cloud.putSample()
        cloud.hold(at: 48)
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        await desk.service.export(folder.export(image, deactivates: true), as: first)
        try await desk.wait("the data", in: watch) { $0.bytes == 48 }
        let (other, otherWatch) = try await Desk.exporting(cloud, Scratch(), journal: scratch.journal)
        #expect(otherWatch.now.isEmpty && other.now.leftOver == nil)
        // Nor does it write into the same file.
        let end = try await other.export(folder.export(image), as: second, in: otherWatch)
        #expect(end.problem?.reason == "another export is writing to it")
        await other.service.forgetTransfer(second)
        await other.service.close()
        #expect(cloud.image(numbered: 1)?.status == .deactivated)
        #expect(try folder.files.count == 1)
        cloud.with { $0.arriving = { _, _ in nil } }
        let closing = Task { await desk.service.close() }
        try await desk.wait(
            "the reactivation", advancing: .milliseconds(100),
            for: { _ in cloud.image(numbered: 1)?.status == .active })
        await desk.time.advance(by: .seconds(1))
        await closing.value
        let (third, thirdWatch) = try await Desk.exporting(cloud, Scratch(), journal: scratch.journal)
        #expect(try await third.exportEnds(in: thirdWatch).state == .done(isVerified: true))
        await third.service.close()
    }

    // MARK: Killed

    /// What was there when a program was killed.
    private struct Remains {
        let journal: JournalFolder
        let images: [ImageID: Image]
        let files: [String: String]
    }

    @Test(
        "R33: killed at any moment, the next start brings the file to its end and the image to be active; nothing is left"
    )
    func killed() async throws {
        for cut in 0..<60 {
            let (scratch, cloud, folder) = (Scratch(), ScriptedCloud(session(["admin"])), try TargetFolder())
            let image = cloud.putSample()
            guard let remains = try await remains(of: image, cut, cloud, scratch, folder) else {
                #expect(cut >= 18, "each request can be cut before and after it, and the data in between")
                return
            }
            try folder.fill(remains.files)
            let after = ScriptedCloud(session(["admin"]))
            after.with { state in
                state.images = remains.images
                state.data[image.id] = Sample.bytes
            }
            let words = "cut \(cut): \(remains.images[image.id]?.status.text ?? "") \(remains.files)" as Comment
            if remains.files["disk.qcow2"] != nil { #expect(remains.files["disk.qcow2"] == Sample.text, words) }
            let desk = Desk(Scratch(), journal: remains.journal)
            let watch = TransferWatch(desk)
            await desk.open(after)
            try await desk.passes(1)
            try await desk.wait("the end", in: watch) { transfer in
                !transfer.isUnderWay && !transfer.remedies.isEmpty && !transfer.isHolding
            }
            #expect(after.image(numbered: 1)?.status == .active, words)
            #expect(watch.now.map(\.state) == [.done(isVerified: true)], words)
            #expect(try folder.files == ["disk.qcow2": Sample.text], words)
            // What was there is not fetched again.
            let there = remains.files.first { $0.key.hasSuffix(".part") }?.value.utf8.count ?? 0
            let fetched = after.exporting.filter { $0.hasPrefix("download") }
            if there > 0, there < 112 { #expect(fetched == ["download 1 from \(there)"], words) }
            if there == 112 || remains.files["disk.qcow2"] != nil { #expect(fetched.isEmpty, words) }
            await desk.service.close()
            #expect(try await Desk(Scratch(), journal: remains.journal).isLeftNothing(in: after), words)
        }
        Issue.record("There are more moments than were cut.")
    }

    /// Exports an image, and answers what would be there if the program had been killed at the moment of that number.
    private func remains(
        of image: Image, _ cut: Int, _ cloud: ScriptedCloud, _ scratch: Scratch, _ folder: TargetFolder
    ) async throws -> Remains? {
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        let found = Mutex<(count: Int, remains: Remains?)>((0, nil))
        let moment: @Sendable (ScriptedCloud) -> Void = { cloud in
            let isIt = found.withLock { found in
                defer { found.count += 1 }
                return found.count == cut
            }
            guard isIt, let journal = try? scratch.journalIfKilledNow("killed"), let files = try? folder.files else {
                return
            }
            let images = cloud.with { $0.images }
            found.withLock { $0.remains = Remains(journal: journal, images: images, files: files) }
        }
        cloud.with { state in
            state.trouble = { [unowned cloud] words in
                if words.hasSuffix(" 1") { moment(cloud) }
                return nil
            }
            state.afterwards = { words, cloud in if words.hasSuffix(" 1") { moment(cloud) } }
            state.arriving = { [unowned cloud] _, _ in
                moment(cloud)
                return nil
            }
        }
        #expect(
            try await desk.export(folder.export(image, deactivates: true), in: watch).state == .done(isVerified: true))
        await desk.service.close()
        return found.withLock { $0.remains }
    }
}

extension Desk {
    /// Whether the next run of the program finds nothing unfinished.
    fileprivate func isLeftNothing(in cloud: ScriptedCloud) async throws -> Bool {
        let watch = TransferWatch(self)
        await open(cloud)
        try await passes(1)
        let isNothing = watch.now.isEmpty && now.leftOver == nil
        await service.close()
        return isNothing
    }
}
