import Browser
import Canvas
import Catalog
import Testing

@Suite("Golden frames of what is done to images")
struct GoldenActingTests {
    private static let some = [sizes[0], sizes[1]]

    private static let members = [
        Member(
            image: Samples.id(4), project: Samples.teamA, status: .accepted,
            createdAt: Instant(iso: "2026-11-19T08:00:00Z"), updatedAt: Instant(iso: "2026-11-20T09:15:00Z")),
        Member(
            image: Samples.id(4), project: Samples.teamB, status: .pending,
            createdAt: Instant(iso: "2026-11-21T08:00:00Z"), updatedAt: Instant(iso: "2026-11-21T08:00:00Z")),
    ]

    private static func pilot(
        _ keys: String..., on name: String, session: Session = Samples.member, size: Size
    ) -> Pilot {
        let pilot = Pilot.signedIn(
            columns: 80, rows: 45, session: session,
            entries: Samples.catalogue + (session.isAdmin ? Samples.foreign : []))
        pilot.leavesEffects = true
        if session.isAdmin { pilot.press("3") }
        pilot.go(to: name)
        pilot.resize(columns: size.columns, rows: size.rows)
        for key in keys { pilot.press(key) }
        return pilot
    }

    @Test("Share Image with its members, one of which is to lose access", arguments: some)
    func share(size: Size) {
        let pilot = Self.pilot("s", on: "ubuntu-24.04-nginx-v2.0", size: size)
        pilot.send(.members([Samples.id(4): .success(Self.members)]))
        pilot.press("Tab", "Down", "Space")
        Golden.expect(pilot.frame, Golden.name("share", size))
        pilot.press("C-s")
        Golden.expect(pilot.frame, Golden.name("share-asking", size))
    }

    @Test("Edit Visibility as an administrator meets it, before promoting", arguments: some)
    func promote(size: Size) {
        let pilot = Self.pilot("v", on: "ubuntu-24.04-base-v1.8", session: Samples.admin, size: size)
        pilot.send(.everyProject((1...41).map { ListedProject(id: ProjectID("p\($0)")) }))
        pilot.press("Down", "Down")
        Golden.expect(pilot.frame, Golden.name("promote", size))
    }

    @Test("Edit Visibility of a shared image, on the way to private", arguments: some)
    func withdraw(size: Size) {
        let pilot = Self.pilot("v", on: "ubuntu-24.04-nginx-v2.0", size: size)
        pilot.send(.members([Samples.id(4): .success(Self.members)]))
        pilot.press("Up", "Tab", "Space")
        Golden.expect(pilot.frame, Golden.name("withdraw", size))
    }

    @Test("Deleting marked images, and the report", arguments: some)
    func delete(size: Size) {
        let pilot = Self.pilot("*", "D", on: "ubuntu-24.04-base-v1.8", size: size)
        // One of them is deprecated.
        pilot.send(InstancesTests.usage(2, .servers([])))
        Golden.expect(pilot.frame, Golden.name("delete", size))
        pilot.press("delet", "e", "Enter")
        guard let plan = pilot.plans.last else { return }
        for index in plan.steps.indices {
            let problem = Samples.problem(
                .conflict, attempt: "Could not delete “\(plan.steps[index].title)”", reason: "it is in use",
                advice: "Its storage still needs it.")
            pilot.send(.planStep(plan.id, index, index == 1 ? .failed(problem) : .done(nil)))
        }
        pilot.send(.planEnded(plan.id))
        Golden.expect(pilot.frame, Golden.name("delete-report", size))
    }

    @Test("The question before an offer is answered", arguments: some)
    func accept(size: Size) {
        let pilot = Pilot.signedIn(columns: size.columns, rows: size.rows)
        pilot.leavesEffects = true
        pilot.press("2", "a")
        Golden.expect(pilot.frame, Golden.name("accept", size))
    }
}
