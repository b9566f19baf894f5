import Browser
import Canvas
import Catalog
import Testing

@Suite("Filtering")
struct FilterTests {
    @Test("The list follows at every key; Enter keeps the filter, Esc restores the one before")
    func typed() {
        let pilot = Pilot.signedIn()
        pilot.press("/")
        pilot.press("nginx")
        #expect(pilot.names == ["ubuntu-24.04-nginx-v2.0", "ubuntu-24.04-nginx-v2.2"])
        #expect(pilot.status.hasPrefix("/nginx ") && pilot.status.hasSuffix(" 2 images"))
        pilot.press("Enter")
        #expect(pilot.titles.hasSuffix("filter: nginx"))
        #expect(pilot.takeChoices()?.contains("filter-history = [\"nginx\"]") == true)
        pilot.press("/", "C-u", "rocky")
        #expect(pilot.names == ["rocky-9-base-v1.0"])
        pilot.press("Esc")
        #expect(pilot.names == ["ubuntu-24.04-nginx-v2.0", "ubuntu-24.04-nginx-v2.2"])
        pilot.press("Esc")
        #expect(!pilot.titles.contains("filter"))
    }

    @Test(
        "How the line is left is always said; where room is short the example makes way",
        arguments: [(60, 15, false), (80, 24, false), (120, 24, true)])
    func hints(columns: Int, rows: Int, hasExample: Bool) {
        let pilot = Pilot.signedIn(columns: columns, rows: rows)
        pilot.press("/")
        #expect(pilot.hints.hasPrefix("Enter keep  Esc restore  Up Down history  C-s save as"))
        #expect(pilot.hints.contains("is:latest") == hasExample)
        pilot.press("Esc")
    }

    @Test("A mistake is underlined and explained, the last good result stays, and Enter does not keep it")
    func mistake() {
        let pilot = Pilot.signedIn()
        pilot.press("/nginx")
        pilot.paste(" is:latst")
        #expect(pilot.names == ["ubuntu-24.04-nginx-v2.0", "ubuntu-24.04-nginx-v2.2"])
        #expect(pilot.hints == "There is no latst here. Did you mean latest?")
        #expect(pilot.style(of: "latst")?.attributes.contains(.underline) == true)
        #expect(pilot.style(of: "nginx is")?.attributes.contains(.underline) == false)
        pilot.press("Enter")
        #expect(pilot.hints == "There is no latst here. Did you mean latest?")
        #expect(pilot.takeChoices() == nil)
        pilot.press("C-u", "rocky | vis:priv")
        #expect(pilot.names == ["rocky-9-base-v1.0"])
        pilot.press("Home", "vis:x ")
        #expect(pilot.hints == "There is no x here. Did you mean public?" || pilot.browser.message == nil)
        #expect(pilot.names == ["rocky-9-base-v1.0"], "also where the mistake stands before the rest")
    }

    @Test("The cursor goes back to its image as soon as that is listed again")
    func origin() {
        let pilot = Pilot.signedIn()
        pilot.press("G", "k")
        let name = pilot.cursorName
        pilot.press("/", "xyzzy")
        #expect(pilot.shows("No image matches the filter \"xyzzy\"."))
        pilot.press("Esc")
        #expect(pilot.cursorName == name)
        pilot.press("/", "ubuntu", "C-u")
        #expect(pilot.cursorName == name)
    }

    @Test("Offers are found by what this project answered")
    func offers() {
        let pilot = Pilot.signedIn()
        pilot.press("2")
        pilot.expect(.searchOffers(visible: [10, 11, 12].map(Samples.id)))
        pilot.press("/", "offer:pend")
        #expect(pilot.hints == "There is no pend here. Did you mean pending?")
        pilot.press("ing")
        #expect(!pilot.names.isEmpty)
        #expect(pilot.names.allSatisfy { name in pilot.lines.contains { $0.contains(name) && $0.contains("pending") } })
    }

    @Test("A property that no image has is doubted, where nothing matches")
    func doubt() {
        let pilot = Pilot.signedIn()
        pilot.press("/stauts:active")
        #expect(pilot.shows("No image has the property stauts. Did you mean status?"))
        #expect(!pilot.shows("Esc clears it."))
        pilot.press("Enter")
        #expect(pilot.shows("Esc clears it."))
        #expect(pilot.takeChoices() != nil)
    }

