import Catalog
import Testing

@Suite("What filters find")
struct FilterMatchTests {
    private static let gib: Int64 = 1_073_741_824

    private let rows = CatalogTests.catalogue(
        [
            entry(1, "ubuntu-24.04-base-v1.10", .community) {
                $0.properties = ["os_distro": "ubuntu", "os_version": "24.04", "hw_disk_bus": "virtio"]
                $0.size = 2 * gib
                $0.diskFormat = "qcow2"
                $0.isProtected = true
                $0.tags = ["LTS", "golden"]
                $0.updatedAt = moment(19)
                $0.createdAt = moment(1)
                $0.minDisk = 10
            },
            entry(2, "ubuntu-24.04-base-v1.9", .private, .deactivated) {
                $0.properties = ["os_distro": "ubuntu", "os_version": "24.04", "deprecated": "true"]
                $0.size = 2 * gib + 300_000_000
                $0.diskFormat = "raw"
                $0.updatedAt = moment(10)
                $0.createdAt = moment(2)
            },
            entry(3, "rocky-9-base-v2.0", owner: other, .public) {
                $0.properties = ["os_distro": "rocky", "os_version": "9.4", "description": "Größe XL"]
                $0.size = 500_000_000
                $0.diskFormat = "raw"
                $0.containerFormat = "docker"
                $0.createdAt = moment(20, 23)
                $0.virtualSize = 10 * gib
            },
            CatalogueEntry(
                image: image(4, nil, .private, .queued) {
                    $0.properties = ["image_type": "snapshot", "img_signature": "x"]
                    $0.isHidden = true
                }, isStuck: true),
        ], scope: administrator)

    /// The last digits of the IDs that match, ascending; now is noon of 20 November, an hour east of Greenwich.
    private func found(_ text: String, change: (inout FilterContext) -> Void = { _ in }) throws -> [Int] {
        var context = FilterContext(
            now: moment(20, 12), time: LocalTime(utcOffset: 3_600), project: own,
            projects: ProjectNames(aliases: [own: "home"], names: [other: "Platform", own: "alice"]))
        change(&context)
        var listing = Listing(.admin, showsHidden: true)
        listing.rebuild(in: rows)
        listing.setFilter(try FilterExpression(text).filter(context), in: rows)
        return listing.matches.compactMap { rows[$0].flatMap { Int(String($0.id.rawValue.suffix(2))) } }.sorted()
    }

    @Test(
        "Each field finds its images",
        arguments: [
            ("", [1, 2, 3, 4]), ("ubuntu", [1, 2]), ("BASE golden", [1]), ("rocky | golden", [1, 3]),
            ("!ubuntu", [3, 4]),
            ("größe", [3]), ("os:UBUNTU", [1, 2]), ("os:\"rocky 9\"", [3]), ("ver:v1.1", []), ("ver:v1", [1, 2]),
            ("ver:1.10", [1]), ("ver:24.04", [1, 2]), ("ver:9", [3]), ("ver:>v1.9", [1, 3]),
            ("ver:v1.9..v1.10", [1, 2]),
            ("ver:<=1.9", [2]), ("vis:private", [2, 4]), ("status:active", [1, 3]), ("owner:plat", [3]),
            ("owner:home", [1, 2, 4]),
            ("owner:ALICE", [1, 2, 4]), ("owner:222222", [3]), ("owner:mine", [1, 2, 4]), ("is:mine", [1, 2, 4]),
            ("tag:lt", [1]), ("format:raw", [2, 3]), ("format:docker", [3]), ("format:QCOW2", [1]),
            ("container:docker", [3]),
            ("is:protected", [1]), ("protected:no", [2, 3, 4]), ("is:hidden", [4]), ("hidden:no", [1, 2, 3]),
            ("is:deprecated", [2]), ("is:latest", [1, 3]), ("!is:latest", [2, 4]), ("is:snapshot", [4]),
            ("type:snapshot", [4]),
            ("type:image", [1, 2, 3]), ("is:unnamed", [4]), ("is:stuck", [4]), ("is:signed", []), ("is:template", []),
            ("signature:incomplete", [4]), ("signature:unsigned", [1, 2, 3]), ("signature:signed", []),
            ("hw_disk_bus:VIRT", [1]), ("hw_disk_bus:*", [1]), ("!hw_disk_bus:*", [2, 3, 4]), ("img_signature:x", [4]),
            ("name:v1", [1, 2]), ("id:000000000003", [3]), ("family:\"24.04 base\"", [1, 2]), ("family:v1", []),
            ("min_disk:>=10", [1]), ("min_disk:0", [2, 3, 4]), ("virtual_size:10G", [3]),
            ("min_disk:>=9223372036854775807", []), ("min_ram:9223372036854775807", []),
            ("min_disk:<9223372036854775807", [1, 2, 3, 4]), ("ver:>v99999999999999999.99999999999999", []),
        ])
    func fields(text: String, ids: [Int]) throws {
        #expect(try found(text) == ids)
    }

