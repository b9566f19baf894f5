import Catalog
import CatalogService
import OpenStack
import Synchronization
import Testing

@Suite("Exports", .timeLimit(.minutes(2)))
struct ExportTests {
    private let scratch = Scratch()
    private let cloud = ScriptedCloud(session(["admin"]))
    private let folder: TargetFolder

    init() throws { folder = try TargetFolder() }

    private var part: String { ".disk.qcow2.00000000.part" }

    // MARK: Well

    @Test("R31, R37: the file gets its name with the image's bytes, verified; nothing is left beside it")
    func verified() async throws {
        let image = cloud.putSample()
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        let end = try await desk.export(folder.export(image), in: watch)
        #expect(end.state == .done(isVerified: true))
        #expect(end.bytes == 112 && end.total == 112)
        #expect(end.remedies == [.forget])
        #expect(try folder.files == ["disk.qcow2": Sample.text])
        #expect(cloud.exporting == ["download 1"])
        let entry = try #require(await desk.activity().first)
        #expect(entry.deed.summary == "export 112 B to \(folder.path)/disk.qcow2, verified")
        #expect(entry.plan == end.plan)
        #expect(entry.commands == ["openstack image save --file \(folder.path)/disk.qcow2 \(id(1))"])
        await desk.service.close()
        #expect(try await desk.leftToNextRun(of: cloud).isEmpty)
    }

    @Test("R37: without the site's own hash the MD5 checksum verifies; a function that is not known is none")
    func md5() async throws {
        let image = cloud.putSample()
        cloud.change(image.id) { $0.hashAlgorithm = "blake2b" }
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        #expect(try await desk.export(folder.export(image), in: watch).state == .done(isVerified: true))
        cloud.change(image.id) { $0.checksum = String(repeating: "0", count: 32) }
        let other = try await desk.export(folder.export(image, name: "b"), as: second, in: watch)
        #expect(other.state == .failed)
        #expect(other.problem?.reason.contains("md5 \(Sample.md5) came") == true)
    }

    @Test("R37: with neither hash nor checksum it is said not to be verified")
    func unverified() async throws {
        let image = cloud.putSample()
        cloud.change(image.id) { ($0.hashAlgorithm, $0.hashDigest, $0.checksum) = (nil, nil, nil) }
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        #expect(try await desk.export(folder.export(image), in: watch).state == .done(isVerified: false))
        #expect(try folder.files == ["disk.qcow2": Sample.text])
        #expect(await desk.activity().first?.deed.summary.hasSuffix("not verified") == true)
    }

    @Test("An image of no bytes is exported without a question for its data")
    func empty() async throws {
        let image = cloud.putSample()
        cloud.change(image.id) { ($0.size, $0.hashAlgorithm, $0.hashDigest, $0.checksum) = (0, nil, nil, nil) }
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        #expect(try await desk.export(folder.export(image), in: watch).state == .done(isVerified: false))
        #expect(try folder.files == ["disk.qcow2": ""])
        #expect(cloud.exporting.isEmpty)
    }

    @Test("So many at a time as the pace says", arguments: [1, 2])
    func atOnce(_ limit: Int) async throws {
        cloud.hold(at: 16)
        let images = (1...3).map { cloud.putSample($0) }
        let (desk, watch) = try await Desk.exporting(cloud, scratch, downloads: limit)
        for (number, image) in images.enumerated() {
            await desk.service.export(folder.export(image, name: "\(number)"), as: Transfer.ID("\(number)"))
        }
        try await desk.wait(
            "as many as may", advancing: .milliseconds(500), for: { _ in cloud.exporting.count == limit })
        await desk.time.advance(by: .seconds(5))
        #expect(cloud.exporting.count == limit)
        #expect(watch.now.count { $0.state == .waiting } == 3 - limit)
        cloud.with { $0.arriving = { _, _ in nil } }
        for transfer in watch.now where transfer.state == .sending { await desk.service.abortTransfer(transfer.id) }
        try await desk.wait(
            "the others", advancing: .milliseconds(500), for: { _ in watch.now.allSatisfy { !$0.isUnderWay } })
        #expect(watch.now.count { $0.state == .done(isVerified: true) } == 3 - limit)
    }

    // MARK: Not well

