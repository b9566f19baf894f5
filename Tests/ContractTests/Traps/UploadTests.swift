import Browser
import Catalog
import CatalogService
import Foundation
import TestSupport
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
                // More than goes out before the service has closed the connection.
                try await seat.describe(
                    try seat.scratch.file("0-huge.raw", 16 << 20), "Raw data (no partition table), 16 MiB")
                seat.press("C-s")
                try await seat.wait(forAnyOf: ["T shows what can be done."])
                let early = try await seat.request("the early refusal") { $0.method == "PUT" }
                let reason = try #require(early.failure)
                #expect(early.httpStatus == 413 || Seat.hungUp.contains { reason.hasPrefix($0) }, "\(reason)")
                #expect(seat.says(reason.joinedBlanks), "\(seat.text)")
                let huge = try await seat.row(named: "0-huge")
                #expect(try await team.owner.record(huge.id)["status"] == "queued", "not saving for good")
                seat.press("Esc")

                let path = try seat.scratch.file("0-second.raw", 716_800)
                try await seat.describe(path, "Raw data (no partition table), 700 KiB")
                seat.press("C-s")
                let failed = try await seat.request("the upload") { [huge] in
                    $0.method == "PUT" && !$0.path.contains(huge.id.rawValue)
                }
                #expect(failed.httpStatus == 413)
                try await seat.wait(forWords: "T shows what can be done.")
                let row = try await seat.row(named: "0-second")
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
                let disk = try SmallDisk(named: "0-wrong.qcow2")
                try await seat.describe(disk.path, "QCOW2 (version 2)")
                try disk.spoil()
                // From the file up, and round to the heading of hardware and store, the last but one.
                seat.press("S-Tab", "S-Tab", "S-Tab", "S-Tab", "S-Tab", " ")
                seat.tab(to: "Staged data passes")
                seat.press("End", "C-s")
                try await seat.wait(forText: "importing")
                try await seat.wait(forText: "stuck")
                let row = try await seat.row(named: "0-wrong")
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
                try await Seat.use(["owner": team.entry(team.owner, at: proxy.keystone())]) { seat in
                    try await expectRenewal(seat, proxy, team)
                }
            }
        }
    }

    /// An upload of 0.4 MB in a second, so that it takes longer than the seven seconds of a token.
    private func expectRenewal(_ seat: Seat, _ proxy: FaultProxy, _ team: Team) async throws {
        try await seat.synchronised()
        let path = try seat.scratch.file("0-long.raw", 4_000_000)
        let hold = try await proxy.rule("hold", ["method": "PUT"])
        try await seat.describe(path, "Raw data (no partition table), 3.8 MiB")
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
        let row = try await seat.row(named: "0-long")
        seat.go(to: row.id)
        seat.press("e", "C-u", "0-renamed", "C-s")
        try await seat.wait(forWords: "Waits, because its data is on its way; it is sent when that ends.")
        // The end of the upload may take the status line from the end of the change.
        try await seat.wait("the new name", of: row.id) { $0?.image.name == "0-renamed" }
        let done = try #require(
            try await proxy.requests().first { $0.method == "PUT" && $0.begun == upload.begun })
        #expect(done.status == 204)
        #expect((done.ended ?? 0) - done.begun > 7)
        let record = try await team.owner.record(row.id)
        #expect(record["name"] == "0-renamed")
        #expect(record["size"] == 4_000_000)
        seat.press("T")
        try await seat.wait(forText: "done, verified")
    }
}

extension OwnersStage {
    /// The same for one owner's program.
    @Suite("Uploads that are refused", .serialized)
    struct RefusedUploadTests {
        @Test(
            "Refused before the body is read: the service's words are told, or that it hung up; the record stays, a retry helps or is not offered",
            arguments: [413, 415])
        func early(status: Int64) async throws {
            let stage = try await Stage.begin()
            let (team, proxy, seat) = (stage.team, stage.proxy, stage.seat)
            let name = status == 413 ? "0-early-size" : "0-early-type"
            let path = try seat.scratch.file("\(name).raw", 16 << 20)
            try await proxy.rule(
                "answer",
                [
                    "status": .integer(status), "early": true, "method": "PUT", "path": "/file$",
                    "body": ["message": .string("Not like this: \(status).")],
                ])
            try await seat.describe(path, "Raw data (no partition table), 16 MiB")
            seat.press("C-s")
            // The service closes the connection, so that its words may be lost; it is tried again by itself then.
            try await seat.wait(forWords: "T shows what can be done.")
            let isTold = seat.says("Not like this: \(status).")
            #expect(isTold || Seat.hungUp.contains { seat.says($0) })
            let sent = try await stage.changes().map(\.method)
            #expect(isTold ? sent.count <= 4 : sent == ["POST", "PUT", "PUT", "PUT"])
            let row = try await seat.row(named: name)
            let record = try await team.owner.record(row.id)
            #expect(record["status"] == "queued")
            #expect(record["size"]?.integer == nil, "nothing is stored")
            try await proxy.relent()
            seat.press("T")
            try await seat.wait(forText: "failed")
            seat.press("r")
            if isTold, status == 415 {
                #expect(seat.says("A retry would not help here."))
                seat.press("D")
                #expect(seat.says("It cannot be brought back."))
                seat.press("Enter")
                try await seat.wait("the deletion", of: row.id) { $0 == nil || $0?.isWithdrawn == true }
                #expect(try await team.owner.ask("GET", "/v2/images/\(row.id)").status == 404)
            } else {
                #expect(seat.says("Go on with the upload of "))
                seat.press("Enter")
                try await seat.arrival(of: row.id)
                #expect(try await team.owner.record(row.id)["size"] == 16_777_216)
                try await stage.expect(sent + ["PUT"])
            }
        }

