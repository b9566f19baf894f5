/// A namespace of metadata definitions, as it applies to images (image API, "Metadata definition namespaces").
package struct MetadataNamespace: Hashable, Sendable {
    /// `OS::Compute::LibvirtImage` and the like.
    package var name: String
    package var title: String
    package var summary: String
    /// By the key an image carries: prefixes are applied already.
    package var properties: [MetadataProperty]
    package var objects: [MetadataObject]

    package init(
        name: String, title: String, summary: String = "", properties: [MetadataProperty] = [],
        objects: [MetadataObject] = []
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.properties = properties
        self.objects = objects
    }
}

/// Properties of a namespace that belong together.
package struct MetadataObject: Hashable, Sendable {
    package var name: String
    package var summary: String
    package var required: [String]
    package var properties: [MetadataProperty]

    package init(name: String, summary: String = "", required: [String] = [], properties: [MetadataProperty] = []) {
        self.name = name
        self.summary = summary
        self.required = required
        self.properties = properties
    }
}

/// What a cloud says about a property key: its title, its type and its limits.
package struct MetadataProperty: Hashable, Sendable {
    /// What the value, always stored as text, is read as.
    package enum Kind: Hashable, Sendable {
        case string, integer, number, boolean
        /// A list; the values that may be in it, empty if any may.
        case array(choices: [String])
        case other(String)
    }

    package var key: String
    package var title: String
    package var summary: String
    package var kind: Kind
    /// The values allowed; empty if any is.
    package var choices: [String] = []
    package var defaultValue: String?
    package var isReadOnly = false
    package var minimum: Double?
    package var maximum: Double?
    package var minLength: Int?
    package var maxLength: Int?
    package var pattern: String?
    /// How an array is written: `<in>`, `<or>`, `<all-in>`.
    package var operators: [String] = []

    package init(key: String, title: String, summary: String = "", kind: Kind = .string) {
        self.key = key
        self.title = title
        self.summary = summary
        self.kind = kind
    }
}
