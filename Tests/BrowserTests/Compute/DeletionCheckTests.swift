import Browser
import Catalog
import Testing

@Suite("Delete Image asks who uses the image")
struct DeletionCheckTests {
    private static let servers = [
        Server(id: "7d1f0000-0000-4000-8000-000000000001", name: "web-1", status: "ACTIVE", project: Samples.teamA),
        Server(id: "7d1f0000-0000-4000-8000-000000000002", name: "web-2", status: "SHUTOFF", project: Samples.teamB),
    ]

    private static func session(_ session: Session, compute: Bool = true) -> Session {
        var session = session
        if compute { session.services.insert("compute") }
        return session
    }

    private static func pilot(
        _ name: String, _ who: Session = Samples.member, compute: Bool = true, keys: [String] = ["D"]
    ) -> Pilot {
        let pilot = Pilot.acting("g", on: name, session: session(who, compute: compute))
        for key in keys { pilot.press(key) }
        return pilot
    }

    private static func answer(
        _ pilot: Pilot, _ number: Int, _ answer: ImageUsage.Answer, _ scope: ImageUsage.Scope = .allProjects
    ) {
        pilot.send(.usage(ImageUsage(image: Samples.id(number), scope: scope, answer: answer, at: Pilot.now)))
    }

    private static let deprecated = "ubuntu-24.04-base-v1.9"
    private static let plain = "ubuntu-24.04-base-v1.8"

    @Test("R55, R58: the question is put when D is pressed; without an answer nothing can be confirmed")
    func asks() {
        let pilot = Pilot.acting("D", on: Self.deprecated, session: Self.session(Samples.member))
        pilot.expect(.checkUsage([UsageQuestion(Samples.id(2), .allProjects)]))
        #expect(pilot.status == "Asking the compute service which servers use this image.")
        pilot.press("Enter", "delete", "Enter")
        #expect(pilot.plans.isEmpty)
        pilot.press("Esc")
        pilot.expect(.checkUsage([]))
        Self.answer(pilot, 2, .servers([]))
        #expect(!pilot.says("Delete Image"))
    }

    @Test("R56, R59: servers in any state block, and are listed with name, ID, project and status")
    func inUse() {
        let pilot = Pilot.acting("D", on: Self.deprecated, session: Self.session(Samples.admin))
        Self.answer(pilot, 2, .servers(Self.servers))
        #expect(pilot.says("ubuntu-24.04-base-v1.9: 2 servers use it, as of 14:02:31."))
        #expect(pilot.says("web-1, ACTIVE, team-a, 7d1f0000-0000-4000-8000-000000000001"))
        #expect(pilot.says("web-2, SHUTOFF, 0d3b8e55, 7d1f0000-0000-4000-8000-000000000002"))
        #expect(pilot.says("Nothing can be done."))
        pilot.press("Enter")
        #expect(pilot.plans.isEmpty)
    }

    @Test("R54, R58: without a server the time of the answer is shown, and what it cannot show")
    func unused() {
        let pilot = Pilot.acting("D", on: Self.deprecated, session: Self.session(Samples.member))
        Self.answer(pilot, 2, .servers([]))
        #expect(pilot.says("No server of any project uses it, as of 14:02:31."))
        #expect(pilot.says("Servers booted from volumes are not seen by this, nor those in cells that do not answer."))
        pilot.press("Enter")
        #expect(pilot.changes == [.delete])
    }

    @Test("R57: what is not known blocks a deprecated image, with the command for an administrator")
    func unknown() {
        let pilot = Pilot.acting("D", on: Self.deprecated, session: Self.session(Samples.member))
        let reason = "listing the servers of all projects needs the role admin, and yours are member"
        Self.answer(pilot, 2, .unknown(Samples.problem(.forbidden, reason: reason)))
        #expect(pilot.says("whether servers use it is not known: Listing the servers of all projects needs the role"))
        #expect(pilot.says("openstack server list --all-projects --image \(Samples.id(2))"))
        pilot.press("Enter")
        #expect(pilot.plans.isEmpty)
    }

