import Browser
import Catalog
import Testing

@Suite("Panes")
struct PaneTests {
    @Test("R43: Images lists what the project can boot, by name with numeric versions")
    func imagesInOrder() {
        let pilot = Pilot.signedIn()
        let versions = pilot.names.filter { $0.hasPrefix("ubuntu-24.04-base") }
        #expect(versions == ["ubuntu-24.04-base-v1.8", "ubuntu-24.04-base-v1.9", "ubuntu-24.04-base-v1.10"])
    }

    @Test("The titles count rows and pending offers whichever pane is open")
    func titles() {
        let pilot = Pilot.signedIn()
        #expect(pilot.titles.hasPrefix(" 1 Images 11   2 Shared with Me 3 ●1   3 Admin –"))
        pilot.press("2")
        pilot.expect(.searchOffers(visible: [10, 11, 12].map(Samples.id)))
        #expect(pilot.titles.hasPrefix(" 1 Images 11   2 Shared with Me 3 ●1   3 Admin –"))
    }

    @Test("Without the role admin 3 says which right is missing, and Tab passes by")
    func adminRefused() {
        let pilot = Pilot.signedIn()
        pilot.press("3")
        #expect(pilot.status == "Only a token with the role admin sees the images of all projects.")
        #expect(pilot.browser.active == .images)
        pilot.press("Tab")
        #expect(pilot.browser.active == .shared)
        pilot.expect(.searchOffers(visible: [10, 11, 12].map(Samples.id)))
        pilot.press("Tab")
        #expect(pilot.browser.active == .images)
        pilot.press("S-Tab")
        #expect(pilot.browser.active == .shared)
        pilot.expect(.searchOffers(visible: [10, 11, 12].map(Samples.id)))
    }

    @Test("Started on a pane without the right for it, Images is shown and the right is named")
    func startRefused() {
        var settings = Settings()
        settings.startPane = .admin
        let pilot = Pilot(settings: settings)
        pilot.bringUp()
        #expect(pilot.browser.active == .images)
        #expect(pilot.status.contains("role admin"))
    }

    @Test("Started on Shared with Me, an administrator's offers are searched for at once")
    func startShared() {
        var settings = Settings()
        settings.startPane = .shared
        let pilot = Pilot(settings: settings)
        pilot.bringUp(Samples.admin)
        pilot.expect(.searchOffers(visible: []))
        #expect(pilot.browser.active == .shared)
    }

    @Test("Nothing is called empty before it was read")
    func notYetEmpty() {
        let pilot = Pilot()
        pilot.service(.replicaOpened(session: nil, lastPass: nil, counts: PaneCounts()), .loaded([], isLast: true))
        #expect(pilot.titles == " 1 Images   2 Shared with Me   3 Admin")
        #expect(pilot.shows("Signing in."))
        pilot.service(.signedIn(Samples.member), .connection(.online), .passProgress(PassProgress(.full, listed: 0)))
        #expect(pilot.shows("Reading the catalogue."))
        pilot.service(.passProgress(PassProgress(.full, listed: 0, isDone: true)))
        pilot.service(.synchronised(at: pilot.now, quiet: false))
        #expect(pilot.shows("There are no images here yet."))
        #expect(pilot.titles == " 1 Images 0   2 Shared with Me 0   3 Admin –")
    }

    @Test("As long as offers are searched for, Shared with Me does not say that there are none")
    func searching() {
        let pilot = Pilot.signedIn(session: Samples.admin, entries: Samples.foreign)
        pilot.press("2")
        pilot.expect(.searchOffers(visible: []))
        pilot.service(.offerSearch(checked: 3, total: 84))
        #expect(pilot.titles.contains("2 Shared with Me checked 3 of 84"))
        #expect(pilot.shows("3 of 84 shared images were asked about"))
        pilot.service(.offerSearch(checked: 84, total: 84))
        #expect(pilot.shows("No project offers an image to this one."))
        #expect(!pilot.titles.contains("checked"))
    }

    @Test("Sorting by the column in force turns the order round; the choice is kept for this pane")
    func sort() {
        let pilot = Pilot.signedIn()
        pilot.press("o", "size", "Enter")
        #expect(pilot.takeChoices()?.contains("images = \"size\"") == true)
        #expect(pilot.cursorName == "日本語のイメージ")
        pilot.press("o", "Enter")
        #expect(pilot.takeChoices()?.contains("images = \"-size\"") == true)
        #expect(pilot.titles.hasSuffix("by size ↓"))
        #expect(pilot.names.first == "debian-13-gpu-v0.9")
    }

    @Test("H shows hidden images too and leaves them out again")
    func hidden() {
        let pilot = Pilot.signedIn()
        #expect(!pilot.names.contains("old-tools"))
        pilot.press("H")
        #expect(pilot.shows("old-tools  hidden"))
        #expect(pilot.titles.contains("1 Images 12"))
        #expect(pilot.titles.hasSuffix("hidden shown"))
        pilot.press("H")
        #expect(!pilot.names.contains("old-tools"))
    }

    @Test(
        "The image under the cursor is shown beside the list from 140 columns on",
        arguments: [(139, false), (140, true)])
    func preview(columns: Int, isShown: Bool) {
        let pilot = Pilot.signedIn(columns: columns, rows: 45)
        pilot.go(to: "windows-server-2022-core-v1.3")
        #expect(pilot.shows("0 GB disk, 0 MB RAM") == isShown)
    }

    @Test("A window that is too small says so on one line, and takes only the keys that leave it")
    func tooSmall() {
        for (columns, rows) in [(59, 24), (80, 14), (5, 2)] {
            let pilot = Pilot.signedIn(columns: columns, rows: rows)
            #expect(pilot.lines[0].hasPrefix(String("Vitrine needs a window".prefix(columns - 1))))
            pilot.press("j", "C-l", "C-z", "q")
            pilot.expect(.redraw)
            pilot.expect(.suspend)
            pilot.expect(.quit)
        }
    }

    @Test("Left and Right scroll the columns that did not fit, and say where they end")
    func scroll() {
        let pilot = Pilot.signedIn()
        #expect(!pilot.shows("PROTECTED"))
        pilot.press("Left")
        #expect(pilot.status.hasPrefix("There are no more columns to the left."))
        for _ in 0..<4 { pilot.press("Right") }
        #expect(pilot.shows("PROTECTED"))
        for _ in 0..<10 { pilot.press("Right") }
        #expect(pilot.status.hasPrefix("There are no more columns to the right."))
        #expect(pilot.shows("DESCRIPTION"))
        for _ in 0..<14 { pilot.press("Left") }
        #expect(pilot.shows("STATUS"))
    }
}