    @Test(
        "Sizes compare exactly with a sign, and without one as they are written; G is GiB; no size never matches",
        arguments: [
            ("size:>2G", [2]), ("size:>=2G", [1, 2]), ("size:<2G", [3]), ("size:<=2GiB", [1, 3]), ("size:2G", [1, 2]),
            ("size:2.0G", [1]), ("size:2.3g", [2]), ("size:500M..2G", [1]), ("size:400M..2GB", [1, 3]),
            ("size:..2G", [1, 3]),
            ("size:2G..", [1, 2]), ("size:500000000", [3]), ("size:>0", [1, 2, 3]), ("!size:>0", [4]),
            ("size:477M", [3]),
        ])
    func sizes(text: String, ids: [Int]) throws {
        #expect(try found(text) == ids)
    }

    @Test(
        "Ages count back from now, dates are days, months and years of the local calendar",
        arguments: [
            ("updated:<2d", [1]), ("updated:<30d", [1, 2]), ("updated:>5d", [2]), ("updated:30d", [1, 2]),
            ("updated:36h", [1]),
            ("updated:<35h", []), ("updated:1d..2w", [1, 2]), ("updated:2w..5d", [2]), ("updated:5d..", [2]),
            ("updated:..5d", [1]),
            ("created:2026-11-01", [1]), ("created:2026-11", [1, 2, 3]), ("created:2026", [1, 2, 3]),
            ("created:2025", []),
            ("created:>2026-11-01", [2, 3]), ("created:>=2026-11-01", [1, 2, 3]), ("created:<2026-11-02", [1]),
            ("created:<=2026-11-02", [1, 2]), ("created:2026-11-02..2026-11-21", [2, 3]),
            ("created:2026-11-02..2026-11-20", [2]),
            ("created:2026-11-21", [3]), ("created:..2026-10", []), ("updated:2026-11-15..1d", [1]),
            ("updated:>2026-12", []),
        ])
    func moments(text: String, ids: [Int]) throws {
        #expect(try found(text) == ids)
    }

    @Test("member: knows only members that were fetched, by ID and by name")
    func members() throws {
        let id = image(1, nil).id
        let fetched: @Sendable (ImageID) -> [Member]? = {
            $0 == id ? [Member(image: id, project: other, status: .accepted)] : nil
        }
        #expect(try found("member:platform") { $0.members = fetched } == [1])
        #expect(try found("member:2222") { $0.members = fetched } == [1])
        #expect(try found("member:alice") { $0.members = fetched } == [])
        #expect(try found("member:platform") == [])
    }

    @Test("Marked rows are those the caller names")
    func marked() throws {
        #expect(try found("is:marked") { $0.marks = [image(3, nil).id, image(9, nil).id] } == [3])
    }

    @Test("An attribute that only the service knows can be asked for like a property")
    func extras() throws {
        let catalogue = CatalogTests.catalogue([
            entry(1, "a") { $0.extras = ["direct_url": .string("rbd://POOL/x"), "locations": .array([])] }
        ])
        for (text, count) in [("direct_url:pool", 1), ("locations:*", 1), ("locations:x", 0)] {
            var listing = Listing(.images)
            listing.rebuild(in: catalogue)
            listing.setFilter(try FilterExpression(text).filter(FilterContext(now: moment(1))), in: catalogue)
            #expect(listing.count == count)
        }
    }
}