    @Test("R57: an administrator is blocked by a server of any image; not knowing is told and confirmed")
    func administrator() {
        let used = Pilot.acting("D", on: Self.plain, session: Self.session(Samples.admin), pane: "3")
        used.expect(.checkUsage([UsageQuestion(Samples.id(3), .allProjects)]))
        Self.answer(used, 3, .servers(Self.servers))
        used.press("Enter")
        #expect(used.plans.isEmpty)

        let unknown = Pilot.acting("D", on: Self.plain, session: Self.session(Samples.admin), pane: "3")
        Self.answer(unknown, 3, .unknown(Samples.problem(attempt: "Could not list the servers")))
        #expect(unknown.says("Whether servers use it is not known. Could not list the servers"))
        unknown.press("Enter")
        #expect(unknown.plans.isEmpty)
        unknown.press("delet", "e", "Enter")
        #expect(unknown.changes == [.delete])
    }

    @Test("R57: others see the servers of their own project, said to be partial, and may go on")
    func member() {
        let pilot = Pilot.acting("D", on: Self.plain, session: Self.session(Samples.member))
        pilot.expect(.checkUsage([UsageQuestion(Samples.id(3), .ownProject)]))
        Self.answer(pilot, 3, .servers([Self.servers[0]]), .ownProject)
        #expect(pilot.says("Servers of this project, below, use it, as of 14:02:31. Other projects were not asked"))
        #expect(pilot.says("web-1, ACTIVE"))
        pilot.press("Enter")
        #expect(pilot.plans.isEmpty)
        pilot.press("delet", "e", "Enter")
        #expect(pilot.changes == [.delete])

        let none = Pilot.acting("D", on: Self.plain, session: Self.session(Samples.member))
        Self.answer(none, 3, .servers([]), .ownProject)
        #expect(none.says("No server of this project uses it"))
        none.press("Enter")
        #expect(none.changes == [.delete])
    }

    @Test("R57: in a cloud without compute a deprecated image goes on a word of its own, which is logged")
    func noCompute() throws {
        let pilot = Pilot.acting("D", on: Self.deprecated)
        pilot.expect(.checkUsage([UsageQuestion(Samples.id(2), .allProjects)]))
        Self.answer(pilot, 2, .noCompute)
        #expect(pilot.says("nobody can tell whether servers use ubuntu-24.04-base-v1.9"))
        pilot.press("delet", "e", "Enter")
        #expect(pilot.plans.isEmpty)
        pilot.press("C-u", "unchecke", "d", "Enter")
        let plan = try #require(pilot.plans.first)
        #expect(plan.deletesUnchecked)
        #expect(plan.note == "Deleted unchecked: the cloud has no compute service to tell who uses it.")
    }

    @Test("R56: of marked images those in use are kept, the others go")
    func marked() {
        let pilot = Pilot.signedIn(columns: 80, rows: 45, session: Self.session(Samples.member))
        pilot.leavesEffects = true
        for name in [Self.deprecated, Self.plain] {
            pilot.go(to: name)
            pilot.press("Space")
        }
        pilot.press("D")
        pilot.expect(
            .checkUsage([UsageQuestion(Samples.id(3), .ownProject), UsageQuestion(Samples.id(2), .allProjects)]))
        Self.answer(pilot, 3, .servers([]), .ownProject)
        #expect(pilot.status == "Asking the compute service which servers use 2 images, 1 answered.")
        Self.answer(pilot, 2, .servers(Self.servers))
        #expect(pilot.says("web-2, SHUTOFF, 0d3b8e55"))
        #expect(pilot.says("of ubuntu-24.04-base-v1.9"))
        pilot.press("Enter")
        #expect(pilot.plans.first?.steps.map(\.image) == [Samples.id(3)])
    }
}
