import Canvas
import Catalog
import Foundation
import TestSupport
import Testing

/// Issue 3, section 6: the program is killed while it creates an image; nothing is lost, nothing is done twice, and what
/// is half done is shown.
@Suite("A program that is killed while it creates an image", .serialized)
struct UploadKillTests {
    /// Where the program is when it is killed.
    private enum Moment: String, CaseIterable {
        /// The record is made, and its answer on the way.
        case record
        /// Some of the data is sent.
        case data
    }

    @Test(
        "Killed after the record, and in mid-upload: the next program shows what is half done, and a retry ends it, once"
    )
    func killed() async throws {
        try await Team.use(PrivateCloud.strict) { team in
            try await FaultProxy.use(team.cloud) { proxy, scratch in
                let entries = ["owner": team.entry(team.owner, at: proxy.keystone())]
                var session = try RunningProgram.start(entries, in: scratch)
                try await session.wait(forText: "synced ")
                for moment in Moment.allCases {
                    let name = "killed-\(moment)"
                    // More than what the sockets on the way may hold when the program is killed.
                    let file = try await PlainFile(name + ".raw", megabytes: 64, in: scratch)
                    try await proxy.forgetRequests()
                    try await begin(file, session)
                    let id = try await halfDone(moment, name, session, proxy, team)
                    try await session.killProgram()
                    session.stop()
                    try await proxy.setLink(bitsPerSecond: 8_000_000_000, isShared: true)
                    try await proxy.relent()
                    // The service notices that nobody sends any more.
                    try await wait(until: "queued", id, team)

                    session = try RunningProgram.start(entries, in: scratch)
                    try await expectRecovery(of: id, name, session)
                    #expect(try await team.owner.ids("name=\(name)") == [id], "one image, not two")
                    let record = try await team.owner.record(id)
                    #expect(record["status"] == "active")
                    #expect(record["os_hash_value"] == .string(file.sha512))
                    let writes = try await proxy.requests().filter { $0.method != "GET" }
                    #expect(writes.count { $0.method == "POST" } == 1, "the record is made once")
                    #expect(writes.count { $0.method == "PUT" } == (moment == .data ? 2 : 1))
                    #expect(writes.count { $0.method == "PUT" && $0.status == 204 } == 1, "the data is stored once")
                }
                try session.press("q")
                #expect(try await session.waitForExit() == 0)
                // Nothing is left to be told.
                let last = try RunningProgram.start(entries, in: scratch)
                try await last.wait(forText: "synced ")
                #expect(!(try last.text).contains("left unfinished"))
                try last.press("T")
                // What has ended, and nothing else.
                try await last.wait(forText: "done, verified")
                #expect(!(try last.text).contains("cut off"))
                last.stop()
            }
        }
    }

    /// Fills in Create Image, but for the last key.
    private func begin(_ file: PlainFile, _ session: TmuxSession) async throws {
        try session.press("n")
        try await session.wait(forText: "No data yet")
        try session.type(file.path)
        try await session.wait(forText: "Raw data (no partition table), 64 MiB")
    }

    /// Submits, waits until the program has come to the moment, and answers which image it is about.
    private func halfDone(
        _ moment: Moment, _ name: String, _ session: TmuxSession, _ proxy: FaultProxy, _ team: Team
    ) async throws -> ImageID {
        switch moment {
        case .record:
            try await proxy.rule("stall", ["after": -1, "method": "POST", "path": "^/v2/images$"])
            try session.press("C-s")
            try await proxy.request("the record") { $0.method == "POST" && $0.status == 201 }
            #expect(!(try session.text).contains("Created \(name)"))
            return try #require(try await team.owner.ids("name=\(name)").first)
        case .data:
            try await proxy.setLink(bitsPerSecond: 24_000_000, isShared: true)
            try session.press("C-s")
            try await session.wait(forText: "its data is being uploaded")
            try session.press("T")
            try await session.wait(for: "some of the data") { lines in lines.contains { $0.contains(/\b[1-9]\d? %/) } }
            let id = try #require(try await team.owner.ids("name=\(name)").first)
            // The service looks up limits before it takes what has come.
            try await wait(until: "saving", id, team)
            let upload = try #require(try await proxy.requests().last { $0.method == "PUT" })
            #expect(upload.status == nil, "it is under way")
            return id
        }
    }

    /// The next program tells what was cut off, shows it, and goes on with it when it is told to.
    private func expectRecovery(of id: ImageID, _ name: String, _ session: TmuxSession) async throws {
        try await session.wait(forText: "An earlier run left unfinished: 1 transfer. T shows")
        try session.press("T")
        try await session.wait(forText: "cut off")
        try await session.wait(forText: "The program ended while it was under way.")
        #expect(try session.text.contains("Image \(id)"))
        try session.press("r")
        try await session.wait(forText: "Go on with the ")
        try session.press("Enter")
        try await session.wait(for: "its end", within: .seconds(60)) { lines in
            lines.contains { $0.contains(name) && $0.contains("done, verified") }
        }
        try session.press("Escape")
        // In one piece with what follows Esc would be taken for Alt.
        try await session.wait(for: "the list") { !$0.joined().contains("done, verified") }
    }

    private func wait(until status: String, _ id: ImageID, _ team: Team) async throws {
        let end = ContinuousClock.now + .seconds(40)
        while true {
            let found = try await team.owner.record(id)["status"]
            if found == .string(status) { return }
            guard ContinuousClock.now < end else {
                throw DeadlinePassed(description: "\(id) should be \(status), and is \(found ?? .null)")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
