import Catalog
import Testing

@Suite("The catalogue in memory")
struct CatalogueTests {
    @Test("A row keeps its slot while it is there, and an ID leads to its row")
    func slots() throws {
        var catalogue = catalogue([entry(1, "a"), entry(2, "b")])
        let slot = try #require(catalogue.slot(of: entry(2, "b").id))
        let touched = catalogue.apply([CatalogueChange(.changed, entry(2, "renamed"))])
        #expect(touched == [slot])
        #expect(catalogue.slot(of: entry(2, "").id) == slot)
        #expect(catalogue[slot]?.image.name == "renamed")
        #expect(catalogue.count == 2)
    }

    @Test("A removed row is gone, and its slot is used again")
    func removal() throws {
        var catalogue = catalogue([entry(1, "a"), entry(2, "b")])
        let slot = try #require(catalogue.slot(of: entry(1, "a").id))
        #expect(catalogue.apply([CatalogueChange(.removed, entry(1, "a"))]) == [slot])
        #expect(catalogue[slot] == nil)
        #expect(catalogue.count == 1)
        _ = catalogue.apply([CatalogueChange(.added, entry(3, "c"))])
        #expect(catalogue[slot]?.image.name == "c")
        #expect(catalogue.apply([CatalogueChange(.removed, entry(9, "never there"))]).isEmpty)
    }

    @Test("A slot that there never was is in no pane and no family, and holds no row")
    func strangeSlots() {
        let catalogue = catalogue([entry(1, "a-1-base-v1.0")])
        for slot: Slot in [-1, 1, 1_000] {
            #expect(catalogue[slot] == nil)
            #expect(catalogue.membership(of: slot) == [])
            #expect(catalogue.family(of: slot) == nil)
            #expect(!catalogue.isCurrent(slot, in: .images))
        }
    }

    @Test("A family that there never was has no versions")
    func strangeFamily() {
        let family = catalogue([]).family(FamilyID(rawValue: 7), in: .images)
        #expect(family.versions.isEmpty && family.current == nil && family.gaps.isEmpty)
        #expect(family.key.label == "")
    }

    @Test("A withdrawn row stays but is not counted")
    func withdrawal() {
        var catalogue = catalogue([entry(1, "a"), entry(2, "b")])
        _ = catalogue.apply([CatalogueChange(.withdrawn, entry(1, "a"))])
        #expect(catalogue.count == 2)
        #expect(catalogue.count(in: .images) == 1)
        #expect(catalogue[entry(1, "a").id]?.news == .withdrawn)
        _ = catalogue.apply([CatalogueChange(.removed, entry(1, "a"))])
        #expect(catalogue.count(in: .images) == 1)
        #expect(catalogue.count == 1)
    }

    @Test("Totals and pending offers follow every change, hidden ones only when asked for")
    func totals() {
        var catalogue = catalogue(
            [
                entry(1, "a"), entry(2, "b", owner: other, .private), entry(3, "c") { $0.isHidden = true },
                entry(4, "d", owner: other, .shared, offer: .pending),
                entry(5, "e", owner: other, .shared, offer: .accepted),
                entry(6, "f", owner: other, .shared, offer: .pending) { $0.isHidden = true },
            ], scope: administrator)
        #expect(catalogue.count(in: .images) == 2)
        #expect(catalogue.count(in: .images, showingHidden: true) == 3)
        #expect(catalogue.count(in: .shared) == 2)
        #expect(catalogue.count(in: .admin) == 4)
        #expect(catalogue.count(in: .admin, showingHidden: true) == 6)
        #expect(catalogue.pendingOffers() == 1)
        #expect(catalogue.pendingOffers(showingHidden: true) == 2)
        _ = catalogue.apply([CatalogueChange(.changed, entry(4, "d", owner: other, .shared, offer: .accepted))])
        #expect(catalogue.pendingOffers() == 0)
        #expect(catalogue.count(in: .images) == 3)
        catalogue.use(member)
        #expect(catalogue.count(in: .admin) == 0)
    }

    @Test("A mark that was seen goes without a new look at the image")
    func seen() {
        let row = entry(1, "ubuntu-24.04-base-v1.0", news: .added) { $0.properties["deprecated"] = "yes" }
        let seen = row.with(news: nil)
        #expect(seen.news == nil)
        #expect(seen.image == row.image)
        #expect(seen.isDeprecated && seen.imageVersion == ImageVersion(major: 1, minor: 0))
        let stuck = row.with(news: .changed, offer: Offer(status: .accepted), isStuck: true)
        #expect(stuck.isStuck && stuck.offer?.status == .accepted && stuck.news == .changed)
    }

    @Test("Siblings that become the current version of a family are among the rows to look at again")
    func siblings() throws {
        var catalogue = catalogue([entry(1, "a-1-base-v1.0"), entry(2, "a-1-base-v1.1")])
        let older = try #require(catalogue.slot(of: entry(1, "").id))
        let newer = try #require(catalogue.slot(of: entry(2, "").id))
        #expect(catalogue.isCurrent(newer, in: .images) && !catalogue.isCurrent(older, in: .images))
        let touched = catalogue.apply([CatalogueChange(.changed, entry(2, "a-1-base-v1.1", .private, .deactivated))])
        #expect(Set(touched) == [older, newer])
        #expect(catalogue.isCurrent(older, in: .images) && !catalogue.isCurrent(newer, in: .images))
    }

    @Test("R1: a stranger's higher version never becomes the current one of somebody else's family")
    func strangers() throws {
        let catalogue = catalogue([
            entry(1, "ubuntu-24.04-base-v1.1"), entry(2, "ubuntu-24.04-base-v99.0", owner: other, .community),
        ])
        let mine = try #require(catalogue.slot(of: entry(1, "").id))
        let theirs = try #require(catalogue.slot(of: entry(2, "").id))
        #expect(catalogue.isCurrent(mine, in: .images))
        #expect(catalogue.isCurrent(theirs, in: .images))
        #expect(catalogue.family(of: mine) != catalogue.family(of: theirs))
    }

    @Test("What is current depends on the pane: another project's private next version counts in Admin only")
    func currentByPane() throws {
        let catalogue = catalogue(
            [
                entry(1, "a-1-base-v1.0", owner: other, .community),
                entry(2, "a-1-base-v1.1", owner: other, .private),
            ], scope: administrator)
        let published = try #require(catalogue.slot(of: entry(1, "").id))
        let staged = try #require(catalogue.slot(of: entry(2, "").id))
        #expect(catalogue.isCurrent(published, in: .images))
        #expect(catalogue.isCurrent(staged, in: .admin))
        #expect(!catalogue.isCurrent(published, in: .admin))
    }
}
