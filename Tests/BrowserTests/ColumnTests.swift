import Browser
import Catalog
import Testing

@Suite("Columns")
struct ColumnTests {
    private func headings(_ pilot: Pilot) -> [String] {
        pilot.lines[2].split { " ›‹".contains($0) }.map(String.init)
    }

    @Test("Columns leave in the order type, protected, owner, format as the window gets narrower")
    func leaving() {
        let expected = [
            (139, ["NAME↑", "OWNER", "TYPE", "OS", "STATUS", "VISIBILITY", "PROTECTED", "FORMAT", "SIZE"]),
            (105, ["NAME↑", "OWNER", "STATUS", "VISIBILITY", "PROTECTED", "FORMAT", "SIZE"]),
            (94, ["NAME↑", "OWNER", "STATUS", "VISIBILITY", "FORMAT", "SIZE"]),
            (80, ["NAME↑", "STATUS", "VISIBILITY", "FORMAT", "SIZE"]),
            (60, ["NAME↑", "STATUS", "VISIBILITY", "SIZE"]),
        ]
        for (columns, titles) in expected {
            #expect(headings(Pilot.signedIn(columns: columns)) == titles, "\(columns)")
        }
    }

    @Test("R18: visibility is shown as the service says it, and the owner beside it where there is room")
    func visibilityAndOwner() {
        let pilot = Pilot.signedIn(columns: 100)
        let line = pilot.lines.first { $0.contains("debian-13-gpu-v0.9") } ?? ""
        #expect(line.contains(" team-a "))
        #expect(line.contains(" shared "))
    }

    @Test("R84, R85: snapshots and VM templates are told apart, in their column or behind the name")
    func types() {
        let template = Samples.entry(60, "web-template", .private, properties: ["xloud_template": "true"])
        let narrow = Pilot.signedIn(entries: [template, Samples.catalogue[6]])
        #expect(narrow.shows("web-template  vm template"))
        #expect(narrow.shows("web-1-2026-11-01  snapshot"))
        let wide = Pilot.signedIn(columns: 130, entries: [template, Samples.catalogue[6]])
        #expect(wide.shows("VM Template"))
        #expect(wide.shows("Snapshot"))
        #expect(!wide.shows("  snapshot"))
    }

