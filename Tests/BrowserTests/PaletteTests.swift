import Catalog
import Testing

@testable import Browser

@Suite("The palette")
struct PaletteTests {
    @Test("It has every action of the panes, every pane, saved filter, theme and cloud")
    func everything() {
        var settings = Settings()
        settings.written.filters = ["big": "size:>1G"]
        let pilot = Pilot.signedIn(rows: 120, settings: settings)
        pilot.press(":")
        for entry in ActionTable.entries where entry.places.contains(.pane) && entry.action != .openPalette {
            #expect(pilot.shows(" \(entry.action.words) "), "\(entry.action)")
        }
        for title in ["filter big", "theme paper", "theme mono", "cloud xloud", "cloud other"] {
            #expect(pilot.shows(title), "\(title)")
        }
    }

    @Test("A few letters in order are enough, and beginnings of words count more")
    func fuzzy() {
        let pilot = Pilot.signedIn()
        for (letters, title) in [("tf", "toggle families"), ("gsh", "go to shared with me"), ("thpa", "theme paper")] {
            pilot.press(":", letters)
            #expect(pilot.lines[5].contains(title), "\(letters): \(pilot.lines[5])")
            pilot.press("Esc")
        }
    }

    @Test("A word of its description finds an action too, after those whose names fit")
    func description() {
        let pilot = Pilot.signedIn()
        pilot.press(":", "clipboard")
        #expect(pilot.lines[5].contains("copy id"))
    }

    @Test("What is refused stands with its reason, and choosing it tells the reason")
    func refused() {
        let pilot = Pilot.signedIn()
        pilot.press(":", "goadm")
        #expect(pilot.lines[5].hasPrefix("│– go to admin"))
        #expect(pilot.lines[5].contains("Only a token with the role admin"))
        pilot.press("Enter")
        #expect(pilot.status == "Only a token with the role admin sees the images of all projects.")
        #expect(pilot.shows("Palette"))
    }

    @Test("Choosing closes it and does what was chosen")
    func chosen() {
        let pilot = Pilot.signedIn()
        pilot.press(":", "help", "Enter")
        #expect(pilot.shows("Move down one line."))
        pilot.press("Esc", ":", "theme mono", "Enter")
        #expect(pilot.browser.theme.name == "mono")
        #expect(pilot.takeChoices()?.contains("theme = \"mono\"") == true)
        pilot.press(":", "other", "Enter")
        pilot.expect(.openCloud(CloudSelection(cloud: "other"), .images, generation: 2))
    }

    @Test("Arrows, Tab and pages move, Esc closes, and nothing fits nothing")
    func keys() {
        let pilot = Pilot.signedIn()
        pilot.press(":", "Down", "Tab", "C-n", "Up", "C-p", "S-Tab", "PgDn", "PgUp", "zzzz")
        #expect(pilot.shows("Nothing fits."))
        pilot.press("Enter")
        #expect(pilot.shows("Palette"))
        pilot.press("Esc")
        #expect(!pilot.shows("Palette"))
    }

    @Test("A theme is shown while the cursor is on it, and Esc brings the old one back")
    func themes() {
        let pilot = Pilot.signedIn()
        pilot.press(":", "choose theme", "Enter", "Down")
        #expect(pilot.browser.theme.name == "paper")
        pilot.press("Down")
        #expect(pilot.browser.theme.name == "contrast")
        pilot.press("Esc")
        #expect(pilot.browser.theme.name == "dusk")
    }
}

@Suite("Fuzzy matches")
struct FuzzyMatchTests {
    /// The titles that fit, the best first.
    private func found(_ pattern: String, _ titles: [String]) -> [String] {
        let matches = titles.compactMap { title in FuzzyMatch(pattern, in: title).map { (title, $0.score) } }
        return matches.sorted { $0.1 > $1.1 }.map(\.0)
    }

    @Test("Letters have to occur in order")
    func order() {
        #expect(found("ab", ["ab", "ba", "a-b", "b"]) == ["ab", "a-b"] || found("ab", ["a-b"]) == ["a-b"])
        #expect(FuzzyMatch("ba", in: "ab") == nil)
    }

    @Test("Runs and beginnings of words count, and short titles before long ones")
    func score() {
        #expect(found("sort", ["scroll right", "sort"]) == ["sort", "scroll right"])
        #expect(found("mark", ["unmark all", "mark", "mark all"]) == ["mark", "mark all", "unmark all"])
    }

    @Test("Blanks separate words, each of which has to fit")
    func words() {
        #expect(FuzzyMatch("theme pap", in: "theme paper") != nil)
        #expect(FuzzyMatch("theme zzz", in: "theme paper") == nil)
        #expect(FuzzyMatch("", in: "anything")?.positions == [])
        #expect(FuzzyMatch("tp", in: "theme paper")?.positions == [0, 6])
    }
}
