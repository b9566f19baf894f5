/// An attribute of an image that can be changed, under the service's name for it.
package enum ImageField: Hashable, Sendable {
    case name, visibility, protected, hidden, minDisk, minRAM, diskFormat, containerFormat, owner, tags
    case property(String)

    /// The fields that every image has.
    package static let fixed: [ImageField] = [
        .name, .visibility, .protected, .hidden, .minDisk, .minRAM, .diskFormat, .containerFormat, .owner, .tags,
    ]

    /// The attribute's name in the image API.
    package var name: String {
        switch self {
        case .name: "name"
        case .visibility: "visibility"
        case .protected: "protected"
        case .hidden: "os_hidden"
        case .minDisk: "min_disk"
        case .minRAM: "min_ram"
        case .diskFormat: "disk_format"
        case .containerFormat: "container_format"
        case .owner: "owner"
        case .tags: "tags"
        case .property(let key): key
        }
    }

    /// The field of that name; any name that is none of the fixed ones is a property's.
    package init(name: String) {
        self = Self.fixed.first { $0.name == name } ?? .property(name)
    }

    /// Whether it is part of what a published image keeps as it is (R3, R4).
    package var isContent: Bool {
        switch self {
        case .visibility, .protected, .hidden, .owner: false
        case .name, .minDisk, .minRAM, .diskFormat, .containerFormat, .tags: true
        case .property(let key): !PropertyKey.ofLifecycle.contains(key)
        }
    }

    /// What an image has there; nil for a property that it does not have.
    package func value(in image: Image) -> JSONValue? {
        switch self {
        case .name: image.name.map(JSONValue.string) ?? .null
        case .visibility: .string(image.visibility.text)
        case .protected: .bool(image.isProtected)
        case .hidden: .bool(image.isHidden)
        case .minDisk: .integer(Int64(image.minDisk))
        case .minRAM: .integer(Int64(image.minRAM))
        case .diskFormat: image.diskFormat.map(JSONValue.string) ?? .null
        case .containerFormat: image.containerFormat.map(JSONValue.string) ?? .null
        case .owner: image.owner.map { .string($0.rawValue) } ?? .null
        case .tags: .array(Set(image.tags).sorted().map(JSONValue.string))
        case .property(let key): image.properties[key].map(JSONValue.string)
        }
    }
}
