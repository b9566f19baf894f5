/// The themes that come with the program, compiled in.
package enum Themes {
    /// Name and TOML text of each, the default first.
    package static let builtIn: [(name: String, text: String)] = [
        ("dusk", text(PackageResources.dusk_toml)),
        ("paper", text(PackageResources.paper_toml)),
        ("contrast", text(PackageResources.contrast_toml)),
        ("clear", text(PackageResources.clear_toml)),
        ("mono", text(PackageResources.mono_toml)),
    ]

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
