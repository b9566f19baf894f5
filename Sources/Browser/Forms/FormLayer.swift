internal import Canvas
internal import Catalog

/// A dialog with a form on the screen: keys, focus, sending, and what came back.
struct FormLayer<Dialog: FormDialog>: Layer {
    /// What is going on with the form.
    private enum Phase {
        case editing
        /// Esc was pressed although something was edited.
        case askingToDiscard
        /// A change that takes access away or cannot be taken back is asked about before it is sent.
        case askingToSend(String, ChangePlan, done: String)
        /// Sent, and locked until the outcome is known.
        case sending(PlanRun, done: String)
        /// The service refused; the form stays with all input.
        case failed(String)
    }

    private(set) var dialog: Dialog
    private var phase = Phase.editing

    init(_ dialog: Dialog, in browser: inout Browser) {
        self.dialog = dialog
        refresh(in: &browser)
    }

    private mutating func refresh(in browser: inout Browser) {
        dialog.refresh(in: browser)
        for question in dialog.questions(in: browser) { browser.emit(question) }
    }

    private var isSending: Bool { if case .sending = phase { true } else { false } }

    var draft: Draft? { dialog.form.isEdited ? dialog.draft : nil }

    // MARK: Input

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        switch phase {
        case .sending: return handleWhileSending(input, in: &browser)
        case .askingToDiscard:
            guard case .key(let key) = input else { return .stay }
            if key == Key(.enter) { return .close }
            phase = .editing
            return .stay
        case .askingToSend(_, let plan, let done):
            guard case .key(let key) = input else { return .stay }
            if key == Key(.enter) { send(plan, done, in: &browser) }
            if key == Key(.escape) { phase = .editing }
            return .stay
        case .editing, .failed: break
        }
        switch input {
        case .key(let key): return handle(key, in: &browser)
        case .paste: edit(with: input, in: &browser)
        case .mouse(let event): return handle(event, in: &browser)
        case .resized: break
        }
        return .stay
    }

    private mutating func handleWhileSending(_ input: Input, in browser: inout Browser) -> LayerReply {
        if case .key(Key(.escape)) = input, case .sending(let run, _) = phase {
            browser.emit(.stop(run.plan.id))
            browser.say(.plain, "Stopping. What was sent already stands; the rest is not sent.")
        }
        return .stay
    }

    private mutating func handle(_ key: Key, in browser: inout Browser) -> LayerReply {
        switch key {
        case Key("s", .control): return submit(in: &browser)
        case Key(.escape), Key("c", .control): return cancel()
        case Key(.tab): dialog.form.advance(by: 1)
        case Key(.tab, .shift): dialog.form.advance(by: -1)
        case Key(.pageDown, .control), Key("n", .alt): dialog.form.go(toStep: dialog.form.step + 1)
        case Key(.pageUp, .control), Key("p", .alt): dialog.form.go(toStep: dialog.form.step - 1)
        case Key(.function(1)): return .open(HelpLayer(of: browser, about: focusedField))
        default: return handleInField(key, in: &browser)
        }
        refresh(in: &browser)
        return .stay
    }

    private var focusedField: FormField? { dialog.form.focus.map { dialog.form[$0] } }

    private mutating func handleInField(_ key: Key, in browser: inout Browser) -> LayerReply {
        guard dialog.form.focus != nil else { return handleOnButtons(key, in: &browser) }
        if edit(with: .key(key), in: &browser) { return .stay }
        switch key {
        case Key(.enter):
            if dialog.form.isOnLastField, dialog.form.step == dialog.form.steps.count - 1 {
                return submit(in: &browser)
            }
            dialog.form.advance(by: 1)
        case Key(.down): dialog.form.advance(by: 1)
        case Key(.up): dialog.form.advance(by: -1)
        default: return .stay
        }
        refresh(in: &browser)
        return .stay
    }

    private mutating func handleOnButtons(_ key: Key, in browser: inout Browser) -> LayerReply {
        switch key {
        case Key(.enter), Key(" "): return dialog.form.button == 0 ? cancel() : submit(in: &browser)
        case Key(.left): dialog.form.choose(button: 0)
        case Key(.right): dialog.form.choose(button: 1)
        case Key(.up): dialog.form.advance(by: -1)
        case Key(.down): dialog.form.advance(by: 1)
        default: break
        }
        return .stay
    }

    /// Gives input to the field with the focus. Answers whether it took it.
    @discardableResult
    private mutating func edit(with input: Input, in browser: inout Browser) -> Bool {
        guard let focus = dialog.form.focus else { return false }
        switch dialog.form[focus].handle(input) {
        case .ignored: return false
        case .taken: break
        case .edited:
            if case .failed = phase { phase = .editing }
            refresh(in: &browser)
        case .copy(let text): browser.copy(text)
        case .refused(let reason): browser.say(.warning, reason)
        }
        return true
    }

    private mutating func cancel() -> LayerReply {
        guard dialog.form.isEdited else { return .close }
        phase = .askingToDiscard
        return .stay
    }

    private mutating func submit(in browser: inout Browser) -> LayerReply {
        dialog.refresh(in: browser)
        guard dialog.form.reveal() else { return .stay }
        switch dialog.submit(in: &browser) {
        case .nothing(let words):
            browser.say(.plain, words)
            return .close
        case .refuse(let reason):
            phase = .failed(reason)
            return .stay
        case .run(let plan, let done):
            send(plan, done, in: &browser)
            return .stay
        case .confirm(let question, let plan, let done):
            phase = .askingToSend(question, plan, done: done)
            return .stay
        case .handOver(let effects, let words):
            effects.forEach { browser.emit($0) }
            browser.say(.done, words)
            return .close
        case .goOn(let layer): return .replace(layer)
        }
    }

    private mutating func send(_ plan: ChangePlan, _ done: String, in browser: inout Browser) {
        phase = .sending(PlanRun(plan), done: done)
        browser.emit(.run(plan))
    }

    // MARK: Answers

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        if case .sending(var run, let done) = phase, run.take(event) {
            phase = .sending(run, done: done)
            return run.isOver ? conclude(run, done, in: &browser) : .stay
        }
        if dialog.receive(event, in: &browser) { refresh(in: &browser) }
        return .stay
    }

    private mutating func conclude(_ run: PlanRun, _ done: String, in browser: inout Browser) -> LayerReply {
        guard let failure = run.failure else {
            browser.say(.done, done)
            return .close
        }
        if run.plan.steps.count > 1, run.hasSucceeded { return .replace(PlanLayer(run, in: &browser)) }
        if case .conflict(let entries) = failure { return .open(ConflictLayer(run.plan, entries)) }
        phase = .failed(failure.sentence ?? "It was not done.")
        return .stay
    }

    // MARK: Mouse

    private mutating func handle(_ event: MouseEvent, in browser: inout Browser) -> LayerReply {
        let areas = FormAreas(
            body: browser.regions.body, lines: lines(in: browser).count, steps: dialog.form.steps.count)
        switch event.action {
        case .wheelUp: dialog.form.advance(by: -1)
        case .wheelDown: dialog.form.advance(by: 1)
        case .press where areas.cancel.contains(event.point): return cancel()
        case .press where areas.submit(dialog.submitLabel).contains(event.point): return submit(in: &browser)
        case .press where areas.fields.contains(event.point):
            let lines = lines(in: browser)
            let index = scroll(lines, in: areas.fields) + event.point.row - areas.fields.row
            guard lines.indices.contains(index) else { return .stay }
            dialog.form.focus(on: lines[index].field)
            if let option = lines[index].option, case .choice(let options, _) = dialog.form[lines[index].field].control
            {
                dialog.form[lines[index].field].control = .choice(options, selected: option)
            } else if case .toggle(let isOn) = dialog.form[lines[index].field].control {
                dialog.form[lines[index].field].control = .toggle(!isOn)
            }
            refresh(in: &browser)
        default: break
        }
        return .stay
    }

    // MARK: Drawing

    var hints: [Hint] {
        switch phase {
        case .sending: return [Hint("Esc", "stop")]
        case .askingToDiscard: return [Hint("Enter", "discard"), Hint("Esc", "go on")]
        case .askingToSend: return [Hint("Enter", "yes"), Hint("Esc", "no")]
        case .editing, .failed:
            var hints = [
                Hint("C-s", dialog.submitLabel.lowercased()), Hint("Tab", "next field"), Hint("Esc", "cancel"),
            ]
            if dialog.form.steps.count > 1 { hints.append(Hint("M-n M-p", "steps")) }
            return hints + [Hint("F1", "help")]
        }
    }

    private func lines(in browser: Browser) -> [FormLine] {
        let width = FormAreas.width(in: browser.regions.body)
        return FormLayout(width: width, glyphs: browser.glyphs, focus: dialog.form.focus, isLocked: isSending)
            .lines(of: dialog.form)
    }

    /// The first line that is drawn, so that the field with the focus is seen.
    private func scroll(_ lines: [FormLine], in rect: Rect) -> Int {
        guard lines.count > rect.rows else { return 0 }
        guard let focus = dialog.form.focus, let first = lines.firstIndex(where: { $0.field == focus }) else {
            return lines.count - rect.rows
        }
        let last = lines.lastIndex { $0.field == focus } ?? first
        return min(max(0, last - rect.rows + 1), first)
    }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let theme = browser.theme
        let lines = lines(in: browser)
        let areas = FormAreas(body: body, lines: lines.count, steps: dialog.form.steps.count)
        frame.fill(areas.box, theme[.dialog])
        let title =
            dialog.subject.isEmpty ? dialog.title : "\(dialog.title) \(browser.glyphs.separator) \(dialog.subject)"
        frame.box(areas.box, style: theme[.dialogBorder], title: title, titleStyle: theme[.dialogTitle])
        drawSteps(on: &frame, in: areas.steps, browser: browser)
        let first = scroll(lines, in: areas.fields)
        for (row, line) in lines.dropFirst(first).prefix(areas.fields.rows).enumerated() {
            draw(line, on: &frame, in: areas.fields.line(row), theme: theme)
        }
        if lines.count > areas.fields.rows {
            let edge = Rect(
                column: areas.box.endColumn - 1, row: areas.fields.row, columns: 1, rows: areas.fields.rows)
            frame.scrollbar(
                edge, visible: first..<(first + areas.fields.rows), of: lines.count, style: theme[.dialogBorder])
        }
        drawFoot(on: &frame, areas, browser: browser)
    }

    private func draw(_ line: FormLine, on frame: inout Frame, in rect: Rect, theme: Theme) {
        for piece in line.pieces {
            frame.write(
                piece.text, at: Point(column: rect.column + piece.offset, row: rect.row), style: theme[piece.role],
                width: max(0, rect.columns - piece.offset))
        }
        guard let input = line.input else { return }
        let field = dialog.form[line.field]
        let isFocused = line.field == dialog.form.focus && !isSending
        let role: ThemeRole =
            field.wasLeft && field.mistake != nil
            ? .fieldInvalid
            : field.refusal != nil || isSending ? .hintDisabled : isFocused ? .fieldFocused : .field
        let room = Rect(column: rect.column + input.offset, row: rect.row, columns: input.width, rows: 1)
        frame.fill(room, theme[role])
        let cursor = input.field.draw(on: &frame, in: room, style: theme[role], hintStyle: theme[.fieldPlaceholder])
        if isFocused { frame.cursor = cursor }
    }

    private func drawSteps(on frame: inout Frame, in rect: Rect, browser: Browser) {
        guard !rect.isEmpty else { return }
        var line = LineWriter(rect)
        for (index, step) in dialog.form.steps.enumerated() {
            let style = browser.theme[index == dialog.form.step ? .tabActive : .tab]
            line.write(index == 0 ? "" : "   ", browser.theme[.tab], on: &frame)
            line.write("\(index + 1) \(step.title)", style, on: &frame)
        }
    }

    /// Help of the field, or what is going on; below it the buttons.
    private func drawFoot(on frame: inout Frame, _ areas: FormAreas, browser: Browser) {
        let theme = browser.theme
        let (text, role): (String, ThemeRole) =
            switch phase {
            case .editing: (focusedField?.help ?? "", .textDim)
            case .askingToDiscard: ("Discard what you entered? Enter discards, any other key goes on.", .messageWarning)
            case .askingToSend(let question, _, _): (question, .messageWarning)
            case .sending(let run, _): (run.progress, .progress)
            case .failed(let reason): (reason, .messageError)
            }
        for (row, line) in text.wrapped(columns: areas.help.columns).prefix(areas.help.rows).enumerated() {
            frame.write(line, at: areas.help.line(row).origin, style: theme[role], width: areas.help.columns)
        }
        let isOnButtons = dialog.form.focus == nil && !isSending
        func style(_ index: Int) -> Style {
            theme[isOnButtons && dialog.form.button == index ? .buttonFocused : .button]
        }
        frame.write(" Cancel ", at: areas.cancel.origin, style: style(0))
        let submit = areas.submit(dialog.submitLabel)
        frame.write("[ \(dialog.submitLabel) ]", at: submit.origin, style: style(1))
    }
}
