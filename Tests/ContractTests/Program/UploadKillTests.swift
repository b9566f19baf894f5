import Canvas
import Catalog
import Foundation
import TestSupport
import Testing

/// Issue 3, section 6: the program is killed while it creates an image; nothing is lost, nothing is done twice.
@Suite("A program that is killed while it creates an image", .serialized)
struct UploadKillTests {
    @Test("What was half done is shown by the next one, and a retry brings it to its end", arguments: ["POST", "PUT"])
    func killed(during method: String) async throws {
        try await Team.use(PrivateCloud.strict) { team in
            try await FaultProxy.use(team.cloud) { proxy, scratch in
                let file = try await PlainFile("killed.raw", megabytes: 16, in: scratch)
                let entries = ["owner": team.entry(team.owner, at: proxy.keystone())]
                let session = try RunningProgram.start(entries, in: scratch)
                try await session.wait(forText: "synced ")
                try session.press("n")
                try await session.wait(forText: "Create Image")
                try session.type(file.path)
                try await session.wait(forText: "Raw data")
                if method == "POST" {
                    // The record is made, and the program never learns it.
                    try await proxy.rule("hold", ["method": "POST", "path": "^/v2/images$"])
                } else {
                    try await proxy.setLink(bitsPerSecond: 20_000_000, isShared: true)
                }
                try session.press("C-s")
                try await proxy.request("the request") { $0.method == method }
                if method == "PUT" {
                    try await session.wait(forText: "its data is being uploaded")
                    try session.press("T")
                    try await session.wait(forText: " %")
                }
                kill(try session.process, SIGKILL)
                // How it ended is known; tmux does not always learn it.
                _ = try? await session.waitForExit(within: .seconds(5))
                session.stop()
                try await proxy.setLink(bitsPerSecond: 1_000_000_000, isShared: true)
                try await proxy.relent()
                let id = try await record("killed", team)
                #expect(try await team.owner.record(id)["status"] != "active")

                let next = try RunningProgram.start(entries, in: scratch)
                try await next.wait(forText: "An earlier run left unfinished: 1 transfer. T shows")
                try next.press("T")
                try await next.wait(forText: "cut off")
                try next.press("r")
                try await next.wait(forText: "done, verified", within: .seconds(60))
                try next.press("Escape")
                try await next.wait(forText: "synced ")
                try await next.wait(for: "the list") { !$0.joined().contains("done, verified") }
                try next.press("q")
                #expect(try await next.waitForExit() == 0)

                #expect(try await team.owner.ids("name=killed") == [id], "one image, not two")
                let record = try await team.owner.record(id)
                #expect(record["status"] == "active")
                #expect(record["os_hash_value"] == .string(file.sha512))
                // A clean end leaves the journal as one file, with nothing of it still to be told.
                let state = try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/state/vitrine")
                #expect(!state.contains { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") }, "\(state)")
                let last = try RunningProgram.start(entries, in: scratch)
                try await last.wait(forText: "synced ")
                #expect(!(try last.text).contains("left unfinished"))
                last.stop()
            }
        }
    }

    /// Waits until the service has made the record.
    private func record(_ name: String, _ team: Team) async throws -> ImageID {
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline {
            if let id = try await team.owner.ids("name=\(name)").first { return id }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw DeadlinePassed(description: "the service made no record \(name)")
    }
}
