import Browser
import Canvas
import Catalog
import Testing

@Suite("Reasons for many images")
struct RefusalTests {
    @Test("Each reason is told once, with how many images it holds for")
    func counts() {
        let entries = [
            Samples.entry(1, "a-protected", .private, protected: true),
            Samples.entry(2, "b-protected", .private, protected: true),
            Samples.entry(3, "c-foreign", .public, owner: Samples.teamA),
        ]
        let pilot = Pilot.signedIn(entries: entries)
        pilot.press("*", "D")
        #expect(pilot.status.hasPrefix("2 images: "))
        #expect(pilot.status.contains(" 1 image: "))
        pilot.press("u", "g", "Space", "Space", "D")
        #expect(pilot.status.hasPrefix("None of 2 images: "))
    }

    @Test("An offer is announced with the key that the settings give to its pane")
    func offers() {
        var settings = Settings()
        #expect(settings.read("[keys]\ngo-to-shared-with-me = [\"F2\"]\n", file: "s").isEmpty)
        let pilot = Pilot.signedIn(settings: settings)
        let offer = Samples.entry(91, "plan9-4-gpu-v1.0", .shared, owner: Samples.teamA, offer: .pending, news: .added)
        pilot.service(.changed([CatalogueChange(.added, offer)]))
        #expect(pilot.status == "New offer: plan9-4-gpu-v1.0 from team-a. F2 opens Shared with Me.")
    }
}
