import Browser
import Catalog
import Testing

@Suite("Details")
struct DetailsTests {
    /// With the details of an image open, whose record, stores and tasks were read.
    private func details(
        _ number: Int, rows: Int = 80, entries: [CatalogueEntry] = Samples.catalogue,
        location: SourceLocation = #_sourceLocation
    ) -> Pilot {
        let pilot = Pilot.signedIn(columns: 100, rows: rows, entries: entries)
        pilot.press("O", Samples.id(number).rawValue, "Enter")
        pilot.expectDetails(number, definitions: true, location)
        pilot.send(.detail(Samples.id(number), .stores(.success([]))))
        pilot.send(.detail(Samples.id(number), .tasks(.success([]))))
        return pilot
    }

    /// The value beside a label.
    private func value(_ label: String, _ pilot: Pilot) -> String? {
        pilot.lines.first { $0.hasPrefix(" \(label)  ") }.map { String($0.dropFirst(label.count + 1)).trimmed }
    }

    @Test("Groups follow each other as on the dashboard, and the record as JSON is last")
    func groups() {
        let pilot = details(2)
        let headings = [
            "Image", "Check", "Version", "Security", "Sharing", "Custom properties", "Stores and tasks", "JSON",
        ]
        let found = pilot.lines.compactMap { line in headings.first { " " + $0 == line } }
        #expect(found == headings.filter { $0 != "Check" } || found == headings)
    }

    @Test("R45: properties that disagree with the name are told in the details")
    func disagreement() {
        let image = Samples.entry(
            60, "ubuntu-24.04-base-v3.0", .private, size: 1, properties: ["os_distro": "debian"])
        let pilot = details(60, entries: [image])
        #expect(value("Warning", pilot) == "The property os_distro says debian, the name says ubuntu.")
    }

