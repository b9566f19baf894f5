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
                ChangePlan.Step(image: Samples.id(3), title: "image-a", change: .addMember(Samples.teamA)),
                ChangePlan.Step(image: Samples.id(3), title: "image-a", change: .addMember(Samples.teamB)),
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

    /// In another cloud.
    private static let far = Workplace(cloud: "other", region: "RegionOne", project: Samples.teamA)
    /// In another project and region of this one.
    private static let near = Workplace(cloud: "xloud", region: "RegionTwo", project: Samples.teamB)

    @Test("R33: images left deactivated in another place are told with the place and the key, and not forgotten")
    func deactivated() {
        let pilot = pilot(LeftOver(plans: [], drafts: [], transfers: 0, deactivated: [Self.far]))
        #expect(
            pilot.status
                == "An export in the cloud other (project team-a) left 1 image deactivated: C goes there.")
        pilot.press("j")
        #expect(pilot.shows("An export in the cloud other"), "it is no word that any key takes away")
        pilot.press("Esc")
        #expect(!pilot.shows("C goes there") && pilot.shows("1 image left deactivated in other"))
        pilot.press(":", "cloud", "Space", "other", "Enter")
        pilot.expect(.openCloud(CloudSelection(cloud: "other"), .images, generation: 2))
        #expect(!pilot.shows("left deactivated"))
    }

    @Test("R33: several places are told one by one, after what can be gone on with here; projects once they have names")
    func severalPlaces() {
        let all = LeftOver(plans: [], drafts: [], transfers: 1, deactivated: [Self.near, Self.far, Self.near])
        let pilot = pilot(all)
        let sentences = [
            "An earlier run left unfinished: 1 transfer. T shows what can be done.",
            "Exports in the cloud xloud (region RegionTwo, project 0d3b8e55) left 2 images deactivated: C goes there.",
            "An export in the cloud other (project team-a) left 1 image deactivated: C goes there.",
        ]
        #expect(pilot.status == sentences.joined(separator: " "))
        pilot.service(.projectNames([Samples.teamB: "team-b"]))
        #expect(pilot.shows("(region RegionTwo, project team-b)"))
        pilot.press("Esc")
        #expect(pilot.shows("3 images left deactivated elsewhere"))
        pilot.service(.projectNames([Samples.teamB: "kitchen"]))
        #expect(!pilot.shows("C goes there"), "what was dismissed does not come back")
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

    @Test(
        "R3, R12, R21: of a plan that was cut off nothing is sent that may not be any more, and the rest as it is seen")
    func goOnLater() throws {
        let publishing = ImageChange.edit(.visibility, .string("private"), .string("community"))
        let content = ImageChange.edit(.name, .string("a"), .string("b"))
        let steps = [
            ChangePlan.Step(image: Samples.id(1), title: "published", change: content),
            ChangePlan.Step(image: Samples.id(3), title: "own", change: content),
            ChangePlan.Step(image: Samples.id(3), title: "own", change: publishing),
        ]
        let cut = UnfinishedPlan(
            id: 5, workplace: TransferTests.here, at: Pilot.now,
            plan: ChangePlan(id: ChangePlan.ID("old"), name: "Edit Image", steps: steps),
            states: [.waiting, .waiting, .waiting])
        let pilot = pilot(LeftOver(plans: [cut], drafts: [], transfers: 0))
        pilot.press("T", "r")
        #expect(pilot.says("published: It is community: only administrators may change"))
        #expect(pilot.says("own: Only administrators make images community."))
        pilot.press("Enter")
        let sent = try #require(pilot.effects.compactMap { if case .run(let plan) = $0 { plan } else { nil } }.last)
        pilot.expect(.run(sent))
        #expect(sent.steps.map(\.title) == ["own"] && sent.steps[0].seen?.id == Samples.id(3))
    }

    @Test("R12: a deletion that was cut off is asked for with the word once more")
    func deleteLater() {
        let steps = [3, 4].map { ChangePlan.Step(image: Samples.id($0), title: "image \($0)", change: .delete) }
        let cut = UnfinishedPlan(
            id: 5, workplace: TransferTests.here, at: Pilot.now,
            plan: ChangePlan(id: ChangePlan.ID("old"), name: "Delete Image", steps: steps),
            states: [.waiting, .waiting])
        let pilot = Pilot.signedIn(session: Samples.admin)
        pilot.service(.leftOver(LeftOver(plans: [cut], drafts: [], transfers: 0)))
        pilot.press("T", "r")
        #expect(pilot.shows("Type delete to confirm"))
        pilot.press("Enter")
        #expect(pilot.effects.isEmpty)
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
