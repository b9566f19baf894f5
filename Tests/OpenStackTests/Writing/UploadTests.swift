import Catalog
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import OpenStack

@Suite("Uploading")
struct UploadTests {
    private let id = ImageID("i1")
    private let path = "/v2/images/i1/file"
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func cloud(_ limits: TimeLimits = TimeLimits()) async throws -> TestCloud {
        try TestCloud(server: try await .start(), limits: limits)
    }

    private func file(_ bytes: [UInt8]) throws -> LocalFile { try LocalFile(folder.file("data", bytes: bytes)) }

    /// Several pieces, the last of them a short one.
    private let long = (0..<1_500_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }

    /// More than fits into the buffers between two programs.
    private func huge() throws -> LocalFile {
        try LocalFile(folder.file("huge", bytes: [UInt8](repeating: 7, count: 48 << 20)))
    }

    @Test("The data arrives as it is, with its length, and its hash is known")
    func upload() async throws {
        let cloud = try await cloud()
        cloud.server.on("PUT", path, ScriptedReply(204))
        let digest = try await cloud.images.upload(file(long), to: id, store: "archive")
        let request = try #require(cloud.server.requests(to: path).first)
        #expect(request.body == long)
        #expect(request.header("Content-Length") == "1500000")
        #expect(request.header("Transfer-Encoding") == nil)
        #expect(request.header("x-openstack-image-size") == "1500000")
        #expect(request.header("X-Image-Meta-Store") == "archive")
        #expect(request.header("Content-Type") == "application/octet-stream")
        #expect(digest.byteCount == 1_500_000)
        #expect(digest.algorithm == .sha512)
    }

    @Test(
        "The hash is the site's: values of RFC 1321 and FIPS 180-4 for \"abc\"",
        arguments: [
            (DigestAlgorithm.md5, "900150983cd24fb0d6963f7d28e17f72"),
            (.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                .sha384,
                "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
            ),
            (
                .sha512,
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                    + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
            ),
        ])
    func digests(_ algorithm: DigestAlgorithm, _ hex: String) async throws {
        let cloud = try await cloud()
        cloud.server.on("PUT", path, ScriptedReply(204))
        let digest = try await cloud.images.upload(file(Array("abc".utf8)), to: id, algorithm: algorithm)
        #expect(digest.hex == hex)
        #expect(digest.byteCount == 3)
    }

    @Test("An empty file is an upload too")
    func empty() async throws {
        let cloud = try await cloud()
        cloud.server.on("PUT", path, ScriptedReply(204))
        let digest = try await cloud.images.upload(file([]), to: id)
        #expect(digest.byteCount == 0)
        #expect(digest.hex.hasPrefix("cf83e1357eefb8bd"))
        #expect(cloud.server.requests(to: path).first?.header("Content-Length") == "0")
    }

    @Test("Staging goes to its own address")
    func stage() async throws {
        let cloud = try await cloud()
        cloud.server.on("PUT", "/v2/images/i1/stage", ScriptedReply(204))
        let digest = try await cloud.images.stage(file([1, 2, 3]), for: id)
        #expect(digest.byteCount == 3)
        #expect(cloud.server.requests(to: "/v2/images/i1/stage").first?.body == [1, 2, 3])
    }

    @Test("Progress grows, ends with the size, and is told ten times a second at most")
    func progress() async throws {
        let cloud = try await cloud()
        cloud.server.on("PUT", path, ScriptedReply(204))
        let reports = Recorder<(Int64, ContinuousClock.Instant)>()
        _ = try await cloud.images.upload(huge(), to: id) { reports.add(($0, .now)) }
        let all = reports.all
        #expect(all.last?.0 == 48 << 20)
        #expect(zip(all, all.dropFirst()).allSatisfy { $0.0.0 < $0.1.0 })
        // A single report may be noted late, and the next one on time. The last comes when it is due, whenever that is.
        let time = try #require(all.last).1 - #require(all.first).1
        #expect(Double(all.count - 2) <= time / OutgoingFile.reportInterval + 1)
    }

    @Test("A refusal that comes before the data was read is told, and not the broken connection", arguments: 0..<5)
    func earlyRefusal(_ round: Int) async throws {
        let cloud = try await cloud()
        let words = #"{"message": "Image status transition from active to saving is not allowed"}"#
        cloud.server.on("PUT", path, .json(409, words).with(.early))
        let problem = await problem { try await cloud.images.upload(huge(), to: id) }
        #expect(problem?.httpStatus == 409)
        #expect(problem?.advice.contains("Only a queued image") == true)
        #expect(problem?.isUncertain == false)
    }

    @Test("A refused token is renewed once and the data sent from its beginning")
    func renewal() async throws {
        let cloud = try await cloud()
        cloud.server.on("PUT", path, .json(401, "{}"), ScriptedReply(204))
        let digest = try await cloud.images.upload(file(long), to: id)
        #expect(digest.byteCount == 1_500_000)
        #expect(cloud.server.requests(to: path).map(\.body.count) == [1_500_000, 1_500_000])
    }

