import Browser
import Catalog
import Foundation
import GRDB
import TestSupport
import Testing

/// Issue 2, section 5: kill -9 at any moment of a synchronisation leaves a replica that opens.
@Suite("A program that is killed", .serialized)
struct KillTests {
    @Test("Killed again and again while it synchronises, it leaves a replica that is whole; in the end it is complete")
    func atRandom() async throws {
        let cloud = try await PrivateCloud.odd
        try await FaultProxy.use(cloud) { proxy, scratch in
            // A listing of seconds, so that the moments fall into it.
            try await proxy.setLink(bitsPerSecond: 4_000_000, isShared: true)
            let entries = ["alice": proxy.entry("alice")]
            for _ in 1...6 {
                let session = try RunningProgram.start(entries, in: scratch)
                let moment = Int.random(in: 200...3_000)
                try await Task.sleep(for: .milliseconds(moment))
                #expect(try session.exitStatus() == nil, "it runs")
                try await session.killProgram()
                session.stop()
                for path in scratch.replicas {
                    #expect(try check(path) == "ok", "killed after \(moment) ms")
                }
            }
            #expect(scratch.replicas.count == 1)
            #expect(!scratch.leftBehind.contains { $0.hasSuffix(".aside") }, "none was ever taken for damaged")
            try await Seat.use(entries, in: scratch) { seat in
                try await seat.synchronised()
                let alice = try await Person.named("alice", of: cloud)
                #expect(seat.ids(.images) == (try await alice.ids("visibility=all")))
                #expect(seat.look(\.notices).isEmpty)
            }
        }
    }

    @Test("What was read before it was killed is there at the next start, and it goes on from there")
    func inMidListing() async throws {
        let cloud = try await PrivateCloud.odd
        try await FaultProxy.use(cloud) { proxy, scratch in
            let hold = try await proxy.rule("hold", ["path": "visibility=all&marker="])
            let entries = ["alice": proxy.entry("alice")]
            let session = try RunningProgram.start(entries, in: scratch)
            try await proxy.request("the second page") { $0.path.contains("visibility=all&marker=") }
            // The first page is on the screen; the replica has it by then.
            try await session.wait(for: "rows") { lines in lines.count { $0.contains(" active ") } > 20 }
            try await session.killProgram()
            try await Seat.use(entries, in: scratch, isOffline: true) { seat in
                try await seat.wait("the first page") { $0.browser.catalogue.count == 50 ? true : nil }
                #expect(seat.look(\.notices).isEmpty)
                #expect(seat.text.contains("never synced"), "what is incomplete does not count as synchronised")
            }
            try await proxy.remove(hold)
            try await Seat.use(entries, in: scratch) { seat in
                try await seat.synchronised()
                let alice = try await Person.named("alice", of: cloud)
                #expect(seat.ids(.images) == (try await alice.ids("visibility=all")))
            }
        }
    }

    /// SQLite's own opinion.
    private func check(_ path: String) throws -> String? {
        let database = try DatabaseQueue(path: path)
        defer { try? database.close() }
        return try database.read { db in try String.fetchOne(db, sql: "PRAGMA integrity_check") }
    }
}

extension Scratch {
    /// The names of the files in the program's folder.
    fileprivate var leftBehind: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: cache + "/vitrine")) ?? []
    }
}
