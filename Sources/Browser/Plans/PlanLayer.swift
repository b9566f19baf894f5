internal import Canvas
internal import Catalog

/// What is to be done to several images, or to one in a way that cannot be taken back: shown first, then carried out,
/// then reported image by image.
struct PlanProposal: Sendable {
    /// The dialog's title.
    var title: String
    var plan: ChangePlan
    /// Images that will be left out, and why.
    var refused: [(title: String, reason: String)] = []
    /// Sentences that have to be read before.
    var notes: [String] = []
    /// What the user has to see to once it is done, a sentence for the report; empty if nothing.
    var afterwards = ""
    /// What has to be typed to confirm; nil if Enter is enough.
    var confirmation: String?
    /// The word for going on: "Delete".
    var verb: String
    /// What the steps are counted as.
    var thing = "image"
    /// What is said of each step, in their order; its image, whose it is, and what changes, where there are none.
    var words: [String] = []
    /// What stands before the steps, and before what is left out.
    var label = "will"
    var refusedLabel = "will not"
    /// What there is to look at beside that, after all else.
    var listed: [Fact] = []

    init(title: String, plan: ChangePlan, verb: String) {
        self.title = title
        self.plan = plan
        self.verb = verb
    }
}

struct PlanLayer: Layer {
    private enum Phase {
        case proposed(PlanProposal, TextField)
        case running(PlanRun)
        case over(PlanRun)
    }

    private let title: String
    private var phase: Phase { didSet { facts = lines } }
    /// What there is to read, made anew only when something has happened: there may be thousands of images.
    private var facts: [Fact] = []
    /// The dialog that the plan comes from, with all that was entered: Esc leads back there while nothing stands.
    private var origin: (any Layer)?
    private var list = FactList()
    /// Images that are left out, and why.
    private var refused: [(title: String, reason: String)] = []
    private var afterwards = ""
    /// What may be sent over what others changed.
    private var conflicting: [ChangePlan.Step] = []

    init(_ proposal: PlanProposal, from origin: (any Layer)? = nil, in browser: inout Browser) {
        title = proposal.title
        refused = proposal.refused
        afterwards = proposal.afterwards
        self.origin = origin
        var proposal = proposal
        if proposal.words.count != proposal.plan.steps.count {
            proposal.words = proposal.plan.steps.map { "\(browser.named($0)): \($0.change.summary)" }
        }
        phase = .proposed(proposal, TextField())
        facts = lines
        show(browser)
    }

    /// The report of a plan that has been carried out.
    init(_ run: PlanRun, in browser: inout Browser) {
        title = run.plan.name
        conflicting = run.conflicting(by: browser.rights)
        phase = .over(run)
        facts = lines
        show(browser)
    }

