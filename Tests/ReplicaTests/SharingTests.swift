import Catalog
import Testing

@testable import Replica

@Suite("Several programs, several users")
struct SharingTests {
    private let scratch = Scratch()

    @Test("One of two programs may synchronise; the right falls free when the first lets go")
    func lead() async throws {
        let one = try await Replica.filled(scratch)
        let other = Replica.open(identity, in: scratch.folder).replica
        #expect(one.lead() && one.lead())
        #expect(!other.lead())
        one.close()
        #expect(other.lead())
    }

    @Test("Each program learns of the other's changes, once, and not of its own")
    func following() async throws {
        let one = try await Replica.filled(scratch)
        let other = Replica.open(identity, in: scratch.folder).replica
        guard case .nothing = try await other.changesByOthers() else {
            Issue.record("nothing has happened yet")
            return
        }
        try await one.see(image(1), image(2))
        #expect(try await changes(other).map(\.kind) == [.added, .added])
        #expect(try await changes(other).isEmpty)
        #expect(try await changes(one).isEmpty)
        _ = try await one.withdraw([id(1)])
        #expect(try await changes(other).map(\.kind) == [.withdrawn])
        _ = try await other.markSeen([id(1), id(2)])
        let seen = try await changes(one)
        #expect(Set(seen.map(\.kind)) == [.removed, .changed])
        #expect(try await changes(other).isEmpty)
    }

    @Test("Changes by both at the same time reach both")
    func both() async throws {
        let one = try await Replica.filled(scratch)
        let other = Replica.open(identity, in: scratch.folder).replica
        try await one.see(image(1))
        try await other.see(image(2))
        #expect(try await changes(one).map(\.entry.id).contains(id(2)))
        #expect(try await changes(other).map(\.entry.id).contains(id(1)))
    }

    @Test(
        "Another project, user or set of roles empties the replica; the same in another order does not",
        arguments: [
            (session(["member", "reader"]), session(["reader", "member"]), false),
            (session(["member"]), session(["admin", "member"]), true),
            (session(), session(project: theirs), true),
            (session(), session(user: "u2"), true),
        ])
    func sessions(_ before: Session, _ after: Session, isCleared: Bool) async throws {
        let replica = try await Replica.filled(scratch, before)
        try await replica.see(image(1))
        #expect(try await replica.begin(after, at: noon) == isCleared)
        #expect(try await replica.rows().isEmpty == isCleared)
        #expect(try await replica.note(.passes)?.value.full == (isCleared ? nil : noon))
        #expect(try await replica.note(.session)?.value == after)
        #expect(replica.scope == PaneScope(after))
    }

    @Test("The other program learns that everything was thrown away")
    func replaced() async throws {
        let one = try await Replica.filled(scratch)
        try await one.see(image(1))
        let other = Replica.open(identity, in: scratch.folder).replica
        _ = try await one.begin(session(["admin"]), at: noon + 1)
        guard case .replaced = try await other.changesByOthers() else {
            Issue.record("the change of content went unnoticed")
            return
        }
        #expect(other.scope.isAdmin)
        try await one.see(image(2))
        #expect(try await changes(other).map(\.entry.id) == [id(2)])
    }

    private func changes(_ replica: Replica) async throws -> [CatalogueChange] {
        switch try await replica.changesByOthers() {
        case .nothing: return []
        case .changes(let changes): return changes
        case .replaced:
            Issue.record("the content was not replaced")
            return []
        }
    }
}
