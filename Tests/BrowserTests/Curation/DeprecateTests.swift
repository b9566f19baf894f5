import Browser
import Canvas
import Catalog
import Testing

@Suite("Deprecate Image")
struct DeprecateTests {
    /// Three published versions, a further image that can replace them, and one that cannot.
    static let entries = [
        Samples.entry(1, "ubuntu-24.04-base-v1.10", .community, size: 4, protected: true),
        Samples.entry(2, "ubuntu-24.04-base-v1.9", .community, size: 3, protected: true),
        Samples.entry(3, "ubuntu-24.04-base-v1.8", .community, size: 2, protected: true),
        Samples.entry(4, "debian-13-base-v1.0", .public, size: 1, protected: true),
        Samples.entry(5, "old-tools", .private, status: .deactivated, size: 1),
    ]

    static func pilot(
        on name: String, columns: Int = 80, rows: Int = 24, session: Session = Samples.admin,
        entries: [CatalogueEntry] = entries
    ) -> Pilot {
        let pilot = Pilot.signedIn(columns: columns, rows: rows, session: session, entries: entries)
        if session.isAdmin { pilot.press("3") }
        pilot.go(to: name)
        return pilot
    }

    /// The plan that the program asked to carry out.
    private func plan(_ pilot: Pilot, location: SourceLocation = #_sourceLocation) throws -> ChangePlan {
        let plans = pilot.effects.compactMap { if case .run(let plan) = $0 { plan } else { nil } }
        let plan = try #require(plans.first, sourceLocation: location)
        pilot.expect(.run(plan), location)
        return plan
    }

    private func words(_ plan: ChangePlan) -> [String] { plan.steps.map { "\($0.title): \($0.change.summary)" } }

    private let marking = "deprecated true added, replacement ubuntu-24.04-base-v1.10 added"

