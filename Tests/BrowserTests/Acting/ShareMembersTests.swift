import Browser
import Canvas
import Catalog
import Testing

@Suite("Share Image: members and projects")
struct ShareMembersTests {
    private static let image = Samples.id(4)

    private static func member(_ project: ProjectID, _ status: MemberStatus, _ day: String) -> Member {
        Member(
            image: image, project: project, status: status, createdAt: Instant(iso: "\(day)T08:00:00Z"),
            updatedAt: Instant(iso: "2026-11-21T09:30:00Z"))
    }

    private static let two = [
        member(Samples.teamA, .accepted, "2026-11-19"), member(Samples.teamB, .pending, "2026-11-20"),
    ]

    private static func pilot(
        _ members: [Member] = two, session: Session = Samples.member, columns: Int = 80, rows: Int = 24
    ) -> Pilot {
        let pilot = Pilot.acting(
            "s", on: "ubuntu-24.04-nginx-v2.0", session: session, columns: columns, rows: rows)
        pilot.send(.members([image: .success(members)]))
        return pilot
    }

    private static func many(_ count: Int) -> [Member] {
        (1...count).map { number in
            let digits = String(number)
            let project = ProjectID(String(repeating: "0", count: 32 - digits.count) + digits)
            return member(project, .pending, "2026-11-20")
        }
    }

    @Test(
        "R76: members stand in a list with their answers and dates, which the owner cannot change", arguments: [80, 60])
    func listed(columns: Int) {
        let pilot = Self.pilot(columns: columns, rows: columns == 80 ? 24 : 15)
        pilot.press("Tab")
        #expect(pilot.shows("[ ] 0d3b8e55c1f04e7a9b6d2f8a7c5e4d3b") && pilot.shows("pending"))
        if columns == 80 {
            #expect(pilot.shows("STATUS") && pilot.shows("2026-11-20  2026-11-21"))
        }
        #expect(pilot.says("pending, added 2026-11-20 08:00:00, changed 2026-11-21 09:30:00."))
        pilot.press("Down")
        #expect(pilot.says("team-a \(Samples.teamA): accepted, added 2026-11-19 08:00:00"))
        #expect(pilot.plans.isEmpty)
    }