    // MARK: Input

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        defer { show(browser) }
        guard case .key(let key) = input else {
            if case .proposed(let proposal, var field) = phase, proposal.confirmation != nil, field.handle(input) {
                phase = .proposed(proposal, field)
                return .stay
            }
            _ = list.handleMouse(input, in: area(in: browser.regions.body).inset(columns: 1, rows: 1))
            return .stay
        }
        switch phase {
        case .proposed(let proposal, var field):
            switch key {
            case Key(.escape), Key("c", .control): return leave()
            case Key(.enter), Key("s", .control): return begin(proposal, typed: field.text, in: &browser)
            default:
                // While a word is typed letters are text, and everything else goes through the list.
                if proposal.confirmation != nil, !Self.scrolls(key), field.handle(key) {
                    phase = .proposed(proposal, field)
                } else {
                    move(key)
                }
            }
        case .running(let run):
            if key == Key("b"), run.isInOtherHands {
                browser.followInBackground(run)
                return .close
            }
            if key == Key(.escape) { browser.emit(.stop(run.plan.id)) } else { move(key) }
        case .over(let run):
            switch key {
            case Key(.escape), Key(.enter), Key("q"), Key("c", .control): return leave()
            case Key("r") where !run.remainder.isEmpty: again(run.remainder, of: run, in: &browser)
            case Key("o") where !conflicting.isEmpty:
                again(conflicting, of: run, overwriting: true, in: &browser)
            case Key("u") where run.canBeUndone, Key("U") where run.canBeUndone:
                browser.emit(.proposeUndo)
                return .replace(UndoLayer())
            default: move(key)
            }
        }
        return .stay
    }

    private static let movements: [Key: Action] = [
        Key(.down): .moveDown, Key(.up): .moveUp, Key(.pageDown): .pageDown, Key(.pageUp): .pageUp,
        Key("j"): .moveDown, Key("k"): .moveUp, Key(.home): .goToFirst, Key(.end): .goToLast,
    ]

    private static func scrolls(_ key: Key) -> Bool { key.text == nil && movements[key] != nil }

    /// Back to where the plan comes from, as long as all of it can still be entered otherwise.
    private func leave() -> LayerReply {
        if case .over(let run) = phase, run.hasSucceeded { return .close }
        return origin.map { LayerReply.replace($0) } ?? .close
    }

    private mutating func move(_ key: Key) {
        if let action = Self.movements[key] { _ = list.perform(action) }
    }

    private mutating func begin(_ proposal: PlanProposal, typed: String, in browser: inout Browser) -> LayerReply {
        guard !proposal.plan.steps.isEmpty else { return leave() }
        if let word = proposal.confirmation, typed != word {
            browser.say(.warning, "Type \(word) to confirm, or press Esc.")
            return .stay
        }
        start(proposal.plan, in: &browser)
        return .stay
    }

    private mutating func again(
        _ steps: [ChangePlan.Step], of run: PlanRun, overwriting: Bool = false, in browser: inout Browser
    ) {
        var plan = browser.plan(run.plan.name, steps)
        plan.note = run.plan.note
        plan.overwrites = run.plan.overwrites || overwriting
        plan.settles = run.plan.settles
        start(plan, in: &browser)
    }

    private mutating func start(_ plan: ChangePlan, in browser: inout Browser) {
        phase = .running(PlanRun(plan))
        browser.emit(.run(plan))
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        if var origin, case .proposed = phase {
            // What it waits for comes also while it is covered.
            _ = origin.receive(event, in: &browser)
            self.origin = origin
        }
        guard case .running(var run) = phase, run.take(event) else { return .stay }
        conflicting = run.conflicting(by: browser.rights)
        phase = run.isOver ? .over(run) : .running(run)
        show(browser)
        guard run.isOver, run.failure == nil else { return .stay }
        if let settled = run.plan.settles { browser.leftOver?.plans.removeAll { $0.id == settled } }
        browser.say(.done, run.success)
        // Of several images each has its line in the report.
        return Set(run.plan.steps.map(\.image)).count > 1 ? .stay : .close
    }

    var draft: Draft? {
        if case .replace(let origin) = leave(), !isRunning { origin.draft } else { nil }
    }

    private var isRunning: Bool { if case .running = phase { true } else { false } }

    // MARK: Drawing

    private mutating func show(_ browser: Browser) {
        let body = browser.regions.body
        // How high the box is follows from how many lines there are.
        list.show(facts, width: area(in: body).inset(columns: 1, rows: 1).columns, height: list.window.height)
        let inner = area(in: body).inset(columns: 1, rows: 1)
        list.show(facts, width: inner.columns, height: max(1, inner.rows - 1))
    }

    private var lines: [Fact] {
        switch phase {
        case .proposed(let proposal, _):
            let will = proposal.words.map { Fact(proposal.label, $0) }
            return proposal.notes.map { .text($0, role: .messageWarning) } + will + leftOut(proposal.refusedLabel)
                + proposal.listed
        case .running(let run), .over(let run):
            let halves = run.isOver ? run.halves.map { Fact.text($0, role: .messageWarning) } : []
            let next = run.isOver && run.hasSucceeded && !afterwards.isEmpty ? [Fact.text(afterwards)] : []
            let steps = zip(run.plan.steps, run.outcomes)
            // What somebody has to see to comes first.
            let bad = run.isOver ? steps.filter { !($0.1?.isGood ?? false) } : []
            let others = run.isOver ? steps.filter { $0.1?.isGood ?? false } : Array(steps)
            return halves + next + (bad + others).map { Self.fact($0, $1) } + leftOut("left out")
        }
    }

    private func leftOut(_ label: String) -> [Fact] {
        refused.map { Fact(label, "\($0.title): \($0.reason)", role: .messageWarning) }
    }

    private static func fact(_ step: ChangePlan.Step, _ outcome: StepOutcome?) -> Fact {
        let text = "\(step.title): \(step.change.summary)"
        switch outcome {
        case nil: return Fact("waiting", text, role: .textDim)
        case .done: return Fact("done", text, role: .messageDone)
        case .unchanged: return Fact("was so", text, role: .textDim)
        case .held(let until): return Fact("held", "\(text). \(until)", role: .progress)
        case .working(let words): return Fact("under way", "\(text). \(words)", role: .progress)
        case let outcome?: return Fact("failed", "\(text). \(outcome.sentence ?? "")", role: .messageError)
        }
    }

    private func area(in body: Rect) -> Rect {
        body.centered(columns: min(78, body.columns), rows: min(max(8, list.lineCount + 4), body.rows))
    }

    var hints: [Hint] {
        let scrolling = list.lineCount > list.window.height ? [Hint("Up Down", "read all")] : []
        switch phase {
        case .proposed(let proposal, _):
            let word = proposal.confirmation.map { "type \($0), then Enter" } ?? "Enter"
            let verb = Hint(word, proposal.verb.lowercased(), isEnabled: !proposal.plan.steps.isEmpty)
            return [verb] + scrolling + [Hint("Esc", origin == nil ? "cancel" : "back to the form")]
        case .running(let run): return (run.isInOtherHands ? [.background] : []) + [Hint("Esc", "stop")]
        case .over(let run):
            let repeating = Hint("r", run.halves.isEmpty ? "repeat the failed ones" : "continue")
            return (run.remainder.isEmpty ? [] : [repeating])
                + (conflicting.isEmpty ? [] : [Hint("o", "send mine over the others'")])
                + (run.canBeUndone ? [Hint("u", "undo")] : []) + scrolling
                + [Hint("Esc", origin == nil || run.hasSucceeded ? "close" : "back to the form")]
        }
    }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let theme = browser.theme
        let area = area(in: body)
        frame.fill(area, theme[.dialog])
        frame.box(area, style: theme[.dialogBorder], title: title, titleStyle: theme[.dialogTitle])
        let (foot, rows) = area.inset(columns: 1, rows: 1).cutBottom(1)
        list.draw(on: &frame, in: rows, theme: theme)
        let edge = Rect(column: area.endColumn - 1, row: rows.row, columns: 1, rows: rows.rows)
        frame.scrollbar(edge, visible: list.window.visible, of: list.lineCount, style: theme[.dialogBorder])
        switch phase {
        case .proposed(let proposal, let field):
            guard let word = proposal.confirmation else {
                let steps = proposal.plan.steps
                let count = proposal.thing == "image" ? Set(steps.map(\.image)).count : steps.count
                let text =
                    count == 0 ? "Nothing can be done." : "Enter: \(proposal.verb) \(counted(count, proposal.thing))."
                frame.write(text, at: Point(column: foot.column + 1, row: foot.row), style: theme[.messageWarning])
                return
            }
            let label = "Type \(word) to confirm: "
            let used = frame.write(
                label, at: Point(column: foot.column + 1, row: foot.row), style: theme[.messageWarning])
            let room = Rect(column: foot.column + 1 + used, row: foot.row, columns: foot.columns - used - 2, rows: 1)
            frame.cursor = field.draw(on: &frame, in: room, style: theme[.fieldFocused])
        case .running(let run), .over(let run):
            frame.write(
                run.isOver ? summary(of: run) : run.progress, at: Point(column: foot.column + 1, row: foot.row),
                style: theme[run.failure == nil ? .progress : .messageError])
        }
    }

    /// `5 done, 1 failed, 2 left out`
    private func summary(of run: PlanRun) -> String {
        let good = run.outcomes.count { $0?.isGood ?? false }
        let counts = [(good, "done"), (run.outcomes.count - good, "not done"), (refused.count, "left out")]
        return counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ") + "."
    }
}
