internal import Canvas
internal import Catalog

/// Offers to go on with what was typed when the program had to end.
struct DraftLayer: Layer {
    private let draft: Draft

    init(_ draft: Draft) { self.draft = draft }

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        switch input {
        case .key(Key(.enter)):
            guard let layer = browser.reopen(draft) else {
                browser.say(.warning, "The image is gone, or may not be changed any more. The draft is kept.")
                return .close
            }
            browser.emit(.discardDraft(draft.id))
            if !browser.hasDrafts { browser.tellLeftOver() }
            return .replace(layer)
        case .key(Key("d")):
            browser.emit(.discardDraft(draft.id))
            if !browser.hasDrafts {
                browser.say(.plain, "Discarded.")
                browser.tellLeftOver()
            }
            return .close
        case .key(Key(.escape)), .key(Key("c", .control)):
            if !browser.hasDrafts { browser.tellLeftOver() }
            return .close
        default: return .stay
        }
    }

    var takesStatusLine: Bool { true }

    var hints: [Hint] { [Hint("Enter", "go on with it"), Hint("d", "discard"), Hint("Esc", "later")] }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let words = Action(rawValue: draft.dialog)?.words ?? draft.dialog
        let dialog = words.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        let title = draft.title.isEmpty ? "" : " of \(draft.title)"
        let when = browser.localDate(Instant(seconds: draft.at))
        browser.drawQuestion(
            "Go on with \(dialog.joined(separator: " "))\(title), cut off \(when)?", on: &frame)
    }
}
