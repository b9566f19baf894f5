internal import Canvas

/// What has to be ticked before an image is for every project (R6).
enum PublishingChecks {
    static let ids = ["hardened", "patched", "licensed"]

    static let fields = [
        FormField("hardened", "Hardened", .toggle(false), help: "Security hardening has been applied."),
        FormField("patched", "Packages", .toggle(false), help: "Required packages are in it, and it is patched."),
        FormField("licensed", "Licences", .toggle(false), help: "Licences are in order for every project."),
    ]

    /// Says at each point that is not ticked what to do: tick it, or `otherwise`.
    static func check(_ form: inout Form, isWaived: Bool = false, otherwise: String) {
        for id in ids { form[id].mistake = form[id].isOn || isWaived ? nil : "Not yet: tick it, or \(otherwise)." }
    }
}
