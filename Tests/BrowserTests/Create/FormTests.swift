import Browser
import Canvas
import Catalog
import Testing

@Suite("Forms")
struct FormTests {
    private func opened(columns: Int = 80, rows: Int = 40) -> Pilot {
        let pilot = Pilot.signedIn(columns: columns, rows: rows)
        pilot.leavesEffects = true
        pilot.press("n")
        pilot.send(.site(CreateImageTests.site, generation: pilot.browser.generation))
        return pilot
    }

    @Test("A mistake is shown once the field was left, not while it is typed")
    func afterLeaving() {
        let pilot = opened()
        pilot.press("Tab", "Tab", "x", "Backspace")
        #expect(!pilot.shows("An image needs a name."))
        pilot.press("Tab")
        #expect(pilot.shows("An image needs a name."))
    }

    @Test("A number takes digits only, typed or pasted")
    func digits() {
        let pilot = opened()
        pilot.press("Tab", "Tab", "Tab", "Tab", "Backspace", "4x")
        #expect(pilot.status.contains("x is none"))
        pilot.press("2")
        #expect(pilot.shows("42 "))
        pilot.send(.input(.paste("7 GB")))
        #expect(!pilot.shows("427"))
    }

    @Test("C-p brings back what was entered before")
    func history() throws {
        let pilot = try CreateImageTests.pilot()
        pilot.press("Tab", "Tab", "Tab", "the web servers", "C-s")
        let id = try #require(CreateImageTests.created(pilot)?.id)
        pilot.send(.creation(id, .ended))
        pilot.press("n", "Tab", "Tab", "Tab", "C-p")
        #expect(pilot.shows("the web servers"))
    }

    @Test("C-o chooses from a list for the field")
    func picking() {
        let pilot = opened(rows: 60)
        for _ in 0..<10 { pilot.press("Tab") }
        pilot.press("Space", "Tab", "C-o", "debian", "Enter")
        #expect(pilot.shows("OS                debian"))
    }

    @Test("Choosing Windows also says so in os_type")
    func windows() throws {
        let pilot = try CreateImageTests.pilot(rows: 60)
        for _ in 0..<10 { pilot.press("Tab") }
        pilot.press("Space", "Tab", "windows", "C-s")
        let properties = try #require(CreateImageTests.created(pilot)?.image.properties)
        #expect(properties == ["os_distro": "windows", "os_type": "windows"])
    }

    @Test("At 60×15 the field with the focus is always on the screen")
    func smallScreen() {
        let pilot = opened(columns: 60, rows: 15)
        let labels = [
            "File", "Format", "Name", "Description", "Minimum disk", "Minimum RAM", "Visibility", "Protected", "Hidden",
            "Tags",
        ]
        for label in labels {
            #expect(pilot.shows("│ \(label)"), "\(label)")
            pilot.press("Tab")
        }
    }

    @Test("F1 explains the field and keeps what was typed")
    func help() {
        let pilot = opened()
        pilot.press("/x", "F1")
        #expect(pilot.shows("The file is looked into"))
        pilot.press("Esc")
        #expect(pilot.shows("/x"))
    }

    @Test("A click on a step opens it, and one on a choice takes it")
    func mouse() throws {
        let pilot = opened()
        func place(_ text: String) throws -> Point {
            let row = try #require(pilot.lines.firstIndex { $0.contains(text) })
            let line = pilot.lines[row]
            let range = try #require(line.firstRange(of: text))
            return Point(column: line.distance(from: line.startIndex, to: range.lowerBound), row: row)
        }
        pilot.send(.input(.mouse(MouseEvent(.press, button: .left, at: try place("( ) No data yet")))))
        #expect(pilot.shows("(•) No data yet"))
        pilot.send(.input(.mouse(MouseEvent(.press, button: .left, at: try place("2 Metadata")))))
        #expect(pilot.shows("Template (five properties)"))
    }

    @Test("The dialog does not look at images that it does not show")
    func manyImages() {
        let entries = (0..<20_000).map { Samples.entry(1_000 + $0, "ubuntu-24.04-base-v1.\($0)", .private) }
        let pilot = Pilot.signedIn(entries: entries)
        pilot.leavesEffects = true
        let clock = ContinuousClock()
        let opening = clock.measure {
            pilot.press("n")
            _ = pilot.frame
        }
        // Unoptimised, and beside other tests: what goes through all images takes several times as long.
        #expect(opening < .milliseconds(100))
        let typing = clock.measure {
            pilot.press("x")
            _ = pilot.frame
        }
        #expect(typing < .milliseconds(100))
    }
}
