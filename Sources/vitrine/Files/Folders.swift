internal import Foundation

/// Where the program's files are (XDG base directories).
struct Folders: Sendable {
    let home: String
    /// Settings and themes, written by hand.
    let settings: String
    /// Choices and the log, written by the program.
    let state: String
    /// Replicas; may be deleted at any time.
    let cache: String

    init(environment: [String: String]) {
        let home = environment["HOME"] ?? NSHomeDirectory()
        func folder(_ variable: String, _ fallback: String) -> String {
            // The specification says that relative paths are to be ignored.
            let base = environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "\(home)/\(fallback)"
            return base + "/vitrine"
        }
        self.home = home
        settings = folder("XDG_CONFIG_HOME", ".config")
        state = folder("XDG_STATE_HOME", ".local/state")
        cache = folder("XDG_CACHE_HOME", ".cache")
    }

    var settingsFile: String { settings + "/settings.toml" }
    var choicesFile: String { state + "/choices.toml" }
    var themes: String { settings + "/themes" }
}
