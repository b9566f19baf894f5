internal import Canvas

/// What has to be ticked before an image is for every project (R6).
enum PublishingChecks {
    static let ids = ["hardened", "patched", "licensed"]

    static let fields = [
        FormField("hardened", "Hardened", .toggle(false), help: "Security hardening has been applied."),
        FormField("patched", "Packages", .toggle(false), help: "Required packages are in it, and it is patched."),
        FormField("licensed", "Licences", .toggle(false), help: "Licences are in order for every project."),
    ]

    /// The points that are not ticked.
    static func unticked(in form: Form) -> [String] { ids.filter { !form[$0].isOn } }
}
