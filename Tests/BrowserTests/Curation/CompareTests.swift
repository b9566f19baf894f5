import Browser
import Canvas
import Catalog
import Testing

@Suite("Compare")
struct CompareTests {
    private func pilot(on name: String, columns: Int = 80, rows: Int = 24) -> Pilot {
        let pilot = Pilot.signedIn(columns: columns, rows: rows)
        pilot.go(to: name)
        return pilot
    }

    /// The names above the two columns.
    private func titles(_ pilot: Pilot) -> [String] {
        pilot.lines[3].split(separator: " ").map(String.init)
    }

    @Test("Without marks the image under the cursor is compared with the version below it, the older one on the left")
    func neighbour() {
        let pilot = pilot(on: "ubuntu-24.04-base-v1.10")
        pilot.press("=")
        #expect(titles(pilot) == ["ubuntu-24.04-base-v1.9", "ubuntu-24.04-base-v1.10"])
        #expect(pilot.shows("~ visibility"))
        #expect(!pilot.shows("min_disk"))
        pilot.press("Tab")
        #expect(pilot.shows("min_disk"))
        pilot.press("Esc")
        #expect(!pilot.shows("Compare"))
    }

    @Test("Of the lowest version the one above is the other one")
    func lowest() {
        let pilot = pilot(on: "ubuntu-24.04-base-v1.8")
        pilot.press("=")
        #expect(titles(pilot) == ["ubuntu-24.04-base-v1.8", "ubuntu-24.04-base-v1.9"])
    }

    @Test("Two marked images are compared, one mark with the cursor, and more than two are refused")
    func marks() {
        let pilot = pilot(on: "ubuntu-24.04-base-v1.10")
        pilot.press("Space")
        pilot.go(to: "web-1-2026-11-01")
        pilot.press("=")
        #expect(titles(pilot) == ["ubuntu-24.04-base-v1.10", "web-1-2026-11-01"])
        pilot.press("Esc", "Space", "g", "=")
        #expect(titles(pilot) == ["ubuntu-24.04-base-v1.10", "web-1-2026-11-01"])
        pilot.press("Esc", "*", "=")
        #expect(pilot.status.hasPrefix("Two images are compared, and"))
    }

    @Test("An image without relatives asks for the other one; = chooses another later")
    func choose() {
        let pilot = pilot(on: "rocky-9-base-v1.0")
        pilot.press("=")
        #expect(pilot.shows("Compare with"))
        pilot.press("v1.10", "Enter")
        #expect(titles(pilot) == ["rocky-9-base-v1.0", "ubuntu-24.04-base-v1.10"])
        pilot.press("=", "nginx-v2.2", "Enter")
        #expect(titles(pilot) == ["rocky-9-base-v1.0", "ubuntu-24.04-nginx-v2.2"])
    }

    @Test("Details compare the image shown, and members are read where an image is shared")
    func details() {
        let pilot = pilot(on: "ubuntu-24.04-nginx-v2.2")
        pilot.press("Enter")
        pilot.expectDetails(13, definitions: true)
        pilot.press("=")
        pilot.expect(.fetchMembers([Samples.id(4)]))
        #expect(titles(pilot) == ["ubuntu-24.04-nginx-v2.0", "ubuntu-24.04-nginx-v2.2"])
        let member = Member(image: Samples.id(4), project: Samples.teamA, status: .accepted)
        pilot.send(.members([Samples.id(4): .success([member])]))
        #expect(pilot.shows("Members") && pilot.shows("team-a") && pilot.shows("accepted"))
        pilot.press("Esc")
        #expect(pilot.shows("Minimum disk"))
    }

    @Test("Details tell what each version changed since the one before")
    func line() {
        let pilot = Pilot.signedIn(columns: 140, rows: 60)
        pilot.go(to: "ubuntu-24.04-base-v1.9")
        pilot.press("Enter")
        pilot.expectDetails(2, definitions: true)
        #expect(pilot.shows("changed since v1.8: size 609 MiB (639000000 bytes) → 611 MiB (640679936 bytes)"))
        #expect(pilot.shows("v1.10, current, active"))
        #expect(pilot.shows("changed since v1.9: visibility private → community"))
        #expect(pilot.shows("v1.8, superseded, active"))
    }

    @Test(
        "Side by side",
        arguments: [Size(columns: 80, rows: 24), Size(columns: 60, rows: 15), Size(columns: 140, rows: 45)])
    func golden(size: Size) {
        let pilot = Pilot.signedIn(columns: size.columns, rows: size.rows)
        pilot.press("/", "base-v1.10", "Enter", "=")
        #expect(pilot.takeChoices() != nil)
        Golden.expect(pilot.frame, Golden.name("compare", size))
    }
}
