internal import Canvas
internal import Catalog

/// Help for the place it was asked from: its keys, then the signs and the filter language.
struct HelpLayer: Layer {
    let place: Place? = .reader
    let isFullBody = true
    private let facts: [Fact]
    private var list = FactList()

    /// - Parameter place: where the keys mean something.
    init(of browser: Browser, at place: Place = .pane) {
        facts =
            Self.keys(in: place, keymap: browser.keymap)
            + (place == .pane ? Self.signs(browser) + Self.filterWords + Self.dialogKeys : Self.searchKeys)
        list.show(facts, width: browser.size.columns, height: browser.regions.body.rows - 1)
    }

    /// About a part of a dialog.
    init(about part: [Fact], of browser: Browser) {
        facts = part + Self.dialogKeys
        list.show(facts, width: browser.size.columns, height: browser.regions.body.rows - 1)
    }

    /// Help about a field of a form.
    init(of browser: Browser, about field: FormField?) {
        let text = field.map { $0.explanation.isEmpty ? $0.help : $0.explanation } ?? ""
        facts =
            [.heading(field?.label ?? "This dialog"), .text(text), .blank] + Self.dialogKeys
        list.show(facts, width: browser.size.columns, height: browser.regions.body.rows - 1)
    }

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        list.show(facts, width: browser.size.columns, height: browser.regions.body.rows - 1)
        if list.handle(input) { return .stay }
        return list.handleMouse(input, in: browser.regions.body.cutTop(1).rest) == .ignored ? .pass : .stay
    }

    mutating func perform(_ action: Action, in browser: inout Browser) -> LayerReply {
        if list.perform(action) { return .stay }
        switch action {
        case .goBack, .quit, .showHelp: return .close
        case .follow, .copyID, .copyValue: return .stay
        default: return .pass
        }
    }

    var status: String { list.position }

    var takesStatusLine: Bool { list.isTyping }

    var hints: [Hint] { list.hints }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let (title, rest) = body.cutTop(1)
        frame.write("Help", at: Point(column: 1, row: title.row), style: browser.theme[.dialogTitle])
        var list = list
        list.show(facts, width: rest.columns, height: rest.rows)
        list.draw(on: &frame, in: rest, theme: browser.theme)
        list.drawSearch(on: &frame, in: browser.regions.status, theme: browser.theme)
    }

    /// The keys of a place, under the headings of the action table.
    private static func keys(in place: Place, keymap: Keymap) -> [Fact] {
        var facts: [Fact] = []
        for group in ActionGroup.allCases {
            let entries = ActionTable.entries.filter { $0.group == group && $0.places.contains(place) }
            if entries.isEmpty { continue }
            facts.append(.heading(group.rawValue))
            for entry in entries {
                let keys = keymap.keys(for: entry.action).map { String(describing: $0) }
                facts.append(Fact(keys.isEmpty ? "palette" : keys.joined(separator: "  "), entry.summary))
            }
            facts.append(.blank)
        }
        return facts
    }

    private static let searchKeys = [
        Fact.heading("While something is searched for"), Fact("n", "Go to the next hit."),
        Fact("N", "Go to the previous hit."), Fact("Esc", "End the search."),
    ]

    private static let dialogKeys = [
        Fact.heading("In dialogs"), Fact("Tab  S-Tab", "Next and previous field."),
        Fact("Left  Right", "Within a choice."), Fact("Space", "Turns a check-box on or off."),
        Fact("C-s", "Submits, from anywhere."), Fact("Enter", "Goes on; submits on the last field and on a button."),
        Fact("M-n  M-p", "Next and previous step; also C-PgDn and C-PgUp."),
        Fact("C-w  M-b  M-f", "Cut a word, go back and forth by words; Shift with a movement selects."),
        Fact("C-p  C-n", "What was entered in the field before."),
        Fact("C-o", "Chooses from a list, where there is one; Right takes what is offered below."),
        Fact("Tab", "In a path, completes it; then goes through what is there, and Enter takes it."),
        Fact("F1", "Explains the field."), Fact("Esc", "Cancels; asks once if something was edited."),
    ]

    /// What the signs on the screen mean.
    private static func signs(_ browser: Browser) -> [Fact] {
        let glyphs = browser.glyphs
        return [
            .heading("Signs"),
            Fact(glyphs.cursor, "The line the cursor is on."),
            Fact(glyphs.mark, "Marked with Space."),
            Fact(glyphs.added, "Seen for the first time."),
            Fact(glyphs.changed, "Changed since you last saw it."),
            Fact(glyphs.withdrawn, "Deleted, or no longer visible to this project."),
            Fact("\(glyphs.bullet)3", "Three offers wait for an answer of this project."),
            Fact(glyphs.moreRight, "At the end of the headings: there are more columns on this side."), .blank,
        ]
    }

    /// What a filter may say.
    private static let filterWords =
        [
            Fact.heading("Filter"),
            Fact("ubuntu lts", "Both words, in the name, ID, description or tags."),
            Fact("ubuntu | debian", "One of them."),
            Fact("!windows", "Not this one."),
        ]
        + FilterField.allCases.filter { $0 != .is }.map { Fact("\($0.rawValue):", $0.summary) }
        + [
            Fact("is:", FilterFlag.allCases.map(\.rawValue).joined(separator: ", ")),
            Fact("hw_disk_bus:virtio", "Any property by its own name."),
            Fact("\"two words\"", "Quotes keep blanks."), .blank,
        ]
}
