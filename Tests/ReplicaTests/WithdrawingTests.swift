import Catalog
import GRDB
import Testing

@testable import Replica

@Suite("Withdrawing rows")
struct WithdrawingTests {
    private let scratch = Scratch()

    @Test("Rows of a listing that it no longer shows are missing; those of other listings are not")
    func missing() async throws {
        let replica = try await Replica.filled(scratch)
        try await replica.see(image(1), image(2))
        try await replica.see(image(3, hidden: true), in: .hidden)
        var seen = SlotSet()
        for row in try await replica.see(image(2)).rows { seen.insert(row) }
        #expect(try await replica.missing(from: [.visible], seen: seen).map(\.id) == [id(1)])
        #expect(Set(try await replica.missing(from: [.visible, .hidden], seen: seen).map(\.id)) == [id(1), id(3)])
    }

    @Test("A row that changed while the listing was read is not missing from it")
    func changedMeanwhile() async throws {
        let replica = try await Replica.filled(scratch)
        try await replica.see(image(1), image(2))
        let revision = try await replica.revision()
        try await replica.see(image(2, "changed"), image(3))
        let missing = try await replica.missing(from: [.visible], seen: SlotSet(), since: revision)
        #expect(missing.map(\.id) == [id(1)])
    }

    @Test("An image that moved to another listing is not missing from the first")
    func moved() async throws {
        let replica = try await Replica.filled(scratch)
        try await replica.see(image(1))
        try await replica.see(image(1), in: .hidden)
        #expect(try await replica.missing(from: [.visible], seen: SlotSet()).isEmpty)
        #expect(try await replica.missing(from: [.hidden], seen: SlotSet()).map(\.id) == [id(1)])
    }

    @Test("A withdrawn row stays until it was seen, is counted nowhere and is withdrawn only once")
    func withdraw() async throws {
        let replica = try await Replica.filled(scratch)
        try await replica.see(image(1), image(2))
        #expect(try await replica.counts().visible[.images] == 2)
        let changes = try await replica.withdraw([id(1)])
        #expect(changes.map(\.kind) == [.withdrawn] && changes.first?.entry.isWithdrawn == true)
        #expect(try await replica.withdraw([id(1)]).isEmpty)
        #expect(try await replica.missing(from: [.visible], seen: SlotSet()).map(\.id) == [id(2)])
        #expect(try await replica.counts().visible[.images] == 1)
        #expect(try await replica.firstRows(of: .images, limit: 9).map(\.id) == [id(1), id(2)])
        let seen = try await replica.markSeen([id(1), id(2)])
        #expect(seen.map(\.kind) == [.removed, .changed])
        #expect(seen.last?.entry.news == nil)
        #expect(try await replica.rows().map(\.id) == [id(2)])
        #expect(try await replica.firstRows(of: .images, limit: 9).map(\.id) == [id(2)])
        #expect(try await replica.markSeen([id(1), id(2)]).isEmpty)
    }

    @Test("During the first fill a row goes without a mark")
    func firstFill() async throws {
        let replica = try await Replica.fresh(scratch, session())
        try await replica.see(image(1))
        #expect(try await replica.withdraw([id(1)]).map(\.kind) == [.removed])
        #expect(try await replica.rows().isEmpty)
    }

    @Test("A withdrawn image that comes back as it was is plain again; one that differs is changed")
    func comeBack() async throws {
        let replica = try await Replica.filled(scratch)
        try await replica.see(image(1), image(2), image(3))
        _ = try await replica.markSeen([id(1), id(2), id(3)])
        _ = try await replica.withdraw([id(1), id(2), id(3)])
        _ = try await replica.markSeen([id(3)])
        let changes = try await replica.see(image(1), image(2, "other"), image(3)).changes
        #expect(changes.map(\.kind) == [.changed, .changed, .added])
        #expect(changes.map(\.entry.news) == [nil, .changed, .added])
    }

    @Test("What was withdrawn and seen is removed from the file at the next start")
    func purge() async throws {
        let replica = try await Replica.filled(scratch)
        try await replica.see(image(1), image(2))
        _ = try await replica.withdraw([id(1)])
        _ = try await replica.markSeen([id(1)])
        try await replica.see(image(3))
        try await replica.purge()
        #expect(try await replica.store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM image") } == 2)
        #expect(try await replica.rows().map(\.id) == [id(2), id(3)])
    }
}
