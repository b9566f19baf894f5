internal import Canvas
internal import Catalog

/// What has to be ticked before an image is for every project (R6).
enum PublishingChecks {
    static let ids = ["hardened", "patched", "licensed"]

    static let fields = [
        FormField("hardened", "Hardened", .toggle(false), help: "Security hardening has been applied."),
        FormField("patched", "Packages", .toggle(false), help: "Required packages are in it, and it is patched."),
        FormField("licensed", "Licences", .toggle(false), help: "Licences are in order for every project."),
    ]

    /// The points, and a place to say why one of them does not matter.
    static let fieldsWithWaiver =
        fields + [
            FormField(
                "waiver", "Or waived", .text(TextField()),
                help: "Why an unticked point does not matter here; kept in the activity log.")
        ]

    /// Whether images are promoted: to all from some, or from community to public.
    static func apply(to images: some Sequence<CatalogueEntry>, made chosen: Visibility) -> Bool {
        chosen.isForAll
            && images.contains {
                $0.image.visibility != chosen && (!$0.image.isForAll || chosen == .public)
            }
    }

    /// Shows the points while images are promoted, and says what is missing.
    static func refreshWithWaiver(_ form: inout Form, isPublishing: Bool) {
        for id in ids + ["waiver"] { form[id].isVisible = isPublishing }
        let isWaived = !form["waiver"].value.trimmedOfBlanks.isEmpty
        check(&form, isWaived: isWaived, otherwise: "say below why it does not matter")
    }

    /// Why a point does not matter, for the activity log; empty where that is not asked.
    static func waiver(_ form: Form) -> String {
        form["waiver"].isVisible ? form["waiver"].value.trimmedOfBlanks : ""
    }

    /// Says at each point that is not ticked what to do: tick it, or `otherwise`.
    static func check(_ form: inout Form, isWaived: Bool = false, otherwise: String) {
        for id in ids { form[id].mistake = form[id].isOn || isWaived ? nil : "Not yet: tick it, or \(otherwise)." }
    }
}
