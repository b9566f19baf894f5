import Catalog
import Foundation
import TestSupport

/// Stands between the program and a private cloud, and fails in the ways it is told to (`Tests/Cloud/faultproxy`).
final class FaultProxy: Sendable {
    let cloud: PrivateCloud
    private let program: LeashedProgram
    private let facts: JSONValue

    /// Starts one. Its files are in `scratch`.
    init(_ cloud: PrivateCloud, in scratch: Scratch) async throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Cloud/faultproxy")
        self.cloud = cloud
        program = try LeashedProgram([
            cloud.bin + "/python", script.standardizedFileURL.path, "--leash", "--cloud", cloud.state + "/cloud.json",
            "--state", scratch.path + "/proxy",
        ])
        let line = try await program.firstLine()
        facts = try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))
    }

    /// Gives a test a proxy, and the folder it may use for other things too.
    static func use<Value>(
        _ cloud: PrivateCloud, isolation: isolated (any Actor)? = #isolation,
        _ body: (FaultProxy, Scratch) async throws -> Value
    ) async throws -> Value {
        let scratch = try Scratch()
        return try await body(try await FaultProxy(cloud, in: scratch), scratch)
    }

    /// Where the identity service is, by way of the proxy; `flavour` is `plain`, `tls`, `self-signed` …
    func keystone(_ flavour: String = "plain") -> String {
        (facts["services"]?[flavour]?["identity"]?.string ?? "") + "/v3"
    }

    func glance(_ flavour: String = "plain") -> String { facts["services"]?[flavour]?["image"]?.string ?? "" }

    /// The authority that signed its certificates.
    var authority: String { facts["cacert"]?.string ?? "" }

    /// An entry of clouds.yaml that leads through the proxy, for one of the demonstration's people.
    func entry(_ name: String, _ more: [String: JSONValue] = [:]) -> JSONValue {
        cloud.entry(name, at: keystone(), more)
    }

    // MARK: What it is told

    struct Rule: Sendable {
        let number: Int
    }

    /// Does something to requests from now on. `fields` are those of a rule, as the proxy's head explains.
    @discardableResult
    func rule(_ what: String, _ fields: [String: JSONValue] = [:]) async throws -> Rule {
        var all: [String: JSONValue] = ["do": .string(what), "service": "image"]
        all.merge(fields) { $1 }
        return Rule(number: Int(try await control("POST", "/rules", .object(all))["id"]?.integer ?? 0))
    }

    /// No rules any more.
    func relent() async throws { try await control("DELETE", "/rules") }

    func remove(_ rule: Rule) async throws { try await control("DELETE", "/rules/\(rule.number)") }

    /// Whether a service takes connections at all.
    func setListening(_ service: String, _ listens: Bool) async throws {
        try await control("PUT", "/listening", .object([service: .bool(listens)]))
    }

    func dropConnections() async throws { try await control("DELETE", "/connections") }

    /// The tokens given out so far are refused from now on.
    func expireTokens() async throws { try await control("POST", "/expire") }

    /// What the catalogue of services says of the image service; nil leaves it out.
    func setCatalogue(image url: String?) async throws {
        try await control("PUT", "/catalogue", ["image": url.map(JSONValue.string) ?? .null])
    }

    /// Bits in a second each way, of all connections together or of each.
    func setLink(bitsPerSecond: Int64, isShared: Bool) async throws {
        try await control("PUT", "/link", ["bits_per_second": .integer(bitsPerSecond), "shared": .bool(isShared)])
    }

    // MARK: What it saw

    struct Request: Sendable {
        let method: String
        let service: String
        /// With the query.
        let path: String
        /// Tells tokens apart.
        let token: String?
        let status: Int?
        let headers: [String: JSONValue]
        /// Since 1970, in seconds.
        let begun: Double
        /// Nil while it is under way.
        let ended: Double?

        func isBeside(_ other: Request) -> Bool {
            begun < other.ended ?? .infinity && other.begun < ended ?? .infinity
        }
    }

    /// Every request so far to a service, in the order in which they began.
    func requests(_ service: String = "image") async throws -> [Request] {
        try await control("GET", "/requests").array?.map { entry in
            let begun = entry["time"]?.number ?? 0
            return Request(
                method: entry["method"]?.string ?? "", service: entry["service"]?.string ?? "",
                path: entry["path"]?.string ?? "", token: entry["token"]?.string,
                status: entry["status"]?.integer.map { Int($0) }, headers: entry["headers"]?.object ?? [:],
                begun: begun, ended: entry["seconds"]?.number.map { begun + $0 })
        }.filter { $0.service == service } ?? []
    }

    func forgetRequests() async throws { try await control("DELETE", "/requests") }

    /// Waits until a request was made that fits, and answers the first.
    @discardableResult
    func request(
        _ what: String, within limit: Duration = .seconds(60), _ fits: (Request) -> Bool
    ) async throws -> Request {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            if let found = try await requests().first(where: fits) { return found }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw DeadlinePassed(description: "not in time: \(what)\n\(try await requests().map(\.path))")
    }

    @discardableResult
    private func control(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
        let url = (facts["control"]?.string ?? "") + path
        let reply = try await Person.send(method, url, body: body.map { .json($0) })
        guard reply.status == 200 else {
            throw Person.Refused(description: "\(method) \(path): \(reply.text)", status: reply.status)
        }
        return reply.json
    }
}