    @Test("R42: a name off the convention is told, with the part that is missing")
    func advice() {
        let pilot = details(60, entries: [Samples.entry(60, "rocky-linux-9-v1.0", .private, size: 1)])
        #expect(
            value("Note", pilot) == "The name lacks the profile: <os>-<version>-<profile>-v<major>.<minor>.")
    }

    @Test("R47: a snapshot's name is not judged")
    func snapshot() {
        let pilot = details(7)
        #expect(value("Type", pilot) == "Snapshot")
        #expect(!pilot.shows("The name lacks"))
    }

    @Test("R60: a deprecated image names its replacement, and Enter goes there; Esc comes back")
    func replacement() {
        let pilot = details(2)
        #expect(value("Deprecated", pilot) == "yes")
        #expect(value("Replacement", pilot) == "ubuntu-24.04-base-v1.10")
        pilot.press("/Replacement", "Enter", "Enter")
        pilot.expectDetails(1, definitions: true)
        #expect(value("Name", pilot) == "ubuntu-24.04-base-v1.10")
        pilot.press("Esc")
        pilot.expectDetails(2, definitions: true)
        #expect(value("Name", pilot) == "ubuntu-24.04-base-v1.9")
        pilot.press("Esc")
        #expect(pilot.cursorName == "ubuntu-24.04-base-v1.9")
    }

    @Test("R51: a replacement that nobody has, or that several have, is said to be so")
    func unresolved() {
        let deprecated = { (number: Int, name: String) in
            Samples.entry(
                number, "old-\(number)", .private, size: 1, properties: ["deprecated": "true", "replacement": name])
        }
        let twins = [60, 61].map { Samples.entry($0, "twin", .private, size: 1) }
        let entries = [deprecated(62, "nowhere"), deprecated(63, "twin")] + twins
        #expect(value("Replacement", details(62, entries: entries)) == "nowhere (no such image is listed)")
        #expect(value("Replacement", details(63, entries: entries)) == "twin (2 images have this name)")
    }

    @Test("The family's newer and older versions lead to each other")
    func neighbours() {
        let pilot = details(2)
        #expect(value("Family", pilot) == "ubuntu 24.04 base")
        #expect(value("Newer", pilot) == "v1.10, current, active")
        #expect(value("Older", pilot) == "v1.8, superseded, active")
        pilot.press("/Older", "Enter", "Enter")
        pilot.expectDetails(3, definitions: true)
        #expect(value("Name", pilot) == "ubuntu-24.04-base-v1.8")
    }

    @Test("R81: signed, half signed and unsigned are told apart, and what is missing is named")
    func signature() {
        let keys = [
            "img_signature", "img_signature_hash_method", "img_signature_key_type", "img_signature_certificate_uuid",
        ]
        func entry(_ number: Int, _ keys: some Sequence<String>) -> CatalogueEntry {
            var properties = Properties()
            for key in keys { properties[key] = "x" }
            return Samples.entry(number, "image-\(number)", .private, size: 1, properties: properties)
        }
        let entries = [entry(60, keys), entry(61, keys.dropLast()), entry(62, [])]
        #expect(value("Signature", details(60, entries: entries)) == "signed")
        #expect(
            value("Signature", details(61, entries: entries)) == "incomplete: img_signature_certificate_uuid missing")
        #expect(value("Signature", details(62, entries: entries)) == "unsigned")
    }

    @Test("R76: the owner sees each member with its answer")
    func members() {
        let pilot = details(4)
        #expect(value("Members", pilot) == "reading")
        let member = Member(image: Samples.id(4), project: Samples.teamA, status: .rejected)
        pilot.send(.detail(Samples.id(4), .members(.success([member]))))
        #expect(value("Members", pilot) == "team-a (\(Samples.teamA)): rejected")
    }

    @Test("R70, R78: only shared images have members, and an offer tells our own answer")
    func sharing() {
        #expect(value("Members", details(1)) == "none: only shared images have members")
        let pilot = details(10)
        #expect(value("Our answer", pilot) == "pending")
        #expect(value("Offered", pilot) == "2026-11-19 08:00:00")
    }

    @Test("R82: where the data is stored is told on sites with several stores, and left out on others")
    func stores() throws {
        #expect(value("Stores", details(1)) == nil)
        var image = Samples.entry(60, "image", .private, size: 1).image
        image.stores = ["fast"]
        let pilot = details(60, entries: [CatalogueEntry(image: image)])
        var store = Store(id: "fast")
        store.description = "NVMe"
        store.isDefault = true
        pilot.send(.detail(Samples.id(60), .stores(.success([store]))))
        #expect(value("Stores", pilot) == "fast: NVMe (default)")

        // Of a deactivated image members are not told.
        let off = Samples.entry(61, "off", .private, status: .deactivated, size: 1)
        let other = details(61, entries: [off])
        other.send(.detail(Samples.id(61), .stores(.success([store]))))
        #expect(value("Stores", other) == "the service does not say")
    }

    @Test("A property that holds an image's ID leads to that image")
    func relatedImage() {
        let kernel = Samples.entry(60, "cirros-kernel", .private)
        let boot = Samples.entry(61, "cirros-uec", .private, properties: ["kernel_id": kernel.id.rawValue])
        let pilot = details(61, entries: [kernel, boot])
        pilot.press("/kernel_id", "Enter", "Enter")
        pilot.expectDetails(60, definitions: true)
        #expect(pilot.lines[2].contains("cirros-kernel"))
    }

    @Test("A part that could not be read says why, and the others stay")
    func failedPart() {
        let pilot = details(4)
        let problem = Samples.problem(
            .forbidden, attempt: "Could not list the members", reason: "Forbidden", advice: "")
        pilot.send(.detail(Samples.id(4), .members(.failure(problem))))
        #expect(value("Members", pilot) == "Could not list the members: Forbidden.")
        #expect(value("Owner", pilot) != nil)
    }

    @Test("What comes in above the cursor leaves the cursor on its line")
    func stable() {
        let pilot = Pilot.signedIn(rows: 24)
        pilot.press("O", Samples.id(1).rawValue, "Enter")
        pilot.expectDetails(1, definitions: true)
        // What the version changed is the first hit.
        pilot.press("/os_version", "Enter", "n", "Esc")
        let before = pilot.lines.firstIndex { $0.contains(" os_version ") }
        pilot.send(.definitions(Samples.definitions))
        #expect(pilot.shows("Disk Bus: Specifies"))
        #expect(pilot.lines.firstIndex { $0.contains(" os_version ") } == before)
    }

    @Test("A long description takes one line until Enter shows all of it")
    func fold() {
        let pilot = Pilot.signedIn(rows: 60)
        pilot.press("O", Samples.id(1).rawValue, "Enter")
        pilot.expectDetails(1, definitions: true)
        pilot.send(.definitions(Samples.definitions))
        #expect(!pilot.shows("hypervisor in use."))
        pilot.press("/Specifies", "Enter")
        #expect(pilot.hints.hasPrefix("Enter show all"))
        pilot.press("Enter")
        #expect(pilot.shows("hypervisor in use."))
        pilot.press("Enter")
        #expect(!pilot.shows("hypervisor in use."))
    }

    @Test("Search goes to hits with n and N, tells how many there are, and Esc ends it")
    func search() {
        let pilot = details(1)
        pilot.press("/ubuntu")
        #expect(pilot.status.hasPrefix("/ubuntu"))
        #expect(pilot.status.contains("1 of "))
        pilot.press("Enter", "n")
        #expect(pilot.status.contains("2 of "))
        pilot.press("N")
        #expect(pilot.status.contains("1 of "))
        pilot.press("Esc")
        #expect(pilot.status.hasPrefix("line "))
        pilot.press("/nowhere")
        #expect(pilot.status.hasSuffix("no match"))
        pilot.press("Esc", "Esc")
        #expect(pilot.cursorLine != nil)
    }

    @Test("Y copies the value under the cursor, whole where the line shows a part; y the ID")
    func copy() {
        let pilot = details(1)
        pilot.press("/Owner", "Enter", "Esc", "Y")
        pilot.expect(.copy(Samples.platform.rawValue))
        #expect(pilot.status == Samples.platform.rawValue)
        pilot.press("y")
        pilot.expect(.copy(Samples.id(1).rawValue))
        pilot.press("g", "Y")
        #expect(pilot.status == "There is no value on this line.")
    }

    @Test("A digit goes to its pane and closes the details")
    func panes() {
        let pilot = details(1)
        pilot.press("2")
        pilot.expect(.searchOffers(visible: [10, 11, 12].map(Samples.id)))
        #expect(pilot.browser.active == .shared)
        #expect(pilot.cursorLine != nil)
    }

    @Test("r reads the record again, and an image that is gone says so")
    func refresh() {
        let pilot = details(1)
        pilot.press("r")
        pilot.expect(.fetchDetails(Samples.id(1)))
        pilot.service(.changed([CatalogueChange(.withdrawn, Samples.catalogue[0])]))
        #expect(pilot.shows("Deleted, or no longer visible to this project."))
    }

    @Test("O opens an image that no list has, and says so where there is none")
    func byID() {
        let id = ImageID("abc")
        let pilot = Pilot.signedIn()
        pilot.press("O", "  abc  ", "Enter")
        pilot.expect(.fetchImage(id))
        #expect(pilot.shows("Asking the image service."))
        pilot.send(.detail(id, .image(.failure(Samples.problem(.notFound, reason: "there is none", advice: "")))))
        #expect(pilot.shows("there is none"))
        pilot.press("Enter")
        pilot.expect(.fetchImage(id))
        let image = Image(id: id, name: "secret-offer", visibility: .shared)
        pilot.send(.detail(id, .image(.success(image))))
        // So that an offer comes to its list, where it is answered.
        #expect(pilot.effects.contains { if case .refresh = $0 { true } else { false } })
        pilot.leavesEffects = true
        #expect(pilot.shows("secret-offer"))
        pilot.press("a")
        #expect(pilot.status == "No list here has it yet: r asks for what is new.")
    }

    @Test("The palette over details acts on the details; an action of the panes closes them")
    func palette() {
        let pilot = details(1)
        pilot.press(":", "copy", "Space", "id", "Enter")
        pilot.expect(.copy(Samples.id(1).rawValue))
        #expect(pilot.shows("JSON"))
        pilot.press(":", "sort", "Enter")
        #expect(pilot.shows("Sort by"))
        #expect(!pilot.shows("JSON"))
    }
}
