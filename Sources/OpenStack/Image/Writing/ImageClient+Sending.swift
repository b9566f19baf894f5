internal import Catalog
internal import NIOHTTP1

extension ImageClient {
    /// Sends a change. It is never sent twice; what a failure means is told in words.
    ///
    /// - Parameter seconds: How long the token should at least be good for.
    func write(
        _ writing: Writing, _ attempt: String, lasting seconds: Int64 = Token.usualReserve,
        _ make: @Sendable (Endpoint) throws(Problem) -> Call
    ) async throws(Problem) -> Answer {
        do throws(Problem) {
            return try await signIn.send(.image, attempt, lasting: seconds, make)
        } catch {
            throw await explained(error, as: writing)
        }
    }

    /// The same for a path and JSON.
    func write(
        _ writing: Writing, _ attempt: String, _ method: HTTPMethod, _ path: String, _ json: JSONValue? = nil
    ) async throws(Problem) -> Answer {
        try await write(writing, attempt) { (endpoint) throws(Problem) in
            Call(.image, attempt, method, json, at: endpoint.address(path))
        }
    }

    private func explained(_ problem: Problem, as writing: Writing) async -> Problem {
        let roles = problem.kind == .forbidden ? (try? await signIn.session())?.roles : nil
        var problem = problem.explained(as: writing, roles: roles ?? [])
        if problem.kind == .limitReached, let usage = try? await usage() {
            let limits = usage.compactMap(\.sentence)
            if !limits.isEmpty { problem.advice = "Used by this project: \(limits.joined(separator: ", "))." }
        }
        return problem
    }

    /// What `look` finds after a change whose answer was lost, if that shows that it was carried out.
    func settled<Value>(
        _ problem: Problem, by look: () async throws -> Value?
    ) async throws(Problem) -> Value {
        guard problem.isUncertain, problem.kind != .cancelled, let found = try? await look() else { throw problem }
        return found
    }

    static func path(_ id: ImageID, _ rest: String = "") -> String {
        "/v2/images/\(id.rawValue.percentEncoded)\(rest)"
    }
}

extension Answer {
    /// The image that the answer is.
    func image() throws(Problem) -> Image { try json(as: Image.self) }

    /// A list in a header, separated by commas; nil if there is no such header.
    func list(_ name: String) -> [String]? {
        header(name).map { $0.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty } }
    }
}
