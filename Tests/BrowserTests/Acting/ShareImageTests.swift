import Browser
import Catalog
import Testing

@Suite("Share Image")
struct ShareImageTests {
    private static let shared = "ubuntu-24.04-nginx-v2.0"

    /// The dialog on the shared image, whose members are known.
    private static func withMembers(_ session: Session = Samples.member) -> Pilot {
        let pilot = Pilot.acting("s", on: shared, session: session)
        let member = Member(image: Samples.id(4), project: Samples.teamA, status: .pending)
        pilot.send(.members([Samples.id(4): .success([member])]))
        return pilot
    }

    @Test("R70: one field is required, the target project's ID")
    func required() {
        let pilot = Pilot.acting("s", on: "ubuntu-24.04-base-v1.8")
        pilot.press("C-s")
        #expect(pilot.status == "Name at least one project.")
        #expect(pilot.plans.isEmpty)
    }

    @Test("R71: a private image is made shared first, and only then gets members; without that nothing is sent")
    func switchesFirst() {
        let pilot = Pilot.acting("s", on: "ubuntu-24.04-base-v1.8")
        pilot.press(Samples.teamA.rawValue, "C-s")
        #expect(
            pilot.changes == [
                .edit(.visibility, .string("private"), .string("shared")), .addMember(Samples.teamA),
            ])
        let without = Pilot.acting("s", on: "ubuntu-24.04-base-v1.8")
        without.press(Samples.teamA.rawValue, "Tab", "Space", "C-s")
        #expect(without.status == "Only shared images can be offered to projects.")
        #expect(without.plans.isEmpty)
    }

    @Test("R71: an image that is shared already is not switched")
    func isShared() {
        let pilot = Self.withMembers()
        pilot.press(Samples.teamB.rawValue, "C-s")
        #expect(pilot.changes == [.addMember(Samples.teamB)])
    }

    @Test("R71: making a community image shared takes it from all others, and is asked about")
    func restricts() {
        let pilot = Pilot.acting("s", on: "ubuntu-24.04-base-v1.10", session: Samples.admin, pane: "3")
        pilot.press(Samples.teamA.rawValue, "Tab", "Space")
        #expect(pilot.says("It is community now: all projects that are no members lose access."))
        pilot.press("C-s")
        #expect(pilot.plans.isEmpty)
        pilot.press("Enter")
        #expect(pilot.changes.first == .edit(.visibility, .string("community"), .string("shared")))
    }

    @Test("R72: an administrator's share leaves the answer to the target, too")
    func noAnswer() {
        let pilot = Self.withMembers(Samples.admin)
        pilot.press(Samples.teamB.rawValue, "C-s")
        #expect(pilot.changes == [.addMember(Samples.teamB)])
        guard let plan = pilot.plans.first else { return }
        pilot.send(.planStep(plan.id, 0, .done(nil)))
        pilot.send(.planEnded(plan.id))
        #expect(
            pilot.status
                == "Shared with 1 project, waiting for acceptance. It has access already; tell its administrator "
                + "the image ID \(plan.steps[0].image).")
    }

    @Test("R77: the own project and a member are refused at the field; what is no ID is a warning")
    func targets() {
        let pilot = Self.withMembers()
        pilot.press(Samples.platform.rawValue, "C-s")
        #expect(pilot.status == "\(Samples.platform) owns the image.")
        pilot.press("Backspace", "C-u", Samples.teamA.rawValue, "C-s")
        #expect(pilot.status == "\(Samples.teamA) is a member already (pending).")
        pilot.press("Backspace", "C-u", "nonsense")
        #expect(pilot.says("nonsense does not look like a project ID"))
        #expect(pilot.plans.isEmpty)
        pilot.press("C-s")
        #expect(pilot.changes == [.addMember(ProjectID("nonsense"))])
    }

    @Test("R78: it says that access begins with the offer, not with the answer")
    func access() {
        let pilot = Pilot.acting("s", on: Self.shared)
        #expect(pilot.says("Projects have access as soon as they are added"))
        #expect(pilot.says("Only they can accept"), "R72")
        pilot.press("F1")
        #expect(pilot.says("its answer only decides whether the image stands in its list"))
    }
}
