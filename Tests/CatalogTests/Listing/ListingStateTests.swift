import Catalog
import Testing

@Suite("Filter, marks, offers and hidden rows of a list")
struct ListingStateTests {
    private let rows = [
        entry(1, "alpha"), entry(2, "beta") { $0.isHidden = true }, entry(3, "gamma") { $0.tags = ["LTS"] },
        entry(4, "delta") { $0.properties["description"] = "Größe zählt" },
    ]

    @Test("A word is looked for in name, ID, description and tags, without regard to case")
    func words() {
        let catalogue = catalogue(rows)
        var listing = Listing(.images)
        listing.rebuild(in: catalogue)
        func found(_ word: String) -> [String] {
            listing.setFilter(.word(word), in: catalogue)
            return listing.lines(in: catalogue)
        }
        #expect(found("ALPH") == ["alpha"])
        #expect(found("lts") == ["gamma"])
        #expect(found("GRÖSSE") == [])
        #expect(found("größe") == ["delta"])
        #expect(found("GRÖ") == ["delta"])
        #expect(found("000000000003") == ["gamma"])
        #expect(found("") == ["alpha", "delta", "gamma"])
        #expect(found("gammalts") == [])
    }

    @Test("The text of a changed row is the new one, also when it grew or shrank")
    func changedText() {
        var catalogue = catalogue(rows)
        var listing = Listing(.images, filter: .word("omega"))
        listing.rebuild(in: catalogue)
        #expect(listing.isEmpty)
        let longer = entry(1, "alpha-and-a-name-that-is-much-longer-omega")
        listing.update(catalogue.apply([CatalogueChange(.changed, longer)]), in: catalogue)
        #expect(listing.count == 1)
        listing.update(catalogue.apply([CatalogueChange(.changed, entry(1, "a"))]), in: catalogue)
        #expect(listing.isEmpty)
    }

    @Test("Words are found after texts were moved together")
    func compactedText() {
        func long(_ length: Int) -> CatalogueEntry {
            entry(1, "alpha") { $0.properties["description"] = String(repeating: "x", count: length) + "omega" }
        }
        var catalogue = catalogue(rows)
        for step in 0..<10 {
            _ = catalogue.apply([
                CatalogueChange(.changed, long(30_000 + step * 1_000)),
                CatalogueChange(.changed, entry(5, "epsilon" + String(repeating: "y", count: step * 500))),
            ])
        }
        _ = catalogue.apply([CatalogueChange(.removed, rows[3])])
        var listing = Listing(.images)
        listing.rebuild(in: catalogue)
        for (word, id) in [("alpha", 1), ("xomega", 1), ("lts", 3), ("epsilonyy", 5)] {
            listing.setFilter(.word(word), in: catalogue)
            #expect(listing.matches.compactMap { catalogue[$0]?.id } == [entry(id, "").id])
        }
        listing.setFilter(.word("delta"), in: catalogue)
        #expect(listing.isEmpty)
    }

    @Test("Hidden rows come with H and go again")
    func hidden() {
        let catalogue = catalogue(rows)
        var listing = Listing(.images)
        listing.rebuild(in: catalogue)
        #expect(listing.lines(in: catalogue) == ["alpha", "delta", "gamma"])
        listing.setShowsHidden(true, in: catalogue)
        #expect(listing.lines(in: catalogue) == ["alpha", "beta", "delta", "gamma"])
    }

    @Test("Marked rows that the filter hides are counted, those of other panes and those shown are not")
    func marks() {
        let catalogue = catalogue(rows)
        var listing = Listing(.images, filter: .word("gamma"))
        listing.rebuild(in: catalogue)
        #expect(listing.hiddenByFilter([1, 2, 3].map { entry($0, "").id }, in: catalogue) == 1)
        #expect(listing.matchCount(in: catalogue) == 1)
    }

    @Test("Offers without an answer stand first whatever the order")
    func pendingFirst() {
        let catalogue = catalogue([
            entry(1, "a", owner: other, .shared, offer: .accepted),
            entry(2, "b", owner: other, .shared, offer: .pending),
            entry(3, "c", owner: third, .shared, offer: .rejected),
            entry(4, "d", owner: third, .shared, offer: .pending),
        ])
        var listing = Listing(.shared)
        listing.rebuild(in: catalogue)
        #expect(listing.lines(in: catalogue) == ["b", "d", "a", "c"])
        listing.setSort(SortOrder(.name, descending: true), in: catalogue)
        #expect(listing.lines(in: catalogue) == ["d", "b", "c", "a"])
    }

    @Test("A withdrawn row keeps its line but is not counted as a match")
    func withdrawn() {
        var catalogue = catalogue(rows)
        var listing = Listing(.images)
        listing.rebuild(in: catalogue)
        listing.update(catalogue.apply([CatalogueChange(.withdrawn, rows[0])]), in: catalogue)
        #expect(listing.lines(in: catalogue) == ["alpha", "delta", "gamma"])
        #expect(listing.matchCount(in: catalogue) == 2)
    }
}
