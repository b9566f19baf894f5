import Catalog
import Foundation

/// Two projects of a test's own, so that what it does to images is seen by nobody but administrators: one that owns
/// images, and one that is offered some. All of it goes when the test is over.
struct Team: Sendable {
    let cloud: PrivateCloud
    let owner: Person
    let receiver: Person
    let admin: Person
    /// May only look at what the owning project has.
    let reader: Person?
    /// The projects' names, which are their members' too.
    let names: (owner: String, receiver: String)

    /// Gives a test a team, with a reader if it needs one.
    static func use<Value>(
        _ cloud: PrivateCloud, withReader: Bool = false, isolation: isolated (any Actor)? = #isolation,
        _ body: (Team) async throws -> Value
    ) async throws -> Value {
        let mark = UUID().uuidString.prefix(8).lowercased()
        let names = (owner: "owner-\(mark)", receiver: "receiver-\(mark)")
        let admin = try await Person.named("admin", of: cloud)
        var made: [Made] = []
        do {
            for name in [names.owner, names.receiver] { made.append(try await Made(name, admin)) }
            var reader: Person?
            if withReader {
                let name = "reader-\(mark)"
                made[0].users.append(try await admin.makeUser(name, "reader", in: made[0].project))
                reader = try await .signIn(name, to: names.owner, of: cloud)
            }
            let team = Team(
                cloud: cloud, owner: try await .signIn(names.owner, to: names.owner, of: cloud),
                receiver: try await .signIn(names.receiver, to: names.receiver, of: cloud), admin: admin,
                reader: reader, names: names)
            let value = try await body(team)
            for one in made { try await one.remove(admin) }
            return value
        } catch {
            for one in made { try? await one.remove(admin) }
            throw error
        }
    }

    /// The entry of clouds.yaml for one of them.
    func entry(_ person: Person, at keystone: String? = nil, _ more: [String: JSONValue] = [:]) -> JSONValue {
        cloud.entry(user: person.name, project: person.projectName, at: keystone, more)
    }

    /// Gives somebody a role in the owning project (`PUT`), or takes it away (`DELETE`).
    func change(_ method: String, _ role: String, of person: Person) async throws {
        let found = try await admin.identity("GET", "/users?name=\(person.name)").json["users"]?.array?.first
        guard let user = found?["id"]?.string else {
            throw Person.Refused(description: "no user \(person.name)", status: 404)
        }
        let id = try await admin.role(role)
        try await admin.identity(method, "/projects/\(owner.project)/users/\(user)/roles/\(id)")
    }

    /// A project and who is in it, a member of its name at first.
    private struct Made {
        let project: String
        var users: [String]

        init(_ name: String, _ admin: Person) async throws {
            let project = try await admin.identity(
                "POST", "/projects", ["project": ["name": .string(name), "domain_id": "default"]])
            self.project = project.json["project"]?["id"]?.string ?? ""
            users = [try await admin.makeUser(name, "member", in: self.project)]
        }

        func remove(_ admin: Person) async throws {
            for hidden in ["false", "true"] {
                for image in try await admin.images("owner=\(project)&visibility=all&os_hidden=\(hidden)") {
                    guard let id = image.imageID else { continue }
                    if image["protected"] == true { try await admin.set(id, ["protected": false]) }
                    // Some tests leave images half-way.
                    try? await admin.delete(id)
                }
            }
            for user in users { try await admin.identity("DELETE", "/users/\(user)") }
            try await admin.identity("DELETE", "/projects/\(project)")
        }
    }
}

extension Person {
    /// The ID of a role.
    fileprivate func role(_ name: String) async throws -> String {
        let found = try await identity("GET", "/roles?name=\(name)").json["roles"]?.array?.first?["id"]?.string
        guard let found else { throw Refused(description: "the cloud has no role \(name)", status: 200) }
        return found
    }

    /// Makes a user with a role in a project, and answers the ID.
    fileprivate func makeUser(_ name: String, _ role: String, in project: String) async throws -> String {
        let roleID = try await self.role(role)
        let user = try await identity(
            "POST", "/users",
            ["user": ["name": .string(name), "password": .string(cloud.password), "domain_id": "default"]])
        let id = user.json["user"]?["id"]?.string ?? ""
        try await identity("PUT", "/projects/\(project)/users/\(id)/roles/\(roleID)")
        return id
    }
}

extension PrivateCloud {
    /// An entry of clouds.yaml for a user who signs in by password, at another address if one is given.
    func entry(
        user: String, project: String, at keystone: String? = nil, password: String? = nil,
        _ more: [String: JSONValue] = [:]
    ) -> JSONValue {
        var entry: [String: JSONValue] = [
            "auth": [
                "auth_url": .string(keystone ?? self.keystone), "username": .string(user),
                "password": .string(password ?? self.password), "project_name": .string(project),
                "user_domain_name": "Default",
                "project_domain_name": "Default",
            ],
            "region_name": .string(region),
        ]
        entry.merge(more) { $1 }
        return .object(entry)
    }

    /// The same for one of the demonstration's people.
    func entry(_ name: String, at keystone: String? = nil, _ more: [String: JSONValue] = [:]) -> JSONValue {
        entry(user: name, project: clouds[name]?.auth["project_name"] ?? "admin", at: keystone, more)
    }
}
