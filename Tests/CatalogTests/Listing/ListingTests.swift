import Catalog
import Testing

@Suite("Sorted and filtered rows of a pane")
struct ListingTests {
    private func lines(_ entries: [CatalogueEntry], _ sort: SortOrder, pane: Pane = .images) -> [String] {
        let catalogue = catalogue(entries)
        var listing = Listing(pane, sort: sort)
        listing.rebuild(in: catalogue)
        return listing.lines(in: catalogue)
    }

    @Test("R43: names sort as people count, and images without a name come last in either direction")
    func byName() {
        let rows = [
            entry(1, nil), entry(2, "ubuntu-v1.10"), entry(3, "Ubuntu-v1.9"), entry(4, "debian"), entry(5, ""),
        ]
        #expect(lines(rows, .byName) == ["debian", "Ubuntu-v1.9", "ubuntu-v1.10", "?", ""])
        #expect(
            lines(rows, SortOrder(.name, descending: true)) == ["ubuntu-v1.10", "Ubuntu-v1.9", "debian", "?", ""])
    }

    @Test("Equal names go by ID")
    func equalNames() {
        let catalogue = catalogue([entry(2, "same"), entry(1, "same"), entry(3, "Same")])
        var listing = Listing(.images)
        listing.rebuild(in: catalogue)
        #expect((0..<3).map { listing[$0].slot.flatMap { catalogue[$0]?.id.rawValue.last } } == ["1", "2", "3"])
    }

    @Test("By size the rows without one come last in either direction, ties by name")
    func bySize() {
        let rows = [
            entry(1, "b") { $0.size = 5 }, entry(2, "none"), entry(3, "a") { $0.size = 5 },
            entry(4, "c") { $0.size = 1 },
        ]
        #expect(lines(rows, SortOrder(.size)) == ["c", "a", "b", "none"])
        #expect(lines(rows, SortOrder(.size, descending: true)) == ["a", "b", "c", "none"])
    }

    @Test("Statuses sort in the order of an image's life, visibilities from few readers to many, unknown words last")
    func enumerations() {
        let states = [
            entry(1, "off", .private, .deactivated), entry(2, "odd", .private, .other("odd")),
            entry(3, "on", .private, .active), entry(4, "new", .private, .queued),
        ]
        #expect(lines(states, SortOrder(.status)) == ["new", "on", "off", "odd"])
        let readers = [entry(1, "pub", .public), entry(2, "priv", .private), entry(3, "com", .community)]
        #expect(lines(readers, SortOrder(.visibility)) == ["priv", "com", "pub"])
    }

    @Test("Text sorts as names do: rocky 9 before rocky 10")
    func byOS() {
        func row(_ id: Int, _ distro: String, _ version: String) -> CatalogueEntry {
            entry(id, distro + version) { $0.properties = ["os_distro": distro, "os_version": version] }
        }
        let rows = [row(1, "rocky", "10"), row(2, "rocky", "9"), row(3, "debian", "13"), entry(4, "bare")]
        #expect(lines(rows, SortOrder(.os)) == ["debian13", "rocky9", "rocky10", "bare"])
        #expect(lines(rows, SortOrder(.os, descending: true)) == ["rocky10", "rocky9", "debian13", "bare"])
    }

    @Test("By ID the rows stand as their IDs would")
    func byID() {
        let ids = [
            "f0000000-0000-4000-8000-000000000000", "0a000000-0000-4000-8000-000000000000", "odd",
            "9b000000-0000-4000-8000-000000000000",
        ]
        let rows = ids.map { CatalogueEntry(image: Image(id: ImageID($0), name: String($0.prefix(2)))) }
        #expect(lines(rows, SortOrder(.id)) == ["0a", "9b", "f0", "od"])
        #expect(lines(rows, SortOrder(.id, descending: true)) == ["od", "f0", "9b", "0a"])
    }

    @Test("Owners sort by what they are called")
    func byOwner() {
        var catalogue = catalogue([
            entry(1, "x", owner: other, .public), entry(2, "y"), entry(3, "z", owner: nil, .public),
        ])
        catalogue.projects = ProjectNames(aliases: [own: "zebra"], names: [other: "ant", own: "aardvark"])
        var listing = Listing(.images, sort: SortOrder(.owner))
        listing.rebuild(in: catalogue)
        #expect(listing.lines(in: catalogue) == ["x", "y", "z"])
    }

    @Test(
        "Every column sorts every kind of row, and merging agrees with sorting anew", arguments: SortColumn.allCases,
        [false, true])
    func everyColumn(column: SortColumn, descending: Bool) {
        var numbers = Numbers(seed: 7)
        var catalogue = catalogue((0..<60).map { row($0, &numbers) }, scope: administrator)
        catalogue.projects = ProjectNames(names: [own: "own", other: "other"])
        var listings = Pane.allCases.map { Listing($0, sort: SortOrder(column, descending: descending)) }
        for index in listings.indices { listings[index].rebuild(in: catalogue) }
        for _ in 0..<20 {
            let touched = catalogue.apply((0..<5).map { _ in change(&numbers) })
            for index in listings.indices {
                listings[index].update(touched, in: catalogue)
                var anew = Listing(listings[index].pane, sort: listings[index].sort)
                anew.rebuild(in: catalogue)
                #expect(listings[index].lines(in: catalogue) == anew.lines(in: catalogue))
            }
        }
    }

    @Test("Merging agrees with listing anew under filter, hidden rows, families and expansion", arguments: 1...12)
    func merging(seed: UInt64) {
        var numbers = Numbers(seed: seed)
        var catalogue = catalogue((0..<40).map { row($0, &numbers) }, scope: seed % 2 == 0 ? member : administrator)
        let filter: RowFilter? = seed % 3 == 0 ? nil : seed % 3 == 1 ? .word("base") : .not(.current)
        func fresh(_ pane: Pane, _ expanded: Set<FamilyID>) -> Listing {
            var listing = Listing(
                pane, sort: seed % 5 == 0 ? SortOrder(.size) : .byName, showsHidden: seed % 4 < 2,
                groupsFamilies: seed > 4, filter: filter)
            for family in expanded { listing.setExpanded(family, true, in: catalogue) }
            listing.rebuild(in: catalogue)
            return listing
        }
        var listings = Pane.allCases.map { fresh($0, []) }
        for round in 0..<60 {
            let touched = catalogue.apply((0..<Int(numbers.next() % 6)).map { _ in change(&numbers) })
            for index in listings.indices {
                listings[index].update(touched, in: catalogue)
                if round % 7 == 3, !listings[index].isEmpty, case .family(let family) = listings[index][0] {
                    listings[index].setExpanded(family, round % 2 == 0, in: catalogue)
                }
                let anew = fresh(listings[index].pane, listings[index].expanded)
                #expect(listings[index].lines(in: catalogue) == anew.lines(in: catalogue))
                #expect(listings[index].matchCount(in: catalogue) == anew.matchCount(in: catalogue))
                for place in 0..<listings[index].count {
                    #expect(listings[index].position(of: listings[index][place]) == place)
                }
            }
        }
    }

    private func row(_ id: Int, _ numbers: inout Numbers) -> CatalogueEntry {
        func one<Value>(of values: [Value]) -> Value { values[Int(numbers.next() % UInt64(values.count))] }
        let stem = one(of: ["a-1-base", "b-2-base", "c-3-web", "loose", ""])
        let name = stem.contains("-") ? stem + "-v1.\(numbers.next() % 4)" : stem
        return entry(
            id, name.isEmpty ? nil : name, owner: one(of: [own, other]), one(of: Visibility.known),
            one(of: [.active, .active, .queued, .deactivated]),
            offer: one(of: [nil, .pending, .accepted, .rejected]), news: one(of: [nil, nil, nil, .changed])
        ) {
            $0.size = one(of: [nil, 1, 2, 3])
            $0.isHidden = one(of: [false, false, true])
            $0.properties = one(of: [
                [:], ["os_distro": "x", "os_version": "9"], ["deprecated": "true", "description": "d"],
            ])
            $0.createdAt = one(of: [nil, moment(1), moment(2)])
            $0.diskFormat = one(of: [nil, "raw", "qcow2"])
        }
    }

    private func change(_ numbers: inout Numbers) -> CatalogueChange {
        let row = row(Int(numbers.next() % 80), &numbers)
        return CatalogueChange([.added, .changed, .withdrawn, .removed][Int(numbers.next() % 4)], row)
    }
}
