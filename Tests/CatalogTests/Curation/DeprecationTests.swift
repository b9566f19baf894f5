import Catalog
import Testing

@Suite("Taking images out of use")
struct DeprecationTests {
    private let old = image(1, "ubuntu-24.04-base-v1.0", .community)
    private let deprecation = Deprecation(replacement: "ubuntu-24.04-base-v1.1")

    private func words(_ changes: [ImageChange]) -> [String] { changes.map(\.summary) }

    @Test("R50, R52: deactivated first, then marked and made private by one patch, the values as text")
    func all() {
        let changes = deprecation.changes(of: old)
        #expect(
            words(changes) == [
                "deactivate",
                "deprecated true added, replacement ubuntu-24.04-base-v1.1 added, visibility community → private",
            ])
        guard case .edit(let patch) = changes.last else {
            Issue.record("no patch")
            return
        }
        #expect(patch.entries.first?.to == .string("true"))
    }

    @Test("R52: the parts can be taken one by one")
    func parts() {
        var mark = deprecation
        mark.deactivates = false
        mark.withdraws = false
        #expect(
            words(mark.changes(of: old)) == ["deprecated true added, replacement ubuntu-24.04-base-v1.1 added"])
        var withdraw = deprecation
        withdraw.marks = false
        withdraw.deactivates = false
        #expect(words(withdraw.changes(of: old)) == ["visibility community → private"])
    }

    @Test("What is so already is not sent again")
    func done() {
        let half = image(1, "x", .private, .deactivated) { $0.properties["deprecated"] = "True" }
        #expect(words(deprecation.changes(of: half)) == ["replacement ubuntu-24.04-base-v1.1 added"])
        let whole = image(1, "x", .private, .deactivated) {
            $0.properties["deprecated"] = "true"
            $0.properties["replacement"] = "ubuntu-24.04-base-v1.1"
        }
        #expect(deprecation.changes(of: whole).isEmpty)
    }

    @Test("R61: each part has an inverse: reactivate, both properties removed, the former visibility")
    func inverse() {
        #expect(
            words(deprecation.changes(of: old).reversed().compactMap(\.inverse)) == [
                "deprecated true removed, replacement ubuntu-24.04-base-v1.1 removed, visibility private → community",
                "reactivate",
            ])
    }

    @Test("R53: what stands and what does not is told in words")
    func results() {
        #expect(
            deprecation.changes(of: old).map(\.results) == [["deactivated"], ["marked as deprecated", "made private"]])
    }
}

@Suite("Choosing a replacement")
struct ReplacementChoiceTests {
    private func names(_ rows: [CatalogueEntry], matching words: String = "") -> [String] {
        let catalogue = catalogue(rows, scope: administrator)
        return catalogue.replacements(for: rows[0].image, in: .admin, matching: words).map(\.title)
    }

    @Test("R51: the family's versions first, the highest first, then the same system, then the others by name")
    func order() {
        let rows = [
            entry(1, "ubuntu-24.04-base-v1.9", .public), entry(2, "ubuntu-24.04-base-v1.8", .public),
            entry(3, "ubuntu-24.04-base-v1.10", .public), entry(4, "debian-13-base-v1.0", .public),
            entry(5, "ubuntu-22.04-base-v2.0", .public), entry(6, "arch-rolling-base-v1.0", .public),
            entry(7, "ubuntu-24.04-base-v9.0", owner: other, .public),
        ]
        #expect(
            names(rows) == [
                "ubuntu-24.04-base-v1.10", "ubuntu-24.04-base-v1.8", "ubuntu-22.04-base-v2.0",
                "ubuntu-24.04-base-v9.0", "arch-rolling-base-v1.0", "debian-13-base-v1.0",
            ])
    }

    @Test("R51: only active, visible images other than itself; what is deprecated leads nowhere")
    func usable() {
        let rows = [
            entry(1, "a"), entry(2, "deactivated", .private, .deactivated), entry(3, "queued", .private, .queued),
            entry(4, "hidden") { $0.isHidden = true }, entry(5, "deprecated") { $0.properties["deprecated"] = "true" },
            entry(6, "gone", news: .withdrawn), entry(7, "snapshot") { $0.properties["image_type"] = "snapshot" },
            entry(8, "good"),
        ]
        #expect(names(rows) == ["good"])
    }

    @Test("Words narrow the choice, in names, IDs and tags")
    func words() {
        let rows = [
            entry(1, "a"), entry(2, "debian-13-base-v1.0"), entry(3, "fedora-44-base-v1.0"),
            entry(4, "other") { $0.tags = ["Debian"] },
        ]
        #expect(names(rows, matching: "DEB") == ["debian-13-base-v1.0", "other"])
    }

    @Test("R51: an image is named by its name, or by its ID where others of its owner have that name too")
    func reference() {
        let old = entry(1, "x-1-base-v1.0")
        let new = entry(2, "x-1-base-v1.1")
        let twin = entry(3, "x-1-base-v1.1")
        let foreign = entry(4, "x-1-base-v1.1", owner: other)
        func reference(_ rows: CatalogueEntry...) -> String {
            catalogue(rows, scope: administrator).reference(to: new, from: old.image, in: .admin)
        }
        #expect(reference(old, new) == "x-1-base-v1.1")
        #expect(reference(old, new, foreign) == "x-1-base-v1.1")
        #expect(reference(old, new, twin) == new.id.rawValue)
    }
}
