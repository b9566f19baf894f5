import Browser
import Canvas
import Catalog
import Testing

@Suite("Copy to Stores and Remove from Store")
struct StoresTests {
    static func store(_ id: String, _ description: String, isDefault: Bool = false, isReadOnly: Bool = false) -> Store {
        var store = Store(id: id)
        store.description = description
        store.isDefault = isDefault
        store.isReadOnly = isReadOnly
        return store
    }

    static let site = SiteOffer(
        stores: [
            store("fast", "Fast local disk", isDefault: true), store("archive", "Cheap bulk storage"),
            store("objects", "Object storage"), store("web", "Plain web servers", isReadOnly: true),
        ], importMethods: ["web-download", "copy-image"])

    static func entry(_ number: Int, _ name: String, in stores: String...) -> CatalogueEntry {
        var image = Samples.entry(number, name, .private, size: 1 << 30).image
        image.stores = stores
        return CatalogueEntry(image: image)
    }

    private static let two = [entry(1, "a-one", in: "fast"), entry(2, "b-two", in: "fast", "archive")]

    static func pilot(
        _ action: String, entries: [CatalogueEntry] = two, keys: String..., site: SiteOffer? = site,
        session: Session = Samples.admin, rows: Int = 40
    ) -> Pilot {
        let pilot = Pilot.signedIn(columns: 80, rows: rows, session: session, entries: entries)
        pilot.leavesEffects = true
        for key in keys { pilot.press(key) }
        pilot.press(":")
        if let site { pilot.send(.site(site, generation: 1)) }
        pilot.press(action, "Enter")
        return pilot
    }

    @Test("R82: stores without a copy are offered with descriptions; those ticked are copied to, one after the other")
    func copy() {
        let pilot = Self.pilot("copy to stores")
        #expect(pilot.shows("fast: Fast local disk (default)"), "where it is")
        #expect(pilot.shows("Cheap bulk storage"))
        #expect(!pilot.shows("Plain web servers"), "takes nothing new")
        pilot.press("*", "C-s")
        #expect(pilot.changes == [.copyToStore("archive"), .copyToStore("objects")])
        let plan = pilot.plans[0].id
        pilot.send(.planStep(plan, 0, .working("The service copies it to archive: Copied 15 MiB.")))
        #expect(pilot.shows("0 of 2 done. The service copies it to archive: Copied 15 MiB."))
        pilot.send(.planStep(plan, 0, .done(nil)))
        pilot.send(.planStep(plan, 1, .done(nil)))
        pilot.send(.planEnded(plan))
        #expect(pilot.status == "a-one has a copy in archive, objects now.")
    }

    @Test("The commands that do the same are there to be copied")
    func commands() {
        let pilot = Self.pilot("copy to stores")
        pilot.press("Space")
        #expect(pilot.says("openstack image import \(Samples.id(1)) --method copy-image --store archive"))
        let removing = Self.pilot("remove from store", keys: "j")
        removing.press("Down", "Space")
        #expect(removing.says("openstack image delete --store archive \(Samples.id(2))"))
    }

    @Test("Of marked images each gets what it lacks; what has it already is left out with the reason")
    func marked() {
        let pilot = Self.pilot("copy to stores", keys: "*")
        #expect(pilot.shows("1 of 2"))
        pilot.press("Space", "C-s")
        #expect(pilot.says("a-one of platform: copy to archive"))
        #expect(pilot.says("b-two: It has a copy in archive already."))
        #expect(pilot.says("1 copy, 1.0 GiB in all, made by the service."))
        pilot.press("Enter")
        #expect(pilot.changes == [.copyToStore("archive")])
    }

