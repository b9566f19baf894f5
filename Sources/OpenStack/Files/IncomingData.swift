internal import AsyncHTTPClient
internal import Catalog
internal import NIOCore
internal import NIOHTTP1

/// Where the data of an answer goes that is no JSON: into a file, from where that ends.
struct IncomingData: Sendable {
    let file: IncomingFile
    /// Of all the data, in bytes, as the image says; nil if it does not.
    let size: Int64?

    /// What is written at once: large enough for disks, and small enough that a few of them are no memory to speak of.
    private static let batchSize = 1 << 20

    /// Asks for what is missing. Nothing may be compressed on the way: parts of that would not be parts of the data.
    func addHeaders(to headers: inout HTTPHeaders) {
        headers.replaceOrAdd(name: "Accept-Encoding", value: "identity")
        if file.count > 0 { headers.replaceOrAdd(name: "Range", value: "bytes=\(file.count)-") }
    }

    /// Takes what comes. What has come before something goes wrong is kept.
    ///
    /// - Throws: `Problem`; of the kind `file` if it could not be written.
    func take(_ response: HTTPClientResponse, of call: Call) async throws(Problem) {
        try agree(with: response, call)
        var batch: [ByteBuffer] = []
        var batched = 0
        // The disk works while the next batch comes.
        var writing: Task<Result<Void, Problem>, Never>?
        var failure: Problem?
        do {
            for try await piece in response.body {
                batch.append(piece)
                batched += piece.readableBytes
                guard batched >= Self.batchSize else { continue }
                try await writing?.value.get()
                try requireNoMore(than: size, call)
                writing = write(batch)
                (batch, batched) = ([], 0)
            }
        } catch let problem as Problem {
            throw problem
        } catch {
            failure = Problem(connection: error, call: call, proxy: nil, isAnswering: true)
        }
        try await writing?.value.get()
        try await write(batch).value.get()
        if let failure { throw failure }
        try requireNoMore(than: size, call)
    }

    private func write(_ batch: [ByteBuffer]) -> Task<Result<Void, Problem>, Never> {
        // Awaited before the next one is begun, and to its end also when the download is cancelled.
        Task { [file] in await Result(of: { () throws(Problem) in try await file.append(batch) }) }
    }

    /// Makes sure that what comes is the part that is missing. A service that knows no parts sends everything.
    private func agree(with response: HTTPClientResponse, _ call: Call) throws(Problem) {
        let answer = Answer(status: Int(response.status.code), headers: response.headers, body: [], call: call)
        switch answer.status {
        case 204:
            throw Problem(
                .refused, attempt: call.attempt, reason: "the image has no data", httpStatus: 204,
                requestID: answer.requestID)
        case 206:
            let range = answer.header("content-range").flatMap(ContentRange.init)
            guard let range, range.first == file.count, range.total == nil || size == nil || range.total == size else {
                throw answer.malformed("the service sends another part than the one that is missing")
            }
        default: if file.count > 0 { try file.restart() }
        }
    }

    private func requireNoMore(than size: Int64?, _ call: Call) throws(Problem) {
        guard let size, file.count > size else { return }
        throw Problem(
            .malformed, attempt: call.attempt, reason: "more data comes than the \(size) bytes that the image has",
            advice: "Refresh, and look at the image.", httpStatus: 200)
    }
}

/// The header `Content-Range` of a part (RFC 9110, 14.4): `bytes 100-199/1000`.
struct ContentRange: Hashable {
    var first: Int64
    /// Of all the data; nil if the service does not know it.
    var total: Int64?

    init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
        let parts = words[1].split(separator: "/")
        guard parts.count == 2, let first = parts[0].split(separator: "-").first.flatMap({ Int64($0) }) else {
            return nil
        }
        self.first = first
        total = Int64(parts[1])
        if total == nil, parts[1] != "*" { return nil }
    }
}