    @Test("A token that ends within ten minutes is renewed before an upload, though not before other requests")
    func freshToken() async throws {
        let clock = TestClock()
        let server = try await ScriptedServer.start()
        let cloud = try TestCloud(server: server, clock: clock)
        server.on("PUT", path, ScriptedReply(204))
        server.on("GET", "/v2/images/i1", .json(#"{"id": "i1"}"#))
        _ = try await cloud.images.image(id)
        clock.advance(seconds: 3_600 - 590)
        _ = try await cloud.images.image(id)
        #expect(server.requests(to: "/v3/auth/tokens").count == 1)
        _ = try await cloud.images.upload(file([1]), to: id)
        #expect(server.requests(to: "/v3/auth/tokens").count == 2)
    }

    @Test("Cancelling ends an upload that the service does not take")
    func cancel() async throws {
        let cloud = try await cloud()
        cloud.server.on("PUT", path, .failing(.deaf))
        let begun = Recorder<Int64>()
        let file = try huge()
        let upload = Task { await problem { try await cloud.images.upload(file, to: id) { begun.add($0) } } }
        _ = try await eventually("the upload begins") { begun.all.first }
        upload.cancel()
        let outcome = await upload.value
        #expect(outcome?.kind == .cancelled)
        #expect(outcome?.isUncertain == false)
    }

    @Test("A service that stops taking data is given up")
    func stall() async throws {
        var limits = TimeLimits()
        limits.uploadStall = .milliseconds(300)
        let cloud = try await cloud(limits)
        cloud.server.on("PUT", path, .failing(.deaf))
        let problem = await problem { try await cloud.images.upload(huge(), to: id) }
        #expect(problem?.kind == .timeout)
        #expect(problem?.reason.contains("stopped taking the data") == true)
    }

    @Test("A service that never answers is given up, and uncertain, because it has all the data")
    func unanswered() async throws {
        var limits = TimeLimits()
        limits.uploadAnswer = .milliseconds(200)
        let cloud = try await cloud(limits)
        cloud.server.on("PUT", path, .failing(.silence))
        let problem = await problem { try await cloud.images.upload(file(long), to: id) }
        #expect(problem?.kind == .timeout)
        #expect(problem?.isUncertain == true)
    }

    @Test("An upload whose answer was lost has succeeded if the image is active and has the same hash")
    func lostAnswer() async throws {
        // Of the one byte "d", made with sha512sum.
        let hash =
            "48fb10b15f3d44a09dc82d02b06581e0c0c69478c9fd2cf8f9093659019a1687"
            + "baecdbb38c9e72b12169dc4148690f87467f9154f5931c5df665c6496cbfd5f5"
        func image(_ status: String) -> ScriptedReply {
            .json(
                #"{"id": "i1", "status": "\#(status)", "size": 1, "os_hash_algo": "sha512", "os_hash_value": "\#(hash)"}"#
            )
        }
        let cloud = try await cloud()
        cloud.server.on("PUT", path, .failing(.hangUp))
        cloud.server.on("GET", "/v2/images/i1", image("active"), image("saving"))
        let digest = try? await cloud.images.upload(file(Array("d".utf8)), to: id)
        let problem = await problem { try await cloud.images.upload(file(Array("d".utf8)), to: id) }
        #expect(problem?.isUncertain == true)
        #expect(cloud.server.requests(to: path).count == 2)
        #expect(digest?.hex == hash)
    }

    // MARK: Files

    @Test("A file that is cut short, grows or is rewritten while it is sent ends the upload before its end")
    func changes() async throws {
        let changes: [(String, @Sendable (String) -> Void)] = [
            ("shorter", { _ = truncate($0, 1 << 20) }), ("longer", { _ = truncate($0, 49 << 20) }),
            ("written to", { _ = utimensat(AT_FDCWD, $0, [timespec(), timespec()], 0) }),
        ]
        for (words, change) in changes {
            let cloud = try await cloud()
            cloud.server.on("PUT", path, ScriptedReply(204))
            let file = try huge()
            let isDone = Mutex(false)
            let problem = await problem {
                try await cloud.images.upload(file, to: id) { _ in
                    // At the first report, a piece after the beginning.
                    if !isDone.withLock({ done in
                        defer { done = true }
                        return done
                    }) {
                        change(file.path)
                    }
                }
            }
            #expect(problem?.kind == .file)
            #expect(problem?.reason.contains(words) == true, "\(problem?.sentence ?? "no problem")")
            #expect(cloud.server.requests(to: path).isEmpty)
        }
    }

    @Test("What is no regular file is refused without opening it, and says what it is")
    func otherFiles() throws {
        func reason(_ path: String) -> String? {
            do throws(Problem) {
                _ = try LocalFile(path)
                return nil
            } catch { return error.reason }
        }
        #expect(reason("/dev/null") == "it is a device")
        #expect(reason(folder.url.path) == "it is a folder")
        #expect(reason(folder.url.path + "/missing") == "there is no such file")
        let pipe = folder.url.path + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(reason(pipe) == "it is a pipe, whose size nobody knows")
    }
}
