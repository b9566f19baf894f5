package import Canvas
package import Catalog

/// What the user set: in `settings.toml`, written by hand, and in `choices.toml`, which has the same form, is written
/// by the program and counts more.
package struct Settings: Hashable, Sendable {
    /// Of `settings.toml`, what can also be chosen on the screen.
    package var written = Choices()
    /// What was chosen on the screen. Kept apart, so that saving it does not freeze what stands in `settings.toml`.
    package var chosen = Choices()
    /// Whether clicks and the wheel are taken from the terminal.
    package var mouse = false
    /// How long a lone ESC waits for the rest of a key's sequence, in milliseconds.
    package var escapeDelay = 25
    package var startPane = Pane.images
    package var refresh = RefreshIntervals()
    package var transfers = TransferSettings()
    /// How many published versions of a family may be in use without the check speaking of it.
    package var keeps = 1
    /// Action names and the keys that replace their default ones.
    package var keys: [String: [String]] = [:]
    /// Where these are written, by action name.
    package var keyPlaces: [String: SettingsPlace] = [:]
    /// Aliases of projects.
    package var projects: [ProjectID: String] = [:]
    package var clouds: [String: CloudSettings] = [:]
    /// Whether there is a `settings.toml` that cannot be read. It may say of any cloud that nothing is to be changed there.
    package var isUnread = false

    package init() {}

    /// What is set for a cloud of this name.
    package func cloud(_ name: String) -> CloudSettings {
        var cloud = clouds[name] ?? CloudSettings()
        cloud.readOnly = cloud.readOnly || isUnread
        return cloud
    }
}

/// How often the service is asked, in seconds.
package struct RefreshIntervals: Hashable, Sendable {
    package var delta = 30
    package var offers = 60
    package var full = 900

    package init() {}
}

/// How data is brought to services and from them.
package struct TransferSettings: Hashable, Sendable {
    /// Files that are sent at once.
    package var uploads = 2
    /// Images that are exported at once.
    package var downloads = 2
    /// Of how many GiB on an image is deactivated while it is exported, unless the user decides otherwise (R36).
    package var deactivateAbove = 10

    package init() {}
}

/// A column to show, and its width in cells where the user set one.
package struct ColumnChoice: Hashable, Sendable {
    package var column: Column
    package var width: Int?

    package init(_ column: Column, width: Int? = nil) {
        self.column = column
        self.width = width
    }
}

/// The column a list is sorted by.
package struct SortChoice: Hashable, Sendable {
    package var column: Column
    package var descending: Bool

    package init(_ column: Column, descending: Bool = false) {
        self.column = column
        self.descending = descending
    }
}

/// What is set for one cloud.
package struct CloudSettings: Hashable, Sendable {
    /// No request that changes anything is ever sent.
    package var readOnly = false
    /// A word shown in the header, for instance `PRODUCTION`.
    package var tag: String?
    /// The colour the tag is shown on, as themes name colours; red where none is given.
    package var tagColor: Color?
    /// Whose rules say what may be done.
    package var rules = AccessRules.platform
    /// Whether only images that are signed with all four properties may be launched.
    package var requireSigned = false

    package init() {}
}
