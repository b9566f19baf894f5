import Catalog
import Foundation
import TestSupport
import Testing

/// Issue 4, section 2, on the real service, with keys.
@Suite("Deprecating on the service", .serialized)
struct DeprecationTests {
    /// Four published versions of a family in a project of the test's own.
    private func family(_ team: Team) async throws -> [ImageID] {
        var ids: [ImageID] = []
        for number in 0...3 {
            let id = try await team.owner.createActive("debian-13-rotating-v1.\(number)")
            try await team.admin.set(id, ["visibility": "community"])
            ids.append(id)
        }
        return ids
    }

    private func state(_ id: ImageID, _ team: Team) async throws -> String {
        let record = try await team.admin.record(id)
        return ["status", "visibility", "deprecated", "replacement"].map { record[$0]?.string ?? "-" }
            .joined(separator: " ")
    }

    private let whole = "deactivated private true debian-13-rotating-v1.3"
    private let untouched = "active community - -"

    @Test("R50, R52, R61: an administrator deprecates a community image, and U takes it back")
    func deprecate() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            let ids = try await family(team)
            try await Seat.use(["admin": team.cloud.entry("admin")], pane: .admin) { seat in
                try await seat.synchronised()
                seat.press("/", "debian-13-rotating-v1.2", "Enter", "d")
                #expect(seat.text.contains("debian-13-rotating-v1.3"))
                #expect(try await state(ids[2], team) == untouched)
                seat.press("C-s")
                try await seat.wait(forText: "debian-13-rotating-v1.2: deactivated, deprecated, private.")
                #expect(try await state(ids[2], team) == whole)
                let stranger = try await Person.named("carol", of: team.cloud)
                #expect(!(try await stranger.ids("visibility=community").contains(ids[2])), "R52")
                seat.press("U")
                try await seat.wait(forText: "Undo Deprecate Image")
                #expect(seat.text.contains("reactivate"))
                seat.press("Enter")
                try await seat.wait("the undo", of: ids[2]) { $0?.image.visibility == .community }
                try await seat.wait("the undo", of: ids[2]) { $0?.image.status == .active }
                #expect(try await state(ids[2], team) == untouched)
            }
        }
    }

    @Test("A family of four is rotated to two: the older two are deprecated, the newer two as they were")
    func rotate() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            let ids = try await family(team)
            try await Seat.use(["admin": team.cloud.entry("admin")], pane: .admin) { seat in
                try await seat.synchronised()
                seat.press("/", "debian-13-rotating", "Enter", "=")
                #expect(seat.text.contains("Compare"))
                seat.press("Esc", ":", "rotate family", "Enter", "C-s")
                #expect(seat.text.contains("Enter: Send 4 changes."))
                for id in ids { #expect(try await state(id, team) == untouched) }
                seat.press("Enter")
                try await seat.wait(forText: "Rotate Family: 4 changes done.")
            }
            #expect(try await state(ids[0], team) == whole)
            #expect(try await state(ids[1], team) == whole)
            #expect(try await state(ids[2], team) == untouched)
            #expect(try await state(ids[3], team) == untouched)
        }
    }

    @Test(
        "Connections that break at either step, and a token that ends between them: what stands is told, and r or the program itself finishes it"
    )
    func cut() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            let ids = try await family(team)
            try await FaultProxy.use(team.cloud) { proxy, _ in
                try await Seat.use(["admin": proxy.entry("admin")], pane: .admin) { seat in
                    try await seat.synchronised()
                    func deprecate(_ number: Int) {
                        seat.press("/", "C-u", "debian-13-rotating-v1.\(number)", "Enter", "d", "C-s")
                    }
                    func goOn() async throws {
                        try await proxy.relent()
                        seat.press("r")
                        if seat.says("Enter: ") { seat.press("Enter") }
                    }
                    // Before the first step has reached the service: nothing was done.
                    try await proxy.rule("close", ["method": "POST", "path": "/actions/deactivate$"])
                    deprecate(0)
                    try await seat.wait(forWords: "the connection was closed without an answer")
                    #expect(try await state(ids[0], team) == untouched)
                    try await proxy.relent()
                    seat.press("C-s")
                    try await seat.wait("the whole", of: ids[0]) { $0?.image.visibility == .private }
                    #expect(try await state(ids[0], team) == whole)
                    seat.leaveDialogs()

                    // In the second.
                    try await proxy.rule("close", ["method": "PATCH", "path": "/v2/images/"])
                    deprecate(1)
                    try await seat.wait(forText: "1 done, 1 not done")
                    #expect(try await state(ids[1], team) == "deactivated community - -")
                    try await goOn()
                    try await seat.wait("the whole", of: ids[1]) { $0?.image.visibility == .private }
                    #expect(try await state(ids[1], team) == whole)
                    seat.leaveDialogs()

                    // The token is refused once at the second step, and replaced.
                    try await proxy.rule(
                        "answer", ["status": 401, "method": "PATCH", "path": "/v2/images/", "times": 1])
                    deprecate(2)
                    try await seat.wait(forText: "debian-13-rotating-v1.2: deactivated, deprecated, private.")
                    #expect(try await state(ids[2], team) == whole)
                }
            }
        }
    }

    @Test("Killed between the two steps, the program offers at its next start to finish, and does only what is left")
    func killed() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            let ids = try await family(team)
            try await FaultProxy.use(team.cloud) { proxy, scratch in
                let entries = ["admin": proxy.entry("admin")]
                // The patch never reaches the service.
                let hold = try await proxy.rule("hold", ["method": "PATCH", "path": "/v2/images/"])
                let session = try RunningProgram.start(entries, in: scratch, "--pane", "admin")
                try await session.wait(for: "the family") { lines in lines.contains { $0.contains("rotating-v1.1") } }
                try session.press("/")
                try session.type("debian-13-rotating-v1.1")
                try session.press("Enter", "d")
                try await session.wait(for: "the dialog") { lines in lines.contains { $0.contains("Deprecate Image") } }
                try session.press("C-s")
                try await proxy.request("the patch") { $0.method == "PATCH" }
                #expect(try await state(ids[1], team) == "deactivated community - -")
                try await session.killProgram()
                session.stop()
                try await proxy.remove(hold)
                let next = try RunningProgram.start(entries, in: scratch, "--pane", "admin")
                try await next.wait(for: "the offer") { lines in
                    lines.joined().contains("An earlier run left unfinished: Deprecate Image")
                }
                try next.press("T")
                try await next.wait(for: "the plan") { lines in lines.contains { $0.contains("1 of 2 done") } }
                try next.press("r", "Enter")
                try await next.wait(for: "its end") { lines in
                    lines.joined().contains("Deprecate Image: 1 change done.")
                }
                #expect(try await state(ids[1], team) == whole)
                next.stop()
            }
        }
    }
}
