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
        do throws(Problem) {
            return try await projects("/v3/projects", "Could not list the projects")
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
