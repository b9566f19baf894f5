import Catalog
import Foundation
import GRDB
import Testing

@testable import Replica

@Suite("Opening a replica")
struct OpeningTests {
    private let scratch = Scratch()

    @Test("Each identity has a file of its own, whose name tells the cloud and nothing else")
    func fileNames() {
        let name = identity.fileName
        #expect(name.hasPrefix("xloud-") && name.hasSuffix(".sqlite"))
        #expect(name.count == "xloud-".count + 16 + ".sqlite".count)
        #expect(ReplicaIdentity(cloud: "xloud", traits: identity.traits).fileName == name)
        #expect(ReplicaIdentity(cloud: "xloud", traits: ["user": "alice"]).fileName != name)
        #expect(ReplicaIdentity(cloud: "../etc/passwd").fileName.hasPrefix("___etc_passwd-"))
        // The pairs are written with their lengths, so that no two identities read the same.
        let one = ReplicaIdentity(cloud: "a", traits: ["b": "c;1:d=1:e"])
        let other = ReplicaIdentity(cloud: "a", traits: ["b": "c", "d": "e"])
        #expect(one.text != other.text)
    }

    @Test("Folder and files are for their owner only, SQLite's own files included")
    func rights() async throws {
        try FileManager.default.createDirectory(
            atPath: scratch.folder.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        let opened = Replica.open(identity, in: scratch.folder)
        #expect(opened.problem == nil)
        _ = try await opened.replica.begin(session(), at: noon)
        #expect(opened.replica.lead())
        #expect(try scratch.mode(of: scratch.folder.path) == 0o700)
        #expect(scratch.names.map { $0.suffix(4) } == ["lite", "-shm", "-wal", "lock"])
        for name in scratch.names { #expect(try scratch.mode(of: scratch.folder.path + "/" + name) == 0o600) }
    }

    @Test("What was written is there after closing and opening")
    func reopening() async throws {
        let replica = try await Replica.filled(scratch)
        try await replica.see(image(1), PackedImageTests.full)
        replica.close()
        let opened = Replica.open(identity, in: scratch.folder)
        #expect(opened.problem == nil)
        #expect(opened.replica.scope == PaneScope(session()))
        #expect(try await opened.replica.note(.session)?.value == session())
        #expect(try await opened.replica.row(7)?.image == PackedImageTests.full)
    }

    @Test("A damaged file is set aside and replaced")
    func damagedFile() async throws {
        try await Replica.filled(scratch).close()
        let path = try #require(scratch.path(of: ".sqlite"))
        try Data("this is no database, and long enough to be looked at as one".utf8).write(to: URL(filePath: path))
        let opened = Replica.open(identity, in: scratch.folder)
        #expect(opened.problem?.kind == .storage)
        #expect(opened.problem?.advice.contains(path + ".aside") == true)
        #expect(opened.replica.isOnDisk)
        #expect(try await opened.replica.rows().isEmpty)
        #expect(try String(contentsOfFile: path + ".aside", encoding: .utf8).hasPrefix("this is no database"))
    }

    @Test(
        "A newer or foreign file, or that of another identity, is set aside; one such file is kept",
        arguments: [
            "PRAGMA user_version = 2", "PRAGMA application_id = 1",
            "UPDATE note SET value = 'other' WHERE key = 'identity'",
        ])
    func foreignFile(_ sql: String) async throws {
        for _ in 0..<2 {
            let replica = try await Replica.filled(scratch)
            try await replica.see(image(1))
            try await replica.store.writeWithoutTransaction { try $0.execute(sql: sql) }
            replica.close()
            let opened = Replica.open(identity, in: scratch.folder)
            #expect(opened.problem?.kind == .storage)
            #expect(try await opened.replica.rows().isEmpty)
            opened.replica.close()
        }
        #expect(scratch.names.filter { $0.contains(".aside") }.count == 1)
    }

    @Test("Where no file can be made, the replica lives in memory and says so")
    func inMemory() async throws {
        let opened = Replica.open(identity, in: ReplicaFolder(path: "/dev/null/vitrine"))
        #expect(opened.problem?.kind == .storage)
        #expect(!opened.replica.isOnDisk && opened.replica.lead() && opened.replica.isInPlace)
        _ = try await opened.replica.begin(session(), at: noon)
        try await opened.replica.see(image(1))
        #expect(try await opened.replica.rows().map(\.id) == [id(1)])
        guard case .nothing = try await opened.replica.changesByOthers() else {
            Issue.record("nobody else can change a replica in memory")
            return
        }
    }

    @Test("A replica whose disk is full goes on in memory with all its rows")
    func moving() async throws {
        let replica = try await Replica.filled(scratch)
        try await replica.see(image(1), image(2))
        let moved = try #require(await replica.movedToMemory())
        #expect(moved.problem?.kind == .storage)
        #expect(!moved.replica.isOnDisk)
        #expect(try await moved.replica.rows().map(\.id) == [id(1), id(2)])
        #expect(moved.replica.scope == replica.scope)
    }

    @Test("A full disk is told apart from damage")
    func fullDisk() async throws {
        let replica = try await Replica.filled(scratch)
        try await replica.store.writeWithoutTransaction { db in
            // SQLite answers "disk is full" when it may not add pages.
            try db.execute(sql: "PRAGMA max_page_count = 1")
        }
        var large = image(1)
        large.properties = ["description": String(repeating: "x", count: 100_000)]
        await #expect(throws: ReplicaFault.unwritable("database or disk is full")) { try await replica.see(large) }
        #expect(try await replica.rows().isEmpty)
    }

    @Test("Damage inside the file is found while reading, and the file is then replaced")
    func damagedPage() async throws {
        let replica = try await Replica.filled(scratch)
        for start in stride(from: 0, to: 600, by: 100) {
            _ = try await replica.apply(Sighting((start..<start + 100).map { image($0) }, in: .visible, at: noon))
        }
        replica.close()
        let path = try #require(scratch.path(of: ".sqlite"))
        var bytes = try Data(contentsOf: URL(filePath: path))
        // Names stand in the records only: this is a page of the table, which nothing reads at the start.
        let name = try #require(bytes.firstRange(of: Data("image-300".utf8)))
        let page = name.lowerBound / 4_096 * 4_096
        bytes.replaceSubrange(page..<page + 512, with: repeatElement(0xA5, count: 512))
        try bytes.write(to: URL(filePath: path))
        let again = Replica.open(identity, in: scratch.folder)
        #expect(again.problem == nil)
        do {
            _ = try await again.replica.rows()
            Issue.record("the damage was not noticed")
        } catch {
            guard case .damaged(let words) = error as? ReplicaFault else {
                Issue.record("\(error) is not damage")
                return
            }
            again.replica.close()
            let anew = Replica.open(identity, in: scratch.folder, damage: words)
            #expect(anew.problem?.kind == .storage)
            #expect(try await anew.replica.rows().isEmpty)
        }
    }

    @Test("A deleted or replaced file is noticed")
    func inPlace() async throws {
        let replica = try await Replica.filled(scratch)
        #expect(replica.isInPlace)
        try FileManager.default.removeItem(atPath: try #require(scratch.path(of: ".sqlite")))
        #expect(!replica.isInPlace)
    }

    @Test("A copy of the files taken in the middle of a transaction opens, with all that was committed")
    func crash() async throws {
        let replica = try await Replica.filled(scratch)
        for start in stride(from: 0, to: 2_000, by: 100) {
            _ = try await replica.apply(Sighting((start..<start + 100).map { image($0) }, in: .visible, at: noon))
        }
        let copy = Scratch()
        let from = scratch.folder.path
        try await replica.store.write { db in
            for number in 0..<500 {
                try db.execute(sql: "DELETE FROM image WHERE number = ?", arguments: [number * 3])
            }
            // What a process killed now would leave behind: SQLite's index of its log dies with the memory.
            try FileManager.default.createDirectory(atPath: copy.path, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: from, toPath: copy.folder.path)
        }
        let opened = Replica.open(identity, in: copy.folder)
        #expect(opened.problem == nil)
        #expect(try await opened.replica.rows().count == 2_000)
        let verdict = try await opened.replica.store.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
        #expect(verdict == "ok")
    }
}
