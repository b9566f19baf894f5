import AsyncHTTPClient
import Catalog
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// A user of a private cloud who needs no Vitrine: speaks to the services as any other client would.
struct Person: Sendable {
    struct Refused: Error, CustomStringConvertible {
        let description: String
        let status: Int
    }

    let cloud: PrivateCloud
    let name: String
    /// The project's ID.
    let project: String
    let projectName: String
    private let pass: Pass

    /// The token, which is replaced when it is refused.
    private final class Pass: Sendable {
        let request: JSONValue
        let token: Mutex<String>

        init(_ request: JSONValue, _ token: String) {
            self.request = request
            self.token = Mutex(token)
        }
    }

    /// Signs in by password. `project` is a name.
    static func signIn(_ name: String, to project: String, of cloud: PrivateCloud) async throws -> Person {
        let domain = JSONValue.object(["id": "default"])
        let user = JSONValue.object(["name": .string(name), "password": .string(cloud.password), "domain": domain])
        let request = JSONValue.object([
            "auth": [
                "identity": ["methods": ["password"], "password": ["user": user]],
                "scope": ["project": ["name": .string(project), "domain": domain]],
            ]
        ])
        let (token, id) = try await token(request, of: cloud)
        return Person(cloud: cloud, name: name, project: id, projectName: project, pass: Pass(request, token))
    }

    /// The demonstration's people by their entries of clouds.yaml.
    static func named(_ name: String, of cloud: PrivateCloud) async throws -> Person {
        try await signIn(name, to: cloud.clouds[name]?.auth["project_name"] ?? "admin", of: cloud)
    }

    private static func token(
        _ request: JSONValue, of cloud: PrivateCloud
    ) async throws -> (token: String, project: String) {
        let reply = try await send("POST", cloud.keystone + "/auth/tokens", body: .json(request))
        guard let token = reply.headers.first(name: "x-subject-token"),
            let project = reply.json["token"]?["project"]?["id"]?.string
        else { throw Refused(description: "no token: \(reply.status) \(reply.text)", status: reply.status) }
        return (token, project)
    }

    /// The present token.
    var token: String { pass.token.withLock { $0 } }

    /// Sends a request, and again with a new token if this one is refused: some clouds give short-lived ones.
    private func send(
        _ method: String, _ url: String, _ body: Body?, headers: [String: String] = [:]
    ) async throws -> Reply {
        let reply = try await Self.send(method, url, token: token, body: body, headers: headers)
        guard reply.status == 401 else { return reply }
        let renewed = try await Self.token(pass.request, of: cloud).token
        pass.token.withLock { $0 = renewed }
        return try await Self.send(method, url, token: renewed, body: body, headers: headers)
    }

    // MARK: Requests

    struct Reply: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let text: String

        /// As Foundation reads it.
        var json: JSONValue { (try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))) ?? .null }
    }

    enum Body: Sendable {
        case json(JSONValue)
        case bytes([UInt8], type: String)
        /// Data whose length is not told beforehand, and which may be refused before all of it is sent.
        case chunks([UInt8])
        /// Operations of JSON patch.
        case patch([JSONValue])
    }

    /// Asks the image service.
    ///
    /// - Throws: `Refused` unless the answer is 2xx.
    @discardableResult
    func call(_ method: String, _ path: String, _ body: Body? = nil) async throws -> Reply {
        let reply = try await ask(method, path, body)
        guard (200..<300).contains(reply.status) else {
            let words = "\(name): \(method) \(path): \(reply.status) \(reply.text.prefix(300))"
            throw Refused(description: words, status: reply.status)
        }
        return reply
    }

    /// Asks the image service; any answer will do.
    func ask(_ method: String, _ path: String, _ body: Body? = nil) async throws -> Reply {
        try await send(method, cloud.glance + path, body)
    }

    /// Asks the identity service.
    @discardableResult
    func identity(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> Reply {
        let reply = try await send(method, cloud.keystone + path, body.map { .json($0) })
        guard (200..<300).contains(reply.status) else {
            throw Refused(description: "\(method) \(path): \(reply.status) \(reply.text)", status: reply.status)
        }
        return reply
    }

    /// Asks the compute service.
    @discardableResult
    func compute(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> Reply {
        // The first version that makes servers without networks, and that tells an administrator their user data.
        let version = ["OpenStack-API-Version": "compute 2.37"]
        let reply = try await send(
            method, (cloud.nova ?? "") + path, body.map { .json($0) }, headers: version)
        guard (200..<300).contains(reply.status) else {
            throw Refused(description: "\(method) \(path): \(reply.status) \(reply.text)", status: reply.status)
        }
        return reply
    }

    static func send(
        _ method: String, _ url: String, token: String? = nil, body: Body? = nil, headers: [String: String] = [:]
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: url)
        request.method = HTTPMethod(rawValue: method)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.headers.add(name: "Accept", value: "application/json")
        if let token { request.headers.add(name: "X-Auth-Token", value: token) }
        switch body {
        case .json(let json): request.set(json, type: "application/json")
        case .patch(let operations):
            request.set(.array(operations), type: "application/openstack-images-v2.1-json-patch")
        case .bytes(let bytes, let type):
            request.headers.add(name: "Content-Type", value: type)
            request.body = .bytes(ByteBuffer(bytes: bytes))
        case .chunks(let bytes):
            request.headers.add(name: "Content-Type", value: "application/octet-stream")
            request.headers.add(name: "Connection", value: "close")
            request.body = .bytes(bytes, length: .unknown)
        case nil: break
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let bytes = try await response.body.collect(upTo: 256 << 20)
        return Reply(
            status: Int(response.status.code), headers: response.headers, text: String(buffer: bytes))
    }
}

extension HTTPClientRequest {
    fileprivate mutating func set(_ json: JSONValue, type: String) {
        headers.add(name: "Content-Type", value: type)
        body = .bytes(ByteBuffer(string: json.pretty))
    }
}
