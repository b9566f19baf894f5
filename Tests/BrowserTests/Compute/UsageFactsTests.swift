import Browser
import Catalog
import Testing

@Suite("Dialogs that take images out of use tell which servers use them")
struct UsageFactsTests {
    private static let name = "ubuntu-24.04-base-v1.8"
    private static let published = "debian-13-base-v1.0"
    /// What the servers of `InstancesTests` are said to do.
    private static let use = """
        2 servers of 2 projects use it, as of 14:02:31: web-1 (team-a), 7d1f0000-0000-4000-8000-000000000002 (0d3b8e55).
        """
    private static let absence = "The cloud's service catalogue has no compute service. Which servers use"

    private static func pilot(
        on name: String, session: Session = InstancesTests.session(Samples.admin),
        entries: [CatalogueEntry] = DeprecateTests.entries
    ) -> Pilot {
        let pilot = DeprecateTests.pilot(on: name, rows: 45, session: session, entries: entries)
        pilot.leavesEffects = true
        return pilot
    }

    /// The images that were asked about, question by question.
    private static func asked(_ pilot: Pilot) -> [[UsageQuestion]] {
        pilot.effects.compactMap { if case .checkUsage(let questions) = $0 { questions } else { nil } }
    }

    private static func question(_ number: Int, _ scope: ImageUsage.Scope = .allProjects) -> UsageQuestion {
        UsageQuestion(Samples.id(number), scope)
    }

    @Test("R55: Deprecate Image asks once when it opens, and names the servers; it goes on all the same")
    func deprecate() {
        let pilot = Self.pilot(on: Self.name)
        pilot.press("d")
        #expect(pilot.says("Asking the compute service which servers use it. Running servers stay as they are;"))
        pilot.send(InstancesTests.usage(3, .servers(InstancesTests.servers)))
        #expect(pilot.says("\(Self.use) Running servers stay as they are;"))
        pilot.press("Tab", "Space", "Space")
        #expect(Self.asked(pilot) == [[Self.question(3)]])
        pilot.press("C-s")
        #expect(pilot.plans.count == 1)
    }

    @Test("R58: that nobody uses it is told with what no answer shows")
    func unused() {
        let pilot = Self.pilot(on: Self.name)
        pilot.press("d")
        pilot.send(InstancesTests.usage(3, .servers([])))
        #expect(pilot.says("No server of any project uses it, as of 14:02:31. Servers booted from volumes are not"))
    }

    @Test("Of several images it is told how many servers use which, what is not known, and why; the plan says it too")
    func several() {
        let pilot = Self.pilot(on: Self.name)
        for name in ["ubuntu-24.04-base-v1.9", Self.name, Self.published] {
            pilot.go(to: name)
            pilot.press("Space")
        }
        pilot.press("d")
        #expect(Self.asked(pilot).map(Set.init) == [[Self.question(2), Self.question(3), Self.question(4)]])
        #expect(pilot.says("Asking the compute service which servers use them."))
        pilot.send(InstancesTests.usage(4, .servers(InstancesTests.servers)))
        pilot.send(InstancesTests.usage(3, .servers([])))
        let told = "2 servers of 2 projects use debian-13-base-v1.0; none uses 1 other, as of 14:02:31."
        #expect(pilot.says(told))
        #expect(pilot.says("Asking the compute service which servers use 1 of them."))
        pilot.send(InstancesTests.usage(2, .unknown(Samples.problem(reason: "not allowed", advice: ""))))
        #expect(pilot.says("The compute service could not be asked which servers use 1 of them: not allowed."))
        pilot.press("C-s")
        #expect(pilot.says(told) && pilot.says("The compute service could not be asked"))
        pilot.press("Enter")
        #expect(pilot.plans.count == 1)
    }