    @Test("R50, R52: the current version is proposed; all is shown before it is sent, as one plan")
    func all() throws {
        let pilot = Self.pilot(on: "ubuntu-24.04-base-v1.9", columns: 110, rows: 40)
        pilot.press("d")
        for text in ["Deprecate Image", "ubuntu-24.04-base-v1.10", "deactivate", marking, "community → private"] {
            #expect(pilot.shows(text), "\(text)")
        }
        #expect(pilot.shows("openstack image set --deactivate \(Samples.id(2))"))
        #expect(pilot.effects.isEmpty)
        pilot.press("C-s")
        let plan = try plan(pilot)
        #expect(
            words(plan) == [
                "ubuntu-24.04-base-v1.9: deactivate",
                "ubuntu-24.04-base-v1.9: \(marking), visibility community → private",
            ])
        pilot.send(.planStep(plan.id, 0, .done(nil)))
        pilot.send(.planStep(plan.id, 1, .done(nil)))
        pilot.send(.planEnded(plan.id))
        #expect(pilot.status == "ubuntu-24.04-base-v1.9: deactivated, deprecated, private.")
    }

    @Test("R52: marking and withdrawing can be done separately")
    func separately() throws {
        let pilot = Self.pilot(on: "ubuntu-24.04-base-v1.9")
        pilot.press("d", "Tab", "Tab", "Space", "Tab", "Space", "C-s")
        #expect(words(try plan(pilot)) == ["ubuntu-24.04-base-v1.9: \(marking)"])
        let later = Self.pilot(on: "ubuntu-24.04-base-v1.9")
        later.press("d", "Tab", "Space", "Tab", "Space", "C-s")
        #expect(words(try plan(later)) == ["ubuntu-24.04-base-v1.9: visibility community → private"])
    }

    @Test("R53: after a failure half-way it says what stands; r sends only the rest, u looks for what takes it back")
    func half() throws {
        let pilot = Self.pilot(on: "ubuntu-24.04-base-v1.9")
        pilot.press("d", "C-s")
        let plan = try plan(pilot)
        pilot.send(.planStep(plan.id, 0, .done(nil)))
        pilot.send(.planStep(plan.id, 1, .failed(Samples.problem(.forbidden, attempt: "Could not change it"))))
        pilot.send(.planEnded(plan.id))
        #expect(pilot.shows("ubuntu-24.04-base-v1.9 is deactivated, but not marked as"))
        #expect(pilot.shows("deprecated, not made private."))
        #expect(pilot.hints.contains("r continue") && pilot.hints.contains("u undo"))
        pilot.press("u")
        pilot.expect(.proposeUndo)
        pilot.send(.undoProposed(.success(nil)))
        let again = Self.pilot(on: "ubuntu-24.04-base-v1.9")
        again.press("d", "C-s")
        let first = try self.plan(again)
        again.send(.planStep(first.id, 0, .done(nil)))
        again.send(.planStep(first.id, 1, .lost))
        again.send(.planEnded(first.id))
        again.press("r")
        #expect(try self.plan(again).steps == Array(first.steps.suffix(1)))
    }

    @Test("R51: free text is warned about where it leads nowhere, or to several; an ID is understood")
    func freeText() {
        let twins = [Samples.entry(7, "twin", .public, size: 1), Samples.entry(8, "twin", .public, size: 1)]
        let pilot = Self.pilot(on: "ubuntu-24.04-base-v1.9", columns: 110, rows: 40, entries: Self.entries + twins)
        func type(_ text: String) { pilot.press("C-u", text) }
        pilot.press("d")
        type("nothing-1")
        #expect(pilot.shows("No image that is listed here has this name or ID."))
        type("twin")
        #expect(pilot.shows("2 images have this name"))
        type(Samples.id(4).rawValue)
        #expect(pilot.shows("The ID of debian-13-base-v1.0."))
        type("old-tools")
        #expect(pilot.shows("It cannot be used: it is deactivated."))
        type("ubuntu-24.04-base-v1.8")
        #expect(pilot.shows("It is an older version, v1.8."))
        type("ubuntu-24.04-base-v1.9")
        pilot.press("C-s")
        #expect(pilot.shows("An image cannot replace itself."))
        type("")
        pilot.press("C-s")
        #expect(pilot.shows("Name the image to use instead."))
        #expect(pilot.effects.isEmpty)
    }

    @Test("R51: the picker has the family's versions first, then others; what cannot be used is not among them")
    func picker() throws {
        let pilot = Self.pilot(on: "ubuntu-24.04-base-v1.9")
        pilot.press("d", "C-o")
        let rows = pilot.lines.filter { $0.contains("owner platform") }
        let names = ["ubuntu-24.04-base-v1.10", "ubuntu-24.04-base-v1.8", "debian-13-base-v1.0"]
        #expect(rows.count == 3 && zip(rows, names).allSatisfy { $0.contains($1) }, "\(pilot.frame.text)")
        #expect(!pilot.shows("old-tools "))
        pilot.press("debian", "Enter", "C-s")
        #expect(words(try plan(pilot)).last?.contains("replacement debian-13-base-v1.0 added") == true)
    }

    @Test("R4, R12: an administrator deprecates a published image; a member is told why not")
    func rights() {
        let pilot = Self.pilot(on: "ubuntu-24.04-base-v1.9", session: Samples.member)
        pilot.press("d")
        #expect(pilot.status.contains("only administrators"))
        let queued = Self.pilot(
            on: "half", entries: Self.entries + [Samples.entry(9, "half", .private, status: .queued)])
        queued.press("d")
        #expect(queued.status == "Only an image that is in use can be deprecated; it is queued.")
    }

    @Test("Of several each gets its family's current version; what has none is left out with the reason")
    func several() throws {
        let pilot = Self.pilot(on: "debian-13-base-v1.0", columns: 110, rows: 40)
        for name in ["debian-13-base-v1.0", "ubuntu-24.04-base-v1.8", "ubuntu-24.04-base-v1.9"] {
            pilot.go(to: name)
            pilot.press("Space")
        }
        pilot.press("d", "C-s")
        #expect(pilot.shows("Its family has no other"))
        #expect(pilot.effects.isEmpty)
        pilot.press("Enter")
        let plan = try plan(pilot)
        #expect(plan.steps.map(\.title) == ["v1.8", "v1.8", "v1.9", "v1.9"].map { "ubuntu-24.04-base-" + $0 })
    }

    @Test("What is done already is not offered again, and finishing what is half done sends only the rest")
    func halfDone() throws {
        let half = Samples.entry(
            2, "ubuntu-24.04-base-v1.9", .community, status: .deactivated, size: 3, protected: true)
        let pilot = Self.pilot(on: "ubuntu-24.04-base-v1.9", entries: [Self.entries[0], half])
        pilot.press("d")
        #expect(pilot.shows("It is deactivated already."))
        pilot.press("C-s")
        #expect(words(try plan(pilot)) == ["ubuntu-24.04-base-v1.9: \(marking), visibility community → private"])
    }

    @Test("The dialog", arguments: [Size(columns: 80, rows: 24), Size(columns: 60, rows: 15)])
    func golden(size: Size) {
        let pilot = Self.pilot(on: "ubuntu-24.04-base-v1.9", columns: size.columns, rows: size.rows)
        pilot.press("d")
        Golden.expect(pilot.frame, Golden.name("deprecate", size))
    }

    @Test("What is typed into it is kept when the connection drops, and offered again")
    func draft() {
        let pilot = Self.pilot(on: "ubuntu-24.04-base-v1.9")
        pilot.press("d", "C-u", "debian-13-base-v1.0")
        pilot.send(.terminated)
        pilot.expect(.quit)
        let drafts = pilot.effects.compactMap { if case .saveDraft(let draft) = $0 { draft } else { nil } }
        #expect(drafts.map(\.answers) == [["replacement": "debian-13-base-v1.0"]])
        for draft in drafts { pilot.expect(.saveDraft(draft)) }
        let next = Self.pilot(on: "ubuntu-24.04-base-v1.9")
        next.service(.leftOver(LeftOver(plans: [], drafts: drafts, transfers: 0)))
        next.press("Enter")
        for draft in drafts { next.expect(.discardDraft(draft.id)) }
        #expect(next.shows("Deprecate Image") && next.shows("debian-13-base-v1.0"))
    }
}

