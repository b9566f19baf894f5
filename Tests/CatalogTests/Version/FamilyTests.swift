import Catalog
import Testing

@Suite("Families of versions")
struct FamilyTests {
    private func family(_ catalogue: Catalogue, _ stem: String, _ pane: Pane = .images) throws -> Family {
        let id = try #require(catalogue.family(FamilyKey(owner: own, stem: stem)))
        return catalogue.family(id, in: pane)
    }

    @Test("R1: of ubuntu base v1.0 and v1.1 the second is current; nginx is another family")
    func current() throws {
        let catalogue = catalogue([
            entry(1, "ubuntu-24.04-base-v1.0"), entry(2, "ubuntu-24.04-base-v1.1"),
            entry(3, "ubuntu-24.04-nginx-v2.0"), entry(4, "ubuntu-24.04-base-v99.0", owner: other, .public),
        ])
        let base = try family(catalogue, "ubuntu-24.04-base")
        #expect(base.current?.version == ImageVersion(major: 1, minor: 1))
        #expect(base.count == 2)
        #expect(base.key.label == "ubuntu 24.04 base")
        #expect(try family(catalogue, "ubuntu-24.04-nginx").current?.version.description == "v2.0")
    }

    @Test("The current version is active, not deprecated, not hidden; the others say where they stand")
    func standings() throws {
        let catalogue = catalogue([
            entry(1, "a-1-b-v1.0"), entry(2, "a-1-b-v1.1") { $0.properties["deprecated"] = "true" },
            entry(3, "a-1-b-v1.2"), entry(4, "a-1-b-v1.3") { $0.isHidden = true },
            entry(5, "a-1-b-v1.4", .private, .deactivated), entry(6, "a-1-b-v1.5", .private, .queued),
        ])
        let family = try family(catalogue, "a-1-b")
        #expect(family.versions.map(\.version.minor) == [5, 4, 3, 2, 1, 0])
        #expect(
            family.versions.map(\.standing) == [.waiting, .waiting, .waiting, .current, .deprecated, .superseded])
        #expect(family.deprecatedCount == 1)
        let id = family.id
        #expect(catalogue.family(id, in: .images, showingHidden: false).versions.count == 5)
    }

    @Test("Without a version that can be used there is no current one")
    func noCurrent() throws {
        let catalogue = catalogue([
            entry(1, "a-1-b-v1.0", .private, .deactivated),
            entry(2, "a-1-b-v1.1") { $0.properties["deprecated"] = "1" },
        ])
        let family = try family(catalogue, "a-1-b")
        #expect(family.current == nil)
        #expect(family.versions.map(\.standing) == [.deprecated, .waiting])
    }

    @Test("Of two images with the highest version the later one is current")
    func duplicates() throws {
        let catalogue = catalogue([
            entry(1, "a-1-b-v1.0") { $0.createdAt = moment(2) }, entry(2, "a-1-b-v1.0") { $0.createdAt = moment(3) },
            entry(3, "a-1-b-v1.0") { $0.createdAt = moment(1) },
        ])
        let family = try family(catalogue, "a-1-b")
        #expect(family.current?.entry.id == entry(2, "").id)
        #expect(family.versions.map(\.standing) == [.current, .superseded, .superseded])
    }

    @Test("Details find the newer and older versions, the nearest first")
    func neighbours() throws {
        let catalogue = catalogue((0..<5).map { entry($0, "a-1-b-v1.\($0)") })
        let family = try #require(catalogue.family(of: entry(2, "").id, in: .images))
        #expect(family.newer(than: entry(2, "").id).map(\.version.minor) == [3, 4])
        #expect(family.older(than: entry(2, "").id).map(\.version.minor) == [1, 0])
        #expect(family.older(than: entry(0, "").id).isEmpty)
        #expect(family.newer(than: entry(9, "").id).isEmpty)
    }

    @Test("Missing numbers are named: between minors, from zero in a later major, and whole majors")
    func gaps() throws {
        func gaps(_ versions: [String]) throws -> [String] {
            let catalogue = catalogue(versions.enumerated().map { entry($0.offset, "a-1-b-\($0.element)") })
            return try family(catalogue, "a-1-b").gaps.map(\.description)
        }
        #expect(try gaps(["v1.3", "v1.4"]) == [])
        #expect(try gaps(["v1.0", "v1.2", "v1.6"]) == ["v1.1", "v1.3 to v1.5"])
        #expect(try gaps(["v1.0", "v2.1"]) == ["v2.0"])
        #expect(try gaps(["v1.0", "v4.0"]) == ["v2.0 to v3.0"])
        #expect(try gaps(["v1.0", "v1.999999999999"]) == ["v1.1 to v1.999999999998"])
    }

    @Test("A withdrawn version is no longer counted and never current")
    func withdrawn() throws {
        var catalogue = catalogue([entry(1, "a-1-b-v1.0"), entry(2, "a-1-b-v1.1")])
        _ = catalogue.apply([CatalogueChange(.withdrawn, entry(2, "a-1-b-v1.1"))])
        let family = try family(catalogue, "a-1-b")
        #expect(family.count == 1)
        #expect(family.versions.count == 2)
        #expect(family.current?.version.minor == 0)
    }
}
