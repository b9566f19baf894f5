import Browser
import Catalog
import Testing

@Suite("Panes")
struct PaneTests {
    @Test("Images lists what the project can boot, by name with numeric versions")
    func imagesInOrder() {
        let pilot = Pilot.signedIn()
        let names = pilot.lines.dropFirst(3).map { String($0.dropFirst(4)) }
        let v8 = names.firstIndex { $0.hasPrefix("ubuntu-24.04-base-v1.8") }
        let v9 = names.firstIndex { $0.hasPrefix("ubuntu-24.04-base-v1.9") }
        let v10 = names.firstIndex { $0.hasPrefix("ubuntu-24.04-base-v1.10") }
        #expect(v8 != nil && v9 == v8.map { $0 + 1 } && v10 == v9.map { $0 + 1 })
        #expect(pilot.shows("debian-13-gpu-v0.9"))
        #expect(!pilot.shows("plan9-4-lab-v1.0"))
    }

    @Test("The titles count rows and pending offers whichever pane is open")
    func titles() {
        #expect(Pilot.signedIn().lines[1].hasPrefix(" 1 Images 10   2 Shared with Me 2 ●1   3 Admin –"))
    }

    @Test("Without the role admin the pane Admin says which right is missing")
    func adminRefused() {
        var pilot = Pilot.signedIn()
        pilot.press("3")
        #expect(pilot.status.contains("role admin"))
        #expect(pilot.browser.active == .images)
    }

    @Test("Rows that arrive above the cursor do not move the line it stands on")
    func cursorStays() {
        var pilot = Pilot.signedIn()
        pilot.press("j", "j", "j")
        let line = pilot.lines.firstIndex { $0.hasPrefix("›") }
        let name = pilot.cursorLine
        pilot.service(.changed([CatalogueChange(.added, Samples.entry(90, "aaa-first", .private, news: .added))]))
        #expect(pilot.lines.firstIndex { $0.hasPrefix("›") } == line)
        #expect(pilot.cursorLine == name)
    }

    @Test("A new row carries a plus until the cursor has passed it")
    func newsUntilPassed() {
        var pilot = Pilot.signedIn()
        let fresh = Samples.entry(90, "aaa-first", .private, news: .added)
        pilot.service(.changed([CatalogueChange(.added, fresh)]))
        pilot.press("g")
        #expect(pilot.shows("› + aaa-first"))
        pilot.press("j")
        #expect(pilot.effects.contains(.markSeen([fresh.id])))
    }

    @Test("y copies the ID and shows it alone on the status line")
    func copyID() {
        var pilot = Pilot.signedIn()
        pilot.press("G", "y")
        let id = pilot.browser[.images].listing.isEmpty ? "" : pilot.status
        #expect(pilot.effects.contains(.copy(id)))
        #expect(id.count == 36)
    }

    @Test("A window that is too small says so on one line", arguments: [(59, 24), (80, 14), (5, 2)])
    func tooSmall(columns: Int, rows: Int) {
        let pilot = Pilot.signedIn(columns: columns, rows: rows)
        #expect(pilot.lines[0].hasPrefix(String("Vitrine needs a window".prefix(columns - 1))))
    }
}
