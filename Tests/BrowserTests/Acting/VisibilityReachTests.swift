import Browser
import Canvas
import Catalog
import Testing

@Suite("Who gains and who loses access")
struct VisibilityReachTests {
    private static let shared = "ubuntu-24.04-nginx-v2.0"

    private static func members(_ projects: [ProjectID]) -> Event {
        .members([
            Samples.id(4): .success(projects.map { Member(image: Samples.id(4), project: $0, status: .accepted) })
        ])
    }

    /// An administrator in Admin, in a cloud of so many projects, the owner's and team-a among them; one more is disabled.
    private static func admin(on name: String, projects count: Int?, columns: Int = 80, rows: Int = 45) -> Pilot {
        let pilot = Pilot.acting(
            "v", on: name, session: Samples.admin, pane: "3", columns: columns, rows: rows)
        #expect(pilot.effects.contains(.fetchEveryProject))
        let projects = count.map { count in
            [Samples.platform, Samples.teamA].map { ListedProject(id: $0) }
                + (2...count).map { ListedProject(id: ProjectID("id-\($0)"), name: "p\($0)", isEnabled: $0 < count) }
        }
        pilot.send(.everyProject(projects))
        return pilot
    }

    @Test("R26: leaving shared says who loses access, by name and number, and that members are kept")
    func membersKept() {
        let pilot = Pilot.acting("v", on: Self.shared)
        #expect(pilot.effects.contains(.fetchMembers([Samples.id(4)])))
        pilot.press("Up")
        #expect(pilot.says("Loses access: the projects it is shared with."))
        pilot.send(Self.members([Samples.teamA, Samples.teamB]))
        #expect(pilot.says("Loses access: 2 projects: 0d3b8e55 (accepted), team-a (accepted)."))
        #expect(pilot.says("The members are kept: switching back gives them access again."))
        pilot.press("C-s", "Enter")
        #expect(pilot.changes == [.edit(.visibility, .string("shared"), .string("private"))])
    }

    @Test("R26: the members are removed on request, before the visibility changes, and the question says so")
    func membersRemoved() {
        let pilot = Pilot.acting("v", on: Self.shared)
        pilot.send(Self.members([Samples.teamA]))
        #expect(!pilot.shows("Remove members"))
        pilot.press("Up", "Tab", "Space")
        #expect(pilot.says("Their membership is removed: switching back gives nobody access."))
        pilot.press("C-s")
        #expect(pilot.says("make it private and remove 1 member?"))
        pilot.press("Enter")
        #expect(
            pilot.changes == [
                .removeMember(Samples.teamA, status: .accepted),
                .edit(.visibility, .string("shared"), .string("private")),
            ])
    }

    @Test("R26: that members could not be read is said with the reason")
    func unread() {
        let pilot = Pilot.acting("v", on: Self.shared)
        pilot.send(.members([Samples.id(4): .failure(Samples.problem(reason: "the service is away"))]))
        pilot.press("Up")
        #expect(pilot.says("the projects it is shared with; who they are could not be read (the service is away)."))
    }

    @Test(
        "Promotion says who gains access by name and number, where an administrator may list them", arguments: [5, nil])
    func promoted(count: Int?) {
        let pilot = Self.admin(on: "ubuntu-24.04-base-v1.8", projects: count)
        pilot.press("Down", "Down")
        let who = count == nil ? "every other project of the cloud" : "4 projects: p2, p3, p4, team-a"
        #expect(pilot.says("Gains access: \(who). Loses access: nobody."))
    }

    @Test("R13: promotion of a shared image names the members that have access already")
    func promotedFromShared() {
        let pilot = Self.admin(on: Self.shared, projects: 11)
        pilot.send(Self.members([Samples.teamA]))
        pilot.press("Down")
        #expect(
            pilot.says(
                "Gains access: 9 projects: p10, p2, p3, p4, p5, p6, p7 and 2 more. "
                    + "Have it already: 1 project: team-a (accepted). "
                    + "Loses access: nobody."))
    }

    @Test("R25: decommissioning names and counts who loses access; making it shared, that former members keep theirs")
    func decommissioned() {
        let pilot = Self.admin(on: "ubuntu-24.04-base-v1.10", projects: 3)
        pilot.press("Up")
        #expect(pilot.says("Loses access: 2 projects: p2, team-a, but for members that it had before"))
        pilot.press("Up")
        #expect(pilot.says("Loses access: 2 projects: p2, team-a. Running instances stay"))
    }

    @Test("R6: from community to public is a promotion with its check-list, and changes nobody's access")
    func madePublic() {
        let pilot = Self.admin(on: "ubuntu-24.04-base-v1.10", projects: 3)
        pilot.press("Down")
        #expect(pilot.says("Gains and loses access: nobody; every project has it before and after."))
        pilot.press("C-s")
        #expect(pilot.status == "Not yet: tick it, or say below why it does not matter.")
        pilot.press("Space", "Tab", "Space", "Tab", "Space", "C-s")
        #expect(pilot.says("make it public?") && pilot.plans.isEmpty)
        pilot.press("Enter")
        #expect(pilot.changes == [.edit(.visibility, .string("community"), .string("public"))])
    }

    @Test("Of several images each kind is told apart, members with how many images they lose")
    func several() {
        let pilot = Pilot.admin(columns: 80, rows: 45)
        pilot.leavesEffects = true
        pilot.press("3")
        for name in [Self.shared, "plan9-4-lab-v1.0", "ubuntu-24.04-base-v1.10", "ubuntu-24.04-base-v1.8"] {
            pilot.go(to: name)
            pilot.press("Space")
        }
        pilot.press("v")
        let asked = pilot.effects.compactMap { if case .fetchMembers(let images) = $0 { images } else { nil } }
        #expect(asked.map(Set.init) == [[Samples.id(4), Samples.id(10)]])
        let both = [Samples.id(4), Samples.id(10)].map { id in
            (id, Result<[Member], Problem>.success([Member(image: id, project: Samples.teamB, status: .pending)]))
        }
        pilot.send(.members(Dictionary(uniqueKeysWithValues: both)))
        // Where they differ nothing is proposed for all.
        #expect(pilot.says("As they are") && pilot.says("Nothing changes."))
        pilot.press("Down")
        #expect(pilot.says("1 community: Loses access: every other project of the cloud."))
        #expect(pilot.says("2 shared: Loses access: 1 project: 0d3b8e55 (2 images)."))
        pilot.press("C-s")
        #expect(pilot.says("ubuntu-24.04-base-v1.8: It is private already."))
        pilot.press("Enter")
        #expect(pilot.changes.count == 3)
    }

    @Test("The whole question is on the smallest screen")
    func small() {
        let pilot = Self.admin(on: "ubuntu-24.04-base-v1.10", projects: 3, columns: 60, rows: 15)
        pilot.press("Up", "Up", "C-s")
        #expect(
            pilot.says(
                "Decommission ubuntu-24.04-base-v1.10 (owner platform): make it private? Enter yes, Esc no."))
    }
}
