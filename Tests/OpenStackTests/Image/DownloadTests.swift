import Catalog
import Foundation
import TestSupport
import Testing

@testable import OpenStack

@Suite("Downloading")
struct DownloadTests {
    private let id = ImageID("i1")
    private let path = "/v2/images/i1/file"
    private let folder: TemporaryFolder
    private let server: ScriptedServer
    private let cloud: TestCloud
    /// Some batches, the last of them a short one.
    private let data = (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }

    init() async throws {
        folder = try TemporaryFolder()
        server = try await .start()
        cloud = try TestCloud(server: server)
    }

    private func file() throws -> IncomingFile {
        try IncomingFile(ImageExport(Image(id: id), to: folder.url.path + "/a"), algorithm: .sha512)
    }

    private var size: Int64 { Int64(data.count) }

    private func part(from first: Int, of total: Int? = nil, at start: Int? = nil) -> ScriptedReply {
        let total = total ?? data.count
        let range = "bytes \(start ?? first)-\(total - 1)/\(total)"
        return ScriptedReply(206, headers: [("Content-Range", range)], body: Array(data[first...]))
    }

    private func ranges() -> [String?] { server.requests(to: path).map { $0.header("Range") } }

    private func expectWhole(_ file: IncomingFile) throws {
        #expect(file.count == size)
        try file.settle()
        #expect(FileManager.default.contents(atPath: folder.url.path + "/a").map { [UInt8]($0) } == data)
    }

    @Test("R31: the data arrives as it is; nothing may be compressed on the way")
    func whole() async throws {
        server.on("GET", path, ScriptedReply(200, body: data))
        let file = try file()
        try await cloud.images.download(id, size: size, into: file)
        #expect(ranges() == [nil])
        #expect(server.requests(to: path).first?.header("Accept-Encoding") == "identity")
        try expectWhole(file)
    }

    /// Answers with what is asked for, and breaks the first answers off after so many bytes each.
    private func serve(breaking: Int...) {
        let (data, answers) = (data, Recorder<Int>())
        server.on("GET", path) { request in
            let range = request.header("Range").map { String($0.dropFirst("bytes=".count).dropLast()) }
            let first = range.flatMap { Int($0) } ?? 0
            let number = answers.all.count
            answers.add(first)
            let fault = number < breaking.count ? ScriptedReply.Fault.cut(afterBytes: breaking[number]) : nil
            let headers = first == 0 ? [] : [("Content-Range", "bytes \(first)-\(data.count - 1)/\(data.count)")]
            return ScriptedReply(first == 0 ? 200 : 206, headers: headers, body: Array(data[first...]), fault: fault)
        }
    }

    @Test("A connection that breaks is taken up again from where it broke")
    func cut() async throws {
        let file = try file()
        serve(breaking: 1_300_000, 600_000)
        try await cloud.images.download(id, size: size, into: file)
        #expect(ranges().count == 3 && ranges().dropFirst().allSatisfy { $0 != nil && $0 != "bytes=0-" })
        try expectWhole(file)
    }

    @Test("What came before the connection broke for good is kept, and gone on with the next time")
    func keptPart() async throws {
        let file = try file()
        serve(breaking: 700_001, 0, 0)
        let problem = await problem { try await cloud.images.download(id, size: size, into: file) }
        #expect(problem?.kind == .unreachable)
        let there = file.count
        #expect(there > 0 && there <= 700_001)
        try await cloud.images.download(id, size: size, into: file)
        #expect(ranges().last == "bytes=\(there)-")
        try expectWhole(file)
    }

    @Test("A service that answers the whole where a part was asked for is taken at its word: everything anew")
    func noRanges() async throws {
        let file = try file()
        try await file.append([1, 2, 3])
        server.on("GET", path, ScriptedReply(200, body: data))
        try await cloud.images.download(id, size: size, into: file)
        #expect(ranges() == ["bytes=3-"])
        try expectWhole(file)
    }

