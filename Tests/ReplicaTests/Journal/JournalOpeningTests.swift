import Catalog
import Foundation
import GRDB
import Testing

@testable import Replica

@Suite("Opening the journal")
struct JournalOpeningTests {
    private let scratch = Scratch()

    @Test("Folder and files are for their owner only, SQLite's own files included")
    func rights() async throws {
        let journal = try scratch.journal()
        try await journal.save(
            Draft(id: "d", dialog: "create-image", cloud: "xloud", title: "a", answers: [:], at: 1))
        let folder = scratch.journalFolder.path
        #expect(try scratch.mode(of: folder) == 0o700)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(names.prefix(4) == ["journal.lock", "journal.sqlite", "journal.sqlite-shm", "journal.sqlite-wal"])
        #expect(names.count == 5 && names[4].hasPrefix("process-"))
        for name in names { #expect(try scratch.mode(of: folder + "/" + name) == 0o600, "\(name)") }
    }

    @Test("It is written through: WAL, and synchronous is FULL")
    func durability() async throws {
        let journal = try scratch.journal()
        let modes = try await journal.store.write { db in
            (try String.fetchOne(db, sql: "PRAGMA journal_mode"), try Int.fetchOne(db, sql: "PRAGMA synchronous"))
        }
        #expect(modes == ("wal", 2))
    }

    @Test("What was kept is there at the next start")
    func reopening() async throws {
        let first = try scratch.journal()
        try await first.add(activity(1, publishing))
        first.close()
        let second = try scratch.journal()
        #expect(second.isOnDisk)
        #expect(try await second.activity(latest: 10).map(\.image) == [id(1)])
    }

    @Test("Closed, it is one file: what was read and written leaves no log beside it")
    func closing() async throws {
        let journal = try scratch.journal()
        try await journal.add(activity(1, publishing))
        #expect(try await journal.activity(latest: 10).count == 1)
        journal.close()
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.journalFolder.path).sorted()
        #expect(names == ["journal.lock", "journal.sqlite"])
    }

    @Test(
        "A damaged or foreign file is moved away, and the notice says where; none is ever overwritten",
        arguments: ["noise", "foreign"])
    func damage(_ kind: String) async throws {
        for number in 1...2 {
            let journal = try scratch.journal()
            try await journal.add(activity(number, publishing))
            journal.close()
            if kind == "noise" {
                try Data("this is no database, and long enough to be looked at as one \(number)".utf8)
                    .write(to: URL(filePath: scratch.journalFile))
            } else {
                try scratch.execute("PRAGMA application_id = 1")
            }
            let opened = Journal.open(in: scratch.journalFolder)
            let moved = scratch.journalFile + (number == 1 ? ".damaged" : ".damaged-2")
            #expect(opened.problem?.kind == .storage)
            #expect(opened.problem?.advice.contains("\(moved),") == true)
            #expect(opened.journal.isOnDisk)
            #expect(try await opened.journal.activity(latest: 10).isEmpty)
            #expect(FileManager.default.fileExists(atPath: moved))
            opened.journal.close()
        }
        #expect(FileManager.default.fileExists(atPath: scratch.journalFile + ".damaged"))
    }

    @Test("A page that was overwritten is found out at the start")
    func brokenPage() async throws {
        let journal = try scratch.journal()
        for number in 1...200 { try await journal.add(activity(number, publishing)) }
        try await journal.store.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        journal.close()
        let file = try FileHandle(forUpdating: URL(filePath: scratch.journalFile))
        for page in stride(from: UInt64(4), to: 12, by: 1) {
            try file.seek(toOffset: page * 4_096)
            try file.write(contentsOf: Data(repeating: 0xA5, count: 4_096))
        }
        try file.close()
        let opened = Journal.open(in: scratch.journalFolder)
        #expect(opened.problem?.advice.contains(".damaged") == true)
        #expect(opened.journal.isOnDisk)
    }

    @Test("A journal of a newer release is read, not touched, and what is done now is kept in memory")
    func newer() async throws {
        let first = try scratch.journal()
        try await first.add(activity(1, publishing))
        first.close()
        try scratch.execute("INSERT INTO grdb_migrations (identifier) VALUES ('of tomorrow')")
        let opened = Journal.open(in: scratch.journalFolder)
        #expect(opened.problem?.reason == "a newer release of this program has written it")
        #expect(!opened.journal.isOnDisk)
        try await opened.journal.add(activity(2, publishing))
        #expect(try await opened.journal.activity(latest: 10).map(\.image) == [id(2), id(1)])
        let kept = try await DatabaseQueue(path: scratch.journalFile).read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM activity")
        }
        #expect(kept == 1)
    }

    @Test("Where no file can be written everything goes on in memory, with a notice")
    func unwritable() async throws {
        try FileManager.default.createDirectory(atPath: scratch.path, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: scratch.journalFolder.path))
        let opened = Journal.open(in: scratch.journalFolder)
        #expect(opened.problem?.kind == .storage)
        try await opened.journal.add(activity(1, publishing))
        #expect(try await opened.journal.activity(latest: 1).count == 1)
    }

    @Test("Programs that start together share one journal")
    func together() async throws {
        let scratch = scratch
        let journals = try await withThrowingTaskGroup(of: Journal.self) { group in
            for _ in 0..<6 { group.addTask { try scratch.journal() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for (number, journal) in journals.enumerated() { try await journal.add(activity(number, publishing)) }
        #expect(try await journals[0].activity(latest: 10).count == 6)
    }
}