        @Test(
            "Refused with 409 before the body is read, because somebody else brought data: that is told, theirs stays, no retry is offered"
        )
        func filledMeanwhile() async throws {
            let stage = try await Stage.begin()
            let (team, proxy, seat) = (stage.team, stage.proxy, stage.seat)
            let path = try seat.scratch.file("0-late.raw", 16 << 20)
            let hold = try await proxy.rule("hold", ["method": "PUT"])
            try await seat.describe(path, "Raw data (no partition table), 16 MiB")
            seat.press("C-s")
            try await proxy.request("the upload") { $0.method == "PUT" }
            let row = try await seat.row(named: "0-late")
            try await team.owner.upload(row.id)
            try await proxy.remove(hold)
            // The service's words, or where they are lost the program's own, which has looked.
            let words = ["transition from active to saving", "somebody else has brought other data meanwhile"]
            try await seat.wait(forAnyOf: words)
            seat.press("T")
            try await seat.wait(forText: "failed")
            seat.press("r")
            #expect(seat.says("A retry would not help here."))
            #expect(try await team.owner.record(row.id)["size"] == 4, "the four bytes of the other")
            try await stage.expect(["POST", "PUT"])
        }

        @Test(
            "Bites 11: an image that the service could not fetch is queued again, which is told; a retry goes through")
        func failedFetch() async throws {
            let server = try await ScriptedServer.start()
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            seat.press("n")
            try await seat.wait(forText: "URL")
            seat.press("S-Tab", "u", "Tab", "\(server.url)/0-unfetched.raw", "Tab", "r", "Tab", "0-unfetched", "C-s")
            try await seat.wait(forWords: "the service gave up the web-download")
            seat.press("T")
            #expect(seat.says("It does not tell the cause"))
            let row = try await seat.row(named: "0-unfetched")
            #expect(try await team.owner.record(row.id)["status"] == "queued")
            let data = [UInt8](repeating: 7, count: 10_000)
            for method in ["GET", "HEAD"] { server.on(method, "/0-unfetched.raw", ScriptedReply(200, body: data)) }
            seat.press("r")
            #expect(seat.says("Go on with the fetching of 0-unfetched"), "\(seat.text)")
            seat.press("Enter")
            try await seat.wait("the data", of: row.id) { $0?.image.status == .active }
            #expect(try await team.owner.record(row.id)["size"] == 10_000)
            try await stage.expect(["POST", "POST", "POST"], "the record once, the import twice")
            await server.stop()
        }

        @Test("Bites 8: data of another format is refused with 415; no retry is offered, but to delete and create anew")
        func mismatch() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let path = try seat.scratch.file("0-plain.qcow2", 4_096)
            try await seat.describe(path, "4.0 KiB")
            seat.press("Tab", "q", "C-s")
            #expect(seat.says("It is plain data and not qcow2: the service would refuse it."))
            try await stage.expectNothingSent("the record would be spoiled")
            seat.leaveDialogs()
            // It may become so after it was looked into.
            let disk = try SmallDisk(named: "0-wrong.qcow2")
            try await seat.describe(disk.path, "QCOW2 (version 2)")
            try disk.spoil()
            seat.press("C-s")
            try await seat.wait(forWords: "T shows what can be done.")
            let row = try await seat.row(named: "0-wrong")
            let record = try await team.owner.record(row.id)
            #expect(record["status"] == "queued" && record["disk_format"] == "qcow2")
            #expect(record["os_hash_value"]?.string != nil, "it kept what it refused")
            seat.press("T")
            try await seat.wait(forText: "failed")
            #expect(seat.says("delete it and create it anew."))
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

    /// The row of an image that has just been created; outcomes and rows come to the screen by different ways.
    fileprivate func row(named name: String) async throws -> CatalogueEntry {
        try await eventually("the row of \(name)", { rows(.images).first { $0.image.name == name } })
    }

    /// Waits until the data of an image is where it should be, by its hash.
    fileprivate func arrival(of id: ImageID) async throws {
        try await wait("the data of \(id)") { known in
            known.browser.transfers.contains { $0.image == id && $0.state == .done(isVerified: true) } ? true : nil
        }
        try await wait("the status", of: id) { $0?.image.status == .active }
    }

    /// What is told of an upload whose connection the service closed before its words were read.
    fileprivate static let hungUp = [
        "the connection was reset before an answer came", "the connection was closed without an answer",
        "the connection was lost", "the connection broke off in the middle of the answer",
    ]
}
