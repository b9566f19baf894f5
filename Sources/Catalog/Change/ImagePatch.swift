/// Changes of an image's attributes, sent together: the service takes all of them or none.
package struct ImagePatch: Hashable, Sendable {
    /// One attribute's old and new value; nil where the image does not have it.
    package struct Entry: Hashable, Sendable {
        package var field: ImageField
        package var from: JSONValue?
        package var to: JSONValue?

        package init(_ field: ImageField, from: JSONValue?, to: JSONValue?) {
            self.field = field
            self.from = Self.inOrder(from, field)
            self.to = Self.inOrder(to, field)
        }

        /// Tags are a set, which the service tells in any order.
        private static func inOrder(_ value: JSONValue?, _ field: ImageField) -> JSONValue? {
            guard field == .tags, let tags = value?.strings, tags.count == value?.array?.count else { return value }
            return .array(Set(tags).sorted().map(JSONValue.string))
        }
    }

    package private(set) var entries: [Entry]

    package init(_ entries: [Entry]) { self.entries = entries.filter { $0.from != $0.to } }

    /// What turns one state of an image into another: fixed fields first, then properties by key.
    package init(from old: Image, to new: Image) {
        let keys = Set(old.properties.map(\.key)).union(new.properties.map(\.key)).sorted()
        let fields = ImageField.fixed + keys.map(ImageField.property)
        self.init(fields.map { Entry($0, from: $0.value(in: old), to: $0.value(in: new)) })
    }

    package var isEmpty: Bool { entries.isEmpty }

    /// What undoes it.
    package var inverse: ImagePatch { ImagePatch(entries.map { Entry($0.field, from: $0.to, to: $0.from) }) }

    /// The entries whose old value is not what the image has now: somebody else changed them meanwhile. One that has
    /// the new value already is none of them.
    package func conflicts(with image: Image) -> [Entry] {
        entries.compactMap { entry in
            let now = entry.field.value(in: image)
            return now == entry.from || now == entry.to ? nil : Entry(entry.field, from: entry.from, to: now)
        }
    }

    /// The entries that the image does not have yet.
    package func missing(in image: Image) -> ImagePatch {
        ImagePatch(
            entries.compactMap { entry in
                let now = entry.field.value(in: image)
                return now == entry.to ? nil : Entry(entry.field, from: now, to: entry.to)
            })
    }
}
