package import Catalog
internal import Foundation

/// The fault proxy before a private cloud (`Tests/Cloud/faultproxy`), told by a test what is to go wrong.
///
/// It ends with `stop`, with the last reference, or with the process.
package actor FaultProxy {
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

    package nonisolated let facts: Facts
    private let process: Process
    private let leash: Leash

    private init(facts: Facts, process: Process, leash: Leash) {
        self.facts = facts
        self.process = process
        self.leash = leash
    }

    /// Starts one; it takes about a second.
    package static func start(before cloud: PrivateCloud) async throws -> FaultProxy {
        try await withCheckedThrowingContinuation { done in
            DispatchQueue.global().async {
                done.resume(with: Result { try started(before: cloud) })
            }
        }
    }

    private static func started(before cloud: PrivateCloud) throws -> FaultProxy {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("faultproxy-\(UUID().uuidString)")
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Cloud/faultproxy")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", script.path, "--leash", "--cloud", cloud.file.path, "--state", folder.path,
        ]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let leash = Leash(
            input: input.fileHandleForWriting, output: output.fileHandleForReading, folder: folder)
        let facts = try JSONDecoder().decode(Facts.self, from: leash.next())
        return FaultProxy(facts: facts, process: process, leash: leash)
    }

    /// Ends it, and waits until it has.
    package func stop() {
        leash.release()
        process.waitUntilExit()
    }

    // MARK: What it is told

    /// A rule as the head of `faultproxy` explains; its number.
    @discardableResult
    package func add(_ rule: [String: JSONValue]) throws -> Int {
        guard case .object(let made) = try ask("POST", "/rules", .object(rule)), case .integer(let id)? = made["id"]
        else {
            throw Failure(description: "a rule got no number")
        }
        return Int(id)
    }

    package func remove(rule: Int) throws { try ask("DELETE", "/rules/\(rule)") }
    package func removeRules() throws { try ask("DELETE", "/rules") }

    /// The tokens given out so far are refused from now on.
    package func expireTokens() throws { try ask("POST", "/expire") }

    /// Leaves a service out of the catalogue (`.null`), or gives it another address.
    package func setCatalogue(_ services: [String: JSONValue]) throws {
        try ask("PUT", "/catalogue", .object(services))
    }

    /// Whether a service's ports accept connections.
    package func setListening(_ service: String, _ wanted: Bool) throws {
        try ask("PUT", "/listening", .object([service: .bool(wanted)]))
    }

    /// A line with latency in seconds and a bandwidth, each way.
    package func setLink(latency: Double, bitsPerSecond: Int64) throws {
        try ask(
            "PUT", "/link", .object(["latency": .number(latency), "bits_per_second": .integer(bitsPerSecond)]))
    }

    package func dropConnections() throws { try ask("DELETE", "/connections") }

    /// As at the start.
    package func reset() throws { try ask("POST", "/reset") }

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
    package func requests() throws -> [Request] {
        try JSONDecoder().decode([Request].self, from: JSONEncoder().encode(ask("GET", "/requests")))
    }

    package func forgetRequests() throws { try ask("DELETE", "/requests") }

    @discardableResult
    private func ask(_ method: String, _ path: String, _ body: JSONValue = .null) throws -> JSONValue {
        struct Question: Encodable {
            let method: String
            let path: String
            let body: JSONValue
        }
        struct Answer: Decodable {
            let status: Int
            let body: JSONValue
        }
        try leash.send(JSONEncoder().encode(Question(method: method, path: path, body: body)))
        let answer = try JSONDecoder().decode(Answer.self, from: leash.next())
        guard answer.status == 200 else { throw Failure(description: answer.body.pretty) }
        return answer.body
    }
}

/// Lines to and from the proxy, which ends when they do, and its folder.
private final class Leash {
    private let input: FileHandle
    private let output: FileHandle
    private let folder: URL
    private var rest = Data()

    init(input: FileHandle, output: FileHandle, folder: URL) {
        self.input = input
        self.output = output
        self.folder = folder
    }

    deinit {
        release()
        try? FileManager.default.removeItem(at: folder)
    }

    func release() { try? input.close() }

    func send(_ line: Data) throws { try input.write(contentsOf: line + [UInt8(ascii: "\n")]) }

    /// The next line; it waits for it.
    func next() throws -> Data {
        while true {
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                defer { rest = Data(rest[(end + 1)...]) }
                return Data(rest[..<end])
            }
            let more = output.availableData
            if more.isEmpty { throw FaultProxy.Failure(description: "the fault proxy ended") }
            rest += more
        }
    }
}
