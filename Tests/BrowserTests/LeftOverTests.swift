import Browser
import Canvas
import Catalog
import Testing

@Suite("What an earlier run left unfinished")
struct LeftOverTests {
    private static let plan = UnfinishedPlan(
        id: 5, workplace: TransferTests.here, at: Instant(iso: "2026-11-20T09:15:00Z") ?? Pilot.now,
        plan: ChangePlan(
            id: ChangePlan.ID("old"), name: "Share Image",
            steps: [
                ChangePlan.Step(image: Samples.id(1), title: "image-a", change: .addMember(Samples.teamA)),
                ChangePlan.Step(image: Samples.id(1), title: "image-a", change: .addMember(Samples.teamB)),
            ]), states: [.done, .waiting])

    private static let draft = Draft(
        id: "edit-image/\(Samples.id(3))", dialog: "edit-image", cloud: "xloud", images: [Samples.id(3).rawValue],
        title: "ubuntu-24.04-base-v1.8", answers: [:], at: 1_795_000_000)

    private func pilot(_ leftOver: LeftOver, settings: Settings = Settings()) -> Pilot {
        let pilot = Pilot.signedIn(settings: settings)
        pilot.service(.leftOver(leftOver))
        return pilot
    }

    @Test("It is told in one message with the key, as the settings have it")
    func told() {
        let all = LeftOver(plans: [Self.plan], drafts: [], transfers: 2)
        #expect(
            pilot(all).status
                == "An earlier run left unfinished: 2 transfers and Share Image. T shows what can be done.")
        var settings = Settings()
        #expect(settings.read("[keys]\nshow-transfers = [\"X\"]\n", file: "s").isEmpty)
        #expect(pilot(all, settings: settings).status.hasSuffix("X shows what can be done."))
        #expect(!pilot(LeftOver(plans: [], drafts: [], transfers: 0)).shows("unfinished"))
    }

    @Test("It is told after the question for the draft, whatever the answer is", arguments: ["Esc", "d", "Enter"])
    func afterDraft(key: String) {
        let pilot = pilot(LeftOver(plans: [], drafts: [Self.draft], transfers: 1))
        pilot.leavesEffects = true
        #expect(pilot.shows("Go on with Edit Image of ubuntu-24.04-base-v1.8"))
        pilot.press(key)
        #expect(pilot.shows("An earlier run left unfinished: 1 transfer. T shows"))
    }

    @Test("A plan says how far it came; r sends the rest, after showing it, and settles it")
    func goOn() throws {
        let pilot = pilot(LeftOver(plans: [Self.plan], drafts: [], transfers: 0))
        pilot.press("T")
        #expect(pilot.lines.contains { $0.hasPrefix("› Share Image") && $0.contains("cut off, 1 of 2 done") })
        #expect(pilot.shows("done: image-a, share with \(Samples.teamA)"))
        #expect(pilot.shows("not sent: image-a, share with \(Samples.teamB)"))
        pilot.press("r")
        #expect(pilot.shows("Continue Share Image") && pilot.shows("Send 1 change"))
        pilot.press("Enter")
        let sent = try #require(pilot.effects.compactMap { if case .run(let plan) = $0 { plan } else { nil } }.last)
        pilot.expect(.run(sent))
        #expect(sent.settles == 5 && sent.steps.map(\.change) == [.addMember(Samples.teamB)])
        pilot.send(.planStep(sent.id, 0, .done(nil)))
        pilot.send(.planEnded(sent.id))
        #expect(pilot.shows("Nothing is on its way, and nothing was cut off."))
    }

    @Test("A second attempt at what failed settles the plan as the first would have")
    func repeated() throws {
        let pilot = pilot(LeftOver(plans: [Self.plan], drafts: [], transfers: 0))
        pilot.leavesEffects = true
        func sent() throws -> ChangePlan {
            try #require(pilot.effects.compactMap { if case .run(let plan) = $0 { plan } else { nil } }.last)
        }
        pilot.press("T", "r", "Enter")
        let first = try sent()
        pilot.send(.planStep(first.id, 0, .failed(Samples.problem())))
        pilot.send(.planEnded(first.id))
        pilot.press("r")
        let second = try sent()
        #expect(second.id != first.id && second.settles == 5)
    }

    @Test("u takes back what stands of it")
    func undo() throws {
        let pilot = pilot(LeftOver(plans: [Self.plan], drafts: [], transfers: 0))
        pilot.press("T", "u")
        #expect(pilot.shows("Undo Share Image") && pilot.shows("image-a of platform: stop sharing with"))
        pilot.press("Enter")
        let sent = try #require(pilot.effects.compactMap { if case .run(let plan) = $0 { plan } else { nil } }.last)
        pilot.expect(.run(sent))
        #expect(sent.settles == 5)
        #expect(sent.steps.map(\.change) == [.removeMember(Samples.teamA, status: .pending)])
    }

    @Test("u says so where nothing of it stands, and f offers it no more")
    func dropped() {
        var plan = Self.plan
        plan.states = [.failed, .waiting]
        let pilot = pilot(LeftOver(plans: [plan], drafts: [], transfers: 0))
        pilot.press("T", "u")
        #expect(pilot.status.hasPrefix("Nothing of it was done"))
        pilot.press("f")
        pilot.expect(.forgetPlan(5))
        #expect(pilot.shows("Nothing is on its way"))
    }
}
