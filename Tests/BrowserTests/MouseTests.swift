import Browser
import Canvas
import Catalog
import Testing

@Suite("Mouse and paste")
struct MouseTests {
    @Test("A click puts the cursor on a row, a second one opens it")
    func rows() {
        let pilot = Pilot.signedIn()
        pilot.click(on: "rocky-9-base-v1.0")
        #expect(pilot.cursorName == "rocky-9-base-v1.0")
        pilot.click(on: "rocky-9-base-v1.0")
        pilot.expectDetails(5, definitions: true)
        #expect(pilot.shows("Minimum disk"))
    }

    @Test("A click on a pane's title goes there, one on a refused pane tells the reason")
    func titles() {
        let pilot = Pilot.signedIn()
        pilot.click(on: "2 Shared")
        pilot.expect(.searchOffers(visible: [10, 11, 12].map(Samples.id)))
        #expect(pilot.browser.active == .shared)
        pilot.click(on: "3 Admin")
        #expect(pilot.status.contains("role admin"))
        pilot.click(on: "1 Images")
        #expect(pilot.browser.active == .images)
    }

    @Test("A click on a heading sorts by that column, a second one turns the order round")
    func headings() {
        let pilot = Pilot.signedIn()
        pilot.click(on: "SIZE")
        #expect(pilot.titles.hasSuffix("by size"))
        pilot.click(on: "SIZE↑")
        #expect(pilot.titles.hasSuffix("by size ↓"))
        #expect(pilot.takeChoices() != nil)
    }

    @Test("The wheel moves rows beneath the cursor")
    func wheel() {
        let entries = (1...100).map { Samples.entry($0, "image-\($0)", .private) }
        let pilot = Pilot.signedIn(entries: entries)
        pilot.wheelDown()
        #expect(pilot.names.first == "image-4")
        #expect(pilot.cursorName == "image-4")
        pilot.wheelUp()
        #expect(pilot.names.first == "image-1")
        #expect(pilot.cursorName == "image-4")
    }

    @Test("Other buttons mean nothing")
    func otherButtons() {
        let pilot = Pilot.signedIn()
        for button in [MouseEvent.Button.middle, .right] {
            for row in 0..<24 {
                pilot.send(.input(.mouse(MouseEvent(.press, button: button, at: Point(column: 20, row: row)))))
            }
        }
        #expect(pilot.browser.active == .images)
        #expect(pilot.cursorName == "debian-13-gpu-v0.9")
    }

    @Test("In a picker a click chooses, one beside it closes it")
    func picker() {
        let pilot = Pilot.signedIn(columns: 120)
        pilot.press("o")
        pilot.click(on: "size of the data")
        #expect(pilot.titles.hasSuffix("by size"))
        #expect(pilot.takeChoices() != nil)
        pilot.press(":")
        pilot.wheelDown()
        #expect(pilot.shows("Palette"))
        pilot.click(column: 2, row: 20)
        #expect(!pilot.shows("Palette"))
    }

    @Test("In the chooser of columns a click shows or leaves out a column")
    func columns() {
        let pilot = Pilot.signedIn()
        pilot.press("w")
        pilot.click(on: "[x] format")
        #expect(pilot.shows("[ ] format"))
        pilot.press("Enter")
        #expect(pilot.takeChoices()?.contains("\"format\"") == false)
        #expect(!pilot.shows("FORMAT"))
    }

    @Test("In details a click moves the cursor, a second one on a link follows it")
    func details() {
        let pilot = Pilot.signedIn(rows: 60)
        pilot.press("O", Samples.id(2).rawValue, "Enter")
        pilot.expectDetails(2, definitions: true)
        pilot.click(on: "Replacement")
        pilot.click(on: "Replacement")
        pilot.expectDetails(1, definitions: true)
        pilot.wheelDown()
        pilot.click(on: "2 Shared")
        pilot.expect(.searchOffers(visible: [10, 11, 12].map(Samples.id)))
        #expect(pilot.browser.active == .shared)
    }

    // MARK: Paste

    @Test("Pasted text is text where text is typed, and nothing else anywhere")
    func paste() {
        let pilot = Pilot.signedIn()
        pilot.paste("qqq\u{1B}D")
        #expect(pilot.status == "Pasted text goes nowhere here. Press / first to filter by it.")
        pilot.press("/")
        pilot.paste("nginx\nq")
        #expect(pilot.status.hasPrefix("/nginx q"))
        pilot.press("Esc", ":")
        pilot.paste("theme mono")
        #expect(pilot.lines[5].contains("theme mono"))
        pilot.press("Esc", "w")
        pilot.paste("q")
        #expect(pilot.shows("Columns of Images"))
        pilot.press("Esc", "?")
        pilot.paste("q")
        #expect(pilot.status == "Pasted text goes nowhere here. / searches.")
        pilot.press("/")
        pilot.paste("Palette")
        #expect(pilot.status.hasPrefix("/Palette"))
        pilot.press("Esc", "Esc", "C-c")
        pilot.paste("\n")
        #expect(pilot.status == "Quit Vitrine?")
    }

    @Test("Resizing keeps the cursor in sight, in lists and in every dialog")
    func resize() {
        let entries = (1...100).map { Samples.entry($0, "image-\($0)", .private) }
        let pilot = Pilot.signedIn(entries: entries)
        pilot.press("G")
        for (columns, rows) in [(60, 15), (200, 50), (80, 24)] {
            pilot.resize(columns: columns, rows: rows)
            #expect(pilot.cursorName == "image-100")
        }
        for key in [":", "o", "w", "?", "!", "T", "O", "/"] {
            pilot.press(key)
            if key == "!" { pilot.expect(.fetchActivity(latest: 500)) }
            for (columns, rows) in [(60, 15), (20, 5), (200, 50), (80, 24)] {
                pilot.resize(columns: columns, rows: rows)
                #expect(pilot.lines.count == rows)
            }
            pilot.press("Esc")
            #expect(pilot.cursorName == "image-100", "after \(key)")
        }
    }

    @Test("What arrives while the window is too small spoils no dialog")
    func tinyWindow() {
        let pilot = Pilot.signedIn(session: Samples.admin)
        pilot.leavesEffects = true
        pilot.press("n")
        for (columns, rows) in [(20, 5), (10, 24), (3, 2), (1, 1)] {
            pilot.resize(columns: columns, rows: rows)
            pilot.send(.site(CreateImageTests.site, generation: pilot.browser.generation))
            #expect(pilot.lines.count == rows)
        }
        pilot.resize(columns: 80, rows: 24)
        #expect(pilot.shows("Create Image"))
    }
}
