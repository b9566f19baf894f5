import Browser
import Catalog
import Testing

/// The platform's rules as the panes show them; what the catalogue makes of them has tests of its own.
@Suite("Rules on the screen")
struct RuleTests {
    /// One image of each kind that another project owns.
    private static let foreign = [
        Samples.entry(60, "their-private", .private, owner: Samples.teamA),
        Samples.entry(61, "their-public", .public, owner: Samples.teamA),
        Samples.entry(62, "their-community", .community, owner: Samples.teamA),
        Samples.entry(63, "their-accepted", .shared, owner: Samples.teamA, offer: .accepted),
        Samples.entry(64, "their-pending", .shared, owner: Samples.teamA, offer: .pending),
        Samples.entry(65, "their-rejected", .shared, owner: Samples.teamA, offer: .rejected),
        Samples.entry(66, "their-unshared", .shared, owner: Samples.teamA),
        Samples.entry(67, "our-private", .private), Samples.entry(68, "our-shared", .shared),
    ]

    private func shared(_ session: Session = Samples.member) -> Pilot {
        let pilot = Pilot.signedIn(session: session, entries: Self.foreign)
        pilot.press("2")
        pilot.expect(.searchOffers(visible: [64, 63, 65].map(Samples.id)))
        return pilot
    }

