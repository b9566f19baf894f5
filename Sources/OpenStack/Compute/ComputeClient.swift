package import Catalog

/// The little of the compute service that a catalogue of images needs (compute API v2.1).
///
/// Every call signs in as needed and may be made from any task; failures are `Problem`s, `forbidden` where the token may
/// not ask, `endpointMissing` where no compute service can be reached.
package struct ComputeClient: Sendable {
    package let signIn: SignIn

    package init(signIn: SignIn) { self.signIn = signIn }

    /// The servers that use an image, all pages of them, whatever their state (R55, R59).
    ///
    /// - Throws: `Problem` of the kind `forbidden` if all projects are asked for and the token may see its own only.
    package func servers(using image: ImageID, of scope: ImageUsage.Scope) async throws(Problem) -> [Server] {
        let whose = scope == .allProjects ? "all_tenants=1&" : ""
        let all = try await signIn.list(
            .compute, "/servers/detail", query: "\(whose)image=\(image.rawValue.percentEncoded)&limit=1000",
            key: "servers", "Could not list the servers that use the image \(image)")
        return all.filter { json in
            // What a service lists that does not filter is not to be blamed on this image. A server that is told without
            // its image may be of it; one that was booted from a volume has none, and is told so.
            json["image"]?.string == nil && json["image"]?["id"]?.string.map { $0 == image.rawValue } ?? true
        }.compactMap(Server.init).filter { $0.status != "DELETED" }
    }

    /// One server as it is now.
    ///
    /// - Throws: `Problem` of the kind `notFound` if it is gone.
    package func server(_ id: String) async throws(Problem) -> Server {
        let attempt = "Could not read the server \(id)"
        let answer = try await signIn.send(.compute, attempt) { (endpoint) throws(Problem) in
            Call(.compute, attempt, at: endpoint.address("/servers/\(id.percentEncoded)"))
        }
        guard let server = try answer.json()["server"].flatMap(Server.init) else {
            throw answer.malformed("the answer is no server")
        }
        return server
    }
}

extension Server {
    /// Nil if there is no ID.
    init?(_ json: JSONValue) {
        guard let id = json["id"]?.string else { return nil }
        self.init(
            id: id, name: json["name"]?.string ?? "", status: json["status"]?.string ?? "UNKNOWN",
            project: json["tenant_id"]?.string.map { ProjectID($0) },
            createdAt: json["created"]?.string.flatMap(Instant.init(iso:)),
            task: json["OS-EXT-STS:task_state"]?.string, fault: json["fault"]?["message"]?.string)
    }
}
