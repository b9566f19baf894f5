import Catalog
import CatalogService
import OpenStack
import Replica
import Testing

@Suite("The full pass", .timeLimit(.minutes(2)))
struct FullPassTests {
    private let scratch = Scratch()

    /// Full passes and nothing in between.
    private static let intervals: SyncIntervals = {
        var intervals = SyncIntervals()
        intervals.full = .seconds(20)
        intervals.delta = .seconds(10_000)
        intervals.offers = .seconds(10_000)
        return intervals
    }()

    @Test("R16, R75: a member's first fill brings own, public and community images and all offers with their states")
    func member() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(
            image(1), image(2, .shared), image(3, owner: theirs, .public), image(4, owner: theirs, .community),
            image(5, owner: theirs), image(6, owner: theirs, .shared), image(7, owner: theirs, .shared))
        cloud.put(
            image(8, owner: theirs, .shared), image(9, owner: theirs, .shared), image(10, hidden: true),
            image(11, owner: theirs, .shared, hidden: true))
        cloud.share(id(7), with: mine, .accepted)
        cloud.share(id(8), with: mine, .pending)
        cloud.share(id(9), with: mine, .rejected)
        cloud.share(id(11), with: mine, .pending)
        let desk = Desk(scratch, intervals: Self.intervals)
        await desk.open(cloud)
        try await desk.passes(1)
        let offers: [Int: MemberStatus?] = [
            1: nil, 2: nil, 3: nil, 4: nil, 7: .accepted, 8: .pending, 9: .rejected, 10: nil, 11: .pending,
        ]
        #expect(Set(desk.rows.keys) == Set(offers.keys.map { id($0) }))
        for (number, status) in offers { #expect(desk.rows[id(number)]?.offer?.status == status) }
        #expect(desk.rows.values.allSatisfy { $0.news == nil })
    }

    @Test("R17: an administrator's first fill brings every image, hidden ones too, without asking for offers")
    func admin() async throws {
        let cloud = ScriptedCloud(session(["admin"]))
        cloud.put(
            image(1), image(2, owner: theirs), image(3, owner: theirs, .community),
            image(4, owner: theirs, .shared, hidden: true))
        cloud.share(id(4), with: mine, .pending)
        let desk = Desk(scratch, intervals: Self.intervals)
        await desk.open(cloud)
        try await desk.passes(1)
        #expect(Set(desk.rows.keys) == [id(1), id(2), id(3), id(4)])
        #expect(!cloud.calls.contains { $0.hasPrefix("pending") || $0.hasPrefix("member") })
    }