@Suite("Rotate Family")
struct RotateTests {
    private static let entries = (0...3).map {
        Samples.entry(10 + $0, "ubuntu-24.04-base-v1.\($0)", .community, size: 4, protected: true)
    }

    private func pilot(_ entries: [CatalogueEntry] = entries, on name: String = "ubuntu-24.04-base-v1.0") -> Pilot {
        let pilot = DeprecateTests.pilot(on: name, columns: 110, rows: 40, entries: entries)
        pilot.press(":", "rotate family", "Enter")
        return pilot
    }

    @Test("A family of four is rotated to two, after the exact changes were shown; the newest is not touched")
    func rotate() throws {
        let pilot = pilot()
        #expect(pilot.shows("ubuntu-24.04-base-v1.3 replaces what is deprecated.") && pilot.shows("v1.3, v1.2."))
        #expect(pilot.shows("ubuntu-24.04-base-v1.0: deactivate"))
        pilot.press("C-s")
        #expect(pilot.shows("Enter: Send 4 changes.") && pilot.effects.isEmpty)
        #expect(!pilot.shows("will v1.3") && !pilot.shows("ubuntu-24.04-base-v1.2: "))
        pilot.press("Enter")
        let plans = pilot.effects.compactMap { if case .run(let plan) = $0 { plan } else { nil } }
        let plan = try #require(plans.first)
        pilot.expect(.run(plan))
        #expect(Set(plan.steps.map(\.image)) == [Samples.id(10), Samples.id(11)])
        #expect(plan.name == "Rotate Family")
    }

    @Test("The number decides; none at all is refused, for the newest always stays")
    func number() {
        let pilot = pilot()
        pilot.press("Backspace", "3")
        #expect(pilot.shows("v1.3, v1.2, v1.1."))
        pilot.press("Backspace", "9")
        #expect(pilot.shows("Nothing: there are no more versions in use than that."))
        pilot.press("C-s")
        #expect(pilot.status == "There are no more versions in use than that; nothing was sent.")
        let none = self.pilot()
        none.press("Backspace", "0", "C-s")
        #expect(none.shows("The current version always stays: keep at least 1."))
        #expect(none.effects.isEmpty)
    }

    @Test("What has no family, or only one version, is not rotated, and says why")
    func refused() {
        let single = Samples.entry(30, "debian-13-base-v1.0", .public, size: 1)
        #expect(pilot([single], on: "debian-13-base-v1.0").shows("no version below the current one"))
        let odd = Samples.entry(31, "tools", .public, size: 1)
        #expect(pilot([odd], on: "tools").shows("does not follow the convention"))
        let off = Self.entries.map { Samples.entry(40, $0.image.name, .public, status: .deactivated, size: 1) }.prefix(
            1)
        #expect(pilot(Array(off)).shows("no current version"))
    }

    @Test("The dialog", arguments: [Size(columns: 80, rows: 24), Size(columns: 60, rows: 15)])
    func golden(size: Size) {
        let pilot = DeprecateTests.pilot(
            on: "ubuntu-24.04-base-v1.0", columns: size.columns, rows: size.rows, entries: Self.entries)
        pilot.press(":", "rotate family", "Enter")
        Golden.expect(pilot.frame, Golden.name("rotate", size))
        pilot.press("C-s")
        Golden.expect(pilot.frame, Golden.name("rotate-plan", size))
    }
}
