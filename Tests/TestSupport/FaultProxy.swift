package import Catalog
internal import Foundation

/// The fault proxy before a private cloud (`Tests/Cloud/faultproxy`), told by a test what is to go wrong.
///
/// It ends with `stop`, with the last reference, or with the process.
package final class FaultProxy: Sendable {
    /// Where it is.
    package struct Facts: Decodable, Sendable {
        /// Its `clouds.yaml`: the cloud's identities led through it, and those for TLS such as `alice-untrusted`.
        package let cloudsYAML: String
        /// A PEM file with the authority behind its certificates.
        package let authority: String
        /// Addresses by flavour (`plain`, `tls`, `expired` …) and service (`identity`, `image`, `compute`).
        package let services: [String: [String: String]]

        private enum CodingKeys: String, CodingKey {
            case services
            case cloudsYAML = "clouds_yaml"
            case authority = "cacert"
        }
    }

    /// What it did not accept, or that it does not answer.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    package let facts: Facts
    private let leash: Leash

    private init(facts: Facts, leash: Leash) {
        self.facts = facts
        self.leash = leash
    }

    /// Starts one; it takes about a second.
    package static func start(before cloud: PrivateCloud) async throws -> FaultProxy {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("faultproxy-\(UUID().uuidString)")
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Cloud/faultproxy")
        let leash = Leash(folder: folder)
        let facts = try await leash.start([
            "python3", script.path, "--leash", "--cloud", cloud.file.path, "--state", folder.path,
        ])
        return FaultProxy(facts: try JSONDecoder().decode(Facts.self, from: facts), leash: leash)
    }

    /// Ends it, and waits until it has.
    package func stop() async { await leash.stop() }

    // MARK: What it is told

    /// A rule as the head of `faultproxy` explains; its number.
    @discardableResult
    package func add(_ rule: [String: JSONValue]) async throws -> Int {
        guard case .object(let made) = try await ask("POST", "/rules", .object(rule)),
            case .integer(let id)? = made["id"]
        else {
            throw Failure(description: "a rule got no number")
        }
        return Int(id)
    }

    package func remove(rule: Int) async throws { try await ask("DELETE", "/rules/\(rule)") }
    package func removeRules() async throws { try await ask("DELETE", "/rules") }

    /// The tokens given out so far are refused from now on.
    package func expireTokens() async throws { try await ask("POST", "/expire") }

    /// Leaves a service out of the catalogue (`.null`), or gives it another address.
    package func setCatalogue(_ services: [String: JSONValue]) async throws {
        try await ask("PUT", "/catalogue", .object(services))
    }

    /// Whether a service's ports accept connections.
    package func setListening(_ service: String, _ wanted: Bool) async throws {
        try await ask("PUT", "/listening", .object([service: .bool(wanted)]))
    }

    /// A line with latency in seconds and a bandwidth, each way.
    package func setLink(latency: Double, bitsPerSecond: Int64) async throws {
        try await ask(
            "PUT", "/link", .object(["latency": .number(latency), "bits_per_second": .integer(bitsPerSecond)]))
    }

    package func dropConnections() async throws { try await ask("DELETE", "/connections") }

    /// As at the start.
    package func reset() async throws { try await ask("POST", "/reset") }

    // MARK: What it saw

    /// A request as it arrived, and what became of it.
    package struct Request: Decodable, Sendable {
        package let service: String
        package let connection: Int
        package let method: String
        /// Path and query as sent.
        package let path: String
        /// Tells tokens apart; nil where none was sent.
        package let token: String?
        package let headers: [String: String]
        /// What was sent, if it was JSON.
        package let body: JSONValue?
        package let status: Int?
        /// Bytes of the bodies of request and answer.
        package let received: Int
        package let sent: Int
        /// The rule that acted on it.
        package let rule: Int?
        /// `open` until it is over, then `done`, or what went wrong.
        package let outcome: String
    }

    /// What was asked so far, in the order of arrival.
    package func requests() async throws -> [Request] {
        let kept = try await ask("GET", "/requests")
        return try JSONDecoder().decode([Request].self, from: JSONEncoder().encode(kept))
    }

    package func forgetRequests() async throws { try await ask("DELETE", "/requests") }

    @discardableResult
    private func ask(_ method: String, _ path: String, _ body: JSONValue = .null) async throws -> JSONValue {
        struct Question: Encodable {
            let method: String
            let path: String
            let body: JSONValue
        }
        struct Answer: Decodable {
            let status: Int
            let body: JSONValue
        }
        let question = try JSONEncoder().encode(Question(method: method, path: path, body: body))
        let answer = try JSONDecoder().decode(Answer.self, from: await leash.ask(question))
        guard answer.status == 200 else { throw Failure(description: answer.body.pretty) }
        return answer.body
    }
}

/// The proxy's process, its folder, and the lines to and from it; it ends when they do.
///
/// Unchecked: what changes is touched on the queue alone. The queue is there because tests share few threads, and
/// waiting for another process must not hold one of them.
private final class Leash: @unchecked Sendable {
    private let queue = DispatchQueue(label: "vitrine.test.faultproxy")
    private let folder: URL
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var rest = Data()

    init(folder: URL) {
        self.folder = folder
        // Other programs that tests start must not hold on to the leash.
        for end in [input.fileHandleForWriting, output.fileHandleForReading] {
            _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
    }

    deinit {
        release()
        try? FileManager.default.removeItem(at: folder)
    }

    private func release() {
        try? input.fileHandleForWriting.close()
        if process.isRunning { process.terminate() }
    }

    /// Starts the proxy; its first line.
    func start(_ command: [String]) async throws -> Data {
        try await onQueue { [self] in
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = command
            process.standardInput = input
            process.standardOutput = output
            try process.run()
            return try next()
        }
    }

    func ask(_ question: Data) async throws -> Data {
        try await onQueue { [self] in
            try input.fileHandleForWriting.write(contentsOf: question + [UInt8(ascii: "\n")])
            return try next()
        }
    }

    func stop() async {
        try? await onQueue { [self] in
            release()
            process.waitUntilExit()
        }
    }

    /// The next line; it waits for it.
    private func next() throws -> Data {
        while true {
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                defer { rest = Data(rest[(end + 1)...]) }
                return Data(rest[..<end])
            }
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { throw FaultProxy.Failure(description: "the fault proxy ended") }
            rest += more
        }
    }

    private func onQueue<Answer: Sendable>(_ act: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { done in
            queue.async { done.resume(with: Result(catching: act)) }
        }
    }
}
