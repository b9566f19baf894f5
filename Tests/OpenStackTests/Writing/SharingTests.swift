import Catalog
import TestSupport
import Testing

@testable import OpenStack

@Suite("Members")
struct SharingTests {
    private let id = ImageID("i1")
    private let path = "/v2/images/i1/members"
    private let member = #"{"image_id": "i1", "member_id": "p/1", "status": "pending", "schema": "s"}"#

    private func cloud() async throws -> TestCloud { try TestCloud(server: try await .start()) }

    @Test("R72: a new member is only named; nobody answers for it")
    func add() async throws {
        let cloud = try await cloud()
        cloud.server.on("POST", path, .json(member))
        let added = try await cloud.images.addMember(ProjectID("p/1"), to: id)
        #expect(added.project == ProjectID("p/1"))
        #expect(added.status == .pending)
        let sent = cloud.server.requests.filter { $0.path.hasPrefix(path) }
        #expect(sent.map(\.method) == ["POST"])
        #expect(try JSONValue(json: sent.first?.body ?? []) == .object(["member": .string("p/1")]))
    }

    @Test("R73: an answer is put on the own membership, whose name is encoded")
    func answer() async throws {
        let cloud = try await cloud()
        cloud.server.on("PUT", path + "/p%2F1", .json(member.replacing("pending", with: "accepted")))
        let answered = try await cloud.images.setMemberStatus(.accepted, of: ProjectID("p/1"), in: id)
        #expect(answered.status == .accepted)
        let request = try #require(cloud.server.requests(to: path + "/p%2F1").first)
        #expect(try JSONValue(json: request.body) == .object(["status": .string("accepted")]))
    }

    @Test("R76: a member is removed by its name")
    func remove() async throws {
        let cloud = try await cloud()
        cloud.server.on("DELETE", path + "/p%2F1", ScriptedReply(204))
        try await cloud.images.removeMember(ProjectID("p/1"), from: id)
        #expect(cloud.server.requests(to: path + "/p%2F1").map(\.method) == ["DELETE"])
    }

    @Test("An empty project is refused without a request")
    func empty() async throws {
        let cloud = try await cloud()
        let problem = await problem { try await cloud.images.addMember(ProjectID(""), to: id) }
        #expect(problem?.kind == .refused)
        #expect(cloud.server.requests.isEmpty)
    }

    @Test("A lost answer is settled by looking: added, answered, removed")
    func lost() async throws {
        let cloud = try await cloud()
        let project = ProjectID("p/1")
        cloud.server.on("POST", path, .failing(.hangUp))
        cloud.server.on("PUT", path + "/p%2F1", .failing(.hangUp))
        cloud.server.on("DELETE", path + "/p%2F1", .failing(.hangUp))
        cloud.server.on("GET", path + "/p%2F1", .json(member))
        #expect(try await cloud.images.addMember(project, to: id).status == .pending)
        let unanswered = await problem { try await cloud.images.setMemberStatus(.accepted, of: project, in: id) }
        #expect(unanswered?.isUncertain == true)
        let unremoved = await problem { try await cloud.images.removeMember(project, from: id) }
        #expect(unremoved?.isUncertain == true)
        cloud.server.on("GET", path + "/p%2F1", .json(404, "{}"))
        try await cloud.images.removeMember(project, from: id)
    }
}
