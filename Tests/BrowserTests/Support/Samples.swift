import Catalog

/// A small catalogue with one of everything that a list shows differently.
enum Samples {
    static let platform = ProjectID("6e0f3c5d8b1a4f0e9d2c7b6a5f4e3d2c")
    static let teamA = ProjectID("a91c04e7b2d34c5f8e6a7b8c9d0e1f2a")
    static let teamB = ProjectID("0d3b8e55c1f04e7a9b6d2f8a7c5e4d3b")
    static let projectNames = [platform: "platform", teamA: "team-a"]

    static let member = session("alice", roles: ["member", "reader"])
    static let reader = session("rita", roles: ["reader"])
    static let admin = session("root", roles: ["admin", "member", "reader"])

    static func session(
        _ user: String, roles: [String], cloud: String = "xloud", project: ProjectID = platform,
        projectName: String? = "platform"
    ) -> Session {
        Session(
            cloud: cloud, region: "RegionOne", user: Named(id: "u-\(user)", name: user),
            project: Named(id: project, name: projectName), roles: roles)
    }

    /// Two days before the moment at which `Pilot` looks at the catalogue.
    static let updated = Instant(iso: "2026-11-21T08:00:00Z")

    static let catalogue: [CatalogueEntry] = [
        entry(
            1, "ubuntu-24.04-base-v1.10", .community, size: 641_728_512, protected: true, tags: ["golden", "lts"],
            properties: [
                "os_distro": "ubuntu", "os_version": "24.04", "hw_disk_bus": "virtio", "hw_vif_model": "virtio",
                "description": "Ubuntu 24.04 LTS base template v1.10",
            ]),
        entry(
            2, "ubuntu-24.04-base-v1.9", .private, status: .deactivated, size: 640_679_936,
            properties: ["deprecated": "true", "replacement": "ubuntu-24.04-base-v1.10"]),
        entry(3, "ubuntu-24.04-base-v1.8", .private, size: 639_000_000),
        entry(4, "ubuntu-24.04-nginx-v2.0", .shared, size: 736_100_352),
        entry(5, "rocky-9-base-v1.0", .public, owner: teamA, size: 1_181_116_006),
        entry(6, "windows-server-2022-core-v1.3", .private, status: .saving),
        entry(7, "web-1-2026-11-01", .private, size: 2_254_857_830, properties: ["image_type": "snapshot"]),
        entry(8, nil, .private, status: .queued, stuck: true),
        entry(9, "日本語のイメージ", .private, size: 52_428_800, format: "raw"),
        entry(10, "plan9-4-lab-v1.0", .shared, owner: teamA, size: 536_870_912, offer: .pending),
        entry(11, "debian-13-gpu-v0.9", .shared, owner: teamA, size: 2_254_857_830, offer: .accepted),
        entry(12, "fedora-44-k8s-v2.2", .shared, owner: teamB, size: 1_395_864_371, offer: .rejected),
        entry(13, "ubuntu-24.04-nginx-v2.2", .private, size: 737_148_928),
        entry(14, "old-tools", .private, size: 9_437_184, hidden: true),
    ]

    /// What an administrator's token sees beside that.
    static let foreign: [CatalogueEntry] = [
        entry(20, "freebsd-14.3-base-v4.0", .private, owner: teamB, size: 901_775_360),
        entry(21, "arch-rolling-base-v1.0", .community, owner: teamB, status: .deactivated, size: 805_306_368),
    ]

    /// Names and values that try to do something to the terminal.
    static let hostile: [CatalogueEntry] = [
        entry(
            30, "\u{1B}[2J\u{1B}[H cleared", .private, size: 1_024, tags: ["\u{1B}[1mtag", "標識"],
            properties: ["\u{1B}[5mblink": "\u{1B}[2Jvalue", "description": "two\nlines\tand a tab"]),
        entry(31, "\u{1B}]0;new window title\u{7}", .private),
        entry(32, "\u{202E}txt.exe", .private),
        entry(33, "zero\u{200B}width\u{FEFF}", .private),
        entry(34, "csi \u{9B}31m c1", .private),
        entry(35, "family 👨‍👩‍👧 and flag 🇩🇪", .private),
        entry(36, "e\u{301}\u{302}\u{303}\u{304} marks", .private),
        entry(37, " leading and trailing ", .private),
        entry(38, String(repeating: "long-", count: 51), .private),
        entry(39, "", .private),
        entry(40, "nul\0 and \u{7F}", .private),
    ]

    static func id(_ number: Int) -> ImageID {
        let digits = String(number)
        return ImageID("418f8306-d10c-44f9-9caa-" + String(repeating: "0", count: 12 - digits.count) + digits)
    }

    static func entry(
        _ number: Int, _ name: String?, _ visibility: Visibility, owner: ProjectID = platform,
        status: ImageStatus = .active, size: Int64? = nil, format: String = "qcow2", protected: Bool = false,
        hidden: Bool = false, tags: [String] = [], properties: Properties = [:], offer: MemberStatus? = nil,
        news: News? = nil, stuck: Bool = false
    ) -> CatalogueEntry {
        var image = Image(id: id(number), name: name, status: status, visibility: visibility)
        image.owner = owner
        image.size = size
        image.diskFormat = format
        image.containerFormat = "bare"
        image.isProtected = protected
        image.isHidden = hidden
        image.tags = tags
        image.properties = properties
        if size != nil {
            image.checksum = "644d2fca1d01948b3d957445b872f3ed"
            image.hashAlgorithm = "sha256"
            image.hashDigest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
        }
        image.createdAt = Instant(iso: "2026-10-01T08:00:00Z")
        image.updatedAt = updated
        let received = offer.map { Offer(status: $0, offeredAt: Instant(iso: "2026-11-19T08:00:00Z")) }
        return CatalogueEntry(image: image, offer: received, news: news, isStuck: stuck)
    }

    /// The definition of one property, as the service tells it.
    static let definitions = [
        MetadataNamespace(
            .object([
                "namespace": .string("OS::Compute::Libvirt"),
                "properties": .object([
                    "hw_disk_bus": .object([
                        "title": .string("Disk Bus"), "type": .string("string"),
                        "description": .string(
                            "Specifies the type of disk controller to attach disk devices to, which depends on the "
                                + "hypervisor in use."),
                    ])
                ]),
            ]))
    ].compactMap { $0 }

    static func problem(
        _ kind: Problem.Kind = .unreachable, attempt: String = "Could not list images",
        reason: String = "the connection is refused (http://127.0.0.1:9292)",
        advice: String = "Is the service running?",
        requestID: String? = nil
    ) -> Problem {
        Problem(kind, attempt: attempt, reason: reason, advice: advice, requestID: requestID)
    }
}
