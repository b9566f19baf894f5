import Browser
import Canvas
import Catalog
import Testing

@Suite("Catalogue Check")
struct CheckTests {
    private static let entries = [
        Samples.entry(1, "fedora-42-base-v1.0", .public, status: .deactivated, size: 1, protected: true),
        Samples.entry(2, "rocky-9-base-v1.0", .community, size: 1),
        Samples.entry(3, "old-tools", .private, size: 1),
        Samples.entry(4, "debian-13-gpu-v0.9", .shared, size: 1),
    ]

    private func pilot(
        _ entries: [CatalogueEntry] = entries, columns: Int = 80, rows: Int = 24
    ) -> Pilot {
        let pilot = Pilot.signedIn(columns: columns, rows: rows, session: Samples.admin, entries: entries)
        pilot.press("3", ":", "check catalogue", "Enter")
        return pilot
    }

    /// The same after the members of the one shared image were read.
    private func checked(columns: Int = 80, rows: Int = 24, _ members: [Member] = []) -> Pilot {
        let pilot = pilot(columns: columns, rows: rows)
        pilot.expect(.fetchMembers([Samples.id(4)]))
        pilot.send(.members([Samples.id(4): .success(members)]))
        for _ in 0..<3 { pilot.send(.timer(.check)) }
        return pilot
    }

    @Test("Findings stand by severity, each with its image; what is meant is told in full below")
    func list() {
        let pilot = checked()
        #expect(pilot.shows("Catalogue Check") && pilot.shows("1 fault, 1 warning"))
        let lines = pilot.lines.filter {
            ["Fault", "Warning", "Note"].contains($0.trimmed.split(separator: " ").first ?? "")
        }
        #expect(
            lines.first?.contains("› Fault") == true || pilot.shows("Fault    not deprecated   fedora-42-base-v1.0"))
        #expect(pilot.shows("It is public and deactivated, but not marked as deprecated."))
        pilot.press("j")
        #expect(pilot.shows("It is community but not protected."))
    }

    @Test("Enter opens the image, and Esc comes back to the same line")
    func open() {
        let pilot = checked()
        pilot.press("j", "Enter")
        pilot.expectDetails(2, definitions: true)
        #expect(pilot.shows("Minimum disk"))
        pilot.press("Esc")
        #expect(pilot.shows("It is community but not protected."))
    }

    @Test("f opens the dialog that mends it, on that image, and closing it leads back to the list")
    func fix() {
        let pilot = checked()
        #expect(pilot.hints.contains("f fix: deprecate"))
        pilot.press("f")
        #expect(pilot.shows("Deprecate Image") && pilot.shows("fedora-42-base-v1.0"))
        pilot.press("Esc", "j", "f")
        #expect(pilot.shows("Edit Image") && pilot.shows("rocky-9-base-v1.0 (owner"))
        pilot.press("Esc")
        #expect(pilot.shows("Catalogue Check"))
        pilot.press("Esc")
        #expect(!pilot.shows("Catalogue Check"))
    }

    @Test("Other keys for images work on the finding's image too, and on none where there is no finding")
    func actions() {
        let pilot = checked()
        pilot.press("j", "y")
        pilot.expect(.copy(Samples.id(2).rawValue))
        pilot.press("v")
        pilot.expect(.fetchEveryProject)
        #expect(pilot.shows("Edit Visibility") && pilot.shows("rocky-9-base-v1.0"))
        let healthy = Samples.entry(9, "debian-13-base-v1.0", .private, size: 1)
        let empty = self.pilot([healthy])
        #expect(empty.shows("There is nothing to see to in this pane."))
        empty.press("d")
        #expect(empty.status == "No image is selected.")
        empty.press("f")
        #expect(empty.effects.isEmpty)
    }

    @Test("An offer that waits for long is found once the members were read")
    func offers() {
        let waiting = Member(
            image: Samples.id(4), project: Samples.teamA, status: .pending,
            createdAt: Instant(iso: "2026-11-01T08:00:00Z"))
        let pilot = checked([waiting])
        #expect(pilot.shows("offer pending"))
        let none = checked()
        #expect(!none.shows("offer pending"))
    }

    @Test("After a change the list is made anew, and the cursor stays on its finding")
    func changes() {
        let pilot = checked()
        pilot.press("j")
        let mended = Samples.entry(1, "fedora-42-base-v1.0", .public, size: 1, protected: true)
        pilot.service(.changed([CatalogueChange(.changed, mended)]))
        pilot.send(.timer(.check))
        #expect(!pilot.shows("not deprecated"))
        #expect(pilot.shows("It is community but not protected."))
    }

    @Test("A large catalogue is looked at a part at a time; the first screen is there at once, and keys work meanwhile")
    func parts() {
        let many = (0..<2_000).map { Samples.entry(1_000 + $0, "image-\($0)", .private, size: 1) }
        let pilot = pilot(many)
        #expect(pilot.shows("looking at images: 250 of 2000"))
        #expect(pilot.shows("image-0 "))
        pilot.press("j", "j")
        #expect(pilot.shows("line 3 of 250"))
        for _ in 0..<7 { pilot.send(.timer(.check)) }
        #expect(pilot.shows("2000 notes in 2000 images"))
        #expect(pilot.shows("line 3 of 2000"))
    }

    @Test(
        "The list", arguments: [Size(columns: 80, rows: 24), Size(columns: 60, rows: 15), Size(columns: 140, rows: 45)])
    func golden(size: Size) {
        Golden.expect(checked(columns: size.columns, rows: size.rows).frame, Golden.name("check", size))
    }
}