    @Test("Events come in their order: replica, rows, connection, session, changes, end of the pass")
    func order() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1))
        let desk = Desk(scratch, intervals: Self.intervals)
        await desk.open(cloud)
        try await desk.passes(1)
        let names = desk.now.events.map { event in
            switch event {
            case .replicaOpened(nil, nil, PaneCounts()): "replica"
            case .loaded(let rows, _) where rows.isEmpty: "loaded"
            case .connection(.signingIn): "signing in"
            case .signedIn(session()): "session"
            case .connection(.online): "online"
            case .changed: "changed"
            case .passProgress(let progress) where progress.isDone: "done"
            case .synchronised(_, quiet: false): "synchronised"
            default: ""
            }
        }
        #expect(
            names.filter { !$0.isEmpty }
                == [
                    "replica", "loaded", "loaded", "signing in", "session", "online", "changed", "done", "synchronised",
                ]
                || names.filter { !$0.isEmpty }
                    == [
                        "replica", "loaded", "signing in", "loaded", "session", "online", "changed", "done",
                        "synchronised",
                    ]
        )
    }

    @Test("The first page has fifty images, for an early screen; all of a long list arrive")
    func pages() async throws {
        let cloud = ScriptedCloud(session())
        for number in 1...437 { cloud.put(image(number)) }
        let desk = Desk(scratch, intervals: Self.intervals)
        await desk.open(cloud)
        try await desk.passes(1)
        #expect(cloud.calls.first { $0.hasPrefix("visible") } == "visible limit=50")
        #expect(desk.rows.count == 437)
    }

    @Test("A later pass finds what was deleted or is no longer shown, and marks what is new")
    func withdrawn() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1), image(2), image(3, owner: theirs, .public), image(4, hidden: true))
        let desk = Desk(scratch, intervals: Self.intervals)
        await desk.open(cloud)
        try await desk.passes(1)
        cloud.delete(id(1))
        cloud.delete(id(4))
        cloud.change(id(3)) { $0.visibility = .private }
        cloud.put(image(5))
        try await desk.wait("the withdrawal", advancing: .seconds(1), for: { $0.rows[id(1)]?.news == .withdrawn })
        #expect(
            desk.rows.mapValues(\.news)
                == [id(1): .withdrawn, id(2): nil, id(3): .withdrawn, id(4): .withdrawn, id(5): .added])
    }

    @Test("A pass that fails in a listing withdraws nothing, and goes on where it was when the service answers again")
    func brokenOff() async throws {
        let cloud = ScriptedCloud(session())
        for number in 1...300 { cloud.put(image(number)) }
        let desk = Desk(scratch, intervals: Self.intervals)
        await desk.open(cloud)
        try await desk.passes(1)
        cloud.delete(id(299))
        cloud.with { $0.largestPage = 50 }
        cloud.with {
            $0.trouble = { $0.hasPrefix("visible limit") && $0.contains("after=200") ? .refusedConnection : nil }
        }
        try await desk.wait(
            "the loss", advancing: .seconds(1), for: { if case .lost = $0.connection { true } else { false } })
        #expect(desk.rows[id(299)]?.news == nil)
        cloud.forgetCalls()
        cloud.with { $0.trouble = { _ in nil } }
        try await desk.wait("the withdrawal", advancing: .seconds(1), for: { $0.rows[id(299)]?.news == .withdrawn })
        #expect(desk.rows.count == 300)
        #expect(cloud.calls.first { $0.hasPrefix("visible limit") }?.hasSuffix("after=200") == true)
        try await desk.wait("the end of the pass", advancing: .seconds(1), for: { $0.connection == .online })
    }

    @Test("An offers' listing that is refused spoils neither the rest of the pass nor its own rows")
    func refusedListing() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1), image(2, owner: theirs, .shared))
        cloud.share(id(2), with: mine, .rejected)
        let desk = Desk(scratch, intervals: Self.intervals)
        await desk.open(cloud)
        try await desk.passes(1)
        cloud.delete(id(1))
        let refusal = Problem(.forbidden, attempt: "Could not list images", reason: "no", httpStatus: 403)
        cloud.with { $0.trouble = { $0.hasPrefix("rejected") ? refusal : nil } }
        try await desk.wait("the withdrawal", advancing: .seconds(1), for: { $0.rows[id(1)]?.news == .withdrawn })
        #expect(desk.rows[id(2)]?.news == nil && desk.rows[id(2)]?.offer?.status == .rejected)
        #expect(desk.now.connection == .online)
        let notices = desk.now.events.filter { if case .notice = $0 { true } else { false } }
        #expect(notices.count == 1)
    }

    @Test("Images that are too large to be listed together are listed a few at a time")
    func largePages() async throws {
        let cloud = ScriptedCloud(session())
        for number in 1...100 { cloud.put(image(number)) }
        // More than six do not fit.
        cloud.with { state in
            state.trouble = { words in
                let limit = words.split(separator: " ").first { $0.hasPrefix("limit=") }?.dropFirst(6)
                return (limit.flatMap { Int($0) } ?? 0) > 6 ? .tooLargeForOnePiece : nil
            }
        }
        let desk = Desk(scratch, intervals: Self.intervals)
        await desk.open(cloud)
        try await desk.passes(1)
        #expect(desk.rows.count == 100)
    }

    @Test("GLANCE-FACTS 4: the image after which a page begins is deleted; the listing goes on after the one before")
    func vanishedMarker() async throws {
        let cloud = ScriptedCloud(session())
        for number in 1...300 { cloud.put(image(number)) }
        cloud.with { state in
            state.largestPage = 50
            // The newest come first: 300 … 251, then 250 … 201. The marker and its neighbours go at once.
            state.afterwards = { words, cloud in
                if words == "visible limit=50" { for number in 251...253 { cloud.delete(id(number)) } }
            }
        }
        let desk = Desk(scratch, intervals: Self.intervals)
        await desk.open(cloud)
        try await desk.passes(1)
        #expect(
            cloud.calls.contains { $0.hasSuffix("after=251") } && cloud.calls.contains { $0.hasSuffix("after=254") })
        // Their end, which no list tells of, is noticed on that occasion.
        #expect(Set(desk.rows.keys) == Set((1...300).map { id($0) }).subtracting((251...253).map { id($0) }))
    }

    @Test(
        "GLANCE-FACTS 3: a link that leads back is not followed; a listing that never ends withdraws nothing",
        arguments: [false, true])
    func circle(isEndless: Bool) async throws {
        let cloud = ScriptedCloud(session())
        for number in 1...120 { cloud.put(image(number)) }
        let desk = Desk(scratch, intervals: Self.intervals)
        await desk.open(cloud)
        try await desk.passes(1)
        cloud.delete(id(5))
        cloud.with { state in
            state.largestPage = 50
            state.link = { next, _ in next != nil || isEndless ? PageMarker(after: id(71)) : nil }
        }
        try await desk.wait("the second full pass", advancing: .seconds(1), for: { $0.fullPasses > 1 })
        #expect(desk.rows.count == 120)
        #expect(desk.rows[id(5)]?.news == (isEndless ? nil : .withdrawn))
    }

    @Test("A page with an image that cannot be read shows the others, says so, and withdraws nothing")
    func unreadable() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1), image(2))
        let desk = Desk(scratch, intervals: Self.intervals)
        await desk.open(cloud)
        try await desk.passes(1)
        cloud.delete(id(1))
        cloud.put(image(3))
        cloud.with { $0.unreadable = 1 }
        try await desk.wait("the new row", advancing: .seconds(1), for: { $0.rows[id(3)] != nil })
        try await desk.wait("the second full pass", advancing: .seconds(1), for: { $0.fullPasses > 1 })
        #expect(desk.rows[id(1)]?.news == nil)
        let notices = desk.now.events.filter { if case .notice = $0 { true } else { false } }
        #expect(notices.count == 1)
    }

    @Test("R75: an offer accepted elsewhere while the pass is under way is not withdrawn by it")
    func acceptedMeanwhile() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1), image(2, owner: theirs, .shared))
        cloud.share(id(2), with: mine, .pending)
        let desk = Desk(scratch, intervals: Self.intervals)
        await desk.open(cloud)
        try await desk.passes(1)
        // The visible images have been read without it; the offers are read without it; only the member record knows.
        cloud.with { state in
            state.afterwards = { words, cloud in
                if words.hasPrefix("visible limit") { cloud.share(id(2), with: mine, .accepted) }
            }
        }
        try await desk.wait("the second full pass", advancing: .seconds(1), for: { $0.fullPasses > 1 })
        #expect(desk.rows[id(2)]?.offer?.status == .accepted)
        #expect(desk.changes.allSatisfy { $0.kind != .withdrawn })
    }

    @Test("A full pass that finds everything as it was is quiet")
    func quiet() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1), image(2, hidden: true))
        let desk = Desk(scratch, intervals: Self.intervals)
        await desk.open(cloud)
        try await desk.passes(1)
        try await desk.wait("the second full pass", advancing: .seconds(1), for: { $0.fullPasses > 1 })
        try await desk.wait("its end", for: { if case .synchronised = $0.events.last { true } else { false } })
        guard case .synchronised(_, quiet: true) = desk.now.events.last else {
            Issue.record("the pass was not quiet")
            return
        }
    }

    @Test("An image that is shown again while the pass reads the hidden ones is not lost")
    func movingBetweenListings() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1), image(2, hidden: true))
        let desk = Desk(scratch, intervals: Self.intervals)
        await desk.open(cloud)
        try await desk.passes(1)
        cloud.with { state in
            state.afterwards = { words, cloud in
                if words.hasPrefix("visible limit") { cloud.change(id(2)) { $0.isHidden = false } }
            }
        }
        try await desk.wait("the change", advancing: .seconds(1), for: { $0.rows[id(2)]?.image.isHidden == false })
        #expect(desk.changes.allSatisfy { $0.kind != .withdrawn })
    }
}
