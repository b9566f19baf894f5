/// Two images side by side: what the service says of each, attribute by attribute.
package struct ImageComparison: Hashable, Sendable {
    package enum Group: String, Hashable, Sendable, CaseIterable {
        case attributes = "Attributes"
        case data = "Data"
        case properties = "Properties"
        case members = "Members"
    }

    package struct Row: Hashable, Sendable {
        package let group: Group
        /// The attribute's name in the image API, a property's key, or a project.
        package let label: String
        /// Nil where the image does not have it.
        package let left: String?
        package let right: String?
        /// Whether the service told both sides: what it did not tell is no difference.
        package var isTold = true

        package var isDifferent: Bool { isTold && left != right }
    }

    package let rows: [Row]

    /// - Parameter areAll: whether these are all members that the image has; others may be there where they are not.
    package init(
        _ left: Image, _ right: Image, members: (left: [Member], right: [Member]) = ([], []),
        areAll: (left: Bool, right: Bool) = (true, true), projects: ProjectNames = ProjectNames()
    ) {
        rows =
            Self.attributes(left, right) + Self.data(left, right) + Self.properties(left, right)
            + Self.members(members, areAll, projects)
    }

    package var differences: [Row] { rows.filter(\.isDifferent) }

    /// What is worth telling of a step from one version to the next: not what differs between any two images, such as
    /// names, dates and hashes, nor what became of them later.
    package var changes: [Row] { differences.filter { !Self.ofEachImage.contains($0.label) } }

    private static let ofEachImage: Set<String> = [
        "id", "name", "created_at", "updated_at", "checksum", "os_hash_value", "status", "deprecated", "replacement",
    ]

    // MARK: Groups

    private static func attributes(_ left: Image, _ right: Image) -> [Row] {
        func row(_ label: String, _ value: (Image) -> String?) -> Row {
            Row(group: .attributes, label: label, left: value(left), right: value(right))
        }
        func truth(_ truth: Bool) -> String { truth ? "yes" : "no" }
        return [
            row("id") { $0.id.rawValue }, row("name") { $0.name }, row("status") { $0.status.label },
            row("visibility") { $0.visibility.text }, row("owner") { $0.owner?.rawValue },
            row("protected") { truth($0.isProtected) }, row("os_hidden") { truth($0.isHidden) },
            row("disk_format") { $0.diskFormat }, row("container_format") { $0.containerFormat },
            row("min_disk") { "\($0.minDisk) GB" }, row("min_ram") { "\($0.minRAM) MB" },
            row("tags") { $0.tags.isEmpty ? nil : Set($0.tags).sorted().joined(separator: " ") },
            row("created_at") { $0.createdAt?.iso }, row("updated_at") { $0.updatedAt?.iso },
        ]
    }

    private static func data(_ left: Image, _ right: Image) -> [Row] {
        func row(_ label: String, _ value: (Image) -> String?) -> Row {
            Row(group: .data, label: label, left: value(left), right: value(right))
        }
        func bytes(_ count: Int64?) -> String? { count.map { "\(ByteSize($0).short) (\($0) bytes)" } }
        return [
            row("size") { bytes($0.size) }, row("virtual_size") { bytes($0.virtualSize) },
            row("checksum") { $0.checksum }, row("os_hash_algo") { $0.hashAlgorithm },
            row("os_hash_value") { $0.hashDigest },
            row("stores") { $0.stores.isEmpty ? nil : $0.stores.sorted().joined(separator: ", ") },
        ]
    }

    private static func properties(_ left: Image, _ right: Image) -> [Row] {
        let keys = Set(left.properties.map(\.key)).union(right.properties.map(\.key)).sorted()
        let extras = Set(left.extras.keys).union(right.extras.keys).sorted()
        return keys.map { key in
            Row(group: .properties, label: key, left: left.properties[key], right: right.properties[key])
        }
            + extras.map { key in
                Row(
                    group: .properties, label: key, left: left.extras[key]?.pretty, right: right.extras[key]?.pretty)
            }
    }

    private static func members(
        _ members: (left: [Member], right: [Member]), _ areAll: (left: Bool, right: Bool), _ projects: ProjectNames
    ) -> [Row] {
        func status(_ project: ProjectID, _ members: [Member]) -> String? {
            members.first { $0.project == project }?.status.text
        }
        return Set((members.left + members.right).map(\.project)).sorted { $0.rawValue < $1.rawValue }.map { project in
            let (left, right) = (status(project, members.left), status(project, members.right))
            return Row(
                group: .members, label: projects.label(of: project),
                left: left ?? (areAll.left ? nil : "not told"), right: right ?? (areAll.right ? nil : "not told"),
                isTold: (left != nil || areAll.left) && (right != nil || areAll.right))
        }
    }
}

extension ImageComparison.Row {
    /// `min_ram 512 MB → 1024 MB`, `+ hw_disk_bus virtio`, `- hw_disk_bus virtio`.
    package var summary: String {
        switch (left, right) {
        case (let left?, let right?): "\(label) \(left) → \(right)"
        case (nil, let right?): "+ \(label) \(right)"
        case (let left?, nil): "- \(label) \(left)"
        case (nil, nil): label
        }
    }
}
