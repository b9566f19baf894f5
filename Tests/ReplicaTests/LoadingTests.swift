import Catalog
import Testing

@testable import Replica

@Suite("Loading")
struct LoadingTests {
    private let scratch = Scratch()

    @Test("R43: rows come in the order of names, with numbers by value, in batches of which one is the last")
    func order() async throws {
        let replica = try await Replica.filled(scratch)
        try await replica.see(image(1, "b-v1.10"), image(2, "B-v1.9"), image(3, "a"), image(4, "c"), image(5, "d"))
        for batch in [1, 2, 5, 9] {
            #expect(try await replica.rows(batch: batch).map(\.image.name) == ["a", "B-v1.9", "b-v1.10", "c", "d"])
        }
    }

    @Test("Rows that are there already are left out")
    func known() async throws {
        let replica = try await Replica.filled(scratch)
        try await replica.see(image(1), image(2), image(3))
        let (stream, continuation) = AsyncStream<[CatalogueEntry]>.makeStream()
        try await replica.load(without: [id(1), id(3)]) { entries, isLast in
            continuation.yield(entries)
            if isLast { continuation.finish() }
        }
        var rows: [ImageID] = []
        for await batch in stream { rows += batch.map(\.id) }
        #expect(rows == [id(2)])
    }

    @Test("R17: the first rows of a pane are its own: by name, without hidden ones")
    func firstRows() async throws {
        let replica = try await Replica.filled(scratch, session(["admin"]))
        try await replica.see(
            image(1, "e"), image(2, "d", owner: theirs, .private), image(3, "c", owner: theirs, .public),
            image(4, "b", owner: theirs, .community), image(6, "f", owner: theirs, .shared))
        try await replica.see(image(5, "a", hidden: true), in: .hidden)
        #expect(try await replica.firstRows(of: .images, limit: 9).map(\.image.name) == ["b", "c", "e"])
        #expect(try await replica.firstRows(of: .images, limit: 2).map(\.image.name) == ["b", "c"])
        #expect(try await replica.firstRows(of: .admin, limit: 9).map(\.image.name) == ["b", "c", "d", "e", "f"])
        #expect(try await replica.firstRows(of: .shared, limit: 9).isEmpty)
    }

    @Test("Shared with Me begins with the offers that wait for an answer")
    func pendingFirst() async throws {
        let replica = try await Replica.filled(scratch)
        try await replica.see(image(1, "a", owner: theirs, .shared))
        try await replica.see(image(2, "b", owner: theirs, .shared), in: .rejected)
        try await replica.see(image(3, "c", owner: theirs, .shared), in: .pending)
        #expect(try await replica.firstRows(of: .shared, limit: 9).map(\.image.name) == ["c", "a", "b"])
    }

    @Test("The panes' counts leave out hidden and withdrawn rows")
    func counts() async throws {
        let replica = try await Replica.filled(scratch, session(["admin"]))
        try await replica.see(
            image(1), image(2), image(3, owner: theirs, .private), image(4, owner: theirs, .shared),
            image(5, owner: theirs, .shared))
        try await replica.see(image(6, hidden: true), in: .hidden)
        _ = try await replica.apply(
            [id(4): Offer(status: .pending), id(5): Offer(status: .accepted)], at: noon)
        _ = try await replica.withdraw([id(2)])
        let counts = try await replica.counts()
        #expect(counts.visible == [.images: 2, .shared: 2, .admin: 4])
        #expect(counts.hidden == [.images: 1, .admin: 1])
        #expect(counts.pending == 1)
    }

    @Test("Notes come back with their time, and one that cannot be read is none")
    func notes() async throws {
        let replica = try await Replica.filled(scratch)
        let names = NoteKey<[String: String]>("names")
        #expect(try await replica.note(names)?.value == nil)
        try await replica.keep(["0a": "platform"], as: names, at: noon)
        let note = try await replica.note(names)
        #expect(note?.value == ["0a": "platform"] && note?.at == noon)
        #expect(try await replica.note(NoteKey<[Int]>("names"))?.value == nil)
    }
}
