internal import Catalog

/// The images an action is for, those that it can be done to, and why not to the others.
struct Subjects: Sendable {
    let entries: [CatalogueEntry]
    let refused: [(title: String, reason: String)]
    /// How many of those that it can be done to the filter hides.
    let hidden: Int

    /// The marked rows of the active pane, or the one under the cursor.
    init(of action: ImageAction, in browser: Browser) {
        self.init(browser.targets, of: action, in: browser)
    }

    /// One image that its dialog may be opened for.
    init(_ only: CatalogueEntry) {
        entries = [only]
        refused = []
        hidden = 0
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
        hidden = browser.current.listing.hiddenByFilter(entries.map(\.id), in: browser.catalogue)
    }

    /// Why nothing can be done to those left out: each reason once, with how many it holds for; nil if none is left out.
    var refusal: String? {
        guard let first = refused.first else { return nil }
        let counts = refused.reduce(into: [String: Int]()) { $0[$1.reason, default: 0] += 1 }
        guard counts.count > 1 else {
            return refused.count == 1 ? first.reason : "None of \(counted(refused.count, "image")): \(first.reason)"
        }
        let reasons = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return reasons.map { "\(counted($0.value, "image")): \($0.key)" }.joined(separator: " ")
    }

    /// What was typed into a dialog for these images; nil if there are none.
    func draft(of action: ImageAction, _ answers: [String: String]) -> Draft? {
        guard let first = entries.first else { return nil }
        let ids = entries.map(\.id.rawValue)
        return Draft(
            id: action.rawValue + "/" + ids.joined(separator: "/"), dialog: action.rawValue, cloud: "", images: ids,
            title: ids.count == 1 ? first.title : counted(ids.count, "image"), answers: answers, at: 0)
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
                "\(Action(rawValue: action.rawValue)?.title ?? "This") works on one image: \(key(.unmarkAll)) removes the marks."
            )
        }
        open(for: action) { subjects, browser in make(subjects.entries[0], &browser) }
    }

    /// Opens a dialog for images that an action can be done to; says why not where there is none.
    mutating func open(for action: ImageAction, _ make: (Subjects, inout Browser) -> any Layer) {
        let subjects = Subjects(of: action, in: self)
        if subjects.entries.isEmpty {
            let isUnlisted = layers.last?.images?.isEmpty == false && subjects.refusal == nil
            let none =
                isUnlisted
                ? "No list here has it yet: \(key(.refresh)) asks for what is new."
                : rights.refusal(of: action, on: nil, in: active) ?? "No image is selected."
            return say(.warning, subjects.refusal ?? none)
        }
        layers.append(make(subjects, &self))
    }
}
