import Catalog
import Testing

@Suite("Two images side by side")
struct ImageComparisonTests {
    private let older = image(1, "ubuntu-24.04-base-v1.0", .private) {
        $0.minRAM = 512
        $0.size = 2_097_152
        $0.hashDigest = "aa"
        $0.properties = ["hw_disk_bus": "virtio", "os_distro": "ubuntu", "hw_vif_model": "e1000"]
    }
    private let newer = image(2, "ubuntu-24.04-base-v1.1", .community) {
        $0.minRAM = 1024
        $0.size = 2_097_152
        $0.hashDigest = "bb"
        $0.tags = ["lts", "golden"]
        $0.properties = ["os_distro": "ubuntu", "hw_vif_model": "virtio", "description": "new"]
    }

    @Test("Attributes, properties and hashes that differ are told, with what is missing on one side")
    func differences() {
        let comparison = ImageComparison(older, newer)
        #expect(
            comparison.differences.map(\.label) == [
                "id", "name", "visibility", "min_ram", "tags", "os_hash_value", "description", "hw_disk_bus",
                "hw_vif_model",
            ])
        let bus = comparison.rows.first { $0.label == "hw_disk_bus" }
        #expect(bus?.left == "virtio" && bus?.right == nil)
        #expect(comparison.rows.first { $0.label == "os_distro" }?.isDifferent == false)
    }

    @Test("Of versions that follow each other only what was changed is told, not names, dates and hashes")
    func changes() {
        #expect(
            ImageComparison(older, newer).changes.map(\.summary) == [
                "visibility private → community", "min_ram 512 MB → 1024 MB", "+ tags golden lts", "+ description new",
                "- hw_disk_bus virtio", "hw_vif_model e1000 → virtio",
            ])
    }

    @Test("Members are told by project, with what each answered")
    func members() {
        func member(_ image: Image, _ project: ProjectID, _ status: MemberStatus) -> Member {
            Member(image: image.id, project: project, status: status)
        }
        let comparison = ImageComparison(
            older, newer,
            members: (
                [member(older, other, .accepted), member(older, third, .pending)], [member(newer, other, .accepted)]
            ), projects: ProjectNames(aliases: [other: "team"]))
        let rows = comparison.rows.filter { $0.group == .members }
        #expect(rows.map(\.label) == ["team", "33333333"])
        #expect(rows.map(\.isDifferent) == [false, true])
        #expect(rows.last?.left == "pending" && rows.last?.right == nil)
    }

    @Test("Where only one's own membership is told the others are no difference")
    func someMembers() {
        func member(_ image: Image, _ project: ProjectID, _ status: MemberStatus) -> Member {
            Member(image: image.id, project: project, status: status)
        }
        let comparison = ImageComparison(
            older, newer,
            members: ([member(older, other, .accepted)], [member(newer, third, .pending)]), areAll: (false, true),
            projects: ProjectNames(aliases: [other: "team"]))
        let rows = comparison.rows.filter { $0.group == .members }
        #expect(rows.map(\.label) == ["team", "33333333"])
        #expect(rows.map(\.isDifferent) == [true, false])
        #expect(rows.last?.left == "not told" && rows.last?.right == "pending")
    }

    @Test("An image is no different from itself")
    func same() {
        #expect(ImageComparison(newer, newer).differences.isEmpty)
    }
}
