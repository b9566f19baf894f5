package import Catalog
internal import NIOHTTP1

/// Making servers.
extension ComputeClient {
    /// The flavors that this project may use, the smallest first.
    package func flavors() async throws(Problem) -> [Flavor] {
        try await signIn.list(.compute, "/flavors/detail", key: "flavors", "Could not list the flavors")
            .compactMap(Flavor.init).sorted {
                ($0.ram, $0.cpus, $0.disk, $0.name) < ($1.ram, $1.cpus, $1.disk, $1.name)
            }
    }

    /// The names of the user's key pairs.
    package func keyPairs() async throws(Problem) -> [String] {
        try await signIn.list(.compute, "/os-keypairs", key: "keypairs", "Could not list the key pairs")
            .compactMap { $0["keypair"]?["name"]?.string }.sorted()
    }

    /// The latest version of its API that the service knows; nil if it tells of none.
    package func latestVersion() async throws(Problem) -> Microversion? {
        let attempt = "Could not read the version of the compute service"
        let answer = try await signIn.send(.compute, attempt) { (endpoint) throws(Problem) in
            var address = endpoint.base
            // The document lies at the version, before any project.
            let parts = address.path.split(separator: "/").map(String.init)
            let end = parts.firstIndex { $0.hasPrefix("v2") }.map { $0 + 1 } ?? parts.count
            address.path = "/" + parts.prefix(end).map { $0 + "/" }.joined()
            return Call(.compute, attempt, at: address)
        }
        return try answer.json()["version"]?["version"]?.string.flatMap(Microversion.init)
    }

    /// Asks for a server. It is sent once; `isUncertain` problems may have made it.
    package func create(_ server: NewServer) async throws(Problem) -> Server {
        let attempt = "Could not launch “\(server.name)”"
        let answer: Answer
        do throws(Problem) {
            answer = try await signIn.send(.compute, attempt) { (endpoint) throws(Problem) in
                var call = Call(.compute, attempt, .POST, server.json, at: endpoint.address("/servers"))
                call.setVersion(server.version?.description)
                if let data = server.userData { call.bodySecrets = [Secret(data.bytes.base64)] }
                return call
            }
        } catch {
            throw error.explainedForLaunch
        }
        guard let id = try answer.json()["server"]?["id"]?.string else {
            throw answer.malformed("the answer names no server")
        }
        return Server(id: id, name: server.name, status: "BUILD")
    }
}

extension Flavor {
    /// Nil if there is no ID, or nobody may use it.
    fileprivate init?(_ json: JSONValue) {
        guard let id = json["id"]?.string, json["OS-FLV-DISABLED:disabled"]?.bool != true else { return nil }
        self.init(
            id: id, name: json["name"]?.string ?? id, cpus: Int(json["vcpus"]?.integer ?? 0),
            ram: Int(json["ram"]?.integer ?? 0), disk: Int(json["disk"]?.integer ?? 0))
    }
}

extension NewServer {
    /// The body of the request: the image, and no property of it (R9).
    var json: JSONValue {
        var fields: [String: JSONValue] = [
            "name": .string(name), "imageRef": .string(image.rawValue), "flavorRef": .string(flavor),
        ]
        switch networks {
        case .leftOut: break
        case .these(let ids): fields["networks"] = .array(ids.map { .object(["uuid": .string($0)]) })
        case .automatic: fields["networks"] = .string("auto")
        case .none: fields["networks"] = .string("none")
        }
        fields["key_name"] = keyPair.map(JSONValue.string)
        if !securityGroups.isEmpty {
            fields["security_groups"] = .array(securityGroups.map { .object(["name": .string($0)]) })
        }
        fields["user_data"] = userData.map { .string($0.bytes.base64) }
        if !certificates.isEmpty {
            fields["trusted_image_certificates"] = .array(certificates.map(JSONValue.string))
        }
        return .object(["server": .object(fields)])
    }
}

extension Problem {
    /// The same with what it means for a new server.
    fileprivate var explainedForLaunch: Problem {
        var problem = self
        let words = reason.lowercased()
        if kind == .forbidden, words.contains("quota") {
            problem.advice = "Delete servers that are not needed, or ask the site's operators for a larger quota."
        }
        if httpStatus == 406 { problem.advice = "The compute service is too old for that." }
        if isUncertain { problem.advice = "It may have been made all the same: look at the image's servers first." }
        return problem
    }
}
