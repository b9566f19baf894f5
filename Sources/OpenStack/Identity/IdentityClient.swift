package import Catalog

/// The little of the identity service that a catalogue needs beside signing in (identity API v3).
package struct IdentityClient: Sendable {
    package let signIn: SignIn

    package init(signIn: SignIn) { self.signIn = signIn }

    /// The projects that the user may sign in to, by name. Empty where there is no identity service.
    package func ownProjects() async throws(Problem) -> [Named<ProjectID>] {
        guard signIn.cloud.authURL != nil else { return [] }
        return try await projects("/v3/auth/projects", "Could not list your projects")
    }

    /// All projects of the cloud, as far as the token may list them; nil if it may not.
    package func allProjects() async throws(Problem) -> [Named<ProjectID>]? {
        guard signIn.cloud.authURL != nil else { return nil }
        return try await ifAllowed { () throws(Problem) in try await projects(Self.allPath, Self.allAttempt) }
    }

    /// All projects of the cloud with what is told of them, disabled ones too, by name; nil if the token may not list
    /// them.
    package func everyProject() async throws(Problem) -> [ListedProject]? {
        guard signIn.cloud.authURL != nil else { return nil }
        let answer = try await ifAllowed { () throws(Problem) in
            try await list(Self.allPath, "projects", Self.allAttempt)
        }
        guard let projects = answer else { return nil }
        // Where names of domains may not be read their IDs have to do.
        let domains = (try? await list("/v3/domains", "domains", "Could not list the domains")) ?? []
        let names = domains.compactMap(\.named).reduce(into: [:]) { $0[$1.id] = $1.name }
        return projects.compactMap { ListedProject($0, domains: names) }
            .sorted { ($0.name ?? "", $0.id) < ($1.name ?? "", $1.id) }
    }

    private static let allPath = "/v3/projects"
    private static let allAttempt = "Could not list the projects"

    /// The answer to a question, nil if the token may not ask it.
    private func ifAllowed<Value>(_ ask: () async throws(Problem) -> Value) async throws(Problem) -> Value? {
        do throws(Problem) {
            return try await ask()
        } catch {
            guard error.kind == .forbidden else { throw error }
            return nil
        }
    }

    /// The names of projects that the token may know: all of them, or those of the user.
    package func projectNames() async throws(Problem) -> [ProjectID: String] {
        let projects = try await allProjects() ?? []
        let own = try await ownProjects()
        return (projects + own).reduce(into: [:]) { names, project in names[project.id] = project.name }
    }

    /// The IDs of all regions, by name.
    package func regions() async throws(Problem) -> [String] {
        guard signIn.cloud.authURL != nil else { return [] }
        return try await list("/v3/regions", "regions", "Could not list the regions").compactMap { $0["id"]?.string }
            .sorted()
    }

    /// Projects that are not disabled, by name.
    private func projects(_ path: String, _ attempt: String) async throws(Problem) -> [Named<ProjectID>] {
        try await list(path, "projects", attempt).compactMap(Self.project)
            .sorted { ($0.name ?? "", $0.id) < ($1.name ?? "", $1.id) }
    }

    /// A whole list, page by page where the service divides it.
    private func list(_ path: String, _ key: String, _ attempt: String) async throws(Problem) -> [JSONValue] {
        var items: [JSONValue] = []
        var next: String?
        var seen: Set<String> = []
        repeat {
            let query = next
            let answer = try await signIn.send(.identity, attempt) { (endpoint) throws(Problem) in
                Call(.identity, attempt, at: endpoint.address(path, query: query))
            }
            let json = try answer.json()
            guard let page = json[key]?.array else { throw answer.malformed("the answer holds no list of \(key)") }
            items += page
            next = json["links"]?["next"]?.string.flatMap { link in
                link.firstIndex(of: "?").map { String(link[link.index(after: $0)...]) }
            }
            if let link = next, !seen.insert(link).inserted { next = nil }
        } while next != nil
        return items
    }

    private static func project(_ json: JSONValue) -> Named<ProjectID>? {
        guard json["enabled"]?.bool != false, let project = json.named else { return nil }
        return Named(id: ProjectID(project.id), name: project.name)
    }
}

extension ListedProject {
    /// Nil if there is no ID.
    fileprivate init?(_ json: JSONValue, domains: [String: String]) {
        guard let id = json["id"]?.string else { return nil }
        let domain = json["domain_id"]?.string
        self.init(
            id: ProjectID(id), name: json["name"]?.string, domain: domain.map { domains[$0] ?? $0 },
            isEnabled: json["enabled"]?.bool != false, about: json["description"]?.string ?? "")
    }
}
