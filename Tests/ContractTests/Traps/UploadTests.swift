import Catalog
import CatalogService
import Foundation
import Testing

/// GLANCE-FACTS "What bites", items 8, 9 and 11, for data that this program sends; and how early refusals and ending
/// tokens are met.
@Suite("Uploads that do not go through at once", .serialized)
struct UploadTests {
    @Test(
        "Bites 9: an upload over the quota leaves the record queued, because its length is told, and a retry goes through"
    )
    func quota() async throws {
        try await Team.use(try await PrivateCloud.odd) { team in
            // One of them has room in the megabyte there is.
            let filler = try await team.owner.create("0-filler")
            try await team.owner.upload(filler, [UInt8](repeating: 1, count: 700_000))
            try await Seat.use(["owner": team.entry(team.owner)]) { seat in
                try await seat.synchronised()
                let path = try seat.scratch.file("0-second.raw", 716_800)
                try await seat.describe(path, "700 KiB")
                seat.press("C-s")
                try await seat.wait(forWords: "T shows what can be done.")
                let failed = try await seat.request("the upload") { $0.method == "PUT" }
                #expect(failed.httpStatus == 413)
                let row = try #require(seat.row(named: "0-second"))
                #expect(try await team.owner.record(row.id)["status"] == "queued")
                try await team.owner.delete(filler)
                seat.press("T", "r")
                #expect(seat.says("Go on with the upload of 0-second (owner \(team.names.owner), cloud owner)?"))
                seat.press("Enter")
                try await seat.wait("the data", of: row.id) { $0?.image.status == .active }
                try await seat.wait(forText: "done, verified")
                #expect(try await team.owner.record(row.id)["size"] == 716_800)
            }
        }
    }

    @Test("Bites 11: an import whose data does not fit is importing for good: the row is marked stuck, and D ends it")
    func stuckImport() async throws {
        var intervals = SyncIntervals.frequent
        intervals.stuckAfter = .seconds(2)
        intervals.transitionalFirst = .seconds(1)
        try await Team.use(PrivateCloud.stock) { [intervals] team in
            try await Seat.use(["owner": team.entry(team.owner)], intervals: intervals) { seat in
                try await seat.synchronised()
                let path = try seat.scratch.file("0-wrong.qcow2", 4_096)
                try await seat.describe(path, "4.0 KiB")
                seat.press("Tab", "q")
                // From the format to the heading More, the last but one.
                seat.press("M-n", "M-p", "S-Tab", "S-Tab", "S-Tab", "S-Tab", " ")
                // What is under it ends with the way that data takes.
                seat.press("M-n", "M-p", "S-Tab", "S-Tab", "S-Tab", "S-Tab", "End", "C-s")
                try await seat.wait(forText: "importing")
                try await seat.wait(forText: "stuck")
                let row = try #require(seat.row(named: "0-wrong"))
                #expect(try await team.owner.record(row.id)["status"] == "importing")
                seat.press("T")
                try await seat.wait(forText: "the service works on it")
                seat.press("Esc")
                seat.go(to: row.id)
                seat.press("D", "Enter")
                try await seat.wait("the deletion", of: row.id) { $0 == nil || $0?.isWithdrawn == true }
                #expect(try await team.owner.ask("GET", "/v2/images/\(row.id)").status == 404)
            }
        }
    }

    @Test(
        "A token refused at the upload is renewed and all data sent; one that ends during it does no harm. A change waits for the end"
    )
    func tokens() async throws {
        let hasty = try await PrivateCloud.hasty
        try await FaultProxy.use(hasty) { proxy, _ in
            try await Team.use(hasty) { team in
                // 0.4 MB in a second, so that the upload takes longer than the ten seconds of a token.
                try await Seat.use(["owner": team.entry(team.owner, at: proxy.keystone())]) { seat in
                    try await seat.synchronised()
                    let path = try seat.scratch.file("0-long.raw", 5_600_000)
                    let hold = try await proxy.rule("hold", ["method": "PUT"])
                    try await seat.describe(path, "5.3 MiB")
                    seat.press("C-s")
                    try await proxy.request("the upload") { $0.method == "PUT" }
                    try await proxy.expireTokens()
                    let second = try await proxy.rule("hold", ["method": "PUT"])
                    try await proxy.remove(hold)
                    try await proxy.request("the refusal") { $0.method == "PUT" && $0.status == 401 }
                    let upload = try await proxy.request("the second attempt") {
                        $0.method == "PUT" && $0.status == nil
                    }
                    try await proxy.setLink(bitsPerSecond: 3_200_000, isShared: false)
                    try await proxy.remove(second)
                    let row = try #require(seat.row(named: "0-long"))
                    seat.go(to: row.id)
                    seat.press("e", "C-u", "0-renamed", "C-s")
                    try await seat.wait(forWords: "Waits, because its data is on its way; it is sent when that ends.")
                    try await seat.wait(forWords: "1 attribute updated")
                    let done = try #require(
                        try await proxy.requests().first { $0.method == "PUT" && $0.begun == upload.begun })
                    #expect(done.status == 204)
                    #expect((done.ended ?? 0) - done.begun > 10)
                    let record = try await team.owner.record(row.id)
                    #expect(record["name"] == "0-renamed")
                    #expect(record["size"] == 5_600_000)
                    seat.press("T")
                    try await seat.wait(forText: "done, verified")
                }
            }
        }
    }
}

extension OwnersStage {
    /// The same for one owner's program.
    @Suite("Uploads that are refused", .serialized)
    struct RefusedUploadTests {
        @Test("Bites 8: data of another format is refused with 415; no retry is offered, but to delete and create anew")
        func mismatch() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let path = try seat.scratch.file("0-wrong.qcow2", 4_096)
            try await seat.describe(path, "4.0 KiB")
            seat.press("Tab", "q", "C-s")
            try await seat.wait(forWords: "delete it and create it anew.")
            let row = try #require(seat.row(named: "0-wrong"))
            let record = try await team.owner.record(row.id)
            #expect(record["status"] == "queued" && record["disk_format"] == "qcow2")
            #expect(record["os_hash_value"]?.string != nil, "it kept what it refused")
            seat.press("T")
            try await seat.wait(forText: "failed")
            seat.press("r")
            #expect(seat.says("A retry would not help here."))
            seat.press("D")
            #expect(seat.says("It cannot be brought back."))
            seat.press("Enter")
            try await seat.wait("the deletion", of: row.id) { $0 == nil || $0?.isWithdrawn == true }
            #expect(try await team.owner.ask("GET", "/v2/images/\(row.id)").status == 404)
            try await stage.expect(["POST", "PUT", "DELETE"])
        }
    }
}

extension Scratch {
    /// A file of bytes that are no image's beginning; its path.
    fileprivate func file(_ name: String, _ size: Int) throws -> String {
        try Data(repeating: 7, count: size).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
        return "\(path)/\(name)"
    }
}

extension Seat {
    /// Names a file in Create Image, and waits until the program has looked into it and tells its size.
    fileprivate func describe(_ path: String, _ size: String) async throws {
        press("n")
        try await wait(forText: "No data yet")
        press(path)
        try await wait(forText: size)
    }

    fileprivate func row(named name: String) -> CatalogueEntry? { rows(.images).first { $0.image.name == name } }
}