    @Test("R37: what is not the image's data is put away under another name; both hashes are shown")
    func corrupt() async throws {
        let image = cloud.putSample()
        cloud.with { $0.data[image.id] = Array(Sample.text.replacing("stu", with: "stx").utf8) }
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        let end = try await desk.export(folder.export(image, deactivates: true), in: watch)
        #expect(end.state == .failed)
        let reason = try #require(end.problem?.reason)
        #expect(reason.contains("112 bytes with sha512 \(Sample.sha512) are the image's"))
        #expect(reason.contains("112 bytes with sha512 ") && !reason.contains("sha512 \(Sample.sha512) came"))
        #expect(Array(try folder.files.keys) == ["disk.qcow2.corrupt"])
        #expect(cloud.image(numbered: 1)?.status == .active)
        // A retry begins anew.
        cloud.with { $0.data[image.id] = Sample.bytes }
        await desk.service.retryTransfer(first)
        try await desk.wait("the retry", in: watch) { $0.state == .done(isVerified: true) }
        #expect(try folder.files["disk.qcow2"] == Sample.text)
        #expect(cloud.exporting.filter { $0.hasPrefix("download") } == ["download 1", "download 1"])
    }

    @Test("R37: less data than the image has is not the image's")
    func short() async throws {
        let image = cloud.putSample()
        cloud.with { $0.data[image.id] = Array(Sample.bytes.prefix(100)) }
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        let end = try await desk.export(folder.export(image), in: watch)
        #expect(end.problem?.reason.contains("100 bytes with") == true)
        #expect(Array(try folder.files.keys) == ["disk.qcow2.corrupt"])
    }

    @Test("R38: a file that is there is not replaced unless that was allowed")
    func existing() async throws {
        let image = cloud.putSample()
        try folder.fill(["disk.qcow2": "mine"])
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        let end = try await desk.export(folder.export(image, deactivates: true), in: watch)
        #expect(end.state == .failed && end.problem?.kind == .file)
        #expect(try folder.files == ["disk.qcow2": "mine"])
        #expect(cloud.exporting.isEmpty)
        var allowed = folder.export(image)
        allowed.replaces = true
        #expect(try await desk.export(allowed, as: second, in: watch).state == .done(isVerified: true))
        #expect(try folder.files == ["disk.qcow2": Sample.text])
    }

    @Test("R38: a file that comes into being meanwhile is not replaced either; a retry fetches nothing again")
    func appearing() async throws {
        let image = cloud.putSample()
        let folder = folder
        cloud.with { state in
            state.arriving = { _, count in
                if count == 112 { try? folder.fill(try folder.files.merging(["disk.qcow2": "mine"]) { $1 }) }
                return nil
            }
        }
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        let end = try await desk.export(folder.export(image), in: watch)
        #expect(end.state == .failed)
        #expect(end.problem?.reason == "a file of that name came into being meanwhile")
        #expect(try folder.files["disk.qcow2"] == "mine")
        try folder.fill([part: Sample.text])
        await desk.service.retryTransfer(first)
        try await desk.wait("the retry", in: watch) { $0.state == .done(isVerified: true) }
        #expect(try folder.files == ["disk.qcow2": Sample.text])
        #expect(cloud.exporting == ["download 1"])
    }

    @Test("R38: a disk without room is told before anything is fetched or deactivated")
    func noRoom() async throws {
        let image = cloud.putSample()
        cloud.change(image.id) { $0.size = 1 << 60 }
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        let end = try await desk.export(folder.export(image, deactivates: true), in: watch)
        #expect(end.problem?.reason.contains("lacks") == true)
        #expect(cloud.exporting.isEmpty)
    }

    @Test("An image without data, one that is gone and a folder that is not there are named")
    func nothingToExport() async throws {
        let queued = image(1, status: .queued)
        cloud.put(queued)
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        #expect(
            try await desk.export(folder.export(queued), in: watch).problem?.reason == "it has no data; it is queued")
        cloud.delete(id(1))
        await desk.service.retryTransfer(first)
        try await desk.wait("the end", in: watch) { $0.problem?.kind == .notFound }
        let sample = cloud.putSample(2)
        let lost = try await desk.export(folder.export(sample, name: "no/such/disk"), as: second, in: watch)
        #expect(lost.problem?.reason == "there is no folder \(folder.path)/no/such")
        #expect(cloud.exporting.isEmpty)
    }

    @Test("One image at a time; what has stopped makes way for another export of it")
    func again() async throws {
        let image = cloud.putSample()
        cloud.hold(at: 48)
        let (desk, watch) = try await Desk.exporting(cloud, scratch)
        await desk.service.export(folder.export(image), as: first)
        try await desk.wait("the data", in: watch) { $0.bytes == 48 }
        await desk.service.export(folder.export(image, name: "b"), as: second)
        try await desk.wait("the refusal", for: { _ in desk.notices == ["it is being exported already"] })
        await desk.service.pauseTransfer(first)
        _ = try await desk.exportEnds(in: watch)
        cloud.with { $0.arriving = { _, _ in nil } }
        #expect(
            try await desk.export(folder.export(image, name: "b"), as: second, in: watch).state
                == .done(isVerified: true))
        #expect(watch[first] == nil)
        #expect(try folder.files == ["b": Sample.text], "what had come of the first is not left lying about")
    }
}
