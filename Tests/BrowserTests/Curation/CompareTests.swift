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

    /// Somebody else's image, offered to this project, on the left, and on the right one that this project offers.
    private func sharedOnes() -> Pilot {
        let pilot = pilot(on: "debian-13-gpu-v0.9", columns: 140, rows: 45)
        pilot.press("Space")
        pilot.go(to: "ubuntu-24.04-nginx-v2.0")
        pilot.press("=")
        pilot.expect(.fetchMembers([Samples.id(11), Samples.id(4)]))
        return pilot
    }

    /// The line of the comparison that begins with this, with single blanks.
    private func row(_ pilot: Pilot, _ beginning: String) -> String? {
        pilot.lines.map { $0.split(separator: " ").joined(separator: " ") }.first { $0.hasPrefix(beginning) }
    }

    @Test("R76: of somebody else's image only this project's membership is told, which is no difference")
    func ownMembership() {
        let pilot = sharedOnes()
        #expect(row(pilot, "reading") == "reading reading")
        pilot.send(
            .members([
                Samples.id(11): .success([
                    Member(image: Samples.id(11), project: Samples.platform, status: .accepted)
                ]),
                Samples.id(4): .success([Member(image: Samples.id(4), project: Samples.teamB, status: .pending)]),
            ]))
        #expect(row(pilot, "only your own") == "only your own is told all are told")
        #expect(row(pilot, "0d3b8e55") == "0d3b8e55 not told pending")
        #expect(row(pilot, "~ platform") == "~ platform accepted –")
    }

    @Test("Members that could not be read are not passed over")
    func unreadMembers() {
        let pilot = sharedOnes()
        pilot.send(
            .members([
                Samples.id(11): .failure(Samples.problem(.forbidden, reason: "not allowed")),
                Samples.id(4): .success([Member(image: Samples.id(4), project: Samples.teamB, status: .pending)]),
            ]))
        #expect(row(pilot, "could not") == "could not be read: not allowed all are told")
        #expect(row(pilot, "0d3b8e55") == "0d3b8e55 not told pending")
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
