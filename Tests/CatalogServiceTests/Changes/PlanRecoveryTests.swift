import Catalog
import CatalogService
import OpenStack
import Replica
import Testing

@Suite("Plans that were cut off", .timeLimit(.minutes(2)))
struct PlanRecoveryTests {
    private let scratch = Scratch()

    /// Two steps on one image and one on another, all of which can be told apart in the cloud.
    private let whole = plan(
        step(1, publishing), step(1, patch(.name, .string("image-1"), .string("renamed"))), step(2, .deactivate))

    @Test("Killed before or after any request, the plan is offered, and finishing it does nothing twice")
    func everyCut() async throws {
        // One request at a time, so that the cuts come in the same order in every run.
        var pace = ChangePace()
        pace.atOnce = 1
        for cut in 0..<40 {
            let scratch = Scratch()
            let cloud = ScriptedCloud(session())
            cloud.put(image(1), image(2))
            let desk = Desk(scratch, journal: scratch.journal, pace: pace)
            await desk.open(cloud)
            try await desk.passes(1)
            cloud.forgetCalls()
            let killed = Cut(at: cut, of: cloud, in: scratch)
            #expect(try await desk.run(whole) == [["done"], ["done"], ["done"]])
            await desk.service.close()
            guard let (journal, images) = killed.found else {
                // The plan has no more moments than these.
                #expect(cut >= 18)
                return
            }
            let after = ScriptedCloud(session())
            after.with { $0.images = images }
            let next = Desk(Scratch(), journal: journal)
            await next.open(after)
            try await next.wait("what is left", for: { $0.leftOver != nil })
            let unfinished = try #require(next.now.leftOver?.plans.first, "cut \(cut)")
            after.forgetCalls()
            let rest = unfinished.continuation(id: ChangePlan.ID("rest"))
            let outcomes = try await next.run(rest)
            #expect(outcomes.allSatisfy { $0 == ["done"] || $0 == ["unchanged"] }, "cut \(cut): \(outcomes)")
            let edits = after.calls.filter { $0.hasPrefix("edit") || $0.hasPrefix("deactivate") }
            #expect(Set(edits).count == edits.count, "cut \(cut)")
            for call in edits {
                let isDone =
                    switch call {
                    case "edit 1 visibility": images[id(1)]?.visibility == .public
                    case "edit 1 name": images[id(1)]?.name == "renamed"
                    default: images[id(2)]?.status == .deactivated
                    }
                #expect(!isDone, "cut \(cut): \(call) was done before")
            }
            let state = after.with { $0.images }
            #expect(state[id(1)]?.visibility == .public && state[id(1)]?.name == "renamed")
            #expect(state[id(2)]?.status == .deactivated)
            // It is settled: nobody is offered it again.
            await next.service.close()
            let last = Desk(Scratch(), journal: journal)
            await last.open(after)
            try await last.passes(1)
            #expect(last.now.leftOver == nil, "cut \(cut)")
            await last.service.close()
        }
        Issue.record("The plan has more moments than were cut.")
    }

    @Test("Two programs: what one of them works on is not offered to the other; once it has died, it is")
    func twoPrograms() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1, status: .saving))
        let first = Desk(scratch, journal: scratch.journal)
        await first.open(cloud)
        try await first.passes(1)
        let run = await first.begin(plan(step(1, publishing)))
        try await first.wait("the hold", for: { _ in !run.outcomes[0].isEmpty })

        let second = Desk(Scratch(), journal: scratch.journal)
        await second.open(ScriptedCloud(session()))
        try await second.passes(1)
        #expect(second.now.leftOver == nil)
        await second.service.close()

        await first.service.close()
        #expect(run.outcomes[0].last == "skipped")
        let third = Desk(Scratch(), journal: scratch.journal)
        await third.open(cloud)
        try await third.wait("what is left", for: { $0.leftOver != nil })
        #expect(third.now.leftOver?.plans.first?.states == [.waiting])
        #expect(third.now.leftOver?.plans.first?.plan.steps == [step(1, publishing)])
        await third.service.close()
    }

    @Test("A plan that the user gives up is offered no more")
    func forgotten() async throws {
        let cloud = ScriptedCloud(session())
        cloud.put(image(1, status: .saving))
        let first = Desk(scratch, journal: scratch.journal)
        await first.open(cloud)
        try await first.passes(1)
        let run = await first.begin(plan(step(1, publishing)))
        try await first.wait("the hold", for: { _ in !run.outcomes[0].isEmpty })
        await first.service.close()
        let second = Desk(Scratch(), journal: scratch.journal)
        await second.open(cloud)
        try await second.wait("what is left", for: { $0.leftOver != nil })
        let plan = try #require(second.now.leftOver?.plans.first)
        await second.service.forgetPlan(plan.id)
        await second.service.close()
        let third = Desk(Scratch(), journal: scratch.journal)
        await third.open(cloud)
        try await third.passes(1)
        #expect(third.now.leftOver == nil)
        await third.service.close()
    }
}
