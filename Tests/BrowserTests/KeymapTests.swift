import Browser
import Canvas
import Catalog
import Testing

@Suite("Keys")
struct KeymapTests {
    @Test("The default keys of the contract")
    func contract() {
        let expected: [(String, Action)] = [
            ("1", .goToImages), ("2", .goToShared), ("3", .goToAdmin), ("Tab", .nextPane), ("S-Tab", .previousPane),
            ("j", .moveDown), ("Down", .moveDown), ("k", .moveUp), ("Up", .moveUp), ("g", .goToFirst),
            ("Home", .goToFirst), ("G", .goToLast), ("End", .goToLast), ("PgDn", .pageDown), ("C-f", .pageDown),
            ("PgUp", .pageUp), ("C-b", .pageUp), ("C-d", .halfPageDown), ("C-u", .halfPageUp), ("Left", .scrollLeft),
            ("Right", .scrollRight), ("Enter", .openDetails), ("Esc", .goBack), ("Space", .mark), ("*", .markAll),
            ("u", .unmarkAll), ("/", .filter), ("o", .sort), ("f", .toggleFamilies), ("z", .toggleExpanded),
            ("H", .toggleHidden), ("w", .chooseColumns), ("r", .refresh), (":", .openPalette), ("?", .showHelp),
            ("!", .showActivity), ("T", .showTransfers), ("U", .undo), ("C-l", .redraw), ("q", .quit),
            ("y", .copyID), ("O", .openByID), ("C", .switchCloud), ("C-z", .suspend), ("C-c", .abort),
        ]
        let keymap = Keymap()
        for (name, action) in expected {
            #expect(Key(name).flatMap { keymap.action(for: $0, in: .pane) } == action, "\(name)")
        }
        #expect(Key("Y").flatMap { keymap.action(for: $0, in: .details) } == .copyValue)
        #expect(keymap.warnings.isEmpty)
    }

    @Test("No key means two things in one place, and every key of the table can be read")
    func sound() {
        for place in Place.allCases {
            var seen: [String: Action] = [:]
            for entry in ActionTable.entries where entry.places.contains(place) {
                for key in entry.keys {
                    #expect(Key(key) != nil, "\(key)")
                    #expect(seen[key] == nil, "\(key) in \(place): \(entry.action)")
                    seen[key] = entry.action
                }
            }
        }
        #expect(Set(ActionTable.entries.map(\.action)) == Set(Action.allCases))
    }

    @Test("Keys of the settings replace the default ones, in hints, help and sentences too")
    func overrides() {
        var settings = Settings()
        #expect(settings.read("[keys]\nfilter = [\"F3\", \"C-g\"]\nshow-help = \"h\"\n", file: "s").isEmpty)
        let pilot = Pilot.signedIn(settings: settings)
        pilot.press("/")
        #expect(pilot.status == "/ means nothing here. h shows the keys.")
        pilot.press("F3", "nginx", "Enter")
        #expect(pilot.takeChoices() != nil)
        #expect(pilot.titles.hasSuffix("filter: nginx"))
        #expect(pilot.hints.contains("F3 filter"))
        #expect(pilot.hints.contains("h help"))
        pilot.press("h")
        #expect(pilot.shows("Help"))
    }

    @Test("A key of the settings wins over a default one, whichever stands first in the table")
    func winning() {
        let later = Keymap(overrides: ["quit": ["j"]])
        #expect(later.action(for: Key("j"), in: .pane) == .quit)
        #expect(later.keys(for: .moveDown) == [Key(.down)])
        let earlier = Keymap(overrides: ["move-down": ["q"]])
        #expect(earlier.action(for: Key("q"), in: .pane) == .moveDown)
        #expect(earlier.keys(for: .quit) == [])
    }

    @Test("One key for two actions is warned about, and the second has it")
    func twice() {
        let keymap = Keymap(overrides: ["refresh": ["Q"], "quit": ["Q"]])
        #expect(keymap.action(for: Key("Q"), in: .pane) == .quit)
        #expect(
            keymap.warnings.first?.description == "settings.toml gives Q to both refresh and quit; the second has it.")
    }

    @Test("A key that is taken from a default action is told too, once")
    func taken() {
        let keymap = Keymap(overrides: ["filter": ["j"]])
        #expect(keymap.action(for: Key("j"), in: .pane) == .filter)
        #expect(
            keymap.warnings.map(\.description) == [
                "settings.toml gives j to filter, so that move-down no longer has it."
            ])
        var settings = Settings()
        #expect(settings.read("[keys]\nquit = \"F9\"\nfilter = \"j\"\n", file: "mine.toml").isEmpty)
        #expect(
            Keymap(settings).warnings.map(\.description)
                == ["mine.toml line 3 gives j to filter, so that move-down no longer has it."])
        // Who moves the other action away has thought of it.
        #expect(Keymap(overrides: ["filter": ["j"], "move-down": ["F2"]]).warnings.isEmpty)
    }

    @Test("An action without keys is still in the palette")
    func unbound() {
        var settings = Settings()
        #expect(settings.read("[keys]\nsort = []\n", file: "s").isEmpty)
        let pilot = Pilot.signedIn(settings: settings)
        pilot.press("o")
        #expect(pilot.status.hasPrefix("o means nothing here."))
        pilot.press(":", "sort", "Enter")
        #expect(pilot.shows("Sort by"))
    }

    @Test("Wrong keys say so in every place where keys are not text", arguments: ["", "?", "!", "T", "O"])
    func wrongKeys(opening: String) {
        let pilot = Pilot.signedIn()
        if opening == "O" {
            pilot.press("O", Samples.id(1).rawValue, "Enter")
            pilot.expectDetails(1, definitions: true)
        } else if !opening.isEmpty {
            pilot.press(opening)
            if opening == "!" { pilot.expect(.fetchActivity(latest: 500)) }
        }
        pilot.press("Z")
        #expect(pilot.status == "Z means nothing here. ? shows the keys.")
    }
}
