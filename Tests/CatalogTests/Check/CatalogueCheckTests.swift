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
        return catalogue.check(.admin, context).map(\.kind)
    }

    private let context = CheckContext(now: moment(23))

    private let base = "ubuntu-24.04-base-v1.0"

    @Test("A healthy catalogue has no findings")
    func health() {
        #expect(
            kinds(healthy(1, base, .private), healthy(2, "ubuntu-24.04-base-v1.1"), entry(3, "ubuntu-24.04-web-v1.0"))
                == [])
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
        #expect(healthy(1, base) { $0.hashDigest = nil }.findings.first?.fix == .nextVersion)
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
        let found = catalogue.check(.images, context).filter { $0.kind == .duplicateName }
        #expect(found.map(\.images) == [[image(1, "").id, image(2, "").id]])
        #expect(kinds(healthy(1, base), entry(2, base, owner: other)).contains(.duplicateName) == false)
    }

    @Test("R1: several versions that others see and may use are one finding, the one to deprecate first")
    func severalCurrent() {
        let newer = healthy(2, "ubuntu-24.04-base-v1.1")
        let found = catalogue([newer, healthy(1, base)], scope: administrator).check(.admin, context)
        #expect(found.map(\.kind) == [.severalCurrent])
        #expect(found.first?.images == [image(1, "").id, image(2, "").id])
        #expect(
            found.first?.sentence == "ubuntu-24.04-base has 2 published versions that are in use: v1.1 and v1.0.")
        #expect(found.first?.fix == .deprecate)
        // Whose custom it is to keep two is not told about two, but about three.
        let custom = CheckContext(now: moment(23), keeps: 2)
        let rotated = catalogue([newer, healthy(1, base)], scope: administrator)
        #expect(rotated.check(.admin, custom).isEmpty)
        let three = catalogue([newer, healthy(1, base), healthy(3, "ubuntu-24.04-base-v1.2")], scope: administrator)
        #expect(three.check(.admin, custom).map(\.kind) == [.severalCurrent])
        // A project the image is shared with sees it too.
        #expect(kinds(healthy(1, base, .shared), newer) == [.severalCurrent])
    }

    @Test("R1: an older version that is private, deactivated, deprecated or hidden leaves one current version")
    func oneCurrent() {
        let newer = healthy(2, "ubuntu-24.04-base-v1.1")
        #expect(kinds(healthy(1, base, .private), newer) == [])
        #expect(kinds(healthy(1, base) { $0.isHidden = true }, newer) == [])
        #expect(!kinds(healthy(1, base) { $0.status = .deactivated }, newer).contains(.severalCurrent))
        #expect(
            kinds(
                healthy(1, base) {
                    $0.properties["deprecated"] = "true"
                    $0.properties["replacement"] = "ubuntu-24.04-base-v1.1"
                }, newer) == [])
    }

    @Test("What an export has deactivated for as long as it lasts is in order")
    func held() {
        let row = healthy(1, base) { $0.status = .deactivated }
        let rows = catalogue([row], scope: administrator)
        #expect(rows.check(.admin, context).map(\.kind).contains(.notDeprecated))
        let holding = CheckContext(now: moment(23), held: [row.id])
        #expect(!rows.check(.admin, holding).map(\.kind).contains(.notDeprecated))
    }

    @Test("An image tagged golden is to be protected, whoever sees it")
    func golden() {
        let row = healthy(1, base, .private) {
            $0.isProtected = false
            $0.tags = ["golden"]
        }
        #expect(row.findings.map(\.sentence) == ["It is tagged golden but not protected."])
    }

    @Test("An offer that waits for more than seven days is told to the owner, with who has not answered")
    func pendingOffers() {
        let shared = healthy(1, base, .shared)
        let rows = catalogue([shared], scope: administrator)
        func found(_ members: [Member]) -> [String] {
            rows.check(.images, CheckContext(now: moment(23), members: [shared.id: members])).map(\.sentence)
        }
        func member(_ project: ProjectID, _ status: MemberStatus, day: Int, hour: Int = 0) -> Member {
            Member(image: shared.id, project: project, status: status, createdAt: moment(day, hour))
        }
        #expect(found([member(other, .pending, day: 16)]) == [])
        #expect(found([member(other, .accepted, day: 2), member(third, .rejected, day: 2)]) == [])
        #expect(
            found([member(other, .pending, day: 15, hour: 23)]) == [
                "22222222 has not answered the offer of it for 7 days."
            ])
        #expect(
            found([member(other, .pending, day: 13), member(third, .pending, day: 2)])
                == ["22222222 and 33333333 have not answered the offer of it for 21 days."])
        #expect(rows.check(.images, context) == [])
    }

    @Test("An offer to this project that waits for long is told in Shared with Me")
    func receivedOffers() {
        func offered(_ day: Int, _ status: MemberStatus) -> [Finding] {
            let row = CatalogueEntry(
                image: image(1, base, owner: other, .shared), offer: Offer(status: status, offeredAt: moment(day)))
            return catalogue([row]).check(.shared, context).filter { $0.kind == .pendingOffer }
        }
        #expect(offered(3, .pending).map(\.sentence) == ["It has waited for this project's answer for 20 days."])
        #expect(offered(3, .pending).first?.fix == .acceptOffer)
        #expect(offered(17, .pending) == [])
        // An old image may be offered today: without the date of the offer nothing is said, with the membership's it is.
        let undated = CatalogueEntry(
            image: image(1, base, owner: other, .shared) { $0.updatedAt = moment(1) }, offer: Offer(status: .pending))
        let rows = catalogue([undated])
        func found(_ members: [ImageID: [Member]]) -> [Finding] {
            rows.check(.shared, CheckContext(now: moment(23), members: members)).filter { $0.kind == .pendingOffer }
        }
        #expect(found([:]) == [])
        var check = CatalogueCheck(.shared, context)
        check.advance(by: .max, in: rows)
        #expect(check.shared == [undated.id], "its members are to be read")
        let offer = Member(image: undated.id, project: own, status: .pending, createdAt: moment(3))
        #expect(
            found([undated.id: [offer]]).map(\.sentence) == ["It has waited for this project's answer for 20 days."])
        #expect(offered(3, .rejected) == [])
    }

    @Test("A check in parts finds the same in the same order, and knows whose members it would like to see")
    func parts() {
        let rows = (1...40).map { number in
            entry(number, number % 3 == 0 ? "tool" : "image-\(number)", number % 4 == 0 ? .shared : .community)
        }
        let rowsOfOthers = [entry(50, "theirs", owner: other, .shared)]
        let catalogue = catalogue(rows + rowsOfOthers)
        var check = CatalogueCheck(.images, context)
        var parts = 0
        while !check.isDone {
            check.advance(by: 7, in: catalogue)
            parts += 1
        }
        #expect(parts == 6)
        #expect((0..<check.count).compactMap { check[$0] } == catalogue.check(.images, context))
        #expect(check.count > 80 && check[check.count] == nil)
        #expect(check.looked == 40)
        #expect(Set(check.shared) == Set(rows.filter { $0.image.visibility == .shared }.map(\.id)))
        for place in 0..<check.count { #expect(check[place].flatMap(check.place(of:)) == place) }
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
        #expect(catalogue.check(.images, context).map(\.severity) == [.fault, .warning, .note])
        let slot = try #require(catalogue.slot(of: image(3, "").id))
        #expect(catalogue.health(of: slot, in: .images, context)?.kind == .notDeprecated)
    }

    @Test("Each kind has a short word that fits the column")
    func labels() {
        #expect(Finding.Kind.allCases.allSatisfy { !$0.label.isEmpty && $0.label.count <= 16 })
        #expect(Set(Finding.Kind.allCases.map(\.label)).count == Finding.Kind.allCases.count)
    }
}
