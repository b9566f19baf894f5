import Browser
import Catalog
import Testing

@Suite("Marks")
struct MarkTests {
    @Test("Space marks and moves down; once more takes the mark away")
    func toggle() {
        let pilot = Pilot.signedIn()
        pilot.press("Space")
        #expect(pilot.shows(" ✓  debian-13-gpu-v0.9"))
        #expect(pilot.cursorName == "rocky-9-base-v1.0")
        #expect(pilot.status.hasSuffix("1 marked"))
        pilot.press("k", "Space")
        #expect(!pilot.shows("✓"))
    }

    @Test("* marks what matches the filter, and the status line says how many the filter hides")
    func all() {
        let pilot = Pilot.signedIn()
        pilot.press("/ubuntu", "Enter", "*")
        #expect(pilot.status == "5 images marked.")
        pilot.press("/", "C-u", "rocky", "Enter")
        #expect(pilot.status == "1–1 of 1 matching · 5 marked (5 hidden by the filter)")
        pilot.press("u")
        #expect(pilot.status == "1–1 of 1 matching")
        #expect(pilot.takeChoices() != nil)
    }

    @Test("A dialog counts as hidden what it acts on, not what it leaves out", arguments: ["s", "v", "m", "d"])
    func hiddenInDialogs(key: String) {
        let pilot = Pilot.signedIn()
        pilot.leavesEffects = true
        // The first one belongs to another project.
        for name in ["debian-13-gpu-v0.9", "ubuntu-24.04-base-v1.8", "ubuntu-24.04-nginx-v2.2"] {
            pilot.go(to: name)
            pilot.press("Space")
        }
        pilot.press("/nginx", "Enter")
        #expect(pilot.status.hasSuffix("3 marked (2 hidden by the filter)"))
        pilot.press(key)
        #expect(pilot.shows("2 images, 1 of them hidden by the filter"))
    }

    @Test("Marks follow images through renaming, and go with images that are gone")
    func followImages() {
        let pilot = Pilot.signedIn()
        pilot.press("Space", "Space")
        pilot.service(
            .changed([
                CatalogueChange(
                    .changed,
                    Samples.entry(11, "zzz", .shared, owner: Samples.teamA, offer: .accepted, news: .changed))
            ]))
        #expect(pilot.shows(" ✓~ zzz"))
        pilot.service(.changed([CatalogueChange(.removed, Samples.catalogue[4])]))
        #expect(pilot.status.hasSuffix("1 marked"))
    }

    @Test("A family's line marks its listed versions")
    func family() {
        let pilot = Pilot.signedIn()
        pilot.press("f", "/nginx", "Enter", "Space")
        #expect(pilot.takeChoices() != nil)
        #expect(pilot.status.hasSuffix("2 marked"))
        #expect(pilot.lines.contains { $0.hasPrefix("›✓") })
    }

    @Test("is:marked shows what is marked, also after marks were changed")
    func filter() {
        let pilot = Pilot.signedIn()
        pilot.press("Space", "Space", "/is:marked", "Enter")
        #expect(pilot.names == ["debian-13-gpu-v0.9", "rocky-9-base-v1.0"])
        pilot.press("g", "Space")
        #expect(pilot.names == ["rocky-9-base-v1.0"])
        pilot.press("u")
        #expect(pilot.shows("No image matches the filter \"is:marked\"."))
        #expect(pilot.takeChoices() != nil)
    }

    @Test("Esc clears the filter first, and leaves the marks alone")
    func escape() {
        let pilot = Pilot.signedIn()
        pilot.press("Space", "/ubuntu", "Enter", "Esc")
        #expect(pilot.takeChoices() != nil)
        #expect(pilot.browser[.images].filter.isEmpty)
        pilot.press("Esc")
        #expect(pilot.status == "u removes the marks.")
        #expect(pilot.browser[.images].marks.count == 1)
    }
}
