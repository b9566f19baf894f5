import Catalog

/// A small catalogue with one of everything that a list shows differently.
enum Samples {
    static let platform = ProjectID("6e0f3c5d8b1a4f0e9d2c7b6a5f4e3d2c")
    static let teamA = ProjectID("a91c04e7b2d34c5f8e6a7b8c9d0e1f2a")
    static let projectNames = [platform: "platform", teamA: "team-a"]

    static let member = session("alice", roles: ["member", "reader"])
    static let reader = session("rita", roles: ["reader"])
    static let admin = session("root", roles: ["admin", "member", "reader"])

    private static func session(_ user: String, roles: [String]) -> Session {
        Session(
            cloud: "xloud", region: "RegionOne", user: Named(id: "u-\(user)", name: user),
            project: Named(id: platform, name: "platform"), roles: roles)
    }

    /// The moment at which `Pilot` looks at the catalogue is two days after the youngest image was changed.
    static let catalogue: [CatalogueEntry] = [
        entry(1, "ubuntu-24.04-base-v1.10", .community, size: 641_728_512, protected: true, tags: ["golden", "lts"]),
        entry(
            2, "ubuntu-24.04-base-v1.9", .private, status: .deactivated, size: 640_679_936,
            properties: ["deprecated": "true", "replacement": "ubuntu-24.04-base-v1.10"]),
        entry(3, "ubuntu-24.04-base-v1.8", .private, size: 639_000_000),
        entry(4, "ubuntu-24.04-nginx-v2.0", .shared, size: 736_100_352),
        entry(5, "rocky-9-base-v1.0", .public, owner: teamA, size: 1_181_116_006),
        entry(6, "windows-server-2022-core-v1.3", .private, status: .saving),
        entry(7, "web-1-2026-11-01", .private, size: 2_254_857_830, properties: ["image_type": "snapshot"]),
        entry(8, nil, .private, status: .queued),
        entry(9, "日本語のイメージ", .private, size: 52_428_800, format: "raw"),
        entry(10, "plan9-4-lab-v1.0", .shared, owner: teamA, size: 536_870_912, offer: .pending),
        entry(11, "debian-13-gpu-v0.9", .shared, owner: teamA, size: 2_254_857_830, offer: .accepted),
    ]

    static func id(_ number: Int) -> ImageID {
        let digits = String(number)
        return ImageID("418f8306-d10c-44f9-9caa-" + String(repeating: "0", count: 12 - digits.count) + digits)
    }

    static func entry(
        _ number: Int, _ name: String?, _ visibility: Visibility, status: ImageStatus = .active,
        owner: ProjectID = platform, size: Int64? = nil, format: String = "qcow2", protected: Bool = false,
        tags: [String] = [], properties: Properties = [:], offer: MemberStatus? = nil, news: News? = nil
    ) -> CatalogueEntry {
        var image = Image(id: id(number), name: name, status: status, visibility: visibility)
        image.owner = owner
        image.size = size
        image.diskFormat = format
        image.containerFormat = "bare"
        image.isProtected = protected
        image.tags = tags
        image.properties = properties
        image.createdAt = Instant(iso: "2026-10-01T08:00:00Z")
        image.updatedAt = Instant(iso: "2026-11-19T08:00:00Z")
        let received = offer.map { Offer(status: $0, offeredAt: Instant(iso: "2026-11-19T08:00:00Z")) }
        return CatalogueEntry(image: image, offer: received, news: news)
    }
}
