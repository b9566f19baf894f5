package import Catalog

/// The little of the network service that it takes to make a server (network API v2.0).
package struct NetworkClient: Sendable {
    package let signIn: SignIn

    package init(signIn: SignIn) { self.signIn = signIn }

    /// The networks that servers of this project may be attached to: its own, then those that others share.
    package func networks() async throws(Problem) -> [Network] {
        let attempt = "Could not list the networks"
        let project = try await signIn.session().project?.id
        // An administrator's token would list those of all projects.
        let own = try await list("networks", project.map { "tenant_id=\($0.rawValue.percentEncoded)" }, attempt)
        let shared = try await list("networks", "shared=true", attempt)
        var seen: Set<String> = []
        return (own + shared).compactMap { json in
            guard let id = json["id"]?.string, seen.insert(id).inserted else { return nil }
            return Network(
                id: id, name: json["name"]?.string ?? "", status: json["status"]?.string ?? "",
                isOwn: json["tenant_id"]?.string == project?.rawValue)
        }
    }

    /// The security groups of this project, by name.
    package func securityGroups() async throws(Problem) -> [SecurityGroup] {
        let project = try await signIn.session().project?.id
        let groups = try await list(
            "security-groups", project.map { "tenant_id=\($0.rawValue.percentEncoded)" },
            "Could not list the security groups")
        return groups.compactMap { json in
            json["id"]?.string.map { id in
                SecurityGroup(
                    id: id, name: json["name"]?.string ?? id, about: json["description"]?.string ?? "")
            }
        }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }

    private func list(_ what: String, _ query: String?, _ attempt: String) async throws(Problem) -> [JSONValue] {
        let key = what == "networks" ? what : "security_groups"
        return try await signIn.list(.network, "/v2.0/\(what)", query: query, key: key, attempt)
    }
}
