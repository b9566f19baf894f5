import Browser
import Canvas
import Catalog
import Foundation
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
        #expect(properties["os_distro"] == "windows" && properties["os_type"] == "windows")
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

    @Test("What is unfolded at the lower edge is scrolled into sight", arguments: [(80, 24), (60, 15)])
    func unfolding(columns: Int, rows: Int) {
        let pilot = opened(columns: columns, rows: rows)
        for _ in 0..<10 { pilot.press("Tab") }
        #expect(pilot.shows("Template"))
        pilot.press("Space")
        #expect(pilot.shows("OS version") && pilot.shows("OS admin"))
    }

    @Test("Every field has help on its line, whole at 60×15", arguments: ["n", "e", "m"])
    func everyHelp(_ dialog: String) {
        let pilot = Pilot.acting(dialog, on: "ubuntu-24.04-nginx-v2.2", columns: 60, rows: 15)
        pilot.send(.site(CreateImageTests.site, generation: pilot.browser.generation))
        var seen = Set<String>()
        for _ in 0..<30 {
            pilot.press("F1")
            let heading = pilot.lines[3].trimmed
            let text = pilot.lines[4].trimmed
            pilot.press("Esc")
            if heading != "This dialog" { #expect(!text.isEmpty, "\(dialog): \(heading)") }
            #expect(!pilot.shows("… F1"), "\(heading)")
            if !seen.insert(heading).inserted, heading == "This dialog" { break }
            pilot.press("Tab")
        }
    }

    @Test("At 60×15 a mistake stands with its field on the screen")
    func smallMistake() {
        let pilot = opened(columns: 60, rows: 15)
        pilot.press("Tab", "Tab", "x", "Backspace", "Tab", "S-Tab")
        #expect(pilot.shows("│ Name*") && pilot.shows("An image needs a name."))
        pilot.press("Tab", "Tab", "Tab", "Tab", "Down", "Down")
        #expect(pilot.shows("│ Visibility") && pilot.says("Only administrators make images community."))
    }

    @Test("No dialog shows the number of a rule")
    func noRuleNumbers() {
        for (dialog, name) in [("e", "ubuntu-24.04-nginx-v2.0"), ("m", "ubuntu-24.04-nginx-v2.0"), ("n", "old")] {
            let pilot = Pilot.signedIn(columns: 80, rows: 60)
            pilot.leavesEffects = true
            if dialog != "n" { pilot.go(to: name) }
            pilot.press(dialog)
            for _ in 0..<20 {
                #expect(pilot.frame.text.firstMatch(of: #/\(R\d/#) == nil)
                pilot.press("F1")
                #expect(pilot.frame.text.firstMatch(of: #/\(R\d/#) == nil)
                pilot.press("Esc", "Tab")
            }
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

    @Test("Letters typed at a choice lead to the option that begins with all of them")
    func letters() {
        var typing = TypeAhead()
        let titles = ["ide", "scsi", "usb", "virtio", "VirtIO-SCSI"]
        var place: Int? = 0
        for letter in "virtio-" { place = typing.option(with: letter, in: titles, after: place) ?? place }
        #expect(place == 4)
        typing.forget()
        #expect(typing.option(with: "v", in: titles, after: 4) == 3)
        #expect(typing.option(with: "v", in: titles, after: 3) == 4)
        #expect(typing.option(with: "x", in: titles, after: 3) == nil)
    }

    @Test("Esc in the list of what will be done leads back to the dialog it comes from", arguments: ["v", "d"])
    func backFromList(_ key: String) {
        let pilot = Pilot.signedIn(columns: 80, rows: 40)
        pilot.leavesEffects = true
        let second = key == "v" ? "ubuntu-24.04-nginx-v2.2" : "ubuntu-24.04-nginx-v2.0"
        for name in ["ubuntu-24.04-base-v1.8", second] {
            pilot.go(to: name)
            pilot.press("Space")
        }
        let title = key == "v" ? "Edit Visibility" : "Deprecate Image"
        pilot.press(key)
        if key == "v" { pilot.press("Right") }
        pilot.press("C-s")
        #expect(pilot.says("will \(second) of platform:"))
        pilot.press("Esc")
        #expect(pilot.says("┌ \(title)") && pilot.says("2 images") && !pilot.says("will ubuntu"))
        pilot.press("C-s")
        #expect(pilot.says("will \(second) of platform:"), "nothing of what was entered is lost")
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
        // Unoptimised: what goes through all images takes several times as long.
        #expect(milliseconds { pilot.press("n") } < 100)
        #expect(milliseconds { pilot.press("x") } < 100)

        /// What a step and the screen after it cost this thread, whatever goes on beside it.
        func milliseconds(_ step: () -> Void) -> Double {
            let before = nanoseconds()
            step()
            _ = pilot.frame
            return Double(nanoseconds() - before) / 1e6
        }
        func nanoseconds() -> Int {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return time.tv_sec * 1_000_000_000 + time.tv_nsec
        }
    }
}
