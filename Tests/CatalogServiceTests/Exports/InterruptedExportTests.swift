import Catalog
import CatalogService
import OpenStack
import Replica
import Testing

@Suite("Exports that are interrupted", .timeLimit(.minutes(2)))
struct InterruptedExportTests {
    private let scratch = Scratch()
    private let cloud = ScriptedCloud(session(["admin"]))
    private let folder: TargetFolder
    private let broken = Problem(.unreachable, attempt: "Could not fetch", reason: "the connection broke off")

    init() throws { folder = try TargetFolder() }

    private var part: String { ".disk.qcow2.00000000.part" }

    @Test(
        "A connection that breaks is taken up again by itself, from where it broke, as often as data comes in between")
    func broken() async throws {
        let image = cloud.putSample()
        let problem = broken
        cloud.with { $0.arriving = { _, count in count % 32 == 16 ? problem : nil } }
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        #expect(try await desk.export(folder.export(image), in: watch).state == .done(isVerified: true))
        #expect(
            cloud.exporting == [
                "download 1", "download 1 from 16", "download 1 from 48", "download 1 from 80",
            ])
        #expect(try folder.files == ["disk.qcow2": Sample.text])
    }

    @Test("One that brings nothing any more is given up after a while; what came is kept, and the image active")
    func silent() async throws {
        let image = cloud.putSample()
        let problem = broken
        cloud.with { $0.arriving = { _, count in count == 48 ? problem : nil } }
        let (desk, watch) = try await Desk.exporting(cloud, scratch, silence: 8)
        cloud.with { $0.trouble = { $0 == "download 1 from 48" ? problem : nil } }
        let end = try await desk.export(folder.export(image, deactivates: true), in: watch)
        #expect(end.state == .failed && end.bytes == 48)
        #expect(end.remedies == [.retry, .forget])
        #expect(cloud.exporting.count { $0.hasPrefix("download") } == 1 + 8)
        #expect(cloud.image(numbered: 1)?.status == .active)
        cloud.with { ($0.trouble, $0.arriving) = ({ _ in nil }, { _, _ in nil }) }
        await desk.service.retryTransfer(first)
        try await desk.wait("the retry", in: watch) { $0.state == .done(isVerified: true) }
        #expect(cloud.exporting.filter { $0.hasPrefix("download") }.last == "download 1 from 48")
    }

    @Test("A service that answers that it cannot is asked five times more, and no longer")
    func failing() async throws {
        let image = cloud.putSample()
        cloud.with { state in
            state.trouble = {
                $0 == "download 1" ? Problem(.serverFault, attempt: "", reason: "storage", httpStatus: 500) : nil
            }
        }
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        #expect(try await desk.export(folder.export(image), in: watch).problem?.reason == "storage")
        #expect(cloud.exporting.count == 6)
    }

    @Test(
        "A refusal is told at once, with its request; the image is active again",
        arguments: [Problem.Kind.forbidden, .refused, .unauthorized])
    func refused(_ kind: Problem.Kind) async throws {
        let image = cloud.putSample()
        cloud.with { state in
            state.trouble = { words in
                guard words == "download 1" else { return nil }
                return Problem(kind, attempt: "Could not fetch", reason: "not so", httpStatus: 403, requestID: "req-x")
            }
        }
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        let end = try await desk.export(folder.export(image, deactivates: true), in: watch)
        #expect(end.state == .failed && end.problem?.requestID == "req-x")
        #expect(cloud.exporting == ["deactivate 1", "download 1", "reactivate 1"])
        #expect(cloud.image(numbered: 1)?.status == .active)
    }

    @Test("Pausing keeps what came and reactivates the image; going on fetches the rest")
    func pause() async throws {
        let image = cloud.putSample()
        cloud.hold(at: 48)
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        await desk.service.export(folder.export(image, deactivates: true), as: first)
        try await desk.wait("the data", in: watch) { $0.bytes == 48 && $0.isHolding }
        #expect(cloud.image(numbered: 1)?.status == .deactivated)
        await desk.service.pauseTransfer(first)
        let paused = try await desk.exportEnds(in: watch)
        #expect(paused.state == .paused && paused.remedies == [.retry, .forget] && !paused.isHolding)
        #expect(cloud.image(numbered: 1)?.status == .active)
        #expect(try folder.files == [part: String(Sample.text.prefix(48))])
        cloud.with { $0.arriving = { _, _ in nil } }
        await desk.service.retryTransfer(first)
        try await desk.wait("the end", in: watch) { $0.state == .done(isVerified: true) }
        #expect(
            cloud.exporting == [
                "deactivate 1", "download 1", "reactivate 1", "deactivate 1", "download 1 from 48", "reactivate 1",
            ])
    }

    @Test("Aborting removes what came, and reactivates the image")
    func abort() async throws {
        let image = cloud.putSample()
        cloud.hold(at: 48)
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        await desk.service.export(folder.export(image, deactivates: true), as: first)
        try await desk.wait("the data", in: watch) { $0.bytes == 48 }
        await desk.service.abortTransfer(first)
        let end = try await desk.exportEnds(in: watch)
        #expect(end.state == .aborted && end.problem == nil)
        #expect(try folder.files.isEmpty)
        #expect(cloud.image(numbered: 1)?.status == .active)
        await desk.service.close()
        #expect(try await desk.leftToNextRun(of: cloud).isEmpty)
    }

    @Test("Dropping one that was paused removes what came of it")
    func forget() async throws {
        let image = cloud.putSample()
        cloud.hold(at: 48)
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        await desk.service.export(folder.export(image), as: first)
        try await desk.wait("the data", in: watch) { $0.bytes == 48 }
        await desk.service.pauseTransfer(first)
        _ = try await desk.exportEnds(in: watch)
        await desk.service.forgetTransfer(first)
        #expect(try folder.files.isEmpty && watch[first] == nil)
    }

    @Test("What came of an image that has other data by now is thrown away, and everything fetched anew")
    func changed() async throws {
        let image = cloud.putSample()
        let problem = broken
        cloud.with { state in
            state.data[image.id] = Array(repeating: 7, count: 112)
            state.arriving = { _, count in count == 48 ? problem : nil }
            state.images[image.id]?.checksum = "another"
        }
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        await desk.service.export(folder.export(image), as: first)
        try await desk.wait("the break", advancing: .milliseconds(100), for: { _ in watch[first]?.bytes == 48 })
        cloud.putSample()
        cloud.with { $0.arriving = { _, _ in nil } }
        #expect(try await desk.exportEnds(in: watch).state == .done(isVerified: true))
        #expect(cloud.exporting == ["download 1", "download 1"])
        #expect(try folder.files == ["disk.qcow2": Sample.text])
    }

    @Test("What an earlier export left of the same image is gone on with; of one that nothing can verify it is not")
    func leftPart() async throws {
        let image = cloud.putSample()
        try folder.fill([part: String(Sample.text.prefix(50))])
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        #expect(try await desk.export(folder.export(image), in: watch).state == .done(isVerified: true))
        cloud.change(image.id) { ($0.hashAlgorithm, $0.hashDigest, $0.checksum) = (nil, nil, nil) }
        try folder.fill([part: String(Sample.text.prefix(50))])
        #expect(try await desk.export(folder.export(image), as: second, in: watch).state == .done(isVerified: false))
        #expect(cloud.exporting == ["download 1 from 50", "download 1"])
        #expect(try folder.files == ["disk.qcow2": Sample.text])
    }

    // MARK: The end of the program

    @Test("Quitting reactivates the image at once, and the next start goes on from where it was, unasked")
    func quit() async throws {
        let image = cloud.putSample()
        cloud.hold(at: 48)
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        await desk.service.export(folder.export(image, deactivates: true), as: first)
        try await desk.wait("the data", in: watch) { $0.bytes == 48 }
        let closing = Task { await desk.service.close() }
        try await desk.wait(
            "the reactivation", advancing: .milliseconds(100),
            for: { _ in cloud.image(numbered: 1)?.status == .active })
        await desk.time.advance(by: .seconds(1))
        await closing.value
        cloud.with { $0.arriving = { _, _ in nil } }
        let (next, nextWatch) = try await Desk.exporting(cloud, scratch)
        #expect(try await next.exportEnds(in: nextWatch).state == .done(isVerified: true))
        #expect(cloud.exporting.suffix(2) == ["download 1 from 48", "reactivate 1"])
        #expect(try folder.files == ["disk.qcow2": Sample.text])
        await next.service.close()
    }

    @Test("One that was paused or had failed waits at the next start, with what went wrong and its request")
    func keptProblem() async throws {
        let images = [cloud.putSample(1), cloud.putSample(2)]
        cloud.with { state in
            state.trouble = { words in
                words == "download 2"
                    ? Problem(
                        .forbidden, attempt: "Could not fetch it", reason: "no", advice: "Ask.", requestID: "req-x")
                    : nil
            }
        }
        cloud.hold(at: 48)
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        await desk.service.export(folder.export(images[0]), as: first)
        try await desk.wait("the data", in: watch) { $0.bytes == 48 }
        await desk.service.pauseTransfer(first)
        _ = try await desk.exportEnds(in: watch)
        _ = try await desk.export(folder.export(images[1], name: "b"), as: second, in: watch)
        await desk.service.close()
        let (next, nextWatch) = try await Desk.exporting(cloud, scratch)
        #expect(try await next.exportEnds(in: nextWatch).state == .paused)
        #expect(nextWatch[first]?.bytes == 48 && nextWatch[first]?.total == 112)
        let failed = try await next.exportEnds(second, in: nextWatch)
        #expect(failed.state == .failed && failed.problem?.sentence == "Could not fetch it: no. Ask. req-x")
        try await next.wait("the offer", for: { $0.leftOver?.transfers == 2 })
        #expect(cloud.exporting.isEmpty)
        await next.service.close()
    }

    @Test("R33: what a killed program left deactivated is told in another project, until it was made good in its own")
    func elsewhere() async throws {
        let image = cloud.putSample()
        cloud.hold(at: 48)
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        await desk.service.export(folder.export(image, deactivates: true), as: first)
        try await desk.wait("the data", in: watch) { $0.bytes == 48 && $0.isHolding }
        let other = ScriptedCloud(session(["admin"], project: theirs))
        let (living, _) = try await Desk.exporting(other, Scratch(), journal: scratch.journal)
        #expect(living.now.leftOver == nil, "the program that holds it lives")
        await living.service.close()
        let journal = try scratch.journalIfKilledNow("killed")
        // It is not killed in truth, and has to let go of the file.
        await desk.service.abortTransfer(first)
        _ = try await desk.exportEnds(in: watch)
        await desk.service.close()
        cloud.with { $0.arriving = { _, _ in nil } }
        cloud.change(image.id) { $0.status = .deactivated }

        let (next, nextWatch) = try await Desk.exporting(other, Scratch(), journal: journal)
        try await next.wait("the word", for: { $0.leftOver != nil })
        #expect(next.now.leftOver?.deactivated == [Workplace(session())] && next.now.leftOver?.transfers == 0)
        #expect(nextWatch.now.isEmpty && other.exporting.isEmpty)
        await next.service.close()

        let (own, ownWatch) = try await Desk.exporting(cloud, Scratch(), journal: journal)
        try await own.wait("the end", in: ownWatch) { transfer in
            !transfer.isUnderWay && !transfer.remedies.isEmpty && !transfer.isHolding
        }
        #expect(cloud.image(numbered: 1)?.status == .active && own.now.leftOver == nil)
        await own.service.close()
        let (last, _) = try await Desk.exporting(other, Scratch(), journal: journal)
        #expect(last.now.leftOver == nil)
        await last.service.close()
    }
}
