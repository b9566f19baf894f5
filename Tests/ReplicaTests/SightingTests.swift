import Catalog
import GRDB
import Testing

@testable import Replica

@Suite("Taking in what the service shows")
struct SightingTests {
    private let scratch = Scratch()

    @Test("During the first fill rows are added without marks; afterwards new rows are news")
    func firstFill() async throws {
        let replica = try await Replica.fresh(scratch, session())
        let first = try await replica.see(image(1))
        #expect(first.changes.map(\.kind) == [.added] && first.changes.first?.entry.news == nil)
        try await replica.endFirstPass()
        let second = try await replica.see(image(2))
        #expect(second.changes.map(\.kind) == [.added] && second.changes.first?.entry.news == .added)
        #expect(try await replica.row(1)?.news == nil)
        #expect(try await replica.row(2)?.news == .added)
    }

    @Test("Rows that are as they were are seen, but neither changed nor written")
    func unchanged() async throws {
        let replica = try await Replica.filled(scratch)
        let first = try await replica.see(image(1), image(2))
        let before = try await replica.store.read { try $0.lastRevision() }
        let again = try await replica.see(image(1), image(2), at: noon + 60)
        #expect(again.changes.isEmpty)
        #expect(again.rows == first.rows && again.rows.count == 2)
        #expect(try await replica.store.read { try $0.lastRevision() } == before)
    }

    @Test("A changed row is marked as changed, a new one that changes stays new")
    func changed() async throws {
        let replica = try await Replica.filled(scratch)
        try await replica.see(image(1), image(2))
        _ = try await replica.markSeen([id(1)])
        let changes = try await replica.see(image(1, "renamed"), image(2, "renamed")).changes
        #expect(changes.map(\.kind) == [.changed, .changed])
        #expect(changes.map(\.entry.news) == [.changed, .added])
        #expect(try await replica.row(1)?.image.name == "renamed")
    }

    @Test("What the user did gets no mark")
    func ownDeed() async throws {
        let replica = try await Replica.filled(scratch)
        var sighting = Sighting([image(1)], in: nil, at: noon)
        sighting.isNews = false
        let changes = try await replica.apply(sighting).changes
        #expect(changes.map(\.kind) == [.added] && changes.first?.entry.news == nil)
    }

    @Test("An image that the service does not list twice in one page is stored once, by its latest form")
    func twice() async throws {
        let replica = try await Replica.filled(scratch)
        try await replica.see(image(1), image(1, "again"))
        #expect(try await replica.rows().map(\.image.name) == ["again"])
    }

    @Test("A transitional status becomes stuck after its time, and the row then changes without becoming news")
    func stuck() async throws {
        let replica = try await Replica.filled(scratch)
        var saving = image(1)
        saving.status = .saving
        #expect(try await replica.see(saving, at: noon + 1_799).changes.first?.entry.isStuck == false)
        _ = try await replica.markSeen([id(1)])
        let change = try #require(try await replica.see(saving, at: noon + 1_800).changes.first)
        #expect(change.kind == .changed && change.entry.isStuck && change.entry.news == nil)
        #expect(try await replica.row(1)?.isStuck == true)
        saving.status = .active
        #expect(try await replica.see(saving, at: noon + 1_900).changes.first?.entry.isStuck == false)
    }

    @Test("R75: a member's offer follows the listing that shows it: pending, accepted, rejected")
    func offers() async throws {
        let replica = try await Replica.filled(scratch)
        let offered = image(1, owner: theirs, .shared)
        try await replica.see(offered, in: .pending)
        #expect(try await replica.row(1)?.offer == Offer(status: .pending))
        #expect(try await replica.counts().pending == 1)
        _ = try await replica.apply([id(1): Offer(status: .pending, offeredAt: noon)], at: noon)
        let accepted = try await replica.see(offered, in: .visible).changes
        #expect(accepted.map(\.kind) == [.changed])
        #expect(accepted.first?.entry.offer == Offer(status: .accepted, offeredAt: noon))
        try await replica.see(offered, in: .rejected)
        #expect(try await replica.row(1)?.offer?.status == .rejected)
        #expect(try await replica.counts().pending == 0)
    }

    @Test("Own shared images and other projects' public ones carry no offer")
    func noOffers() async throws {
        let replica = try await Replica.filled(scratch)
        try await replica.see(
            image(1, owner: mine, .shared), image(2, owner: theirs, .public), image(3, owner: theirs, .community))
        #expect(try await replica.rows().allSatisfy { $0.offer == nil })
    }

    @Test("For an administrator only the answer about membership makes an offer, and listings leave it alone")
    func adminOffers() async throws {
        let replica = try await Replica.filled(scratch, session(["admin"]))
        let offered = image(1, owner: theirs, .shared)
        try await replica.see(offered, image(2, owner: theirs, .shared))
        #expect(try await replica.rows().allSatisfy { $0.offer == nil })
        let answers: [ImageID: Offer?] = [id(1): Offer(status: .accepted, offeredAt: noon), id(2): nil]
        let changes = try await replica.apply(answers, at: noon)
        #expect(changes.map(\.entry.id) == [id(1)] && changes.first?.kind == .changed)
        try await replica.see(offered)
        #expect(try await replica.row(1)?.offer?.status == .accepted)
        try await replica.see(image(1, owner: theirs, .private))
        #expect(try await replica.row(1)?.offer == nil)
    }

    @Test("The date of an offer is no news, a new answer is")
    func offerDates() async throws {
        let replica = try await Replica.filled(scratch)
        try await replica.see(image(1, owner: theirs, .shared), in: .pending)
        _ = try await replica.markSeen([id(1)])
        let dated = try await replica.apply([id(1): Offer(status: .pending, offeredAt: noon)], at: noon)
        #expect(dated.map(\.entry.news) == [nil])
        #expect(try await replica.apply([id(1): Offer(status: .pending, offeredAt: noon)], at: noon).isEmpty)
        let answered = try await replica.apply([id(1): Offer(status: .rejected, offeredAt: noon)], at: noon)
        #expect(answered.map(\.entry.news) == [.changed])
    }
}
