import Catalog
import Testing

@Suite("What replaces a deprecated image")
struct ReplacementTests {
    private func resolve(_ replacement: String?, _ others: [CatalogueEntry], in pane: Pane = .images) -> (
        Replacement, Catalogue
    ) {
        let old = entry(1, "old", .private) { $0.properties["replacement"] = replacement }
        let catalogue = catalogue([old] + others, scope: administrator)
        return (catalogue.replacement(of: old.image, in: pane), catalogue)
    }

    private func found(_ replacement: String?, _ others: [CatalogueEntry], in pane: Pane = .images) -> [String]? {
        let (result, catalogue) = resolve(replacement, others, in: pane)
        switch result {
        case .image(let slot): return [slot].compactMap { catalogue[$0]?.id.rawValue.suffix(1).description }
        case .several(let slots): return slots.compactMap { catalogue[$0]?.id.rawValue.suffix(1).description }
        case .none, .unresolved: return nil
        }
    }

    @Test("R51: a name leads to the image of the same owner before all others")
    func sameOwner() {
        #expect(found("new", [entry(2, "new", owner: other, .public), entry(3, "new")]) == ["3"])
        #expect(found("new", [entry(2, "new", owner: other, .public)]) == ["2"])
    }

    @Test("R51: several images of the name are reported, none as well")
    func severalOrNone() {
        #expect(
            found("new", [entry(2, "new"), entry(3, "new"), entry(4, "new", owner: other, .public)]) == ["2", "3"])
        #expect(resolve("new", [entry(2, "newer"), entry(3, "New")]).0 == .unresolved("new"))
        #expect(resolve(nil, []).0 == .none)
        #expect(resolve("  ", []).0 == .none)
    }

    @Test("R51, R60: what is offered may be replaced by what every project has; the pane of offers finds that too")
    func ofAnOffer() {
        let offered = CatalogueEntry(
            image: image(1, "old", owner: other, .shared) { $0.properties["replacement"] = "new" },
            offer: Offer(status: .pending))
        let rows = catalogue([offered, entry(2, "new", owner: other, .public)])
        #expect(
            rows.slot(of: entry(2, "").id).map { rows.replacement(of: offered.image, in: .shared) == .image($0) }
                == true)
    }

    @Test("R51: an ID is understood, an image's own name or ID is no replacement")
    func byID() {
        #expect(found(entry(2, "").id.rawValue, [entry(2, "new")]) == ["2"])
        #expect(resolve("old", []).0 == .unresolved("old"))
        #expect(resolve(entry(1, "").id.rawValue, []).0 == .unresolved(entry(1, "").id.rawValue))
    }

    @Test("Images the pane does not show, and withdrawn ones, do not count")
    func visible() {
        #expect(found("new", [entry(2, "new", owner: other, .private)]) == nil)
        #expect(found("new", [entry(2, "new", owner: other, .private)], in: .admin) == ["2"])
        #expect(found("new", [entry(2, "new", news: .withdrawn)]) == nil)
    }
}