    @Test("R10, R11, R12, R13, R16, R75: Images has our own, public, community and accepted ones, and no others")
    func images() {
        // The service lists private images of others for administrators alone.
        let pilot = Pilot.signedIn(entries: Array(Self.foreign.dropFirst()))
        #expect(
            pilot.names == ["our-private", "our-shared", "their-accepted", "their-community", "their-public"])
    }

    @Test("R17: an administrator's Images are the same; Admin has every image, with owners")
    func admin() {
        let pilot = Pilot.signedIn(columns: 100, session: Samples.admin, entries: Self.foreign)
        #expect(
            pilot.names == ["our-private", "our-shared", "their-accepted", "their-community", "their-public"])
        pilot.press("3")
        #expect(pilot.names.count == Self.foreign.count)
        #expect(pilot.lines.contains { $0.contains("their-private") && $0.contains(" team-a ") })
    }

    @Test(
        "R10, R17: a private image of somebody else that an administrator sees shows in Admin only; Images says while offers are unknown"
    )
    func foreignPrivate() {
        let pilot = Pilot.signedIn(session: Samples.admin, entries: [Self.foreign[0]])
        #expect(pilot.titles.hasPrefix(" 1 Images 0   2 Shared with Me 0   3 Admin 1"))
        #expect(!pilot.titles.contains("offers"))
        pilot.service(.offerSearch(checked: 0, total: 1))
        #expect(pilot.titles.contains("2 Shared with Me checked 0 of 1 ") && pilot.titles.contains("see 2 for offers"))
        pilot.service(.offerSearch(checked: 1, total: 1))
        #expect(pilot.titles.contains("2 Shared with Me 0 ") && !pilot.titles.contains("offers"))
    }

    @Test("R11, R73, R75: Shared with Me has offers in all three states, the pending ones first")
    func offers() {
        let pilot = shared()
        #expect(pilot.names.first == "their-pending")
        #expect(Set(pilot.names) == ["their-pending", "their-accepted", "their-rejected"])
        for (name, state) in [("pending", "pending"), ("accepted", "accepted"), ("rejected", "rejected")] {
            #expect(pilot.lines.contains { $0.contains("their-\(name)") && $0.contains(" \(state) ") })
        }
        pilot.press("o", "name", "Enter")
        #expect(pilot.names.first == "their-pending")
        #expect(pilot.takeChoices() != nil)
    }

    @Test("R74: own images are never offers to oneself")
    func notOwn() {
        let own = Samples.entry(70, "our-own", .shared, offer: .pending)
        let pilot = Pilot.signedIn(entries: [own])
        pilot.press("2")
        pilot.expect(.searchOffers(visible: []))
        #expect(pilot.shows("No project offers an image to this one."))
        #expect(pilot.titles.contains("2 Shared with Me 0 "))
    }

    @Test("R77: a project is told by its alias, else its name, else the beginning of its ID")
    func owners() {
        var settings = Settings()
        settings.projects = [Samples.teamA: "kitchen"]
        let offer = Samples.entry(71, "from-b", .shared, owner: Samples.teamB, offer: .pending)
        let pilot = Pilot.signedIn(settings: settings, entries: [Self.foreign[4], offer])
        pilot.press("2")
        pilot.expect(.searchOffers(visible: [71, 64].map(Samples.id)))
        #expect(pilot.lines.contains { $0.contains("their-pending") && $0.contains(" kitchen ") })
        #expect(pilot.lines.contains { $0.contains("from-b") && $0.contains(" 0d3b8e55 ") })
    }

    @Test("R60: a deprecated image wears a badge with its replacement, and without a name for it the badge alone")
    func deprecated() {
        let entries = [
            Samples.entry(72, "old-a", .private, properties: ["deprecated": "true", "replacement": "new"]),
            Samples.entry(73, "old-b", .private, properties: ["deprecated": "True"]),
            Samples.entry(74, "not-old", .private, properties: ["deprecated": "false"]),
        ]
        let pilot = Pilot.signedIn(entries: entries)
        #expect(pilot.shows("old-a  deprecated → new?"), "there is no such image")
        #expect(pilot.shows("old-b  deprecated "))
        #expect(!pilot.shows("not-old  deprecated"))
    }

    @Test("R60: with little room the badge is shorter, and never pushed out by the name")
    func deprecatedNarrow() {
        let long = Samples.entry(
            75, "windows-server-2022-datacenter-core-v1.3", .private,
            properties: ["deprecated": "true", "replacement": "windows-server-2022-datacenter-core-v1.4"])
        let pilot = Pilot.signedIn(columns: 60, rows: 15, entries: [long])
        #expect(pilot.cursorLine?.contains("…") == true)
        #expect(pilot.cursorLine?.contains("  depr. ") == true)
    }

    @Test(
        "R60: within its family the replacement is a version, beyond it a whole name, in the flat list and in families")
    func replacements() {
        func entry(_ number: Int, _ name: String, replacement: String? = nil) -> CatalogueEntry {
            Samples.entry(
                number, name, .community, status: replacement == nil ? .active : .deactivated,
                properties: replacement.map { ["deprecated": "true", "replacement": $0] } ?? [:])
        }
        let entries = [
            entry(76, "centos-8-base-v1.4", replacement: "rocky-9-base-v2.8"),
            entry(77, "rocky-9-base-v2.7", replacement: "rocky-9-base-v2.8"), entry(78, "rocky-9-base-v2.8"),
            entry(79, "opensuse-15-base-v1.0", replacement: "opensuse-15-base-v1.9"),
        ]
        let pilot = Pilot.signedIn(entries: entries)
        #expect(pilot.lines.contains { $0.contains("centos-…se-v1.4  → rocky…e-v2.8 ") })
        #expect(pilot.shows("rocky-9-base-v2.7  depr. → v2.8"))
        #expect(pilot.lines.contains { $0.contains("opensus…se-v1.0  → opens…-v1.9? ") })
        pilot.press("f", "z")
        #expect(pilot.takeChoices() != nil)
        #expect(pilot.lines.contains { $0.contains("v1.4  → rocky-9-base-v2.8") })
    }

    @Test("R84, R85: what is no ordinary image is told apart behind long names too")
    func kindsBehindLongNames() {
        let long = Samples.entry(
            76, "受注データベース-本番環境-2026-11-01-スナップショット", .private, properties: ["image_type": "snapshot"])
        for columns in [60, 80] {
            let pilot = Pilot.signedIn(columns: columns, entries: [long])
            #expect(pilot.cursorLine?.contains("snap") == true, "\(columns)")
        }
    }

    @Test("R40, R41, R43: the column Version sorts numerically, names off the convention last")
    func versions() {
        let names = ["a-1-b-v1.10", "c-1-d-v1.9", "e-1-f-v2.0", "ubuntu-24.04-base-v01.0", "Ubuntu-1-x-v3.0"]
        let entries = names.enumerated().map { Samples.entry(80 + $0.offset, $0.element, .private) }
        let pilot = Pilot.signedIn(entries: entries)
        pilot.press("o", "version", "Enter")
        #expect(pilot.names == ["c-1-d-v1.9", "a-1-b-v1.10", "e-1-f-v2.0"] + pilot.names.suffix(2))
        #expect(pilot.takeChoices() != nil)
    }

    @Test("R46: the longest name the service takes is cut in the middle, its version stays readable")
    func longName() {
        let name = String(repeating: "x", count: 250) + "-v1.0"
        let pilot = Pilot.signedIn(entries: [Samples.entry(85, name, .private)])
        #expect(pilot.cursorLine?.contains("…") == true)
        #expect(pilot.cursorName?.hasSuffix("-v1.0") == true)
    }

    @Test("An image without a name is shown by its ID, a blank name in quotes")
    func unnamed() {
        let pilot = Pilot.signedIn(
            columns: 100, entries: [Samples.entry(86, nil, .private), Samples.entry(87, " x ", .private)])
        #expect(pilot.shows(Samples.id(86).rawValue))
        #expect(pilot.shows("\" x \""))
    }

    @Test("An unknown status, visibility and format of the service are shown as they are")
    func unknown() {
        let odd = Samples.entry(88, "odd", .init("secret"), status: .init("frozen"), size: 1, format: "zzz")
        let pilot = Pilot.signedIn(entries: [odd])
        for word in ["secret", "frozen", "ZZZ"] { #expect(pilot.cursorLine?.contains(word) == true, "\(word)") }
    }
}
