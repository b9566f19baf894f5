import Browser
import Catalog
import Foundation
import GRDB
import Testing

/// Issue 2, sections 3 and 5: the replica's file.
@Suite("The replica on disk", .serialized)
struct ReplicaFileTests {
    /// Something that may have become of the file.
    struct Mishap: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let happen: @Sendable (_ path: String) throws -> Void
    }

    @Test(
        "A file that is damaged, foreign or newer is set aside with a word, and filled anew",
        arguments: [
            Mishap(testDescription: "damaged at its head") { path in
                try FileHandle.overwriting(path, at: 0, with: Data(repeating: 0x5A, count: 4_096))
            },
            Mishap(testDescription: "damaged in the middle") { path in
                let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
                try FileHandle.overwriting(path, at: 4_096, with: Data(repeating: 0x5A, count: size - 4_096))
            },
            Mishap(testDescription: "cut short") { path in
                let file = try #require(FileHandle(forWritingAtPath: path))
                try file.truncate(atOffset: 10_000)
                try file.close()
            },
            Mishap(testDescription: "foreign") { path in
                try FileManager.default.removeItem(atPath: path)
                let database = try DatabaseQueue(path: path)
                try database.write { db in
                    try db.execute(sql: "CREATE TABLE recipes (name TEXT); PRAGMA user_version = 1")
                }
                try database.close()
            },
            Mishap(testDescription: "newer") { path in
                let database = try DatabaseQueue(path: path)
                try database.write { db in try db.execute(sql: "PRAGMA user_version = 9999") }
                try database.close()
            },
        ])
    func setAside(_ mishap: Mishap) async throws {
        let cloud = try PrivateCloud.strict
        let scratch = try Scratch()
        let entries = ["alice": cloud.entry("alice")]
        let rows = try await Seat.use(entries, in: scratch) { seat in
            try await seat.synchronised()
            return seat.ids(.images)
        }
        let path = try #require(scratch.replicas.first)
        // What the log holds goes into the file, as when the program ends.
        let database = try DatabaseQueue(path: path)
        _ = try await database.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
        try database.close()
        try mishap.happen(path)
        try await Seat.use(entries, in: scratch) { seat in
            try await seat.synchronised()
            #expect(seat.ids(.images) == rows)
            let notice = try #require(seat.look(\.notices).first)
            #expect(notice.attempt == "Could not use the local copy of the catalogue")
            #expect(notice.advice == "It was set aside as \(path).aside; the next synchronisation fills a new one.")
            #expect(seat.look(\.losses).isEmpty)
        }
        #expect(FileManager.default.fileExists(atPath: path + ".aside"))
        // The new one is as good as any.
        try await Seat.use(entries, in: scratch, isOffline: true) { seat in
            try await seat.wait("the rows") { $0.browser.catalogue.count >= rows.count ? true : nil }
            #expect(seat.ids(.images) == rows)
            #expect(seat.look(\.notices).isEmpty)
        }
    }

    @Test("Files are for their owner alone")
    func permissions() async throws {
        let cloud = try PrivateCloud.strict
        let scratch = try Scratch()
        try await Seat.use(["alice": cloud.entry("alice")], in: scratch) { seat in
            try await seat.synchronised()
            let folder = scratch.cache + "/vitrine"
            #expect(try scratch.permissions(of: folder) == 0o700)
            let files = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(files.count >= 3, "the file, its log, its lock")
            for file in files { #expect(try scratch.permissions(of: folder + "/" + file) == 0o600, "\(file)") }
        }
    }

    @Test("Two programs on one replica: one synchronises, both show everything, and the other takes over")
    func twoPrograms() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            try await FaultProxy.use(team.cloud) { proxy, scratch in
                let entries = ["owner": team.entry(team.owner, at: proxy.keystone())]
                let first = try await team.owner.createActive("0-first")
                let leader = try Seat(entries, in: scratch, intervals: .frequent)
                try await leader.synchronised()
                try await proxy.forgetRequests()
                try await Seat.use(entries, in: scratch, intervals: .frequent) { follower in
                    try await follower.wait("the row", of: first) { $0 != nil }
                    let second = try await team.owner.createActive("0-second")
                    try await leader.wait("the new row", of: second) { $0 != nil }
                    try await follower.wait("the new row", of: second) { $0 != nil }
                    let passes = try await proxy.requests().filter { $0.path.contains("visibility=all&") }
                    #expect(!follower.requests.contains { $0.path.contains("updated_at") }, "\(passes.map(\.path))")
                    // Not due by itself for hours.
                    try await team.owner.delete(second)
                    try await follower.refresh()
                    try await follower.wait("the row's end", of: second) { $0?.isWithdrawn ?? true }
                    let left = follower.rows(.images).count { !$0.isWithdrawn }
                    try await follower.wait(forText: "Everything was read again: \(left) images.")
                    await leader.leave()
                    let third = try await team.owner.createActive("0-third")
                    try await follower.wait("what only it can have found", of: third) { $0 != nil }
                }
            }
        }
    }
}

extension FileHandle {
    fileprivate static func overwriting(_ path: String, at offset: UInt64, with data: Data) throws {
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.seek(toOffset: offset)
        try file.write(contentsOf: data)
        try file.close()
    }
}

extension Scratch {
    /// The files of the replicas that programs made here.
    var replicas: [String] {
        let folder = cache + "/vitrine"
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".sqlite") }.map { folder + "/" + $0 }
    }

    func permissions(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
