import Browser
import Canvas
import Catalog
import Testing

@Suite("Export Image")
struct ExportImageTests {
    private static let hash = String(repeating: "ab", count: 64)

    /// An image of some size, with a hash.
    static func image(
        _ size: Int64 = 641_728_512, status: ImageStatus = .active, name: String? = "fedora-44-web-v1.0"
    ) -> CatalogueEntry {
        var image = Samples.entry(40, name, .private, status: status, size: size).image
        (image.hashAlgorithm, image.hashDigest) = ("sha512", hash)
        return CatalogueEntry(image: image)
    }

    /// The dialog on it, with nothing known of the place.
    private static func opened(
        _ entry: CatalogueEntry = image(), session: Session = Samples.admin, pane: String = "3",
        settings: Settings = Settings(), columns: Int = 80, rows: Int = 24
    ) -> Pilot {
        let pilot = Pilot.signedIn(
            columns: columns, rows: rows, settings: settings, session: session, entries: [entry])
        pilot.leavesEffects = true
        pilot.press(pane, "x")
        return pilot
    }

    static let free = TargetFacts(path: "/home/eve/fedora-44-web-v1.0.qcow2", free: 50 << 30)

    private static func found(
        _ facts: TargetFacts = free, at path: String = "fedora-44-web-v1.0.qcow2", in pilot: Pilot
    ) {
        pilot.send(.targetFacts(path, .success(facts)))
        pilot.send(.pathCandidates(path, []))
    }

    private static func exports(_ pilot: Pilot) -> [ImageExport] {
        pilot.effects.compactMap { if case .export(let export, _) = $0 { export } else { nil } }
    }

    @Test("R30, R31: x in Admin proposes name and ending, says what is done and the commands, and C-s hands it over")
    func usual() throws {
        let pilot = Self.opened()
        let entry = try #require(pilot.browser.catalogue[Samples.id(40)])
        #expect(pilot.effects.contains(.lookAtTarget("fedora-44-web-v1.0.qcow2", entry.image)))
        Self.found(in: pilot)
        #expect(pilot.shows("Export Image") && pilot.shows("fedora-44-web-v1.0 (owner platform)"))
        #expect(pilot.shows("/home/eve/fedora-44-web-v1.0.qcow2, 50 GiB free"))
        #expect(pilot.shows("by the sha512 hash that the service keeps"))
        #expect(pilot.shows("openstack image save --file /home/eve/fedora-44-web-v1.0.qcow2"))
        pilot.press("C-s")
        let export = try #require(Self.exports(pilot).first)
        #expect(export.path == "/home/eve/fedora-44-web-v1.0.qcow2" && export.image == Samples.id(40))
        #expect(!export.deactivates && !export.replaces)
        #expect(pilot.status == "fedora-44-web-v1.0 is being exported. T shows how far it is.")
    }

    @Test("The pane Images exports too, where the service lets one download (C9)")
    func imagesPane() {
        let pilot = Self.opened(session: Samples.member, pane: "1")
        Self.found(in: pilot)
        pilot.press("C-s")
        #expect(Self.exports(pilot).count == 1)
    }

    @Test("Nothing is handed over before the place was looked at, nor to one where no file can be")
    func place() {
        let pilot = Self.opened()
        pilot.press("C-s")
        #expect(pilot.status == "The place is being looked at.")
        pilot.send(
            .targetFacts(
                "fedora-44-web-v1.0.qcow2",
                .failure(Problem(.file, attempt: "Could not write", reason: "there is no folder /srv"))))
        pilot.press("C-s")
        #expect(pilot.shows("There is no folder /srv."))
        #expect(Self.exports(pilot).isEmpty)
    }

    @Test("R38: a file that is there has to be allowed to be replaced")
    func existing() {
        let pilot = Self.opened()
        var facts = Self.free
        facts.existing = 1 << 20
        Self.found(facts, in: pilot)
        #expect(pilot.shows("A file of 1.0 MiB is there already."))
        pilot.press("C-s")
        #expect(pilot.status == "Allow to replace the file, or choose another name.")
        #expect(Self.exports(pilot).isEmpty)
        pilot.press("Space", "C-s")
        #expect(Self.exports(pilot).map(\.replaces) == [true])
    }

    @Test("R38: a disk without room is told at once, and what is there already counts")
    func room() {
        let pilot = Self.opened(Self.image(10 << 30))
        Self.found(TargetFacts(path: "/a", part: 1 << 30, free: 8 << 30), in: pilot)
        #expect(pilot.shows("The disk lacks 1.0 GiB: 8.0 GiB are free."))
        #expect(pilot.says("1.0 GiB of it are there and are gone on with"))
        pilot.press("C-s")
        #expect(Self.exports(pilot).isEmpty)
        Self.found(TargetFacts(path: "/a", part: 1 << 30, free: 9 << 30), in: pilot)
        pilot.press("C-s")
        #expect(Self.exports(pilot).map(\.path) == ["/a"])
    }

    // MARK: Deactivating