    @Test("Chosen columns stand in the order chosen, with their widths, and are written down")
    func chosen() {
        let pilot = Pilot.signedIn()
        pilot.press("w", "j", "Space", "j", "j", "K", "+", "Enter")
        #expect(
            pilot.takeChoices()?.contains(
                "images = [\"name\", \"format:7\", \"visibility\", \"size\", \"owner\", \"protected\"") == true,
            "what can be scrolled to stays")
        #expect(headings(pilot) == ["NAME↑", "FORMAT", "VISIBILITY", "SIZE", "OWNER"])
        #expect(pilot.status == "Columns of Images saved.")
    }

    @Test("A column that too little is left of is left out, and told of at the right edge")
    func cutOff() {
        let pilot = Pilot.signedIn()
        pilot.press("w", "j", "Space", "Space", "Enter")
        #expect(pilot.takeChoices() != nil)
        // As wide as the list of 140 columns, which would have three for the owner.
        pilot.resize(columns: 84, rows: 24)
        #expect(headings(pilot) == ["NAME↑", "STATUS", "VISIBILITY", "FORMAT", "SIZE"])
        #expect(pilot.lines[2].hasSuffix("›"))
        pilot.resize(columns: 87, rows: 24)
        #expect(headings(pilot) == ["NAME↑", "STATUS", "VISIBILITY", "FORMAT", "SIZE", "OWNER"])
        for _ in 0..<4 { pilot.press("Right") }
        #expect(headings(pilot).contains("PROTECTED"))
    }

    @Test("A column that was given few columns of the screen is shown with them")
    func narrow() {
        var settings = Settings()
        #expect(settings.read("[columns]\nimages = [\"name:30\", \"owner:3\", \"size\"]", file: "s").isEmpty)
        #expect(headings(Pilot.signedIn(settings: settings)) == ["NAME↑", "OW…", "SIZE"])
    }

    @Test("The name always stays, and usual columns come back with d")
    func usual() {
        let pilot = Pilot.signedIn()
        pilot.press("w", "Space")
        #expect(pilot.status == "The name always stays.")
        pilot.press("j", "Space", "Enter")
        #expect(!pilot.shows("STATUS"))
        pilot.press("w", "d")
        #expect(pilot.shows("STATUS"))
        #expect(pilot.takeChoices()?.contains("[columns]") == false)
    }

    @Test("Esc with edits asks once, without edits it closes")
    func asking() {
        let pilot = Pilot.signedIn()
        pilot.press("w", "Esc")
        #expect(!pilot.shows("Columns of Images"))
        pilot.press("w", "j", "Space", "Esc")
        #expect(pilot.status == "Drop the changes to the columns?")
        pilot.press("Esc")
        #expect(pilot.shows("[ ] status"))
        pilot.press("Esc", "Enter")
        #expect(pilot.shows("STATUS"))
    }

    @Test(
        "The arrow of the order is seen where the title fills its column, in the gap behind it",
        arguments: ["visibility", "protected", "container", "version", "updated", "created"])
    func arrow(column: String) {
        var settings = Settings()
        #expect(settings.read("[columns]\nimages = [\"name:30\", \"\(column)\", \"size\"]", file: "s").isEmpty)
        let pilot = Pilot.signedIn(settings: settings)
        pilot.press("o", column, "Enter")
        #expect(pilot.takeChoices() != nil)
        #expect(headings(pilot) == ["NAME", column.uppercased() + "↑", "SIZE"])
        pilot.press("o", "Enter")
        #expect(pilot.takeChoices() != nil)
        #expect(headings(pilot) == ["NAME", column.uppercased() + "↓", "SIZE"])
    }

    @Test("At the right edge the title makes room for the arrow where further columns are told of")
    func arrowAtEdge() {
        for (further, title) in [("", " CREATED↑"), (", \"type\"", " CREATE↑›")] {
            var settings = Settings()
            let columns = "\"name:30\", \"owner:25\", \"updated\", \"created\"" + further
            #expect(settings.read("[columns]\nimages = [\(columns)]", file: "s").isEmpty)
            let pilot = Pilot.signedIn(settings: settings)
            pilot.press("o", "created", "Enter")
            #expect(pilot.takeChoices() != nil)
            #expect(pilot.lines[2].hasSuffix(title), "\(pilot.lines[2])")
        }
    }

    @Test("Keys without meaning say so")
    func wrongKey() {
        let pilot = Pilot.signedIn()
        pilot.press("w", "x")
        #expect(pilot.status == "x means nothing here. J and K move a column, + and - change its width.")
        pilot.press("q")
        #expect(!pilot.shows("Columns of Images"))
    }

    @Test("Health tells the worst finding of the catalogue check, in Admin alone")
    func health() {
        let pilot = Pilot.admin(columns: 139)
        pilot.press("3")
        func health(_ name: String) -> String? {
            guard let start = pilot.lines[2].firstRange(of: "HEALTH") else { return nil }
            let column = pilot.lines[2].distance(from: pilot.lines[2].startIndex, to: start.lowerBound)
            return pilot.lines.first { $0.contains(" \(name) ") }.map {
                String($0.dropFirst(column).prefix(15)).trimmed
            }
        }
        // Published and switched off without being deprecated; published and unprotected; off the convention; sound.
        #expect(health("arch-rolling-base-v1.0") == "not deprecated")
        #expect(health("rocky-9-base-v1.0") == "unprotected")
        #expect(health("ubuntu-24.04-base-v1.10") == "good")
        #expect(health("freebsd-14.3-base-v4.0") == "good")
        pilot.press("1")
        #expect(!pilot.shows("HEALTH"))
    }

    @Test("Sizes are in binary units to the right, a missing one is a dash")
    func sizes() {
        let pilot = Pilot.signedIn()
        #expect(pilot.lines.contains { $0.contains("ubuntu-24.04-base-v1.10") && $0.hasSuffix(" 612 MiB") })
        #expect(pilot.lines.contains { $0.contains("windows-server-2022-core-v1.3") && $0.hasSuffix("   –") })
    }
}
