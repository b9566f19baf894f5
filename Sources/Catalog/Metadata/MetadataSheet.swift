/// The properties of one or several images while they are being described: what they have, what is to become of it, and
/// how each image changes (Update Metadata, dialogs.md 5).
package struct MetadataSheet: Hashable, Sendable {
    /// What is to become of a key.
    package enum Edit: Hashable, Sendable {
        case set(String)
        case remove
    }

    /// One line: a key that some image has, or that was added.
    package struct Row: Hashable, Sendable, Identifiable {
        package var id: String
        /// How often each value occurs among the images; empty for a key that none has.
        package var values: [String: Int]
        /// Images without the key.
        package var missing: Int
        /// Nil while nothing is to be changed.
        package var edit: Edit?

        package var differs: Bool { values.count > 1 || (missing > 0 && !values.isEmpty) }
        package var isNew: Bool { values.isEmpty }

        /// The one value all images have, nil if they differ.
        package var common: String? { missing == 0 && values.count == 1 ? values.keys.first : nil }

        /// What an editor begins with.
        package var text: String {
            switch edit {
            case .set(let text): text
            case .remove: ""
            case nil: common ?? values.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
            }
        }
    }

    package let images: [Image]
    package private(set) var rows: [Row]

    package init(_ images: [Image]) {
        self.images = images
        let keys = Set(images.flatMap { $0.properties.map(\.key) }).sorted()
        rows = keys.map { key in
            let values = images.compactMap { $0.properties[key] }
            return Row(
                id: key, values: Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +),
                missing: images.count - values.count)
        }
    }

    package subscript(key: String) -> Row? { rows.first { $0.id == key } }

    /// The spelling under which a key is there, whatever its case (definitions are matched without regard to it).
    package func spelling(of key: String) -> String? {
        rows.first { $0.id == key }?.id ?? rows.first { $0.id.lowercased() == key.lowercased() }?.id
    }

    /// Sets a key for all images; a key that none has is added.
    package mutating func set(_ key: String, to value: String) {
        let key = spelling(of: key) ?? key
        if let index = rows.firstIndex(where: { $0.id == key }) {
            rows[index].edit = rows[index].common == value ? nil : .set(value)
        } else {
            let place = rows.firstIndex { $0.id > key } ?? rows.count
            rows.insert(Row(id: key, values: [:], missing: images.count, edit: .set(value)), at: place)
        }
    }

    /// Takes a key away from all images; one that was only added disappears.
    package mutating func remove(_ key: String) {
        guard let index = rows.firstIndex(where: { $0.id == key }) else { return }
        if rows[index].isNew { rows.remove(at: index) } else { rows[index].edit = .remove }
    }

    /// Leaves a key as it is after all.
    package mutating func restore(_ key: String) {
        guard let index = rows.firstIndex(where: { $0.id == key }) else { return }
        if rows[index].isNew { rows.remove(at: index) } else { rows[index].edit = nil }
    }

    /// The first key that was added and has no value yet.
    package var unfinished: String? { rows.first { $0.isNew && $0.edit == .set("") }?.id }

    package var isEdited: Bool { rows.contains { $0.edit != nil } }

    /// What is to be sent for an image; empty if it is so already.
    package func patch(for image: Image) -> ImagePatch {
        ImagePatch(
            rows.compactMap { row in
                guard let edit = row.edit else { return nil }
                let field = ImageField.property(row.id)
                let to: JSONValue? = if case .set(let text) = edit { .string(text) } else { nil }
                return ImagePatch.Entry(field, from: field.value(in: image), to: to)
            })
    }

    /// The images that change.
    package var changed: [Image] { images.filter { !patch(for: $0).isEmpty } }
}
