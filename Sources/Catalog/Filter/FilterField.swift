/// The fields a filter knows besides the properties of images (product.md).
package enum FilterField: String, Hashable, Sendable, CaseIterable {
    case os, ver, vis, status, owner, tag, format, size, updated, created, member, offer
    case `is`
    case name, id, type, family, protected, hidden, container, store, signature, checksum
    case hash = "os_hash_value"
    case virtualSize = "virtual_size"
    case minDisk = "min_disk"
    case minRAM = "min_ram"

    /// The service's own names of attributes are understood too: no property can have them.
    private static let attributes: [String: FilterField] = [
        "visibility": .vis, "tags": .tag, "disk_format": .format, "updated_at": .updated, "created_at": .created,
        "os_hidden": .hidden, "container_format": .container, "stores": .store,
    ]

    init?(name: String) {
        let lower = name.lowercased()
        guard let field = FilterField(rawValue: lower) ?? Self.attributes[lower] else { return nil }
        self = field
    }

    /// What the field is for, for help and completion.
    package var summary: String {
        switch self {
        case .os: "operating system: os:ubuntu, os:\"rocky 9\""
        case .ver: "version: ver:v1.10, ver:>v1.8, or the system's: ver:24.04"
        case .vis: "visibility: private, shared, community, public"
        case .status: "status: active, queued, deactivated and so on"
        case .owner: "owner's project: ID, name or alias; owner:mine"
        case .tag: "a tag that contains the text"
        case .format: "disk format: qcow2, raw, docker and so on"
        case .size: "size: size:>2G, size:500M..2G"
        case .updated: "last change: updated:<30d, updated:2026-11"
        case .created: "creation: created:>2026-11-01"
        case .member: "a project among the members that were fetched"
        case .offer: "what this project answered: offer:pending, accepted, rejected"
        case .is: "a state: is:latest, is:deprecated and so on"
        case .name: "the name contains the text"
        case .id: "the ID contains the text"
        case .type: "type: image, snapshot, template, kernel, ramdisk"
        case .family: "a version family: family:ubuntu-24.04-base"
        case .protected: "protected:yes, protected:no"
        case .hidden: "hidden:yes, hidden:no"
        case .container: "container format: bare, docker, ova and so on"
        case .store: "a store that holds the data"
        case .signature: "signature: signed, incomplete, unsigned"
        case .checksum: "the MD5 checksum contains the text"
        case .hash: "the hash of the data contains the text"
        case .virtualSize: "size of the disk the guest sees: virtual_size:<10G"
        case .minDisk: "minimum disk in GB: min_disk:>=10"
        case .minRAM: "minimum RAM in MB: min_ram:<=1024"
        }
    }
}

/// The words of `is:`.
package enum FilterFlag: String, Hashable, Sendable, CaseIterable {
    case protected, hidden, deprecated, latest, signed, snapshot, template, unnamed, stuck, mine, marked
}
