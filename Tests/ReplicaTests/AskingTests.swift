import Catalog
import Testing

@testable import Replica

@Suite("Asking about offers")
struct AskingTests {
    private let scratch = Scratch()

    @Test("Of other projects' shared images those are asked about that have no fresh answer")
    func toAsk() async throws {
        let replica = try await Replica.filled(scratch, session(["admin"]))
        try await replica.see(
            image(1, owner: theirs, .shared), image(2, owner: theirs, .shared), image(3, owner: theirs, .shared),
            image(4, owner: theirs, .shared), image(5, owner: theirs, .private), image(6, owner: mine, .shared))
        _ = try await replica.withdraw([id(4)])
        let hour: Int64 = 3_600
        #expect(try await ask(replica, at: noon) == [id(1), id(2), id(3)])
        _ = try await replica.apply([id(1): nil], at: noon)
        _ = try await replica.apply([id(2): Offer(status: .pending)], at: noon + 60)
        #expect(try await ask(replica, at: noon + 60) == [id(3)])
        #expect(try await ask(replica, at: noon + 361) == [id(3), id(2)])
        #expect(try await ask(replica, at: noon + hour + 1) == [id(3), id(1), id(2)])
        #expect(try await replica.sharesToAsk(noBefore: noon, yesBefore: noon).total == 3)
    }

    @Test("An image that becomes shared is asked about, whatever was answered before")
    func again() async throws {
        let replica = try await Replica.filled(scratch, session(["admin"]))
        try await replica.see(image(1, owner: theirs, .shared))
        _ = try await replica.apply([id(1): nil], at: noon)
        try await replica.see(image(1, owner: theirs, .private))
        #expect(try await ask(replica, at: noon).isEmpty)
        try await replica.see(image(1, owner: theirs, .shared))
        #expect(try await ask(replica, at: noon) == [id(1)])
    }

    @Test("R75: a member's answer moves the row to the listing that will show it from now on")
    func moving() async throws {
        let replica = try await Replica.filled(scratch)
        try await replica.see(image(1, owner: theirs, .shared), image(2, owner: theirs, .shared), in: .pending)
        _ = try await replica.apply([id(1): Offer(status: .accepted), id(2): Offer(status: .rejected)], at: noon)
        let rows = try await replica.rows(of: [id(2), id(9), id(1)])
        #expect(rows.map(\.entry.id) == [id(2), id(1)])
        #expect(rows.map(\.list) == [.rejected, .visible])
    }

    @Test("A share met by its ID alone is not taken for an accepted one")
    func unknownShare() async throws {
        let replica = try await Replica.filled(scratch)
        let sighted = try await replica.apply(
            Sighting([image(1, owner: theirs, .shared), image(2, owner: theirs, .community)], in: nil, at: noon))
        #expect(sighted.changes.map(\.entry.id) == [id(2)])
        #expect(try await replica.rows().map(\.id) == [id(2)])
    }

    /// With a "no" kept for an hour and a "yes" for five minutes.
    private func ask(_ replica: Replica, at: Instant) async throws -> [ImageID] {
        try await replica.sharesToAsk(noBefore: at + -3_600, yesBefore: at + -300).ids
    }
}
