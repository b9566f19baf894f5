import Catalog
import Testing

@Suite("Lists with families on")
struct FamilyListingTests {
    private let rows = [
        entry(1, "ubuntu-24.04-base-v1.9", .private, .deactivated) { $0.properties["deprecated"] = "true" },
        entry(2, "ubuntu-24.04-base-v1.10", .community), entry(3, "ubuntu-24.04-base-v1.8"),
        entry(4, "ubuntu-24.04-nginx-v2.0", .shared), entry(5, "vm-snapshot"), entry(6, "debian"),
    ]

    private func listing(_ catalogue: Catalogue) -> Listing {
        var listing = Listing(.images, groupsFamilies: true)
        listing.rebuild(in: catalogue)
        return listing
    }

    @Test("R1: versions are one line, where the current one would stand; other images stand on their own")
    func folded() {
        let catalogue = catalogue(rows)
        #expect(
            listing(catalogue).lines(in: catalogue)
                == ["debian", "+ubuntu-24.04-base", "+ubuntu-24.04-nginx", "vm-snapshot"])
    }

    @Test("R43: an expanded family shows its versions, the newest first")
    func expanded() throws {
        let catalogue = catalogue(rows)
        var listing = listing(catalogue)
        let family = try #require(catalogue.family(FamilyKey(owner: own, stem: "ubuntu-24.04-base")))
        listing.setExpanded(family, true, in: catalogue)
        #expect(
            listing.lines(in: catalogue) == [
                "debian", "+ubuntu-24.04-base", "  ubuntu-24.04-base-v1.10", "  ubuntu-24.04-base-v1.9",
                "  ubuntu-24.04-base-v1.8", "+ubuntu-24.04-nginx", "vm-snapshot",
            ])
        listing.setExpanded(family, false, in: catalogue)
        #expect(listing.count == 4)
    }

    @Test("A filter shows the families that have a match, and of their versions those that match")
    func filtered() throws {
        let catalogue = catalogue(rows)
        var listing = listing(catalogue)
        let family = try #require(catalogue.family(FamilyKey(owner: own, stem: "ubuntu-24.04-base")))
        listing.setExpanded(family, true, in: catalogue)
        listing.setFilter(.word("v1.9"), in: catalogue)
        #expect(listing.lines(in: catalogue) == ["+ubuntu-24.04-base", "  ubuntu-24.04-base-v1.9"])
        #expect(listing.matchCount(in: catalogue) == 1)
        #expect(listing.matches.count == 1)
    }

    @Test("The place of a folded version is its family's line")
    func position() {
        let catalogue = catalogue(rows)
        var listing = listing(catalogue)
        #expect(listing.position(of: rows[0].id, in: catalogue) == 1)
        #expect(listing.position(of: rows[5].id, in: catalogue) == 0)
        listing.setGroupsFamilies(false, in: catalogue)
        #expect(listing.position(of: rows[1].id, in: catalogue) == 3)
        #expect(listing.position(of: entry(99, "").id, in: catalogue) == nil)
    }

    @Test("A family whose last version goes has no line any more; one renamed into it has")
    func changes() {
        var catalogue = catalogue(rows)
        var listing = listing(catalogue)
        listing.update(
            catalogue.apply([
                CatalogueChange(.removed, rows[3]), CatalogueChange(.changed, entry(6, "rocky-9-base-v1.0")),
            ]), in: catalogue)
        #expect(listing.lines(in: catalogue) == ["+rocky-9-base", "+ubuntu-24.04-base", "vm-snapshot"])
    }
}
