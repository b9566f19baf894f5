internal import Catalog

/// A column of a list. The raw values are the words of settings; those that can be sorted by are also `SortColumn`s.
package enum Column: String, CaseIterable, Hashable, Sendable {
    case name, owner, type, os, version, status, visibility, mine, offered, health, protected, format, container
    case size
    case virtualSize = "virtual-size"
    case minDisk = "min-disk"
    case minRAM = "min-ram"
    case updated, created, usage, tags, stores, signature, description, id

    /// The name as words.
    var words: String { String(rawValue.map { $0 == "-" ? " " : $0 }) }

    /// The heading.
    var title: String {
        switch self {
        case .name: "NAME"
        case .owner: "OWNER"
        case .type: "TYPE"
        case .os: "OS"
        case .version: "VERSION"
        case .status: "STATUS"
        case .visibility: "VISIBILITY"
        case .mine: "MINE"
        case .offered: "OFFERED"
        case .health: "HEALTH"
        case .protected: "PROTECTED"
        case .format: "FORMAT"
        case .container: "CONTAINER"
        case .size: "SIZE"
        case .virtualSize: "VIRTUAL"
        case .minDisk: "MIN DISK"
        case .minRAM: "MIN RAM"
        case .updated: "UPDATED"
        case .created: "CREATED"
        case .usage: "USAGE"
        case .tags: "TAGS"
        case .stores: "STORES"
        case .signature: "SIGNATURE"
        case .description: "DESCRIPTION"
        case .id: "ID"
        }
    }

    /// What the column chooser says about it.
    var summary: String {
        switch self {
        case .name: "name, then: deprecated, stuck, hidden"
        case .owner: "the project that owns the image"
        case .type: "image, snapshot, VM template"
        case .os: "os_distro and os_version"
        case .version: "image version, from the name"
        case .status: "where the image stands in its life"
        case .visibility: "who can see it"
        case .mine: "what this project answered to the offer"
        case .offered: "how long ago it was offered"
        case .health: "the worst finding of the catalogue check"
        case .protected: "whether it can be deleted"
        case .format: "disk format"
        case .container: "container format"
        case .size: "size of the data"
        case .virtualSize: "size of the disk a guest sees"
        case .minDisk: "smallest disk it boots from, in GB"
        case .minRAM: "least memory it boots with, in MB"
        case .updated: "how long ago it was changed"
        case .created: "how long ago it was made"
        case .usage: "usage type"
        case .tags: "tags"
        case .stores: "where the data is kept"
        case .signature: "signed, incomplete or unsigned"
        case .description: "description"
        case .id: "image ID"
        }
    }

    /// Columns of the screen it takes unless the user says otherwise. The name takes what the others leave.
    var width: Int {
        switch self {
        case .name: 24
        case .owner: 12
        case .type: 11
        case .os: 16
        case .version: 7
        case .status: 11
        case .visibility: 10
        case .mine: 8
        case .offered: 8
        case .health: 15
        case .protected: 9
        case .format: 6
        case .container: 9
        case .size, .virtualSize: 9
        case .minDisk, .minRAM: 8
        case .updated, .created: 7
        case .usage: 8
        case .tags: 20
        case .stores: 14
        case .signature: 10
        case .description: 40
        case .id: 36
        }
    }

    /// The same where room is short.
    var narrowWidth: Int {
        switch self {
        case .name: 20
        case .owner, .status: 8
        default: width
        }
    }

    var isRightAligned: Bool {
        switch self {
        case .size, .virtualSize, .minDisk, .minRAM, .updated, .created, .offered: true
        default: false
        }
    }

    /// What to sort by for this column; nil if one cannot.
    var sort: SortColumn? { SortColumn(rawValue: rawValue) }

    /// The columns that make sense in a pane, in the order in which they stand.
    static func available(in pane: Pane) -> [Column] {
        allCases.filter { column in
            switch column {
            case .mine, .offered: pane == .shared
            case .health: pane == .admin
            case .visibility: pane != .shared
            default: true
            }
        }
    }

    /// How many of `byImportance` are worth squeezing the others for.
    static func essentialCount(in pane: Pane) -> Int {
        switch pane {
        case .images, .admin: 5
        case .shared: 6
        }
    }

    /// The columns shown unless the user chose some, the most important first: those that do not fit leave from the
    /// end (dialogs.md 2.1).
    static func byImportance(in pane: Pane) -> [Column] {
        switch pane {
        case .images:
            [.name, .status, .visibility, .size, .format, .owner, .protected, .type, .os, .updated, .version, .created]
                + [.description]
        case .shared:
            [.name, .owner, .offered, .mine, .status, .size, .format, .os, .type, .updated, .version, .created]
                + [.description]
        case .admin:
            [.name, .owner, .visibility, .status, .health, .size, .format, .protected, .type, .os, .updated, .version]
                + [.created, .description]
        }
    }
}
