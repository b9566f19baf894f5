import Catalog
import OpenStack
import TestSupport
import Testing

@Suite("The fault proxy before a private cloud")
struct FaultProxyTests {
    @Test("lists what the image service lists, below a path of its own, over plain HTTP and TLS")
    func faithful() async throws {
        let cloud = try PrivateCloud.stock()
        let expected = try await Identity.with("carol", in: cloud.cloudsYAML) { try await $0.names() }
        let proxy = try await FaultProxy.start(before: cloud)
        let seen = try await Identity.with("carol", in: proxy.facts.cloudsYAML) { try await $0.names() }
        #expect(seen == expected)
        let secret = try await Identity.with("alice-tls", in: proxy.facts.cloudsYAML) { try await $0.names() }
        #expect(secret.count > 50)
        let listed = try await proxy.requests().filter { $0.service == "image" }
        #expect(listed.allSatisfy { $0.path.hasPrefix("/v2/images?") && $0.status == 200 && $0.outcome == "done" })
        await proxy.stop()
    }

    @Test("refuses the tokens it gave out once they are expired, and takes the next one")
    func expiry() async throws {
        let proxy = try await FaultProxy.start(before: .stock())
        try await Identity.with("bob", in: proxy.facts.cloudsYAML) { identity in
            let before = try await identity.names()
            try await proxy.expireTokens()
            try await proxy.forgetRequests()
            #expect(try await identity.names() == before)
            let statuses = try await proxy.requests().prefix(3).map { "\($0.service) \($0.status ?? 0)" }
            #expect(statuses == ["image 401", "identity 201", "image 200"])
        }
        await proxy.stop()
    }

    @Test("does what a rule says, and tells which requests it met")
    func rules() async throws {
        let proxy = try await FaultProxy.start(before: .stock())
        let rule = try await proxy.add([
            "service": .string("image"), "path": .string("marker="), "do": .string("answer"), "status": .integer(403),
            "body": .object(["message": .string("not today")]),
        ])
        await #expect(throws: Problem.self) {
            try await Identity.with("alice", in: proxy.facts.cloudsYAML) { try await $0.names() }
        }
        let met = try await proxy.requests().filter { $0.rule == rule }
        #expect(met.map(\.status) == [403])
        await proxy.stop()
    }

    @Test(
        "shows certificates that no program may trust", arguments: ["untrusted", "self-signed", "expired", "elsewhere"])
    func certificates(kind: String) async throws {
        let proxy = try await FaultProxy.start(before: .stock())
        let problem = await #expect(throws: Problem.self) {
            try await Identity.with("alice-\(kind)", in: proxy.facts.cloudsYAML) { try await $0.signIn.session() }
        }
        #expect(problem?.kind == .certificate)
        #expect(try await proxy.requests().isEmpty)
        await proxy.stop()
    }
}
