internal import Canvas
internal import Catalog

/// Shows what somebody else changed between opening a dialog and submitting it, and asks.
struct ConflictLayer: Layer {
    private let plan: ChangePlan
    private let entries: [ImagePatch.Entry]
    private var run: PlanRun?

    init(_ plan: ChangePlan, _ entries: [ImagePatch.Entry]) {
        self.plan = plan
        self.entries = entries
    }

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        guard case .key(let key) = input, run == nil else { return .stay }
        switch key {
        case Key(.enter):
            var plan = plan
            plan.overwrites = true
            run = PlanRun(plan)
            browser.emit(.run(plan))
            return .stay
        case Key(.escape), Key("c", .control): return .close
        default: return .stay
        }
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        guard var run, run.take(event) else { return .stay }
        self.run = run
        guard run.isOver else { return .stay }
        if let failure = run.failure {
            browser.say(.error, failure.sentence ?? "It was not done.")
        } else {
            browser.say(.done, "Sent over what somebody else had changed.")
        }
        return .close
    }

    var hints: [Hint] { [Hint("Enter", "send mine"), Hint("Esc", "send nothing")] }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let theme = browser.theme
        let wide = min(74, body.columns - 4)
        let facts = entries.map { entry in
            "\(entry.field.name): you saw \(Self.text(entry.from)), now it is \(Self.text(entry.to))"
        }
        let text = ["Somebody else changed this image while you were at it:"] + facts + ["Send yours all the same?"]
        let lines = text.flatMap { $0.wrapped(columns: wide - 4) }
        let area = body.centered(columns: wide, rows: lines.count + 2)
        frame.fill(area, theme[.dialog])
        frame.box(area, style: theme[.dialogBorder], title: "Changed Meanwhile", titleStyle: theme[.messageWarning])
        for (row, line) in lines.enumerated() {
            frame.write(line, at: area.inset(columns: 2, rows: 1).line(row).origin, style: theme[.dialog])
        }
    }

    private static func text(_ value: JSONValue?) -> String {
        guard let value else { return "missing" }
        return value.string ?? value.pretty
    }
}
