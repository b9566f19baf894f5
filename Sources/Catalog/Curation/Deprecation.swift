/// How images are taken out of use (R50, R52). Each part may be left out, and follow later.
package struct Deprecation: Hashable, Sendable {
    /// The image to use instead, by name or ID; counts only where images are marked.
    package var replacement: String
    /// Whether the properties `deprecated` and `replacement` are set.
    package var marks = true
    package var deactivates = true
    /// Whether only the own project keeps seeing it: visibility `private`.
    package var withdraws = true

    package init(replacement: String) { self.replacement = replacement }

    /// What is left to do to an image, in order: it is deactivated, then marked and withdrawn by one patch.
    package func changes(of image: Image) -> [ImageChange] {
        var entries: [ImagePatch.Entry] = []
        func set(_ field: ImageField, _ value: String) {
            entries.append(ImagePatch.Entry(field, from: field.value(in: image), to: .string(value)))
        }
        if marks {
            // Other spellings of yes are left as they are.
            if !image.isDeprecated { set(.property("deprecated"), "true") }
            set(.property("replacement"), replacement)
        }
        if withdraws { set(.visibility, Visibility.private.text) }
        let patch = ImagePatch(entries)
        let first: [ImageChange] = deactivates && image.status == .active ? [.deactivate] : []
        return first + (patch.isEmpty ? [] : [.edit(patch)])
    }

    package func steps(for entry: CatalogueEntry) -> [ChangePlan.Step] {
        changes(of: entry.image).map { ChangePlan.Step(image: entry.id, title: entry.title, change: $0) }
    }
}