    @Test("While a filter is typed all letters are text, and pages can still be turned")
    func letters() {
        let entries = (1...60).map { Samples.entry($0, "image-\($0)", .private) }
        let pilot = Pilot.signedIn(entries: entries)
        pilot.press("/", "q", "f", "1", ":", "?")
        #expect(pilot.status.hasPrefix("/qf1:?"))
        pilot.press("C-u", "PgDn")
        #expect(pilot.cursorName == "image-19")
        pilot.press("Esc")
    }

    @Test("Up and Down call filters back, those of earlier days too")
    func history() {
        var settings = Settings()
        settings.chosen.filterHistory = ["is:latest", "rocky"]
        let pilot = Pilot.signedIn(settings: settings)
        pilot.press("/", "Up")
        #expect(pilot.status.hasPrefix("/is:latest"))
        pilot.press("Up")
        #expect(pilot.names == ["rocky-9-base-v1.0"])
        pilot.press("Down", "Down")
        #expect(pilot.status.hasPrefix("/ "))
        pilot.press("Up", "Up", "Enter")
        #expect(pilot.takeChoices()?.contains("filter-history = [\"rocky\", \"is:latest\"]") == true)
    }

    @Test("A filter is saved under a name, used by it, and removed again")
    func saved() {
        let pilot = Pilot.signedIn()
        pilot.press("/nginx", "C-s", "web", "Space", "servers", "Enter")
        #expect(pilot.takeChoices()?.contains("\"web servers\" = \"nginx\"") == true)
        #expect(pilot.status.hasPrefix("Saved."))
        pilot.press("Esc", ":", "web", "Enter")
        #expect(pilot.names == ["ubuntu-24.04-nginx-v2.0", "ubuntu-24.04-nginx-v2.2"])
        pilot.press("Esc", ":", "use", "Space", "filter", "Enter", "C-r")
        #expect(pilot.status == "The filter web servers was removed.")
        #expect(pilot.takeChoices()?.contains("web servers") == false)
        pilot.press("Esc")
    }

    @Test("A saved filter written by hand is not removed on the screen, and a broken one is explained")
    func savedByHand() {
        var settings = Settings()
        #expect(
            settings.read("[filters]\nbad = \"is:\"\n", file: "s").map(\.description)
                == ["s line 2 saves a filter \"bad\" that cannot be read: After is: comes what to look for."])
        let pilot = Pilot.signedIn(settings: settings)
        pilot.press(":", "use filter", "Enter", "C-r")
        #expect(pilot.status == "The filter bad stands in settings.toml and is removed there.")
        pilot.press("Enter")
        #expect(pilot.status.hasPrefix("The filter is: cannot be used."))
        #expect(pilot.browser[.images].filter.isEmpty)
    }

    @Test("A filter of an owner's name matches once the name is known, one of members once they were read")
    func late() {
        let pilot = Pilot.signedIn(entries: Samples.catalogue)
        pilot.press("/owner:team-x", "Enter")
        #expect(pilot.shows("No image matches"))
        pilot.service(.projectNames([Samples.teamA: "team-x"]))
        #expect(pilot.names == ["debian-13-gpu-v0.9", "rocky-9-base-v1.0"])
        pilot.press("/", "C-u", "member:team-x", "Enter")
        #expect(pilot.shows("No image matches"))
        let id = Samples.id(4)
        pilot.send(
            .detail(id, .members(.success([Member(image: id, project: Samples.teamA, status: .accepted)]))))
        #expect(pilot.names == ["ubuntu-24.04-nginx-v2.0"])
        #expect(pilot.shows("shared 1"))
        #expect(pilot.takeChoices() != nil)
    }

    @Test("Each pane keeps its own filter")
    func perPane() {
        let pilot = Pilot.signedIn()
        pilot.press("/nginx", "Enter", "2")
        pilot.expect(.searchOffers(visible: [10, 11, 12].map(Samples.id)))
        #expect(!pilot.titles.contains("filter"))
        pilot.press("1")
        #expect(pilot.titles.hasSuffix("filter: nginx"))
        #expect(pilot.takeChoices() != nil)
    }
}
