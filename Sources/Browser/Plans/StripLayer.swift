internal import Canvas
internal import Catalog

/// A question on the status line before one change of one image: it names image and owner. Enter sends it, Esc does
/// not, and nothing else counts.
struct StripLayer: Layer {
    let question: String
    let plan: ChangePlan
    /// What to say when it is done.
    let done: String
    private var run: PlanRun?

    init(_ question: String, plan: ChangePlan, done: String) {
        self.question = question
        self.plan = plan
        self.done = done
    }

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        guard case .key(let key) = input else { return .stay }
        if let run {
            if key == Key("b"), run.isInOtherHands {
                browser.followInBackground(run)
                return .close
            }
            if key == Key(.escape) { browser.emit(.stop(plan.id)) }
            return .stay
        }
        switch key {
        case Key(.enter):
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
        if case .conflict(let entries) = run.failure { return .replace(ConflictLayer(plan, entries, in: browser)) }
        if let failure = run.failure {
            browser.say(.error, failure.sentence ?? "It was not done.")
        } else {
            browser.say(.done, done)
        }
        return .close
    }

    var takesStatusLine: Bool { true }

    var hints: [Hint] {
        guard let run else { return [Hint("Enter", "yes"), Hint("Esc", "no")] }
        return (run.isInOtherHands ? [.background] : []) + [Hint("Esc", "stop")]
    }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        browser.drawQuestion(run?.progress ?? question, on: &frame, role: run == nil ? .messageWarning : .progress)
    }
}
