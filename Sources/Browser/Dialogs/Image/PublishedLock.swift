internal import Canvas
internal import Catalog

/// What dialogs say and ask first about a published image: that its content stays as it is, the way to a new version,
/// and the override with its reason (R3, R4).
enum PublishedLock {
    static let ids = ["published", "successor", "override", "reason"]

    /// - Parameter words: what stays as it is and what may change.
    static func fields(_ words: String) -> [FormField] {
        var override = FormField(
            "override", "Change it anyway", .toggle(false), help: "Unlocks what published images keep as it is.")
        override.explanation = """
            Others may rely on a published image as it is, so its content is kept and a new version takes its place. Where \
            that cannot be waited for, this unlocks it; the reason goes into the activity log with the change.
            """
        return [
            FormField("published", "", .note(words)),
            FormField(
                "successor", "Instead", .link("Create new version"),
                help: "Enter opens Create Image with the next version, made from this image."),
            override,
            FormField(
                "reason", "Reason", .text(TextField()), isRequired: true,
                help: "Kept in the activity log with the change."),
        ]
    }

    /// - Parameters:
    ///   - count: how many of the images are published.
    ///   - successor: the image that a new version can be made of; nil where there are several.
    static func refresh(_ form: inout Form, published count: Int, successor: CatalogueEntry?, in browser: Browser) {
        for id in ids { form[id].isVisible = count > 0 }
        form["successor"].isVisible = count > 0 && successor != nil
        form["successor"].refusal = browser.rights.refusal(of: .nextVersion, on: successor, in: browser.active)
        form["reason"].isVisible = isOverridden(form)
        form["reason"].mistake =
            form["reason"].isVisible && note(form).isEmpty ? "Say why a published image has to change." : nil
    }

    /// Whether published images are to be changed all the same.
    static func isOverridden(_ form: Form) -> Bool { form["override"].isVisible && form["override"].isOn }

    /// The reason, for the activity log; empty where none is asked for.
    static func note(_ form: Form) -> String {
        form["reason"].isVisible ? form["reason"].value.trimmedOfBlanks : ""
    }

    /// Create Image with the next version, over the dialog.
    static func makeSuccessor(of entry: CatalogueEntry?, in browser: inout Browser) -> LayerReply {
        guard let entry else { return .stay }
        return .open(FormLayer(CreateDialog(after: entry, in: &browser), in: &browser))
    }
}
