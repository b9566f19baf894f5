import Catalog
import Testing

@Suite("Rotating a family")
struct RotationTests {
    private let family = [
        entry(1, "ubuntu-24.04-base-v1.0", .public), entry(2, "ubuntu-24.04-base-v1.1", .public),
        entry(3, "ubuntu-24.04-base-v1.2", .public), entry(4, "ubuntu-24.04-base-v1.3", .public),
    ]

    private func rotation(_ rows: [CatalogueEntry], keeping count: Int) -> Rotation? {
        let rows = catalogue(rows, scope: administrator)
        return rows.family(of: image(4, "").id, in: .admin).flatMap { Rotation($0, keeping: count) }
    }

    private func numbers(_ versions: [Family.Version]?) -> [String] { versions?.map { "\($0.version)" } ?? ["none"] }

    @Test("Four versions rotated to two: the highest two stay, the others are deprecated in favour of the current one")
    func four() throws {
        let rotation = try #require(self.rotation(family, keeping: 2))
        #expect(numbers([rotation.current]) == ["v1.3"])
        #expect(numbers(rotation.kept) == ["v1.3", "v1.2"])
        #expect(numbers(rotation.retired) == ["v1.1", "v1.0"])
        let steps = rotation.steps(Deprecation(replacement: "ubuntu-24.04-base-v1.3"))
        #expect(
            steps.map { "\($0.title): \($0.change.summary)" } == [
                "ubuntu-24.04-base-v1.0: deactivate",
                "ubuntu-24.04-base-v1.0: deprecated true added, replacement ubuntu-24.04-base-v1.3 added, "
                    + "visibility public → private",
                "ubuntu-24.04-base-v1.1: deactivate",
                "ubuntu-24.04-base-v1.1: deprecated true added, replacement ubuntu-24.04-base-v1.3 added, "
                    + "visibility public → private",
            ])
    }

    @Test("The newest is never deprecated, whatever the number", arguments: [1, 0, -3])
    func newest(count: Int) throws {
        let rotation = try #require(self.rotation(family, keeping: count))
        #expect(numbers(rotation.kept) == ["v1.3"])
        #expect(!numbers(rotation.retired).contains("v1.3"))
    }

    @Test("Versions above the current one are still to come, and stay")
    func waiting() throws {
        let rows = Array(family.dropLast()) + [entry(4, "ubuntu-24.04-base-v1.3", .private, .deactivated)]
        let rotation = try #require(self.rotation(rows, keeping: 1))
        #expect(numbers([rotation.current]) == ["v1.2"])
        #expect(numbers(rotation.retired) == ["v1.1", "v1.0"])
    }

    @Test("A family without a current version is not rotated: nothing could be used instead")
    func without() {
        let rows = family.map { row in entry(Int(row.id.rawValue.suffix(2)) ?? 0, row.image.name, .public, .deactivated)
        }
        #expect(rotation(rows, keeping: 1) == nil)
    }

    @Test("Deprecated versions are not counted; what led to one that is deprecated now leads to the current one")
    func redirected() throws {
        let old = entry(9, "ubuntu-24.04-base-v0.9", .private, .deactivated) {
            $0.properties["deprecated"] = "true"
            $0.properties["replacement"] = "ubuntu-24.04-base-v1.0"
        }
        let rotation = try #require(self.rotation(family + [old], keeping: 3))
        #expect(numbers(rotation.retired) == ["v1.0"])
        #expect(numbers(rotation.redirected) == ["v0.9"])
        let steps = rotation.steps(Deprecation(replacement: "ubuntu-24.04-base-v1.3"))
        #expect(steps.first?.title == "ubuntu-24.04-base-v0.9")
        #expect(
            steps.first?.change.summary == "replacement ubuntu-24.04-base-v1.0 → ubuntu-24.04-base-v1.3")
        #expect(steps.count == 3)
    }

    @Test("What is half-way to being an image is left alone")
    func halfWay() throws {
        let rows = family + [entry(8, "ubuntu-24.04-base-v0.8", .private, .queued)]
        #expect(numbers(try #require(rotation(rows, keeping: 4)).retired) == [])
    }
}
