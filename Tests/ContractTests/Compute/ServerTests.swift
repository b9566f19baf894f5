import Catalog
import Foundation
import TestSupport
import Testing

/// Issue 4, section 3, on a real Nova with a hypervisor that runs nothing: servers are really made, listed and deleted.
@Suite("Servers on the service", .serialized)
struct ServerTests {
    /// The servers that use an image, as an administrator's other client sees them.
    private func servers(_ id: ImageID, _ team: Team) async throws -> [JSONValue] {
        try await team.admin.compute("GET", "/servers/detail?all_tenants=1&image=\(id)").json["servers"]?.array ?? []
    }

    /// Deletes the servers of an image, and waits until they are gone.
    private func clear(_ id: ImageID, _ team: Team) async throws {
        for server in try await servers(id, team) {
            try await team.admin.compute("DELETE", "/servers/\(server["id"]?.string ?? "")")
        }
        try await wait("no server") { try await servers(id, team).isEmpty }
    }

    /// Makes a server with another client, and waits until it is there.
    private func makeServer(_ name: String, _ id: ImageID, _ team: Team) async throws {
        let flavors = try await team.owner.compute("GET", "/flavors").json["flavors"]?.array ?? []
        let flavor = flavors.first { $0["name"] == "m1.small" }?["id"] ?? .null
        try await team.owner.compute(
            "POST", "/servers",
            [
                "server": [
                    "name": .string(name), "imageRef": .string(id.rawValue), "flavorRef": flavor, "networks": "none",
                ]
            ])
        try await wait("the server") { try await !servers(id, team).isEmpty }
    }

    /// Waits for something that has to be asked for.
    private func wait(_ what: String, for holds: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while try await !holds() {
            if ContinuousClock.now > end { throw DeadlinePassed(description: "not in time: \(what)") }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Whether a dialog says something, wherever its lines are broken.
    private func says(_ text: String, _ seat: Seat) -> Bool {
        seat.text.split { $0 == " " || $0 == "│" || $0 == "█" }.joined(separator: " ").contains(text)
    }

    private func isThere(_ id: ImageID, _ team: Team) async throws -> Bool {
        try await team.admin.ask("GET", "/v2/images/\(id)").status == 200
    }

    @Test("R5, R9: a server made from the dialog has the image and the user data, and none of the image's properties")
    func launch() async throws {
        try await Team.use(try await PrivateCloud.computing) { team in
            let id = try await team.owner.createActive(
                "debian-13-serving-v1.0", "private", ["hw_disk_bus": "virtio", "min_ram": 1_024])
            try await Seat.use(["owner": team.entry(team.owner)]) { seat in
                try await seat.synchronised()
                seat.go(to: id)
                seat.press("l")
                try await seat.wait(forText: "m1.small")
                seat.press("web-1", "Tab", "Tab", "Tab", "Tab", "Right", "Tab", "#!/bin/sh", "Enter", "true")
                #expect(seat.text.contains("By its first line it is a script."))
                seat.press("C-s")
                try await seat.wait(forText: "web-1 is active (")
                let made = try await servers(id, team)
                #expect(made.map { $0["name"] } == ["web-1"])
                #expect(made.first?["status"] == "ACTIVE")
                #expect(made.first?["metadata"] == .object([:]))
                let data = made.first?["OS-EXT-SRV-ATTR:user_data"]?.string.flatMap { Data(base64Encoded: $0) }
                #expect(data.map { String(decoding: $0, as: UTF8.self) } == "#!/bin/sh\ntrue")
                seat.press("i")
                try await seat.wait(forText: "1 server of this project")
                #expect(seat.text.contains("web-1 ACTIVE, \(team.names.owner)"))
            }
            try await clear(id, team)
        }
    }

    @Test("What Nova refuses is told in the dialog: an image whose properties it cannot read")
    func refused() async throws {
        try await Team.use(try await PrivateCloud.computing) { team in
            let id = try await team.owner.createActive("odd", "private", ["hw_disk_bus": "carrier pigeon"])
            try await Seat.use(["owner": team.entry(team.owner)]) { seat in
                try await seat.synchronised()
                seat.go(to: id)
                seat.press("l")
                try await seat.wait(forText: "m1.small")
                seat.press("web-1", "C-s")
                try await seat.wait(forText: "Could not launch “web-1”")
                #expect(seat.text.contains("Invalid image metadata"))
                #expect(try await servers(id, team).isEmpty)
            }
        }
    }

    @Test("R54 to R59: a deprecated image is kept while any project has a server of it, and deleted when none has")
    func deletion() async throws {
        try await Team.use(try await PrivateCloud.computing) { team in
            let id = try await team.owner.createActive("debian-13-serving-v1.1")
            try await makeServer("web-1", id, team)
            try await team.admin.set(id, ["deprecated": "true", "replacement": "debian-13-serving-v1.2"])
            try await Seat.use(["owner": team.entry(team.owner)]) { seat in
                try await seat.synchronised()
                seat.go(to: id)
                seat.press("D")
                // R57: a member may not ask for the servers of all projects.
                try await seat.wait(forText: "Ask an administrator to run:")
                #expect(says("needs the role admin, and yours are member, reader", seat), "\(seat.text)")
                seat.press("Enter")
            }
            #expect(try await isThere(id, team))
            try await Seat.use(["admin": team.cloud.entry("admin")], pane: .admin) { seat in
                try await seat.synchronised()
                seat.go(to: id)
                seat.press("i")
                try await seat.wait(forText: "1 server of all projects")
                seat.press("Esc", "D")
                try await seat.wait(forText: "1 server uses it, as of")
                let server = try #require(try await servers(id, team).first?["id"]?.string)
                #expect(says("web-1, ACTIVE, \(team.names.owner), \(server)", seat), "\(seat.text)")
                seat.press("Enter")
                #expect(try await isThere(id, team))

                try await clear(id, team)
                seat.press("Esc", "D")
                try await seat.wait(forText: "No server of any project uses it")
                // R58: one that comes before the answer is given is found all the same.
                try await makeServer("web-2", id, team)
                seat.press("Enter")
                try await seat.wait(forText: "servers use it now: web-2")
                #expect(try await isThere(id, team))

                try await clear(id, team)
                seat.press("Esc", "D")
                try await seat.wait(forText: "No server of any project uses it")
                seat.press("Enter")
                try await seat.wait("the deletion", of: id) { $0 == nil || $0?.isWithdrawn == true }
                #expect(try await !isThere(id, team))
            }
        }
    }
}
