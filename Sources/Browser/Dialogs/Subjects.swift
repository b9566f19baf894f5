internal import Catalog

/// The images an action is for, those that it can be done to, and why not to the others.
struct Subjects: Sendable {
    let entries: [CatalogueEntry]
    let refused: [(title: String, reason: String)]
    /// How many of all of them the filter hides.
    let hidden: Int

    /// The marked rows of the active pane, or the one under the cursor.
    init(of action: ImageAction, in browser: Browser) {
        self.init(browser.targets, of: action, in: browser)
    }

    init(_ targets: [CatalogueEntry], of action: ImageAction, in browser: Browser) {
        let rights = browser.rights
        var entries: [CatalogueEntry] = []
        var refused: [(title: String, reason: String)] = []
        for entry in targets {
            if let reason = rights.refusal(of: action, on: entry, in: browser.active) {
                refused.append((entry.title, reason))
            } else {
                entries.append(entry)
            }
        }
        self.entries = entries
        self.refused = refused
        hidden = browser.current.listing.hiddenByFilter(targets.map(\.id), in: browser.catalogue)
    }

    /// The image's name with its owner, or how many there are.
    func title(in browser: Browser) -> String {
        guard entries.count == 1, let only = entries.first else {
            return counted(entries.count, "image") + (hidden > 0 ? ", \(hidden) of them hidden by the filter" : "")
        }
        return "\(only.title) (owner \(browser.catalogue.projects.label(of: only.image.owner)))"
    }
}

extension Browser {
    /// Opens a dialog that is about a single image: marks are of no use to it.
    mutating func openForOne(_ action: ImageAction, _ make: (CatalogueEntry, inout Browser) -> any Layer) {
        if targets.count > 1 {
            return say(
                .warning,
                "\(Action(rawValue: action.rawValue)?.words ?? "This") works on one image: \(key(.unmarkAll)) removes the marks."
            )
        }
        open(for: action) { subjects, browser in make(subjects.entries[0], &browser) }
    }

    /// Opens a dialog for images that an action can be done to; says why not where there is none.
    mutating func open(for action: ImageAction, _ make: (Subjects, inout Browser) -> any Layer) {
        let subjects = Subjects(of: action, in: self)
        if subjects.entries.isEmpty {
            let first = subjects.refused.first
            let reason = first?.reason ?? rights.refusal(of: action, on: nil, in: active) ?? "No image is selected."
            let more = subjects.refused.count > 1 ? " (the same or worse for \(subjects.refused.count - 1) more)" : ""
            return say(.warning, reason + more)
        }
        layers.append(make(subjects, &self))
    }
}
