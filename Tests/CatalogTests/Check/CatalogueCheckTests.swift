import Catalog
import Testing

@Suite("What a curator should see to")
struct CatalogueCheckTests {
    /// An image without a fault: published, protected, described, with a checksum.
    private func healthy(
        _ id: Int, _ name: String, _ visibility: Visibility = .community, change: (inout Image) -> Void = { _ in }
    ) -> CatalogueEntry {
        entry(id, name, visibility) {
            $0.isProtected = true
            $0.size = 1
            $0.hashDigest = "aa"
            $0.properties = [
                "os_distro": "ubuntu", "os_version": "24.04", "hw_disk_bus": "virtio", "hw_vif_model": "virtio",
                "description": "Base template",
            ]
            change(&$0)
        }
    }

    private func kinds(_ entries: CatalogueEntry...) -> [Finding.Kind] {
        let catalogue = catalogue(entries, scope: administrator)
        return catalogue.check(.admin).map(\.kind)
    }

    private let base = "ubuntu-24.04-base-v1.0"

    @Test("A healthy catalogue has no findings")
    func health() {
        #expect(kinds(healthy(1, base), healthy(2, "ubuntu-24.04-base-v1.1"), entry(3, "ubuntu-24.04-web-v1.0")) == [])
    }

    @Test("R42, R47: a name off the convention, a warning once others use the image, nothing for a snapshot")
    func names() {
        let published = healthy(1, "ubuntu-24.04-base").findings
        #expect(published.map(\.kind) == [.name])
        #expect(published.first?.severity == .warning)
        #expect(entry(1, "test").findings.map(\.severity) == [.note])
        #expect(entry(1, "web-2026") { $0.properties["image_type"] = "snapshot" }.findings.isEmpty)
    }

    @Test("R45: os_distro and os_version that disagree with the name")
    func mismatch() {
        #expect(kinds(healthy(1, base) { $0.properties["os_version"] = "22.04" }) == [.osMismatch])
    }

    @Test("R8: missing template properties, named, once others use the image")
    func properties() {
        let row = healthy(1, base) {
            $0.properties["hw_disk_bus"] = nil
            $0.properties["description"] = ""
        }
        #expect(row.findings.map(\.sentence) == ["It lacks the properties hw_disk_bus and description."])
        #expect(kinds(entry(1, base)) == [])
    }

    @Test("R81: an incomplete signature")
    func signature() {
        #expect(kinds(healthy(1, base) { $0.properties["img_signature"] = "x" }) == [.incompleteSignature])
    }

    @Test("Published and deactivated without a mark, stuck, unprotected, without checksum")
    func states() {
        #expect(kinds(healthy(1, base) { $0.status = .deactivated }) == [.notDeprecated])
        #expect(kinds(healthy(1, base) { $0.isProtected = false }) == [.unprotected])
        #expect(kinds(healthy(1, base, .shared) { $0.isProtected = false }) == [])
        #expect(kinds(healthy(1, base) { $0.hashDigest = nil }) == [.noChecksum])
        #expect(
            kinds(
                healthy(1, base) {
                    $0.hashDigest = nil
                    $0.checksum = "bb"
                }) == [])
        #expect(kinds(CatalogueEntry(image: image(1, base, .private, .saving), isStuck: true)) == [.stuck])
    }

    @Test("R2: images of one owner with one name are one finding; of several owners they are none")
    func duplicates() {
        let catalogue = catalogue([healthy(1, "tool"), healthy(2, "tool"), entry(3, "tool", owner: other, .public)])
        let found = catalogue.check(.images).filter { $0.kind == .duplicateName }
        #expect(found.map(\.images) == [[image(1, "").id, image(2, "").id]])
        #expect(kinds(healthy(1, base), entry(2, base, owner: other)).contains(.duplicateName) == false)
    }

    @Test("R1: two images that could be the current version are one finding")
    func severalCurrent() {
        let twins = kinds(
            healthy(1, base) { $0.createdAt = moment(1) }, healthy(2, base), healthy(3, "ubuntu-24.04-base-v0.9"))
        #expect(twins == [.duplicateName, .severalCurrent])
        let settled = kinds(healthy(1, base), healthy(2, base), healthy(3, "ubuntu-24.04-base-v1.1"))
        #expect(settled == [.duplicateName])
    }

    @Test("R51: deprecated without a replacement, with one that is missing, ambiguous or deprecated itself")
    func replacements() {
        func old(_ replacement: String?) -> CatalogueEntry {
            healthy(1, base, .private) {
                $0.status = .deactivated
                $0.properties["deprecated"] = "true"
                $0.properties["replacement"] = replacement
            }
        }
        #expect(kinds(old(nil)) == [.unresolvedReplacement])
        #expect(kinds(old("gone")) == [.unresolvedReplacement])
        #expect(kinds(old("ubuntu-24.04-base-v1.1"), healthy(2, "ubuntu-24.04-base-v1.1")) == [])
        let alsoOld = healthy(2, "ubuntu-24.04-base-v1.1") {
            $0.properties["deprecated"] = "true"
            $0.properties["replacement"] = "ubuntu-24.04-base-v1.2"
        }
        #expect(
            kinds(old("ubuntu-24.04-base-v1.1"), alsoOld, healthy(3, "ubuntu-24.04-base-v1.2")) == [
                .deprecatedReplacement
            ])
    }

    @Test("The worst comes first, for one image and for all; withdrawn images are left alone")
    func order() throws {
        let catalogue = catalogue([
            entry(1, "zz"), healthy(2, base) { $0.isProtected = false },
            healthy(3, "ubuntu-24.04-web-v1.0") { $0.status = .deactivated },
            entry(4, "yy", news: .withdrawn),
        ])
        #expect(catalogue.check(.images).map(\.severity) == [.fault, .warning, .note])
        let slot = try #require(catalogue.slot(of: image(3, "").id))
        #expect(catalogue.health(of: slot, in: .images)?.kind == .notDeprecated)
    }

    @Test("Each kind has a short word that fits the column")
    func labels() {
        #expect(Finding.Kind.allCases.allSatisfy { !$0.label.isEmpty && $0.label.count <= 16 })
        #expect(Set(Finding.Kind.allCases.map(\.label)).count == Finding.Kind.allCases.count)
    }
}