    @Test("A removal is asked about, and names what stays; Esc sends nothing")
    func removal() {
        let pilot = Self.pilot("remove from store", keys: "j")
        pilot.press("Space", "C-s")
        #expect(
            pilot.says(
                "Remove b-two (owner platform) from fast? The copy there is deleted; it stays in archive."))
        #expect(pilot.plans.isEmpty)
        pilot.press("Enter")
        #expect(pilot.changes == [.removeFromStore("fast")])
    }

    @Test("The last copy cannot be removed: neither where there is one, nor by ticking all")
    func lastCopy() {
        let pilot = Self.pilot("remove from store")
        #expect(pilot.plans.isEmpty)
        #expect(
            pilot.status == "Its only copy is in fast: copy it to another store first, or delete the image.")
        let all = Self.pilot("remove from store", keys: "j")
        all.press("*", "C-s")
        #expect(all.shows("One copy has to stay: it has none but in fast, archive."))
        #expect(all.plans.isEmpty)
    }

    @Test("Members are told who may")
    func refusals() {
        let member = Self.pilot("copy to stores", session: Samples.member)
        #expect(member.status == "Only administrators copy images between stores, and remove copies.")
    }

    @Test(
        "R82: where the site has one store, or no copy-image, it is dimmed with the reason as soon as that is known",
        arguments: [
            (SiteOffer(), "The site keeps all data in one store."),
            (SiteOffer(stores: site.stores), "The site does not offer copy-image."),
        ])
    func notOffered(site: SiteOffer, reason: String) {
        let pilot = Pilot.signedIn(columns: 140, session: Samples.admin, entries: Self.two)
        pilot.leavesEffects = true
        pilot.press(":", "copy to stores")
        #expect(!pilot.shows(reason))
        pilot.send(.site(site, generation: 1))
        #expect(pilot.shows(reason))
        pilot.press("Enter")
        #expect(pilot.status == reason)
        // Also where it is opened before the site has told.
        let early = Self.pilot("copy to stores", site: nil)
        early.send(.site(site, generation: 1))
        early.press("Space", "C-s")
        #expect(early.shows(reason))
        #expect(early.plans.isEmpty)
    }

    @Test("A copy that failed leads to the report, from which it is tried again")
    func failure() {
        let pilot = Self.pilot("copy to stores")
        pilot.press("*", "C-s")
        let plan = pilot.plans[0].id
        pilot.send(.planStep(plan, 0, .done(nil)))
        let problem = Samples.problem(
            .serverFault, attempt: "Could not copy “a-one” to objects", reason: "Task failed due to Internal Error",
            advice: "")
        pilot.send(.planStep(plan, 1, .failed(problem)))
        pilot.send(.planEnded(plan))
        #expect(pilot.says("a-one is copied to archive, but not copied to objects."))
        pilot.press("r")
        #expect(pilot.plans.last?.steps.map(\.change) == [.copyToStore("objects")])
    }

    @Test("A copy is left to go on in the background: the status line has it, and how it ends is told, also at the end")
    func background() {
        let pilot = Self.pilot("copy to stores")
        pilot.press("*", "C-s")
        let plan = pilot.plans[0].id
        pilot.press("b")
        #expect(pilot.shows("Copy to Stores"), "before the service has it there is nothing to leave")
        pilot.send(.planStep(plan, 0, .working("The service copies it to archive.")))
        #expect(pilot.hints.contains("b go on in the background"))
        pilot.press("b")
        #expect(pilot.status.hasPrefix("Copy to Stores goes on in the background"))
        pilot.press("j")
        #expect(pilot.status.hasSuffix("Copy to Stores 0 of 2"))
        pilot.send(.planStep(plan, 0, .done(nil)))
        #expect(pilot.status.hasSuffix("Copy to Stores 1 of 2"))
        pilot.press("q")
        #expect(pilot.shows("The service goes on with what it has begun"))
        pilot.press("Esc")
        let problem = Samples.problem(.serverFault, attempt: "Could not copy it", reason: "disk full", advice: "")
        pilot.send(.planStep(plan, 1, .failed(problem)))
        pilot.send(.planEnded(plan))
        #expect(pilot.status == "Copy to Stores. a-one: Could not copy it: disk full.")
        pilot.press("Esc", "j")
        #expect(!pilot.status.contains("Copy to Stores"))
    }

    @Test("Details show stores with descriptions, and what a task says, and ask again while the service works")
    func details() {
        let pilot = Pilot.signedIn(columns: 100, rows: 70, session: Samples.admin, entries: Self.two)
        pilot.press("Enter")
        pilot.expectDetails(1, definitions: true)
        var image = Self.two[0].image
        image.properties["os_glance_import_task"] = "t"
        image.properties["os_glance_importing_to_stores"] = "archive"
        pilot.send(.detail(image.id, .stores(.success(Self.site.stores))))
        pilot.send(.detail(image.id, .image(.success(image))))
        let task = ImageTask(
            .object([
                "id": .string("t"), "type": .string("api_image_import"), "status": .string("processing"),
                "message": .string("Copied 15 MiB"), "created_at": .string("2026-11-23T14:00:00Z"),
            ]))
        pilot.send(.detail(image.id, .tasks(.success([task].compactMap { $0 }))))
        #expect(pilot.shows("fast: Fast local disk (default)"))
        #expect(pilot.shows("api_image_import, processing"))
        #expect(pilot.shows(": Copied 15 MiB"))
        #expect(pilot.effects.isEmpty)
        pilot.send(.timer(.details))
        pilot.expectDetails(1)
        pilot.send(.detail(image.id, .image(.success(Self.two[0].image))))
        pilot.send(.detail(image.id, .tasks(.success([]))))
        pilot.send(.timer(.details))
        #expect(pilot.effects.isEmpty, "the service is done")
    }

    @Test("Copy to Stores and Remove from Store at 80×24")
    func golden() {
        let copying = Self.pilot("copy to stores", rows: 24)
        copying.press("Space")
        Golden.expect(copying.frame, "copy-to-stores-80x24")
        let removing = Self.pilot("remove from store", keys: "j", rows: 24)
        removing.press("Space", "C-s")
        Golden.expect(removing.frame, "remove-from-store-80x24")
    }
}
