import Browser
import Catalog
import Testing

@Suite("What the user has not seen yet")
struct NewsTests {
    private let fresh = Samples.entry(90, "aaa-first", .private, news: .added)

    @Test("A new row carries a plus until the cursor has passed it")
    func passed() {
        let pilot = Pilot.signedIn()
        pilot.service(.changed([CatalogueChange(.added, fresh)]))
        #expect(pilot.shows("  + aaa-first"))
        pilot.press("g")
        #expect(pilot.shows("› + aaa-first"))
        pilot.press("j")
        pilot.expect(.markSeen([fresh.id]))
        #expect(!pilot.shows("+ aaa-first"))
    }

    @Test("Leaving the pane counts as having seen what it lists")
    func left() {
        let pilot = Pilot.signedIn()
        pilot.service(.changed([CatalogueChange(.added, fresh)]))
        pilot.press("2")
        pilot.expect(.markSeen([fresh.id]))
        pilot.expect(.searchOffers(visible: [10, 11, 12].map(Samples.id)))
    }

    @Test("A jump to the end has not shown what lies between")
    func jumped() {
        let many = (1...60).map { Samples.entry($0, "image-\($0)", .private, news: $0 > 50 ? .added : nil) }
        let pilot = Pilot.signedIn(entries: many)
        pilot.press("G", "g")
        pilot.expect(.markSeen([Samples.id(60)]))
    }

    @Test("Changed rows carry a tilde and withdrawn ones a minus, and the latter say so")
    func signs() {
        let pilot = Pilot.signedIn()
        pilot.service(
            .changed([
                CatalogueChange(.changed, Samples.entry(3, "ubuntu-24.04-base-v1.8", .private, news: .changed)),
                CatalogueChange(.withdrawn, Samples.entry(7, "web-1-2026-11-01", .private)),
            ]))
        #expect(pilot.shows("  ~ ubuntu-24.04-base-v1.8"))
        #expect(pilot.shows("  - web-1-2026-11-01  gone"))
        #expect(pilot.titles.hasPrefix(" 1 Images 10"))
        // The line counts lines, and tells which of them are none of the ten.
        #expect(pilot.status.hasPrefix("1–11 of 11, 1 of them gone"))
    }

    @Test("R73: an offer that arrives is announced whichever pane is open, once")
    func announced() {
        let pilot = Pilot.signedIn()
        let offer = Samples.entry(91, "plan9-4-gpu-v1.0", .shared, owner: Samples.teamA, offer: .pending, news: .added)
        pilot.service(.changed([CatalogueChange(.added, offer)]))
        #expect(pilot.status == "New offer: plan9-4-gpu-v1.0 from team-a. 2 opens Shared with Me.")
        #expect(pilot.titles.contains("2 Shared with Me 4 ●2"))
        pilot.press("j")
        pilot.service(.changed([CatalogueChange(.changed, offer)]))
        #expect(!pilot.status.contains("New offer"))
    }

    @Test("R73: to an administrator, who has all images listed, an offer of one of them is announced if it is new")
    func administrator() {
        for (offeredAt, isNew) in [(Pilot.now, true), (Instant(iso: "2026-11-19T08:00:00Z"), false)] {
            let pilot = Pilot.admin()
            let offer = Offer(status: .pending, offeredAt: offeredAt)
            let entry = CatalogueEntry(image: Samples.foreign[0].image, offer: offer, news: .changed)
            pilot.service(.changed([CatalogueChange(.changed, entry)]))
            #expect(pilot.status.hasPrefix("New offer: freebsd-14.3-base-v4.0 from 0d3b8e55.") == isNew)
        }
    }

    @Test("Several offers at once are announced as a number")
    func several() {
        let pilot = Pilot.signedIn()
        let offers = (91...93).map {
            CatalogueChange(
                .added,
                Samples.entry($0, "image-\($0)", .shared, owner: Samples.teamA, offer: .pending, news: .added))
        }
        pilot.service(.changed(offers))
        #expect(pilot.status.hasPrefix("3 new offers, among them image-91 from team-a."))
    }
}
