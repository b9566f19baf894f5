import Catalog
import Foundation
import TestSupport
import Testing

/// Issue 4, section 1: `vitrine check` finds the faults that the demonstration catalogue declares, and nothing else.
@Suite("vitrine check", .serialized)
struct CheckTests {
    /// A finding about one image, in the words of `seed faults`.
    private struct Fault: Hashable, Comparable, CustomStringConvertible {
        let check: String
        let owner: String
        let name: String

        var description: String { "\(check) \(owner) \(name)" }

        static func < (a: Fault, b: Fault) -> Bool { a.description < b.description }
    }

    /// Projects of the demonstration; other tests have projects of their own.
    private static let owners: Set<String> = ["admin", "platform", "team-a", "team-b"]

    /// What the catalogue declares to be wrong with it.
    private func declared() async throws -> [Fault] {
        let seed = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Cloud/seed").path
        let (status, output) = try await Shell.run([seed, "faults"])
        #expect(status == 0, "\(output)")
        let faults = try JSONDecoder().decode(JSONValue.self, from: Data(output.utf8)).array ?? []
        return faults.map {
            Fault(check: $0["check"]?.string ?? "", owner: $0["owner"]?.string ?? "", name: $0["name"]?.string ?? "")
        }
    }

    private func check(
        _ clouds: [String: JSONValue], _ options: String...
    ) async throws -> (status: Int32, output: String) {
        let scratch = try Scratch()
        let variables = try RunningProgram.variables(clouds, in: scratch)
        let answer = try await Shell.run([RunningProgram.path, "check"] + options, environment: variables)
        #expect(scratch.replicas.isEmpty, "it keeps nothing")
        return answer
    }

    /// The findings one by one: of those about several images each counts, of others the first is meant.
    private func found(_ output: String) throws -> [Fault] {
        let report = try JSONDecoder().decode(JSONValue.self, from: Data(output.utf8))
        return (report["findings"]?.array ?? []).flatMap { finding -> [Fault] in
            let check = finding["check"]?.string ?? ""
            let images = finding["images"]?.array ?? []
            let meant = ["duplicate-name", "several-current"].contains(check) ? images : Array(images.prefix(1))
            return meant.map {
                Fault(check: check, owner: $0["owner_name"]?.string ?? "", name: $0["name"]?.string ?? "")
            }
        }
    }

    @Test("An administrator's check finds exactly the faults that the demonstration catalogue declares")
    func demonstration() async throws {
        let cloud = try PrivateCloud.stock
        let (status, output) = try await check(["admin": cloud.entry("admin")], "--json")
        #expect(status == 1)
        let found = try found(output).filter { Self.owners.contains($0.owner) }
        let declared = try await declared()
        #expect(declared.count > 15)
        #expect(found.sorted() == declared.sorted())
        let report = try JSONDecoder().decode(JSONValue.self, from: Data(output.utf8))
        #expect(report["pane"] == "admin" && report["cloud"] == "admin")
        let severities = (report["findings"]?.array ?? []).compactMap { $0["severity"]?.string }
        #expect(Set(severities) == ["fault", "warning", "note"])
    }

    @Test("As text: a line for each finding and one that counts them")
    func text() async throws {
        let cloud = try PrivateCloud.stock
        let (status, output) = try await check(["admin": cloud.entry("admin")])
        #expect(status == 1)
        let lines = output.split(separator: "\n").map(String.init)
        let unsigned = lines.first { $0.contains("opensuse-15.6-yocto-v0.3") }
        #expect(
            unsigned
                == "fault    incomplete-signature   opensuse-15.6-yocto-v0.3 (platform): It is signed incompletely: "
                + "compute refuses it where it verifies.")
        #expect(lines.last?.contains(" faults, ") == true && lines.last?.hasSuffix(" images of admin.") == true)
    }

    @Test("A project in order: nothing to see to, status 0; a member checks what the project sees")
    func member() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            try await team.owner.createActive("debian-13-own-v1.0")
            let (status, output) = try await check(["owner": team.entry(team.owner)], "--pane", "shared")
            #expect(status == 0)
            #expect(output == "Nothing to see to in 0 images of owner.\n")
            let (own, json) = try await check(["owner": team.entry(team.owner)], "--json")
            #expect(own == 1, "public images have faults")
            #expect(try !found(json).contains { $0.name == "debian-13-own-v1.0" })
        }
    }

    @Test("An offer waits since it was made, not since its image was: the receivers of the demonstration have one such")
    func receivers() async throws {
        let cloud = try PrivateCloud.stock
        let (status, output) = try await check(["bob": cloud.entry("bob")], "--pane", "shared")
        #expect(status == 0, "\(output)")
        #expect(output.hasPrefix("Nothing to see to in "))
        let (other, json) = try await check(["carol": cloud.entry("carol")], "--pane", "shared", "--json")
        #expect(other == 1)
        #expect(try found(json).map(\.name) == ["almalinux-8-batch-v1.2"])
    }

    @Test("What cannot be checked ends with 2 and says why: an unknown cloud, nobody there, a pane without the right")
    func failures() async throws {
        let cloud = try PrivateCloud.stock
        let (unknown, words) = try await check(["admin": cloud.entry("admin")], "--os-cloud", "nowhere")
        #expect(unknown == 2 && words.contains("nowhere"))
        let (silent, _) = try await check(["x": cloud.entry(user: "x", project: "x", at: "http://127.0.0.1:9/v3")])
        #expect(silent == 2)
        let (refused, reason) = try await check(["carol": cloud.entry("carol")], "--pane", "admin")
        #expect(refused == 2 && reason.contains("Only a token with the role admin"))
    }
}
