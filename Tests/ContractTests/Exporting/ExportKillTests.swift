import Canvas
import Catalog
import Foundation
import TestSupport
import Testing

/// Issue 4, section 6: the program is killed in the middle of an export, hung up on, or has no room on its disk.
@Suite("A program that ends while it exports", .serialized)
struct ExportKillTests {
    /// Begins the export of an image, deactivated, on a line of 16 Mbit/s, and waits for some of its data.
    private func begin(_ image: Exported, _ session: TmuxSession, _ proxy: FaultProxy) async throws {
        try await proxy.setLink(bitsPerSecond: 16_000_000, isShared: true)
        try session.type("/id:\(image.id)")
        try session.press("Enter")
        // The rows of an earlier run are there before this one.
        try await session.wait(forText: image.export.title)
        try await submit(image, session)
        try await session.wait(forText: "is being exported.")
        try session.press("T")
        try await session.wait(for: "some of the data") { lines in lines.contains { $0.contains(/\b[1-9]\d? %/) } }
    }

    /// Fills in Export Image for the image under the cursor, deactivated meanwhile, and submits.
    private func submit(_ image: Exported, _ session: TmuxSession) async throws {
        try session.press("x")
        try await session.wait(forText: "Export Image")
        try session.press("C-u")
        try session.type(image.export.path)
        try await session.wait(forText: "free")
        try session.press("Tab")
        try session.press("Space")
        try await session.wait(forText: "image set --deactivate")
        try session.press("C-s")
    }

    private func wait(for status: String, of image: Exported, _ owner: Person) async throws {
        let end = ContinuousClock.now + .seconds(20)
        while try await image.status(owner) != status {
            guard ContinuousClock.now < end else { throw DeadlinePassed(description: "\(image.id) is never \(status)") }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    @Test(
        "R33: killed in mid-download, or hung up on, the next start completes and verifies it, and the image is active; a second living program touches neither"
    )
    func ends() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            try await FaultProxy.use(team.cloud) { proxy, scratch in
                let entries = ["admin": team.cloud.entry("admin", at: proxy.keystone())]
                for way in ["killed", "hung-up"] {
                    let image = try await Exported(way, kilobytes: 12 << 10, by: team.owner, in: scratch)
                    let first = try RunningProgram.start(entries, in: scratch, "--pane", "admin")
                    try await first.wait(forText: "synced ")
                    try await begin(image, first, proxy)
                    #expect(try await image.status(team.owner) == "deactivated")

                    let second = try RunningProgram.start(entries, in: scratch, "--pane", "admin")
                    try await second.wait(forText: "synced ")
                    try second.press("T")
                    try await second.wait(forText: "Transfers")
                    #expect(!(try second.text).contains(image.export.title))
                    #expect(try await image.status(team.owner) == "deactivated", "it is the other's to reactivate")
                    try second.press("q")
                    try second.press("q")
                    _ = try await second.waitForExit()

                    if way == "killed" {
                        try await first.killProgram()
                        #expect(try await image.status(team.owner) == "deactivated")
                    } else {
                        kill(try first.process, SIGHUP)
                        try await wait(for: "active", of: image, team.owner)
                        _ = try await first.waitForExit()
                    }
                    first.stop()
                    #expect(try await image.fileHash() == nil, "no final file exists that was not verified")
                    #expect(FileManager.default.fileExists(atPath: image.export.partPath))
                    try await proxy.setLink(bitsPerSecond: 8_000_000_000, isShared: true)
                    try await proxy.forgetRequests()

                    let third = try RunningProgram.start(entries, in: scratch, "--pane", "admin")
                    try await third.wait(forText: "verified.", within: .seconds(60))
                    try await wait(for: "active", of: image, team.owner)
                    #expect(try await image.fileHash() == image.sha512)
                    let reads = try await proxy.requests().filter { $0.path.hasSuffix("/file") }
                    #expect(reads.map(\.status) == [206], "what was there was not fetched again")
                    try third.press("T")
                    try await third.wait(forText: "done, verified")
                    try third.press("q")
                    try third.press("q")
                    #expect(try await third.waitForExit() == 0)
                    #expect(try await image.status(team.owner) == "active")
                }
            }
        }
    }

    @Test("R33: a full disk keeps what came, and the image is active; with room it goes on from there")
    func fullDisk() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            let scratch = try Scratch()
            let image = try await Exported("full", kilobytes: 6 << 10, by: team.owner, in: scratch)
            let entries = ["admin": team.cloud.entry("admin")]
            // A file may have 4 MiB, as if the disk had no more room; the file of the program's own stay far below.
            let limited = try TmuxSession(
                ["sh", "-c", "trap '' XFSZ; ulimit -f 8192; exec \(RunningProgram.path) --pane admin"],
                size: Size(columns: 140, rows: 45), environment: try RunningProgram.variables(entries, in: scratch))
            try await limited.wait(forText: "synced ")
            try limited.type("/id:\(image.id)")
            try limited.press("Enter")
            try await submit(image, limited)
            try await limited.wait(forText: "files may not become that large here")
            try await wait(for: "active", of: image, team.owner)
            #expect(try await image.fileHash() == nil)
            let there = try FileManager.default.attributesOfItem(atPath: image.export.partPath)[.size] as? Int
            #expect(there == 4 << 20)
            limited.stop()

            let free = try RunningProgram.start(entries, in: scratch, "--pane", "admin")
            try await free.wait(forText: "An earlier run left unfinished: 1 transfer.")
            try free.press("T")
            try await free.wait(forText: "files may not become that large here")
            try free.press("r")
            try await free.wait(forText: "Go on with the export of ")
            try free.press("Enter")
            try await free.wait(forText: "done, verified", within: .seconds(60))
            #expect(try await image.fileHash() == image.sha512)
            #expect(try await image.status(team.owner) == "active")
            free.stop()
        }
    }
}
