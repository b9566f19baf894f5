/// A group of definitions of image properties (image API, "Metadata Definition Namespaces").
package struct MetadataNamespace: Hashable, Sendable, Identifiable {
    /// Unique in the cloud: `OS::Compute::Libvirt`.
    package var id: String
    package var displayName: String?
    package var description: String?
    package var visibility: Visibility
    package var isProtected: Bool
    package var owner: String?
    /// To which kinds of thing the definitions apply.
    package var associations: [Association]
    /// Sorted by title.
    package var properties: [MetadataProperty]
    package var objects: [MetadataObject]
    package var tags: [String]

    /// One kind of thing that the definitions apply to.
    package struct Association: Hashable, Sendable {
        /// `OS::Glance::Image`, `OS::Nova::Flavor` …
        package var resourceType: String
        /// What stands before the properties' names on such things.
        package var prefix: String
        /// Set where the properties are meant for another part of the thing: scheduler hints, a volume's image.
        package var target: String?

        package init(resourceType: String, prefix: String = "", target: String? = nil) {
            self.resourceType = resourceType
            self.prefix = prefix
            self.target = target
        }
    }

    /// The resource type of images.
    package static let imageType = "OS::Glance::Image"

    /// Reads one namespace in full. Asked for with a resource type, the service has put the prefix before the names.
    /// Nil if it has no name.
    package init?(_ json: JSONValue) {
        guard let name = json["namespace"]?.string else { return nil }
        id = name
        displayName = json["display_name"]?.string
        description = json["description"]?.string
        visibility = Visibility(json["visibility"]?.string ?? "private")
        isProtected = json["protected"]?.bool ?? false
        owner = json["owner"]?.string
        associations = (json["resource_type_associations"]?.array ?? []).compactMap { association in
            association["name"]?.string.map {
                Association(
                    resourceType: $0, prefix: association["prefix"]?.string ?? "",
                    target: association["properties_target"]?.string.flatMap { $0.isEmpty ? nil : $0 })
            }
        }
        properties = MetadataProperty.list(json["properties"])
        objects = (json["objects"]?.array ?? []).compactMap(MetadataObject.init)
        tags = (json["tags"]?.array ?? []).compactMap { $0["name"]?.string }
    }

    /// Name for the screen.
    package var title: String { displayName.flatMap { $0.isEmpty ? nil : $0 } ?? id }

    /// Whether the definitions are meant for properties of images themselves.
    package var isForImages: Bool {
        associations.contains { $0.resourceType == Self.imageType && $0.target == nil }
    }
}

/// A bundle of properties that belong together.
package struct MetadataObject: Hashable, Sendable, Identifiable {
    package var id: String
    package var description: String?
    /// Names of the properties that must not be missing.
    package var required: [String]
    package var properties: [MetadataProperty]

    /// Nil if it has no name.
    package init?(_ json: JSONValue) {
        guard let name = json["name"]?.string else { return nil }
        id = name
        description = json["description"]?.string
        required = json["required"]?.strings ?? []
        properties = MetadataProperty.list(json["properties"])
    }
}

extension MetadataNamespace {
    /// A group of this program's own definitions.
    package init(id: String, properties: [MetadataProperty]) {
        self.id = id
        visibility = .public
        isProtected = false
        associations = []
        self.properties = properties
        objects = []
        tags = []
    }
}
