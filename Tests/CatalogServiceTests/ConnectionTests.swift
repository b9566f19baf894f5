import Catalog
import CatalogService
import Foundation
import OpenStack
import Replica
import Testing

@Suite("Connection", .timeLimit(.minutes(2)))
struct ConnectionTests {
    private let scratch = Scratch()

    private func isLost(_ known: Desk.Known) -> Bool {
        if case .lost = known.connection { true } else { false }
    }

    private func isLoss(_ event: ServiceEvent) -> Bool {
        if case .connection(.lost) = event { true } else { false }
    }

    private func retryAt(_ desk: Desk) -> Instant? {
        if case .lost(_, let retryAt) = desk.now.connection { retryAt } else { nil }
    }

    @Test("Who chose to be offline sees the replica and sends nothing")
    func offline() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1))
        let online = Desk(scratch)
        await online.open(cloud)
        try await online.passes(1)
        await online.service.close()
        cloud.forgetCalls()
        let desk = Desk(scratch, time: online.time)
        await desk.open(cloud, isOffline: true)
        try await desk.wait("the rows", for: { $0.isLoaded && $0.connection == .offlineByChoice })
        await desk.time.advance(by: .seconds(3_600))
        #expect(Set(desk.rows.keys) == [id(1)])
        #expect(cloud.calls.isEmpty)
    }

    @Test("While the service cannot be reached the rows stay, and the pauses grow from one second to five minutes")
    func backoff() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1))
        let desk = Desk(scratch)
        await desk.open(cloud)
        try await desk.passes(1)
        cloud.with { $0.trouble = { $0 == "session" ? nil : .refusedConnection } }
        await desk.service.refresh()
        try await desk.wait("the loss", for: isLost)
        #expect(Set(desk.rows.keys) == [id(1)])
        for pause: Int64 in [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300] {
            #expect(retryAt(desk).map { $0 - desk.time.now } == pause)
            try await desk.wait("the pause", for: { _ in desk.time.isAwaited(in: .seconds(pause)) })
            let attempts = desk.now.events.count(where: isLoss)
            await desk.time.advance(by: .seconds(pause))
            try await desk.wait("the next loss", for: { $0.events.count(where: isLoss) > attempts })
        }
        cloud.with { $0.trouble = { _ in nil } }
        cloud.put(image(2))
        try await desk.wait(
            "the recovery", advancing: .seconds(10), for: { $0.connection == .online && $0.rows[id(2)] != nil })
    }

    @Test("The user's word brings the next attempt at once")
    func retry() async throws {
        let cloud = ScriptedCloud(session())
        cloud.with { $0.trouble = { _ in .refusedConnection } }
        let desk = Desk(scratch)
        await desk.open(cloud)
        try await desk.wait("the loss", for: isLost)
        cloud.with { $0.trouble = { _ in nil } }
        await desk.service.refresh()
        try await desk.passes(1)
        #expect(desk.now.connection == .online)
    }

    @Test("A service that says when to come back is not asked before")
    func retryAfter() async throws {
        let cloud = ScriptedCloud(session())
        let busy = Problem(.busy(retryAfter: 120), attempt: "Could not list images", reason: "busy", httpStatus: 503)
        cloud.with { $0.trouble = { $0.hasPrefix("visible") ? busy : nil } }
        let desk = Desk(scratch)
        await desk.open(cloud)
        try await desk.wait("the loss", for: isLost)
        #expect(retryAt(desk) == desk.time.start + 120)
        cloud.with { $0.trouble = { _ in nil } }
        cloud.forgetCalls()
        await desk.time.advance(by: .seconds(119))
        #expect(cloud.calls.isEmpty)
        try await desk.wait("the pass", advancing: .seconds(1), for: { $0.passes > 0 })
    }

    @Test("A whole list that cannot be read stays told while changes are read, until a pass over everything succeeds")
    func incomplete() async throws {
        let cloud = ScriptedCloud(session())
        for number in 1...120 { cloud.put(image(number)) }
        let desk = Desk(scratch)
        await desk.open(cloud)
        try await desk.passes(1)
        let torn = Problem(.malformed, attempt: "Could not list images", reason: "the answer is no valid JSON")
        // Whole lists go wrong, rows by their ID and lists of changes are answered.
        cloud.with {
            $0.trouble = { $0.hasPrefix("visible limit") && !$0.contains("since") && !$0.contains("id") ? torn : nil }
        }
        desk.forgetEvents()
        await desk.service.refresh()
        func isIncomplete(_ known: Desk.Known) -> Bool {
            if case .incomplete(torn, retryAt: _?) = known.connection { true } else { false }
        }
        try await desk.wait("the trouble", for: isIncomplete)
        cloud.put(image(121))
        try await desk.wait("the change", advancing: .seconds(10), for: { $0.rows[id(121)] != nil })
        #expect(isIncomplete(desk.now))
        let events = desk.now.events
        #expect(!events.contains { if case .connection(.online) = $0 { true } else { false } })
        let from = events.firstIndex { if case .connection(.incomplete) = $0 { true } else { false } } ?? 0
        #expect(
            !events[from...].contains { if case .synchronised = $0 { true } else { false } },
            "the whole is no fresher than before")
        cloud.with { $0.trouble = { _ in nil } }
        try await desk.wait("the recovery", advancing: .seconds(10), for: { $0.connection == .online })
        try await desk.wait(
            "the time", for: { $0.events.contains { if case .synchronised = $0 { true } else { false } } })
    }

    @Test("Refused credentials are not tried again without the user: an account may be locked by that")
    func unauthorized() async throws {
        let cloud = ScriptedCloud(session())
        let refusal = Problem(.unauthorized, attempt: "Could not sign in", reason: "wrong password", httpStatus: 401)
        cloud.with { $0.trouble = { $0 == "session" ? refusal : nil } }
        let desk = Desk(scratch)
        await desk.open(cloud)
        try await desk.wait("the loss", for: isLost)
        #expect(retryAt(desk) == nil)
        await desk.time.advance(by: .seconds(10_000))
        #expect(cloud.calls == ["session"])
    }

    @Test("A token that the image service refuses is a passing trouble while the identity service takes the password")
    func refusedToken() async throws {
        let cloud = ScriptedCloud(session())
        let refusal = Problem(.unauthorized, attempt: "Could not list images", reason: "not accepted", httpStatus: 401)
        cloud.with { $0.trouble = { $0.hasPrefix("visible") ? refusal : nil } }
        let desk = Desk(scratch)
        await desk.open(cloud)
        try await desk.wait("the loss", for: isLost)
        #expect(retryAt(desk) == desk.time.now + 1)
        cloud.with { $0.trouble = { _ in nil } }
        try await desk.wait("the recovery", advancing: .seconds(1), for: { $0.passes > 0 })
    }

    @Test("A question for a secret reaches the screen, and the answer the one who asked")
    func secrets() async throws {
        let desk = Desk(scratch)
        let reports = desk.service.reports
        let request = CredentialRequest(secret: .password, cloud: "scripted", user: "alice")
        await desk.open(ScriptedCloud(session()))
        let answer = Task { try await reports.ask(request) }
        try await desk.wait(
            "the question",
            for: { known in
                known.events.contains { if case .credentialNeeded(request) = $0 { true } else { false } }
            })
        await desk.service.supply(Secret("geheim"))
        #expect(try await answer.value.revealed == "geheim")
        let refused = Task { try await reports.ask(request) }
        try await desk.wait(
            "the second question",
            for: { known in
                known.events.filter { if case .credentialNeeded = $0 { true } else { false } }.count == 2
            })
        await desk.service.supply(nil)
        await #expect(throws: Problem.self) { try await refused.value }
        // Nobody is left waiting when the cloud is closed.
        let abandoned = Task { try await reports.ask(request) }
        try await desk.wait(
            "the third question",
            for: { known in
                known.events.filter { if case .credentialNeeded = $0 { true } else { false } }.count == 3
            })
        await desk.service.close()
        await #expect(throws: Problem.self) { try await abandoned.value }
    }

    @Test("Closing ends the events and the cloud's connections, and drops what is still on its way")
    func closing() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1))
        let (gate, open) = AsyncStream<Void>.makeStream()
        cloud.with { $0.delay = { words in if words.hasPrefix("visible") { for await _ in gate {} } } }
        let desk = Desk(scratch)
        await desk.open(cloud)
        try await desk.wait("the question", for: { _ in cloud.calls.contains("visible limit=50") })
        await desk.service.close()
        open.finish()
        try await desk.wait("the end", for: { $0.isOver })
        #expect(desk.rows.isEmpty)
        #expect(cloud.with { $0.isClosed })
    }

    @Test("Another cloud takes the place of the first, with its own replica")
    func switching() async throws {
        let first = ScriptedCloud(session())
        first.put(image(1))
        let second = ScriptedCloud(session(project: theirs), identity: ReplicaIdentity(cloud: "other"))
        second.put(image(2, owner: theirs))
        let desk = Desk(scratch)
        await desk.open(first)
        try await desk.passes(1)
        await desk.open(second)
        try await desk.passes(1)
        #expect(Set(desk.rows.keys) == [id(2)])
        await desk.open(first, isOffline: true)
        try await desk.wait("the rows", for: { $0.isLoaded })
        #expect(Set(desk.rows.keys) == [id(1)])
    }

    private typealias Program = (desk: Desk, cloud: ScriptedCloud)

    /// Two programs with one replica, of which the first synchronises and the second has its rows.
    private func programs() async throws -> (Program, Program) {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1))
        let first = Desk(scratch, others: .seconds(1))
        await first.open(cloud)
        try await first.passes(1)
        let other = ScriptedCloud(session())
        other.put(image(1))
        let second = Desk(scratch, time: first.time, others: .seconds(1))
        await second.open(other)
        try await second.wait("the rows", for: { $0.rows[id(1)] != nil && $0.isLoaded })
        return ((first, cloud), (second, other))
    }

    @Test("Of two programs with one replica one synchronises; the other follows, and takes over when the first ends")
    func twoPrograms() async throws {
        let ((first, cloud), (second, other)) = try await programs()
        cloud.put(image(2))
        try await second.wait("the new row", advancing: .seconds(1), for: { $0.rows[id(2)] != nil })
        try await second.wait("the time of the pass", advancing: .seconds(1), for: { $0.passes > 0 })
        #expect(second.now.connection == .online, "it is signed in, whoever synchronises")
        #expect(!other.calls.contains { $0.hasPrefix("visible") })
        await first.service.close()
        try await second.wait(
            "the takeover", advancing: .seconds(1), for: { _ in other.calls.contains { $0.hasPrefix("visible") } })
    }

    @Test("While the program that synchronises is stopped, another one does; back, it follows")
    func stopped() async throws {
        let ((first, cloud), (second, other)) = try await programs()
        other.put(image(2))
        #expect(!other.calls.contains { $0.hasPrefix("visible") })
        await first.service.rest(true)
        try await second.wait("the takeover", advancing: .seconds(1), for: { $0.rows[id(2)] != nil })
        await first.service.rest(false)
        try await first.wait("what the other one found", advancing: .seconds(1), for: { $0.rows[id(2)] != nil })
        cloud.forgetCalls()
        await first.service.refresh()
        other.put(image(3))
        try await first.wait(
            "what the other one is asked to find", advancing: .seconds(1),
            for: {
                $0.rows[id(3)] != nil
            })
        #expect(!cloud.calls.contains { $0.hasPrefix("visible") })
    }

    @Test("A replica that is deleted under the program is made and filled anew")
    func deletedReplica() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1))
        let desk = Desk(scratch, others: .seconds(1))
        await desk.open(cloud)
        try await desk.passes(1)
        try FileManager.default.removeItem(atPath: scratch.folder.path)
        desk.forgetEvents()
        try await desk.wait("the second pass", advancing: .seconds(1), for: { $0.passes > 1 && $0.isLoaded })
        #expect(Set(desk.rows.keys) == [id(1)])
        #expect(desk.now.events.contains { if case .replicaOpened = $0 { true } else { false } })
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path)
        #expect(names.contains { $0.hasSuffix(".sqlite") })
    }
}
