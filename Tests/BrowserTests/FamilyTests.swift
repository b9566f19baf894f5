import Browser
import Catalog
import Testing

@Suite("Families")
struct FamilyTests {
    private func grouped(_ filter: String? = nil) -> Pilot {
        var settings = Settings()
        settings.written.families = true
        let pilot = Pilot.signedIn(columns: 100, settings: settings)
        if let filter {
            pilot.press("/" + filter, "Enter")
            _ = pilot.takeChoices()
        }
        return pilot
    }

    private func line(_ pilot: Pilot, _ text: String) -> [String] {
        (pilot.lines.first { $0.contains(text) } ?? "").split(separator: " ").map(String.init)
    }

    @Test("R1: versions of one thing are one line with the current version, their number and the deprecated ones")
    func oneLine() {
        let pilot = grouped()
        #expect(
            line(pilot, "ubuntu 24.04 base")
                == ["▸", "ubuntu", "24.04", "base", "v1.10", "3", "(1", "deprecated)", "community", "active", "2", "d"])
    }

    @Test("R1: where no version is deprecated the line tells how many the current one has superseded")
    func superseded() {
        let entries = ["v1.0", "v1.1", "v1.2"].enumerated().map { number, version in
            Samples.entry(number + 1, "ubuntu-24.04-base-\(version)", .private, size: 1)
        }
        var settings = Settings()
        settings.written.families = true
        let wide = Pilot.signedIn(columns: 100, settings: settings, entries: entries)
        #expect(wide.shows("3 (2 superseded)"))
        #expect(Pilot.signedIn(columns: 80, settings: settings, entries: entries).shows("3 (2 older)"))
    }

    @Test("R1: a stranger's family of the same name is another one, and names its owner")
    func stranger() {
        let foreign = Samples.entry(50, "ubuntu-24.04-base-v99.0", .public, owner: Samples.teamA)
        let pilot = grouped()
        pilot.service(.changed([CatalogueChange(.added, foreign)]))
        let lines = pilot.lines.filter { $0.contains("ubuntu 24.04 base") }
        #expect(lines.count == 2)
        #expect(lines.contains { $0.contains("team-a") && $0.contains("v99.0") })
        #expect(lines.contains { !$0.contains("team-a") && $0.contains("v1.10") })
    }

    @Test("R43: versions below a family go from the highest down, each with its standing")
    func versions() {
        let pilot = grouped("base is:mine")
        pilot.press("z")
        let versions = pilot.lines.filter { $0.contains(" v1.") && !$0.contains("ubuntu") }
        #expect(versions.map { $0.split(separator: " ").first } == ["v1.10", "v1.9", "v1.8"])
        #expect(versions[0].contains("current"))
        #expect(versions[1].contains("v1.9  → v1.10") && versions[1].contains("deprecated"))
        #expect(versions[1].contains("deactivated"))
        #expect(versions[2].contains("superseded"))
    }

    @Test("A number that is missing between versions is named")
    func gap() {
        #expect(line(grouped(), "ubuntu 24.04 nginx").joined(separator: " ").contains("2 (no v2.1)"))
    }

    @Test("Enter on a family's line opens the details of its current version")
    func details() {
        let pilot = grouped("base is:mine")
        pilot.press("Enter")
        pilot.expectDetails(1, definitions: true)
        #expect(pilot.shows("ubuntu-24.04-base-v1.10"))
    }

    @Test("z on a version folds its family and goes to its line")
    func fold() {
        let pilot = grouped("base is:mine")
        pilot.press("z", "j", "j")
        #expect(pilot.cursorName == "v1.9")
        pilot.press("z")
        #expect(pilot.cursorLine?.contains("ubuntu 24.04 base") == true)
        #expect(!pilot.shows("superseded"))
    }

    @Test("Images off the convention stand on lines of their own and have no family to unfold")
    func alone() {
        let pilot = grouped("web-1")
        #expect(pilot.cursorName == "web-1-2026-11-01")
        pilot.press("z")
        #expect(pilot.status == "This image's name does not follow the convention, so it has no family.")
    }

    @Test("Details tell which numbers are missing in the family's line of versions")
    func missing() {
        let pilot = Pilot.signedIn(rows: 60)
        pilot.go(to: "ubuntu-24.04-nginx-v2.2")
        pilot.press("Enter")
        pilot.expectDetails(13, definitions: true)
        #expect(pilot.lines.contains { $0.contains("Missing ") && $0.hasSuffix(" v2.1") })
    }

    @Test("f is remembered")
    func remembered() {
        let pilot = Pilot.signedIn()
        pilot.press("z")
        #expect(pilot.status == "Families are off. f groups versions into families.")
        pilot.press("f")
        #expect(pilot.takeChoices()?.contains("families = true") == true)
    }

    @Test("Offers are grouped too: families with one that waits come first, and one key answers all of a family")
    func offers() {
        let offers = [
            Samples.entry(10, "plan9-4-lab-v1.0", .shared, owner: Samples.teamA, size: 1, offer: .pending),
            Samples.entry(11, "plan9-4-lab-v1.1", .shared, owner: Samples.teamA, size: 1, offer: .accepted),
            Samples.entry(12, "plan9-4-lab-v1.2", .shared, owner: Samples.teamA, size: 1, offer: .accepted),
            Samples.entry(13, "debian-13-gpu-v0.9", .shared, owner: Samples.teamB, size: 1, offer: .rejected),
            Samples.entry(14, "arch-1-gpu-v0.1", .shared, owner: Samples.teamB, size: 1, offer: .pending),
            Samples.entry(15, "arch-1-gpu-v0.2", .shared, owner: Samples.teamB, size: 1, offer: .pending),
        ]
        var settings = Settings()
        settings.written.families = true
        let pilot = Pilot.signedIn(columns: 100, settings: settings, entries: offers)
        pilot.leavesEffects = true
        pilot.press("2", "g")
        let lines = pilot.lines.filter { $0.contains("▸") }
        #expect(lines.count == 3)
        #expect(lines.last?.contains("debian 13 gpu") == true, "its offer is answered")
        #expect(line(pilot, "plan9 4 lab").joined(separator: " ").contains("v1.2 3 (2 superseded) 1 pending active"))
        #expect(line(pilot, "arch 1 gpu").joined(separator: " ").contains("2 pending"))
        #expect(line(pilot, "debian 13 gpu").joined(separator: " ").contains("rejected active"))
        pilot.press("/arch", "Enter", "a")
        #expect(pilot.says("Enter: Accept 2 offers."))
    }

    @Test("The cursor stays on its image when families are turned on and off")
    func cursor() {
        let pilot = Pilot.signedIn()
        pilot.press("/nginx", "Enter", "j", "f")
        #expect(pilot.cursorLine?.contains("ubuntu 24.04 nginx") == true)
        pilot.press("z", "j", "j", "f")
        #expect(pilot.cursorName == "ubuntu-24.04-nginx-v2.0")
        #expect(pilot.takeChoices() != nil)
    }
}
