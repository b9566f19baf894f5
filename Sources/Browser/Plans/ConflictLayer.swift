internal import Canvas
internal import Catalog

/// Shows what somebody else changed between opening a dialog and submitting it, and asks.
struct ConflictLayer: Layer {
    private let plan: ChangePlan
    private let facts: [Fact]
    /// What is different by now.
    private let others: [ImagePatch.Entry]
    /// Whether what is sent overwrites something.
    private let hasConflict: Bool
    /// Why the user's own change may not be sent any more; nil if it may.
    private let refusal: String?
    /// Whether the dialog lies below it, with all that was entered.
    private let isOverDialog: Bool
    private var list = FactList()
    private var run: PlanRun?

    init(_ plan: ChangePlan, _ entries: [ImagePatch.Entry], overDialog isOverDialog: Bool = false, in browser: Browser)
    {
        self.plan = plan
        others = entries
        self.isOverDialog = isOverDialog
        let own = plan.steps.flatMap { step -> [ImagePatch.Entry] in
            if case .edit(let patch) = step.change { patch.entries } else { [] }
        }
        hasConflict = own.isEmpty || entries.contains { other in own.contains { $0.field == other.field } }
        let rights = browser.rights
        refusal =
            plan.steps.lazy.compactMap {
                rights.refusal(toSend: $0.change, to: $0.seen, over: entries, hasReason: !plan.note.isEmpty)
            }.first
        facts = Self.facts(own, entries, hasConflict: hasConflict, refusal)
        show(browser)
    }

    /// What was there, what is there now, and where the user's own change stands against it.
    private static func facts(
        _ own: [ImagePatch.Entry], _ entries: [ImagePatch.Entry], hasConflict: Bool, _ refusal: String?
    ) -> [Fact] {
        let lines = entries.map { other -> Fact in
            let text = "\(other.values.from) → \(other.values.to)"
            guard let mine = own.first(where: { $0.field == other.field }) else { return Fact(other.field.name, text) }
            return Fact(other.field.name, "\(text). Conflict: yours is \(mine.values.to).", role: .messageWarning)
        }
        let fate =
            hasConflict
            ? "Sending yours overwrites what is a conflict; the rest stays as it is now."
            : "You changed none of this: it stays as it is now when yours is sent."
        return [.heading("Somebody else changed this image meanwhile:"), .blank] + lines
            + [.blank, refusal.map { .text($0 + " Nothing was sent.", role: .messageWarning) } ?? .text(fate)]
    }

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        defer { show(browser) }
        guard run == nil else { return .stay }
        guard case .key(let key) = input else {
            _ = list.handleMouse(input, in: area(in: browser.regions.body).inset(columns: 1, rows: 1))
            return .stay
        }
        switch key {
        case Key(.enter):
            if let refusal {
                browser.say(.warning, refusal)
                return .stay
            }
            var plan = plan
            plan.overwrites = true
            plan.steps = plan.steps.map { $0.told(others) }
            run = PlanRun(plan)
            browser.emit(.run(plan))
        case Key(.escape), Key("c", .control): return .close
        case Key(.down), Key("j"): _ = list.perform(.moveDown)
        case Key(.up), Key("k"): _ = list.perform(.moveUp)
        case Key(.pageDown): _ = list.perform(.pageDown)
        case Key(.pageUp): _ = list.perform(.pageUp)
        default: break
        }
        return .stay
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        guard var run, run.take(event) else { return .stay }
        self.run = run
        guard run.isOver else { return .stay }
        if let failure = run.failure {
            browser.say(.error, failure.sentence ?? "It was not done.")
        } else {
            browser.say(
                .done,
                hasConflict
                    ? "Sent over what somebody else had changed."
                    : "Sent; what somebody else had changed stays as it is.")
        }
        return .close
    }

    var hints: [Hint] {
        guard run == nil else { return [] }
        let back = Hint("Esc", isOverDialog ? "back to the form" : "send nothing")
        return refusal == nil ? [Hint("Enter", "send mine"), back] : [back]
    }

    // MARK: Drawing

    private func area(in body: Rect) -> Rect {
        body.centered(columns: min(78, body.columns), rows: min(list.lineCount + 4, body.rows))
    }

    private mutating func show(_ browser: Browser) {
        let body = browser.regions.body
        // How high the box is follows from how many lines there are.
        list.show(facts, width: area(in: body).inset(columns: 1, rows: 1).columns, height: list.window.height)
        let inner = area(in: body).inset(columns: 1, rows: 1)
        list.show(facts, width: inner.columns, height: max(1, inner.rows - 2))
    }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let theme = browser.theme
        let area = area(in: body)
        frame.fill(area, theme[.dialog])
        frame.box(area, style: theme[.dialogBorder], title: "Changed Meanwhile", titleStyle: theme[.messageWarning])
        let (foot, rows) = area.inset(columns: 1, rows: 1).cutBottom(1)
        list.draw(on: &frame, in: rows.cutBottom(1).rest, theme: theme)
        let (text, role): (String, ThemeRole) =
            run.map { ($0.progress, .progress) }
            ?? (refusal == nil ? "Enter sends yours all the same." : "Yours cannot be sent.", .messageWarning)
        frame.write(
            text, at: Point(column: foot.column + 1, row: foot.row), style: theme[role],
            width: max(0, foot.columns - 2))
    }
}
