import Browser
import Catalog
import Testing

@Suite("Edit Visibility")
struct EditVisibilityTests {
    private static let published = "ubuntu-24.04-base-v1.10"
    private static let own = "ubuntu-24.04-base-v1.8"

    @Test(
        "R12: an own community image is read-only for members, and each key says why",
        arguments: ["e", "m", "s", "v", "t", "D"])
    func community(key: String) {
        let pilot = Pilot.acting(key, on: Self.published)
        #expect(pilot.status == "It is community: only administrators may change what every project uses.")
        #expect(pilot.plans.isEmpty)
    }

    @Test(
        "R13: a public image is read-only for members, and each key says who may change it",
        arguments: ["e", "m", "s", "v", "t", "D"])
    func isPublic(key: String) {
        let pilot = Pilot.acting(key, on: "rocky-9-base-v1.0")
        #expect(pilot.status == "It is public: only administrators may change what every project uses.")
        #expect(pilot.plans.isEmpty)
    }

    @Test(
        "R14: members see Community and Public with the reason against them, and cannot send either", arguments: [2, 3])
    func members(steps: Int) {
        let pilot = Pilot.acting("v", on: Self.own)
        #expect(pilot.says("Only administrators make images"))
        for _ in 0..<steps { pilot.press("Down") }
        pilot.press("C-s")
        #expect(pilot.status.hasPrefix("Only administrators make images"))
        #expect(pilot.plans.isEmpty)
    }

    @Test("R15: a member makes an own private image shared, without a question, for nobody loses anything")
    func shares() {
        let pilot = Pilot.acting("v", on: Self.own)
        pilot.press("Down", "C-s")
        #expect(pilot.changes == [.edit(.visibility, .string("private"), .string("shared"))])
    }

    @Test("R20: an administrator promotes in Admin, with one change; in Images the choice says where to go")
    func promotes() {
        let elsewhere = Pilot.acting("v", on: Self.own, session: Samples.admin)
        elsewhere.press("Down", "Down")
        #expect(elsewhere.status == "Images are made community in the pane Admin.")
        elsewhere.press("C-s", "Enter")
        #expect(elsewhere.plans.isEmpty)

        let pilot = Pilot.acting("v", on: Self.own, session: Samples.admin, pane: "3")
        pilot.press("Down", "Down", "Tab", "Space", "Tab", "Space", "Tab", "Space")
        #expect(pilot.says("Gains access: every other project of the cloud. Loses access: nobody."))
        pilot.press("C-s")
        #expect(pilot.plans.isEmpty, "publishing is asked about")
        pilot.press("Enter")
        #expect(pilot.changes == [.edit(.visibility, .string("private"), .string("community"))])
    }

    @Test("R6: a point that is not ticked needs a reason, which goes with the change")
    func waiver() {
        let pilot = Pilot.acting("v", on: Self.own, session: Samples.admin, pane: "3")
        pilot.press("Down", "Down", "Tab", "Space", "C-s")
        #expect(pilot.status == "Not yet: tick it, or say below why it does not matter.")
        pilot.press("Tab", "Tab", "free software only", "C-s", "Enter")
        #expect(pilot.changes == [.edit(.visibility, .string("private"), .string("community"))])
        #expect(pilot.plans.first?.note == "free software only")
    }

    @Test("R21: what is deactivated is not promoted")
    func inactive() {
        let pilot = Pilot.acting(
            "v", on: "ubuntu-24.04-base-v1.9", session: Samples.admin, pane: "3", columns: 120)
        pilot.press("Down", "Down", "C-s")
        #expect(pilot.status == "Only an active image can be promoted; it is deactivated.")
        #expect(pilot.plans.isEmpty)
    }

    @Test("R23: the filter of Admin finds the community images of all projects")
    func filter() {
        let pilot = Pilot.admin(columns: 80, rows: 45)
        pilot.leavesEffects = true
        pilot.press("3", "/", "visibility:community", "Enter")
        #expect(Set(pilot.names.filter { !$0.isEmpty }) == ["ubuntu-24.04-base-v1.10", "arch-rolling-base-v1.0"])
    }

    @Test("R24, R25: decommissioning is one change, after the text about instances and rebuilds was confirmed")
    func decommissions() {
        let pilot = Pilot.acting("v", on: Self.published, session: Samples.admin, pane: "3")
        pilot.press("Up", "Up")
        #expect(pilot.says("Running instances stay; only future launches are affected."))
        #expect(pilot.says("Other projects can no longer use the image for a rebuild either."))
        pilot.press("C-s")
        #expect(pilot.plans.isEmpty)
        pilot.press("Enter")
        #expect(pilot.changes == [.edit(.visibility, .string("community"), .string("private"))])
    }
}