    @Test("A part that the service does not have, or a store without parts: everything anew", arguments: [416, 400])
    func refusedRange(_ status: Int) async throws {
        let file = try file()
        try await file.append([1, 2, 3])
        server.on("GET", path, .json(status, #"{"message": "no"}"#), ScriptedReply(200, body: data))
        try await cloud.images.download(id, size: size, into: file)
        #expect(ranges() == ["bytes=3-", nil])
        try expectWhole(file)
    }

    @Test("Another part than the one that was asked for, or of other data, is not taken")
    func wrongPart() async throws {
        for reply in [part(from: 3, at: 0), part(from: 3, of: 2_500_001), ScriptedReply(206, body: [9, 9])] {
            let file = try IncomingFile(
                ImageExport(Image(id: id), to: folder.url.path + "/\(UUID())"), algorithm: .sha512)
            try await file.append(Array(data[..<3]))
            server.on("GET", path, reply, ScriptedReply(200, body: data))
            try await cloud.images.download(id, size: size, into: file)
            #expect(file.count == size)
        }
    }

    @Test("An image without data is told from an empty file")
    func noData() async throws {
        server.on("GET", path, ScriptedReply(204))
        let file = try file()
        let problem = await problem { try await cloud.images.download(id, size: nil, into: file) }
        #expect(problem?.httpStatus == 204 && problem?.reason == "the image has no data")
    }

    @Test("Refusals are told in the service's words, and nothing of them gets into the file", arguments: [403, 404])
    func refused(_ status: Int) async throws {
        server.on("GET", path, .json(status, #"{"message": "Not this one."}"#))
        let file = try file()
        let problem = await problem { try await cloud.images.download(id, size: size, into: file) }
        #expect(problem?.httpStatus == status && problem?.reason == "Not this one.")
        #expect(file.count == 0)
    }

    @Test("More data than the image has does not fill the disk")
    func tooMuch() async throws {
        server.on("GET", path, ScriptedReply(200, body: data))
        let file = try file()
        let problem = await problem { try await cloud.images.download(id, size: 1_000, into: file) }
        #expect(problem?.reason == "more data comes than the 1000 bytes that the image has")
        #expect(file.count < 2 * 1_048_576 + 65_536)
    }

    @Test("A token that ended is renewed once, and the part that is missing asked for again")
    func renewal() async throws {
        let file = try file()
        try await file.append(Array(data[..<3]))
        server.on("GET", path, .json(401, "{}"), part(from: 3))
        try await cloud.images.download(id, size: size, into: file)
        #expect(ranges() == ["bytes=3-", "bytes=3-"])
        #expect(server.requests(to: "/v3/auth/tokens").count == 2)
        try expectWhole(file)
    }

    @Test("Cancelling ends it; what came stays")
    func cancel() async throws {
        server.on("GET", path, ScriptedReply(200, body: data, fault: .stall(afterBytes: 1_500_000)))
        let file = try file()
        let download = Task { await problem { try await cloud.images.download(id, size: size, into: file) } }
        _ = try await eventually("some data") { file.count > 0 ? true : nil }
        download.cancel()
        #expect(await download.value?.kind == .cancelled)
        #expect(file.count > 0 && file.count <= 1_500_000)
    }

    @Test(
        "Content-Range is read by RFC 9110, 14.4",
        arguments: [
            ("bytes 42-1233/1234", 42 as Int64?, 1_234 as Int64?), ("bytes 0-0/*", 0, nil), ("BYTES 5-9/10", 5, 10),
            ("bytes */1234", nil, nil), ("bytes 42-1233", nil, nil), ("items 0-1/2", nil, nil), ("", nil, nil),
            ("bytes 1-2/x", nil, nil),
        ])
    func contentRange(_ text: String, _ first: Int64?, _ total: Int64?) {
        #expect(ContentRange(text)?.first == first)
        #expect(ContentRange(text)?.total == total)
    }
}