    @Test("R36: the box is ticked above the threshold of the settings, ten GiB, and can be changed")
    func threshold() {
        #expect(Self.opened(Self.image(10 << 30)).shows("Deactivate        [ ]"))
        let pilot = Self.opened(Self.image((10 << 30) + 1))
        #expect(pilot.shows("Deactivate        [x]"))
        Self.found(in: pilot)
        #expect(pilot.shows("openstack image set --deactivate") && pilot.shows("openstack image set --activate"))
        pilot.press("Tab", "Space", "C-s")
        #expect(Self.exports(pilot).map(\.deactivates) == [false])
        var settings = Settings()
        #expect(settings.read("[transfers]\ndeactivate-above = 0", file: "s").isEmpty)
        #expect(Self.opened(settings: settings).shows("Deactivate        [x]"))
    }

    @Test("R32, R35: an administrator may have it deactivated meanwhile; others are told why not, and export plainly")
    func rights() {
        let admin = Self.opened()
        Self.found(in: admin)
        admin.press("Tab", "Space", "C-s")
        #expect(Self.exports(admin).map(\.deactivates) == [true])
        let member = Self.opened(Self.image(20 << 30), session: Samples.member, pane: "1")
        Self.found(in: member)
        #expect(member.shows("Deactivate        [ ]"))
        member.press("Tab")
        #expect(member.says("Only administrators can download what is deactivated"))
        member.press("Space", "C-s")
        #expect(Self.exports(member).map(\.deactivates) == [false])
    }

    @Test("R34: one that is deactivated already is said to stay so")
    func deactivated() {
        let pilot = Self.opened(Self.image(20 << 30, status: .deactivated))
        Self.found(in: pilot)
        pilot.press("Tab")
        #expect(pilot.says("It is deactivated already, and stays so."))
        pilot.press("C-s")
        #expect(Self.exports(pilot).map(\.deactivates) == [false])
    }

    @Test("A read-only session exports, and deactivates nothing")
    func readOnly() {
        var session = Samples.admin
        session.isReadOnly = true
        let pilot = Self.opened(Self.image(20 << 30), session: session)
        Self.found(in: pilot)
        pilot.press("C-s")
        #expect(Self.exports(pilot).map(\.deactivates) == [false])
    }

    @Test("R37: what nothing can verify is said to be so before; MD5 stands in where it is all there is")
    func verification() {
        var image = Self.image().image
        (image.hashAlgorithm, image.checksum) = (nil, nil)
        #expect(
            Self.opened(CatalogueEntry(image: image)).shows("not verified: the service keeps no hash of it"))
        image.checksum = "00"
        #expect(Self.opened(CatalogueEntry(image: image)).shows("by the MD5 checksum that the service keeps"))
    }

    @Test("What cannot be exported says why: readers, offers, images without data, those that are deactivated")
    func refused() {
        func status(_ entry: CatalogueEntry, _ session: Session) -> String {
            Self.opened(entry, session: session, pane: "1").status
        }
        #expect(status(Self.image(), Samples.reader) == "The role reader may not download images.")
        #expect(status(Self.image(status: .queued), Samples.member) == "It has no data to export; it is queued.")
        #expect(
            status(Self.image(status: .deactivated), Samples.member)
                == "It is deactivated: only administrators may download it.")
    }

    @Test("A hostile name reaches neither another folder nor the terminal")
    func hostile() {
        let pilot = Self.opened(Self.image(name: "../../\u{1b}]0;x\u{7}etc"))
        #expect(pilot.shows("_.._ _]0;x_etc.qcow2") || pilot.shows("_.._]0;x_etc.qcow2") || pilot.shows("_.._"))
        #expect(
            !pilot.effects.contains { if case .lookAtTarget(let path, _) = $0 { path.contains("/") } else { false } })
    }

    @Test("The next export is proposed for the folder of the last one")
    func folder() {
        let pilot = Self.opened()
        pilot.press("C-u")
        pilot.paste("/srv/images/a.qcow2")
        Self.found(TargetFacts(path: "/srv/images/a.qcow2", free: 50 << 30), at: "/srv/images/a.qcow2", in: pilot)
        pilot.press("C-s", "x")
        #expect(pilot.shows("/srv/images/fedora-44-web-v1.0.qcow2"))
    }

    @Test("What was changed in it when the connection dropped comes back")
    func draft() throws {
        let pilot = Self.opened()
        pilot.press("C-u")
        pilot.paste("/srv/a.qcow2")
        pilot.send(.terminated)
        let draft = try #require(
            pilot.effects.compactMap { if case .saveDraft(let draft) = $0 { draft } else { nil } }.first)
        #expect(draft.answers["target"] == "/srv/a.qcow2")
        let next = Pilot.signedIn(session: Samples.admin, entries: [Self.image()])
        next.leavesEffects = true
        next.press("3")
        next.service(.leftOver(LeftOver(plans: [], drafts: [draft], transfers: 0)))
        next.press("Enter")
        #expect(next.shows("Export Image") && next.shows("/srv/a.qcow2"))
    }
}