    @Test("Rotate Family asks about what it deprecates, and anew where it is to be more")
    func rotate() {
        let entries = (0...3).map {
            Samples.entry(10 + $0, "ubuntu-24.04-base-v1.\($0)", .community, size: 4, protected: true)
        }
        let pilot = Self.pilot(on: "ubuntu-24.04-base-v1.0", entries: entries)
        pilot.press(":", "rotate family", "Enter")
        #expect(Self.asked(pilot) == [[Self.question(11), Self.question(10)]])
        #expect(pilot.says("Asking the compute service which servers use them. Running servers stay as they are;"))
        pilot.send(InstancesTests.usage(11, .servers(InstancesTests.servers)))
        pilot.send(InstancesTests.usage(10, .servers([])))
        #expect(
            pilot.says("2 servers of 2 projects use ubuntu-24.04-base-v1.1; none uses the other, as of 14:02:31."))
        pilot.press("Backspace", "1")
        #expect(Self.asked(pilot).dropFirst() == [[Self.question(12)]])
        pilot.send(InstancesTests.usage(12, .servers([InstancesTests.servers[0]])))
        let told = "3 servers of 2 projects use ubuntu-24.04-base-v1.2 (1), ubuntu-24.04-base-v1.1 (2); none uses"
        #expect(pilot.says(told))
        pilot.press("C-s")
        #expect(pilot.says(told))
        pilot.press("Enter")
        #expect(pilot.plans.count == 1)
    }

    @Test("R25: Edit Visibility asks once an image is to be taken from all projects, and not before")
    func visibility() {
        let pilot = Self.pilot(on: Self.published)
        pilot.press("v", "Up")
        #expect(Self.asked(pilot).isEmpty)
        pilot.press("Up")
        #expect(pilot.says("Asking the compute service which servers use it."))
        pilot.press("Up")
        #expect(Self.asked(pilot) == [[Self.question(4)]])
        pilot.send(InstancesTests.usage(4, .servers(InstancesTests.servers)))
        #expect(pilot.says("Running instances stay; only future launches are affected."))
        #expect(pilot.says(Self.use))
        pilot.press("Down", "Down")
        #expect(!pilot.says(Self.use))
        pilot.press("Up", "Up", "C-s", "Enter")
        #expect(pilot.changes == [.edit(.visibility, .string("public"), .string("private"))])
    }

    @Test("R25: Edit Image tells the same where it takes an image from all projects")
    func edit() {
        let pilot = Self.pilot(on: Self.published)
        pilot.press("e", "Left")
        #expect(Self.asked(pilot).isEmpty)
        pilot.press("Left")
        #expect(Self.asked(pilot) == [[Self.question(4)]])
        pilot.send(InstancesTests.usage(4, .servers(InstancesTests.servers)))
        #expect(pilot.says(Self.use))
    }

    @Test("R55: Share Image asks once an image is to be taken from all projects for that, and not before")
    func share() {
        let pilot = Self.pilot(on: Self.published)
        pilot.press("s", Samples.teamA.rawValue, "Tab")
        #expect(Self.asked(pilot).isEmpty)
        pilot.press("Space")
        #expect(pilot.says("all projects that are no members lose access. Asking the compute service which servers"))
        #expect(Self.asked(pilot) == [[Self.question(4)]])
        pilot.send(InstancesTests.usage(4, .servers(InstancesTests.servers)))
        #expect(pilot.says(Self.use))
        pilot.press("Space")
        #expect(!pilot.says(Self.use))
    }

    @Test("R57: others are told that only their own project's servers are known")
    func member() {
        let pilot = Self.pilot(on: "old-tools", session: InstancesTests.session(Samples.member))
        pilot.press("d")
        #expect(Self.asked(pilot) == [[Self.question(5, .ownProject)]])
        pilot.send(InstancesTests.usage(5, .servers([InstancesTests.servers[0]]), .ownProject))
        #expect(pilot.says("1 server of this project uses it, as of 14:02:31: web-1."))
        #expect(pilot.says("Only your own project's servers are told"))
    }

    @Test("Without a compute service nobody is asked, and all of them say so", arguments: ["d", "v", "rotate family"])
    func noCompute(way: String) {
        let pilot = Self.pilot(on: Self.name, session: Samples.admin)
        if way.count > 1 { pilot.press(":", way, "Enter") } else { pilot.press(way) }
        if way == "v" { pilot.press("Up", "Up") }
        #expect(Self.asked(pilot).isEmpty)
        #expect(pilot.says(Self.absence))
    }

    @Test("A compute service that is gone when it is asked is told too")
    func gone() {
        let pilot = Self.pilot(on: Self.name)
        pilot.press("d")
        pilot.send(InstancesTests.usage(3, .noCompute))
        #expect(pilot.says("The cloud has no compute service. Which servers use it is not known."))
    }

    @Test("Of many images only some are asked about, and it says of how many nobody was")
    func many() {
        let entries = (100...151).map { Samples.entry($0, "tool-\($0)", .private, size: 1) }
        let pilot = Self.pilot(on: "tool-100", entries: entries)
        pilot.press("*", "d")
        #expect(Self.asked(pilot).map(\.count) == [50])
        #expect(pilot.says("which servers use 50 of them. 2 of them were not asked about"))
    }
}
