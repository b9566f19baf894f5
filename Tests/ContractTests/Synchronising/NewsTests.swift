import Canvas
import Catalog
import CatalogService
import Testing

/// Issue 2, section 3: what others do to images appears by itself, and is marked until it was seen.
@Suite("News", .serialized)
struct NewsTests {
    @Test("New, changed and withdrawn rows are marked until the pane is left; then the withdrawn ones go")
    func marks() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            // The list keeps the cursor's line where it is, so that the first row may be pushed off the screen.
            try await team.owner.createActive("0-aaa")
            let kept = try await team.owner.createActive("0-kept")
            let doomed = try await team.owner.createActive("0-doomed")
            let whole = Size(columns: 140, rows: 400)
            try await Seat.use(["owner": team.entry(team.owner)], size: whole, intervals: .frequent) { seat in
                try await seat.synchronised()
                #expect(seat.rows(.images).allSatisfy { $0.news == nil }, "nothing is news to who sees it first")
                // What the cursor passes counts as seen: it waits where nothing happens.
                seat.press("G")
                let fresh = try await team.owner.createActive("0-fresh")
                try await team.owner.set(kept, ["description": "changed elsewhere"])
                try await team.owner.delete(doomed)
                try await seat.wait("the new row", of: fresh) { $0?.news == .added }
                try await seat.wait("the change", of: kept) { $0?.news == .changed }
                try await seat.refresh()
                #expect(seat.entry(doomed)?.news == .withdrawn)
                func line(_ name: String) -> String { seat.lines.first { $0.contains(name) } ?? "" }
                #expect(line("0-fresh").hasMark("+"))
                #expect(line("0-kept").hasMark("~"))
                #expect(line("0-doomed").hasMark("-"), "\(line("0-doomed"))")
                #expect(line("0-doomed").contains("gone"))

                seat.press("2")
                for id in [fresh, kept] {
                    try await seat.wait("the mark's end", of: id) { $0 != nil && $0?.news == nil }
                }
                try await seat.wait("the row's end", of: doomed) { $0 == nil }
                seat.press("1")
                #expect(!line("0-fresh").hasMark("+"))
                #expect(!line("0-kept").hasMark("~"))
            }
        }
    }

    @Test("Deltas bring properties, tags, names, visibility and status that others changed, and ask for nothing else")
    func deltas() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            let id = try await team.owner.createActive("0-before", "shared")
            try await FaultProxy.use(team.cloud) { proxy, _ in
                let entries = ["owner": team.entry(team.owner, at: proxy.keystone())]
                try await Seat.use(entries, intervals: .frequent) { seat in
                    try await seat.synchronised()
                    try await team.owner.set(id, ["name": "0-after", "os_distro": "debian", "tags": ["one", "two"]])
                    try await seat.wait("the name", of: id) { $0?.image.name == "0-after" }
                    #expect(seat.entry(id)?.image.json == (try await team.owner.record(id)).withSortedTags)
                    #expect(seat.lines.contains { $0.contains("0-after") })
                    try await team.owner.set(id, ["visibility": "private"])
                    try await seat.wait("the visibility", of: id) { $0?.image.visibility == .private }
                    try await team.owner.call("POST", "/v2/images/\(id)/actions/deactivate")
                    try await seat.wait("the status", of: id) { $0?.image.status == .deactivated }
                    try await team.owner.call("DELETE", "/v2/images/\(id)/tags/one")
                    try await seat.wait("the tag", of: id) { $0?.image.tags == ["two"] }
                    let passes = try await proxy.requests().filter { $0.path.contains("updated_at=") }
                    #expect(passes.count >= 4)
                    #expect(seat.look(\.fullPasses) == 1, "no full pass was needed")
                }
            }
        }
    }

    @Test("A row on its way is asked for again until it has settled, without any pass")
    func settling() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            let id = try await team.owner.create("0-queued")
            try await Seat.use(["owner": team.entry(team.owner)]) { seat in
                try await seat.synchronised()
                #expect(seat.lines.contains { $0.contains("0-queued") && $0.contains("queued") })
                let passes = seat.look(\.passes)
                try await team.owner.upload(id)
                try await seat.wait("the status", of: id) { $0?.image.status == .active }
                #expect(seat.lines.contains { $0.contains("0-queued") && $0.contains("active") })
                #expect(seat.look(\.passes) == passes)
            }
        }
    }

    @Test("The header tells when the service last told what changed")
    func header() async throws {
        let cloud = try PrivateCloud.strict
        try await FaultProxy.use(cloud) { proxy, _ in
            let hold = try await proxy.rule("hold", ["path": "^/v2/images"])
            try await Seat.use(["alice": proxy.entry("alice")]) { seat in
                try await proxy.request("the first page") { $0.path.hasPrefix("/v2/images") }
                // Nothing is said to be empty before that is known.
                try await seat.wait(forText: "Waiting for the image service to answer.")
                #expect(!seat.lines[0].contains("synced"))
                try await proxy.remove(hold)
                try await seat.synchronised()
                #expect(seat.lines[0].contains(/synced \d\d:\d\d:\d\d/), "\(seat.lines[0])")
                let asked = try await proxy.requests()
                #expect(asked.first?.path.contains("limit=50&") == true, "a small page for an early screen")
            }
        }
    }
}

extension String {
    /// Whether a row begins with a mark, before its name.
    fileprivate func hasMark(_ mark: String) -> Bool { prefix(4).contains(mark) }
}