    @Test("R76: a member is marked with Space, stands in what is sent, and is removed after a question that names it")
    func removed() {
        let pilot = Self.pilot(rows: 45)
        pilot.press("Tab", "Down", "Space")
        #expect(pilot.shows("[x] team-a") && pilot.shows("to leave"))
        #expect(pilot.says("stop sharing with team-a \(Samples.teamA) (accepted): it loses access"))
        #expect(pilot.says("openstack image remove project \(Self.image)"))
        pilot.press("C-s")
        #expect(
            pilot.says("Take ubuntu-24.04-nginx-v2.0 (owner platform) back from 1 project: team-a \(Samples.teamA)?"))
        #expect(pilot.plans.isEmpty)
        pilot.press("Enter")
        #expect(pilot.changes == [.removeMember(Samples.teamA, status: .accepted)])
    }

    @Test("Several members go at once, and new ones come with them; Space once more keeps one")
    func several() {
        let pilot = Self.pilot(rows: 45)
        let new = "11111111111111111111111111111111"
        pilot.press(new, "Tab", "*", "Space", "C-s", "Enter")
        #expect(pilot.changes == [.removeMember(Samples.teamA, status: .accepted), .addMember(ProjectID(new))])
        let all = Self.pilot(rows: 45)
        all.press("Tab", "*", "C-s")
        #expect(all.says("back from 2 projects: \(Samples.teamB), team-a \(Samples.teamA)?"))
        all.press("Enter")
        #expect(
            Set(all.changes) == [
                .removeMember(Samples.teamA, status: .accepted), .removeMember(Samples.teamB, status: .pending),
            ])
    }

    @Test("A list of 128 members is moved through, with the place in it, on the smallest screen too")
    func long() {
        let pilot = Self.pilot(Self.many(128), columns: 60, rows: 15)
        pilot.press("Tab", "End")
        #expect(pilot.shows("126 to 128 of 128"))
        #expect(pilot.shows("[ ] 00000000000000000000000000000128"))
        pilot.press("Delete", "Up", "Delete")
        #expect(pilot.shows("[x] 00000000000000000000000000000127"))
        pilot.press("C-s")
        #expect(pilot.says("back from 2 projects:"))
    }

    @Test("What was marked is kept in the draft, and marked again once the members are read")
    func draft() throws {
        let pilot = Self.pilot()
        pilot.press("Tab", "Space")
        pilot.send(.terminated)
        let drafts = pilot.effects.compactMap { if case .saveDraft(let draft) = $0 { draft } else { nil } }
        #expect(drafts.first?.answers == ["remove": Samples.teamB.rawValue])
    }

    @Test("R77: what is typed is counted as it stands, also after Backspace, and each project once")
    func counts() {
        let first = "11111111111111111111111111111111"
        let second = "22222222222222222222222222222222"
        let pilot = Self.pilot(rows: 45)
        pilot.press("\(first),", "\(second),", first)
        #expect(pilot.says("share with \(first): pending") && pilot.says("share with \(second): pending"))
        // Away with what was typed, then the last one comes back to be corrected, and goes.
        pilot.press("C-u", "Backspace", "C-u")
        #expect(!pilot.says("share with \(second)"))
        pilot.press("C-s")
        #expect(pilot.changes == [.addMember(ProjectID(first))])
        guard let plan = pilot.plans.first else { return }
        pilot.send(.planStep(plan.id, 0, .done(nil)))
        pilot.send(.planEnded(plan.id))
        #expect(pilot.status.hasPrefix("Shared with 1 project, waiting for acceptance. It has access already"))
    }

    @Test("R77: more members than the service allows are refused, with what goes counted off")
    func most() {
        let pilot = Self.pilot(Self.many(128), rows: 45)
        pilot.press("11111111111111111111111111111111", "C-s")
        #expect(pilot.status == "The service allows 128 members; this would make 129.")
        pilot.press("Tab", "Space", "C-s", "Enter")
        #expect(pilot.changes.count == 2)
    }

    @Test("An administrator picks projects of the cloud by name and domain, several one after the other")
    func picker() {
        let pilot = Self.pilot([], session: Samples.admin)
        #expect(pilot.effects.contains(.fetchEveryProject))
        let web = ProjectID("33333333333333333333333333333333")
        let lab = ProjectID("44444444444444444444444444444444")
        pilot.send(
            .everyProject([
                ListedProject(id: lab, name: "lab", domain: "default", isEnabled: false),
                ListedProject(id: Samples.platform, name: "platform", domain: "default"),
                ListedProject(id: web, name: "web", domain: "default", about: "Shop windows"),
            ]))
        pilot.press("C-o")
        for text in ["web", "domain default, Shop windows", "disabled, domain default"] {
            #expect(pilot.shows(text), "\(text)")
        }
        pilot.press("web", "Enter", "lab", "Enter", "platform", "Enter")
        #expect(pilot.status == "It owns the image.")
        pilot.press("Esc")
        #expect(pilot.says("\(web) (web)") && pilot.says("\(lab) (lab)"))
        pilot.press("C-o", "lab", "Enter", "Esc", "C-s")
        #expect(pilot.changes == [.addMember(web)])
    }

    @Test("R77: a name that two projects have is not guessed at")
    func sameName() {
        let pilot = Self.pilot([], session: Samples.admin, rows: 45)
        let ids = ["3", "4"].map { ProjectID(String(repeating: $0, count: 32)) }
        pilot.send(
            .everyProject(ids.map { ListedProject(id: $0, name: "web", domain: "d\($0.rawValue.first ?? "-")") }))
        pilot.press("web", "C-s")
        #expect(pilot.status == "2 projects are called web: C-o tells them apart, or give the ID.")
        #expect(pilot.plans.isEmpty)
    }

    @Test("Commands are broken so that a shell reads each as one, and copied whole")
    func commands() {
        let pilot = Self.pilot(rows: 45)
        pilot.press(Samples.platform.rawValue.replacing("6", with: "7"), "Tab", "Tab")
        let target = Samples.platform.rawValue.replacing("6", with: "7")
        #expect(pilot.shows("openstack image add project \(Self.image) \\"))
        #expect(pilot.shows("    \(target)"))
        pilot.press("Y")
        #expect(pilot.effects.contains(.copy("openstack image add project \(Self.image) \(target)")))
    }

    @Test("What is higher than the screen is read on with PgDn, and typing goes back to the field")
    func readsOn() {
        let pilot = Self.pilot(Self.many(30), columns: 60, rows: 15)
        pilot.press("Tab", "*")
        for _ in 0..<60 { pilot.press("PgDn") }
        #expect(pilot.shows("00000000000000000000000000000030"))
        #expect(pilot.shows("openstack image remove project"))
        pilot.press("Down")
        #expect(pilot.shows("STATUS"))
    }

    @Test("A share is counted at once in the list, and a removal")
    func count() {
        let pilot = Self.pilot()
        let new = "11111111111111111111111111111111"
        pilot.press(new, "C-s")
        guard let plan = pilot.plans.first else { return }
        pilot.send(.planStep(plan.id, 0, .done(nil)))
        pilot.send(.planEnded(plan.id))
        #expect(pilot.cursorLine?.contains("shared 3") == true)
    }

    @Test("R76: of somebody else's image the number of members is not known, whatever the service told of the own one")
    func foreign() {
        let pilot = Pilot.signedIn(rows: 70)
        pilot.leavesEffects = true
        let own = Member(image: Samples.id(11), project: Samples.platform, status: .accepted)
        pilot.go(to: "debian-13-gpu-v0.9")
        pilot.press("Enter")
        pilot.send(.detail(Samples.id(11), .members(.success([own]))))
        #expect(pilot.shows("told to its owner only"))
        pilot.press("Esc")
        #expect(pilot.cursorLine?.contains("shared ") == true && pilot.cursorLine?.contains("shared 1") == false)
    }

    /// Three marked images: two of the own project's, of which one is shared with team-a already, and a community one.
    private static func marked() -> Pilot {
        let pilot = Pilot.signedIn(columns: 80, rows: 45)
        pilot.leavesEffects = true
        for name in ["ubuntu-24.04-nginx-v2.0", "ubuntu-24.04-base-v1.8", "ubuntu-24.04-base-v1.10"] {
            pilot.go(to: name)
            pilot.press("Space")
        }
        pilot.press("s")
        pilot.send(.members([image: .success([member(Samples.teamA, .accepted, "2026-11-19")])]))
        return pilot
    }

    @Test("Marked images are offered together: what is sent for which, and what is left out and why, stands before it")
    func marks() {
        let pilot = Self.marked()
        pilot.press("\(Samples.teamA),", Samples.teamB.rawValue, "C-s")
        #expect(pilot.plans.isEmpty)
        #expect(pilot.says("ubuntu-24.04-base-v1.8 of platform: visibility private → shared"))
        #expect(pilot.says("ubuntu-24.04-base-v1.10: It is community: only administrators may change"))
        #expect(!pilot.says("ubuntu-24.04-nginx-v2.0 of platform: share with team-a"), "R77: it is a member already")
        pilot.press("Enter")
        let steps = Dictionary(grouping: pilot.plans.first?.steps ?? [], by: \.image).mapValues { $0.map(\.change) }
        #expect(
            steps == [
                Samples.id(3): [
                    .edit(.visibility, .string("private"), .string("shared")), .addMember(Samples.teamA),
                    .addMember(Samples.teamB),
                ],
                Self.image: [.addMember(Samples.teamB)],
            ])
    }

    @Test("Of marked images a member is taken off all that it has")
    func marksRemoved() {
        let pilot = Self.marked()
        #expect(pilot.shows("[ ] team-a a91c04e7"))
        pilot.press("Tab", "Tab", "Space", "C-s")
        #expect(pilot.says("Lose access: team-a \(Samples.teamA)."))
        pilot.press("Enter")
        #expect(pilot.changes == [.removeMember(Samples.teamA, status: .accepted)])
    }
}
