import Catalog
import Foundation
import OpenStack
import TestSupport
import Testing

@Suite("The private cloud")
struct PrivateCloudTests {
    @Test(
        "has the people that its guide names",
        arguments: [
            ("admin", "admin", "admin"), ("alice", "platform", "member"), ("alice-app", "platform", "member"),
            ("bob", "team-a", "member"), ("carol", "team-b", "member"), ("dana", "platform", "member"),
            ("rita", "platform", "reader"),
        ])
    func people(name: String, project: String, role: String) async throws {
        let cloud = try PrivateCloud.stock()
        let session = try await Identity.with(name, in: cloud.cloudsYAML) { try await $0.signIn.session() }
        #expect(session.project?.id.rawValue == cloud.projects[project])
        #expect(session.roles.contains(role))
        #expect(session.isAdmin == (name == "admin"))
        #expect(session.isReader == (name == "rita"))
    }

    @Test("shows a member the images of others that are public, community or accepted, and no more")
    func sight() async throws {
        let names = try await Identity.with("alice", in: PrivateCloud.stock().cloudsYAML) { try await $0.names() }
        for name in [
            "ubuntu-24.04-base-v1.10", "ubuntu-24.04-nginx-v2.0", "rocky-9-payments-v2.2", "debian-13-gpu-v0.9",
        ] {
            #expect(names.contains(name))
        }
        for name in ["debian-13-search-v1.1", "ubuntu-24.04-webshop-v3.2", "ubuntu-24.04-loadgen-v0.4"] {
            #expect(!names.contains(name))
        }
    }

    @Test("lets members publish to the community by the service's own policy, and not by the strict one")
    func policies() async throws {
        let stock = try await publish(in: .stock())
        #expect(stock.status == 0, "\(stock.output)")
        let strict = try await publish(in: .strict())
        #expect(strict.status != 0 && strict.output.contains("403"), "\(strict.output)")
    }

    /// How bob fares who makes an image that all may use; what he made is removed again.
    private func publish(in cloud: PrivateCloud) async throws -> (status: Int32, output: String) {
        let openstack = [
            "env", "OS_CLIENT_CONFIG_FILE=\(cloud.cloudsYAML)", "\(cloud.bin)/openstack", "--os-cloud", "bob", "image",
        ]
        let image = ["--disk-format", "raw", "--container-format", "bare", "--community", "policy-test-v1.0"]
        return try await withCheckedThrowingContinuation { done in
            // Not on a thread of the tests: they are few, and this takes seconds.
            DispatchQueue.global().async {
                done.resume(
                    with: Result {
                        let made = try Spawn.run(openstack + ["create", "-f", "value", "-c", "id"] + image)
                        if made.status == 0 { _ = try Spawn.run(openstack + ["delete", "policy-test-v1.0"]) }
                        return made
                    })
            }
        }
    }
}
