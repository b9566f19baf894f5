import AsyncHTTPClient
import Catalog
import NIOCore
import NIOHTTP1
import TestSupport

/// An upload that stays under way, with half of its data sent, until it is told to end.
struct HeldUpload: Sendable {
    private let rest: AsyncStream<ByteBuffer>.Continuation
    private let work: Task<Person.Reply, any Error>

    /// Begins it and waits until the service stores the data.
    init(_ person: Person, to id: ImageID) async throws {
        let (pieces, rest) = AsyncStream<ByteBuffer>.makeStream()
        self.rest = rest
        var request = HTTPClientRequest(url: person.cloud.glance + "/v2/images/\(id)/file")
        request.method = .PUT
        request.headers.add(name: "Content-Type", value: "application/octet-stream")
        request.headers.add(name: "X-Auth-Token", value: person.token)
        request.body = .stream(pieces, length: .known(Int64(2 * Self.half.readableBytes)))
        rest.yield(Self.half)
        work = Task { [request] in
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
            return Person.Reply(status: Int(response.status.code), headers: response.headers, text: "")
        }
        let end = ContinuousClock.now + .seconds(20)
        while try await person.record(id)["status"] != "saving" {
            guard ContinuousClock.now < end else { throw DeadlinePassed(description: "\(id) is not being uploaded") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private static let half = ByteBuffer(bytes: [UInt8](repeating: 7, count: 65_536))

    /// Sends the rest, and answers the status that the service answers.
    func end() async throws -> Int {
        rest.yield(Self.half)
        rest.finish()
        return try await work.value.status
    }
}
