import Browser
import Catalog
import Testing

@Suite("Cursor and changes")
struct CursorTests {
    private func line(_ pilot: Pilot) -> Int? { pilot.lines.firstIndex { $0.hasPrefix("›") } }

    @Test("Rows that arrive above the cursor do not move the line it stands on")
    func added() {
        let pilot = Pilot.signedIn(entries: (1...60).map { Samples.entry($0, "image-\($0)", .private) })
        pilot.press("j", "j", "j")
        let (line, name) = (line(pilot), pilot.cursorName)
        pilot.service(.changed([CatalogueChange(.added, Samples.entry(90, "aaa-first", .private, news: .added))]))
        #expect(self.line(pilot) == line)
        #expect(pilot.cursorName == name)
    }

    @Test("A row that is renamed takes the cursor along")
    func renamed() {
        let pilot = Pilot.signedIn()
        pilot.press("j")
        #expect(pilot.cursorName == "rocky-9-base-v1.0")
        let renamed = Samples.entry(5, "zz-rocky", .public, owner: Samples.teamA, news: .changed)
        pilot.service(.changed([CatalogueChange(.changed, renamed)]))
        #expect(pilot.shows("› ~ zz-rocky"))
    }

    @Test("When the cursor's row is gone the cursor stays on the same line of the screen")
    func removed() {
        let pilot = Pilot.signedIn()
        pilot.press("j", "j")
        let line = line(pilot)
        #expect(pilot.cursorName == "ubuntu-24.04-base-v1.8")
        pilot.service(.changed([CatalogueChange(.removed, Samples.catalogue[2])]))
        #expect(self.line(pilot) == line)
        #expect(pilot.cursorName == "ubuntu-24.04-base-v1.9")
    }

    @Test("Without a movement of the user the cursor stays on its image, too, whatever arrives above it")
    func untouched() {
        let pilot = Pilot.signedIn()
        let name = pilot.cursorName
        pilot.service(.changed([CatalogueChange(.added, Samples.entry(90, "aaa-first", .private, news: .added))]))
        #expect(pilot.cursorName == name && name != "aaa-first")
        pilot.press("k")
        #expect(pilot.cursorName == "aaa-first")
    }

    @Test("While the catalogue is read for the first time the cursor stays on the first line")
    func reading() {
        let pilot = Pilot()
        pilot.service(
            .replicaOpened(session: nil, lastPass: nil, counts: PaneCounts()), .loaded([], isLast: true),
            .signedIn(Samples.member), .connection(.online))
        for (number, name) in [(1, "m"), (2, "z"), (3, "a")] {
            pilot.service(.changed([CatalogueChange(.added, Samples.entry(number, name, .private))]))
        }
        #expect(pilot.cursorName == "a")
    }

    @Test("A new offer leaves the cursor of Shared with Me on its offer, and an unseen pane at its first line")
    func offers() {
        let image = Samples.entry(91, "plan9-4-gpu-v1.0", .shared, owner: Samples.teamA).image
        let offer = Offer(status: .pending, offeredAt: Pilot.now)
        let newest = CatalogueChange(.added, CatalogueEntry(image: image, offer: offer, news: .added))
        let reading = Pilot.signedIn()
        reading.leavesEffects = true
        reading.press("2")
        let name = reading.cursorName
        reading.service(.changed([newest]))
        #expect(reading.cursorName == name && name != "plan9-4-gpu-v1.0")
        let elsewhere = Pilot.signedIn()
        elsewhere.leavesEffects = true
        elsewhere.service(.changed([newest]))
        elsewhere.press("2")
        #expect(elsewhere.cursorName == "plan9-4-gpu-v1.0")
    }

    @Test("Filtering and sorting keep the cursor on its image where that is still listed")
    func filtered() {
        let pilot = Pilot.signedIn()
        pilot.go(to: "windows-server-2022-core-v1.3")
        pilot.press("/windows", "Enter")
        #expect(pilot.cursorName == "windows-server-2022-core-v1.3")
        pilot.press("Esc")
        #expect(pilot.cursorName == "windows-server-2022-core-v1.3")
        #expect(pilot.takeChoices() != nil)
        pilot.press("o", "size", "Enter")
        #expect(pilot.cursorName == "windows-server-2022-core-v1.3")
        #expect(pilot.takeChoices() != nil)
    }

    @Test("Keys move by lines, half pages, pages and to the ends")
    func movement() {
        let entries = (1...100).map { Samples.entry($0, "image-\($0)", .private) }
        let pilot = Pilot.signedIn(entries: entries)
        let expected = [
            ("j", 2), ("Down", 3), ("k", 2), ("Up", 1), ("C-d", 10), ("C-u", 1), ("C-f", 19), ("C-b", 1), ("PgDn", 19),
            ("PgUp", 1), ("G", 100), ("g", 1), ("End", 100), ("Home", 1), ("k", 1),
        ]
        for (key, number) in expected {
            pilot.press(key)
            #expect(pilot.cursorName == "image-\(number)", "after \(key)")
        }
    }

    @Test("The rows on the screen are reported once they have stayed for a moment")
    func watched() {
        let pilot = Pilot.signedIn(rows: 15)
        pilot.send(.timer(.watch))
        let first = [11, 5, 3, 2, 1, 4, 13, 7, 6, 9].map(Samples.id)
        pilot.expect(.watch(first, .images))
        pilot.send(.timer(.watch))
        pilot.press("G")
        pilot.send(.timer(.watch))
        pilot.expect(.watch(Array(first.dropFirst()) + [Samples.id(8)], .images))
    }
}
