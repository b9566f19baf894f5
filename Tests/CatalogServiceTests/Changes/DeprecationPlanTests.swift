import Catalog
import CatalogService
import OpenStack
import Replica
import Synchronization
import Testing

@Suite("Deprecating by a plan", .timeLimit(.minutes(4)))
struct DeprecationPlanTests {
    private let scratch = Scratch()
    private let cloud = ScriptedCloud(session(["admin"]))
    /// A community image, deprecated in favour of another.
    private let old = image(1, .community)

    private var deprecation: ChangePlan {
        let steps = Deprecation(replacement: "image-2").changes(of: old).map { step(1, $0) }
        return ChangePlan(id: ChangePlan.ID("plan"), name: "Deprecate Image", steps: steps)
    }

    private func desk() async throws -> Desk {
        let desk = Desk(scratch, journal: scratch.journal)
        cloud.put(old, image(2, .public))
        await desk.open(cloud)
        try await desk.passes(1)
        cloud.forgetCalls()
        return desk
    }

    private func state(of cloud: ScriptedCloud) -> String {
        guard let image = cloud.with({ $0.images[id(1)] }) else { return "gone" }
        let marks = ["deprecated", "replacement"].map { image.properties[$0] ?? "-" }
        return ([image.status.text, image.visibility.text] + marks).joined(separator: " ")
    }

    private let whole = "deactivated private true image-2"
    private let untouched = "active community - -"

    @Test("R50, R52: one deactivation, then one patch with both properties and the visibility")
    func calls() async throws {
        let desk = try await desk()
        #expect(try await desk.run(deprecation) == [["done"], ["done"]])
        #expect(
            cloud.asked.filter { !$0.hasPrefix("image") } == [
                "deactivate 1", "edit 1 deprecated,replacement,visibility",
            ])
        #expect(state(of: cloud) == whole)
    }

    @Test("R61: undo takes back the patch, then reactivates, and reports each")
    func undo() async throws {
        let desk = try await desk()
        _ = try await desk.run(deprecation)
        let proposal = try #require(try await desk.service.undoProposal())
        #expect(proposal.refused.isEmpty)
        #expect(
            proposal.plan.steps.map(\.change.summary) == [
                "deprecated true removed, replacement image-2 removed, visibility private → community", "reactivate",
            ])
        #expect(try await desk.run(proposal.plan) == [["done"], ["done"]])
        #expect(state(of: cloud) == untouched)
        #expect(try await desk.service.undoProposal() == nil)
    }

    @Test("R53: when the patch fails it stays deactivated; continuing sends the patch alone, undoing reactivates")
    func half() async throws {
        let desk = try await desk()
        let refusing = Mutex(true)
        cloud.with { state in
            state.trouble = { words in
                words.hasPrefix("edit") && refusing.withLock { $0 }
                    ? Problem(.forbidden, attempt: "Could not do it", reason: "no") : nil
            }
        }
        let outcomes = try await desk.run(deprecation)
        #expect(outcomes[0] == ["done"])
        #expect(outcomes[1].last?.hasPrefix("failed") == true)
        #expect(state(of: cloud) == "deactivated community - -")

        let proposal = try #require(try await desk.service.undoProposal())
        #expect(proposal.plan.steps.map(\.change) == [.reactivate])
        #expect(try await desk.run(proposal.plan) == [["done"]])
        #expect(state(of: cloud) == untouched)

        _ = try await desk.run(deprecation)
        refusing.withLock { $0 = false }
        cloud.forgetCalls()
        let rest = ChangePlan(
            id: ChangePlan.ID("rest"), name: "Deprecate Image", steps: Array(deprecation.steps.suffix(1)))
        #expect(try await desk.run(rest) == [["done"]])
        #expect(
            cloud.asked.filter { !$0.hasPrefix("image") } == ["edit 1 deprecated,replacement,visibility"])
        #expect(state(of: cloud) == whole)
    }

    @Test(
        "Killed before or after any request, the next start offers to finish it or to take it back, and both work",
        arguments: [true, false])
    func killed(finishing: Bool) async throws {
        // The requests of both steps: each before and after it was answered.
        for cut in 0..<40 {
            let scratch = Scratch()
            let cloud = ScriptedCloud(session(["admin"]))
            cloud.put(old, image(2, .public))
            let desk = Desk(scratch, journal: scratch.journal)
            await desk.open(cloud)
            try await desk.passes(1)
            let killed = Cut(at: cut, of: cloud, in: scratch)
            #expect(try await desk.run(deprecation) == [["done"], ["done"]])
            await desk.service.close()
            guard let (journal, images) = killed.found else {
                // A look, the change and a look at what came of it, twice.
                #expect(cut >= 12)
                return
            }
            let after = ScriptedCloud(session(["admin"]))
            after.with { $0.images = images }
            let next = Desk(Scratch(), journal: journal)
            await next.open(after)
            try await next.wait("what is left", for: { $0.leftOver != nil })
            let unfinished = try #require(next.now.leftOver?.plans.first, "cut \(cut)")
            let undoing = unfinished.undoing(id: ChangePlan.ID("back"))
            let plan = finishing ? unfinished.continuation(id: ChangePlan.ID("rest")) : undoing
            // Nothing was begun, so that there is nothing to take back.
            if let plan {
                let outcomes = try await next.run(plan)
                #expect(outcomes.allSatisfy { $0 == ["done"] || $0 == ["unchanged"] }, "cut \(cut): \(outcomes)")
            } else {
                #expect(unfinished.states == [.waiting, .waiting])
            }
            #expect(state(of: after) == (finishing ? whole : untouched), "cut \(cut)")
            await next.service.close()
        }
        Issue.record("The plan has more moments than were cut.")
    }
}
