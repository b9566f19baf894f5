internal import Canvas
internal import Catalog

/// A dialog with a form on the screen: keys, focus, sending, and what came back.
struct FormLayer<Dialog: FormDialog>: Layer {
    /// What is going on with the form.
    enum Phase {
        case editing
        /// Esc was pressed although something was edited.
        case askingToDiscard
        /// A change that takes access away or cannot be taken back is asked about before it is sent.
        case askingToSend(String, ChangePlan, done: String)
        /// Something has to be done before anything can be sent; locked until then.
        case preparing(String, stop: Effect)
        /// Sent, and locked until the outcome is known.
        case sending(PlanRun, done: String)
        /// A new image is asked for; locked until its record is there.
        case creating(CreationRun)
        /// A server is being made; locked until it is active or in error.
        case launching(LaunchRun)
        /// The service refused; the form stays with all input.
        case failed(String)
    }

    var dialog: Dialog
    var phase = Phase.editing
    /// What may be sent over somebody else's change, if the user says so.
    var overruling: PlanRun?
    /// The line that the user went to read from; nil while the screen follows the focus.
    var top: Int?
    /// Whether there are more lines than the screen has room for.
    private(set) var isCut = false
    /// What was typed while Tab in a path waits for what there is.
    private var typedAhead: [Input] = []
    /// The mistake that stands on the status line, because of which nothing was sent.
    var toldMistake: String?
    /// The fields of a draft that held something else when it was typed, until the user was told.
    var outdated: [String] = []

    init(_ dialog: Dialog, in browser: inout Browser) {
        self.dialog = dialog
        self.dialog.form.remember(browser.entered)
        refresh(in: &browser)
    }

    /// The dialog with what was typed into it before.
    init(_ dialog: Dialog, restoring draft: Draft, in browser: inout Browser) {
        self.init(dialog, in: &browser)
        // Of a new image there is nothing that somebody else could have changed.
        if !draft.images.isEmpty { outdated = self.dialog.form.differing(from: draft.originals ?? [:]) }
        self.dialog.form.restore(draft.answers)
        refresh(in: &browser)
    }

    mutating func refresh(in browser: inout Browser) {
        dialog.refresh(in: browser)
        if let told = toldMistake, !dialog.form.mistaken.contains(where: { $0.mistake == told }) {
            toldMistake = nil
            if browser.message?.text == told { browser.message = nil }
        }
        for question in dialog.questions(in: browser) { browser.emit(question) }
        fitColumns(browser)
        isCut = isHigher(thanRoomIn: browser)
    }

    var isLocked: Bool {
        switch phase {
        case .sending, .creating, .preparing, .launching: true
        case .editing, .askingToDiscard, .askingToSend, .failed: false
        }
    }

    private var editedDraft: Draft? {
        guard dialog.form.isEdited, var draft = dialog.draft else { return nil }
        draft.originals = dialog.form.originals
        return draft
    }

    /// What was typed, as long as nothing was sent: the journal has the rest, and goes on with it.
    var draft: Draft? {
        switch phase {
        case .sending, .creating, .launching: nil
        case .editing, .askingToDiscard, .askingToSend, .preparing, .failed: editedDraft
        }
    }

    // MARK: Input

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        switch phase {
        case .sending(let run, _) where input == .key(Key("b")) && run.isInOtherHands:
            browser.followInBackground(run, draft: editedDraft)
            return .close
        case .sending, .creating, .preparing:
            if input == .key(Key(.escape)) { stop(in: &browser) }
            return .stay
        case .launching(let run): return input == .key(Key(.escape)) ? leave(run, in: &browser) : .stay
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
        if isCompleting, input != .key(Key(.escape)) {
            typedAhead.append(input)
            return .stay
        }
        switch input {
        case .key(let key): return handle(key, in: &browser)
        case .paste: edit(with: input, in: &browser)
        case .mouse(let event): return handle(event, in: &browser)
        case .resized: break
        }
        return .stay
    }

    private var isCompleting: Bool {
        if case .path(_, let completion) = focusedField?.control { completion.isAwaited } else { false }
    }

    /// Takes what was typed ahead, now that Tab is done.
    mutating func replay(in browser: inout Browser) -> LayerReply {
        while !isCompleting, !typedAhead.isEmpty {
            let reply = handle(typedAhead.removeFirst(), in: &browser)
            if case .stay = reply { continue }
            typedAhead = []
            return reply
        }
        return .stay
    }

    /// Ends what is under way, as far as that is possible.
    private mutating func stop(in browser: inout Browser) {
        switch phase {
        case .sending(let run, _):
            browser.emit(.stop(run.plan.id))
            browser.say(.plain, "Stopping. What was sent already stands; the rest is not sent.")
        case .creating(let run):
            browser.emit(.abortTransfer(run.transfer))
            browser.say(.plain, "Stopping.")
        case .preparing(_, let effect):
            browser.emit(effect)
            phase = .editing
        default: break
        }
    }

    private mutating func handle(_ key: Key, in browser: inout Browser) -> LayerReply {
        if metadata == nil, let screens = [Key(.pageDown): 1, Key(.pageUp): -1][key], page(by: screens, in: browser) {
            return .stay
        }
        top = nil
        if key == Key("s", .control) { return submit(in: &browser) }
        if let metadata {
            let isHelp = key == Key(.function(1)) || key == Key("?") && !metadata.isTyping
            if isHelp { return .open(HelpLayer(about: metadata.help, of: browser)) }
            if edit(with: .key(key), in: &browser) { return .stay }
        }
        switch key {
        case Key(.escape), Key("c", .control): return cancel()
        case Key(.tab):
            if let focus = dialog.form.focus, dialog.form[focus].complete() { break }
            dialog.form.advance(by: 1)
        case Key(.tab, .shift): dialog.form.advance(by: -1)
        case Key(.pageDown, .control), Key("n", .alt): dialog.form.go(toStep: dialog.form.step + 1)
        case Key(.pageUp, .control), Key("p", .alt): dialog.form.go(toStep: dialog.form.step - 1)
        case Key("o", .control): return openPicker()
        case Key(.function(1)): return .open(HelpLayer(of: browser, about: focusedField))
        default: return handleInField(key, in: &browser)
        }
        refresh(in: &browser)
        return .stay
    }

    var focusedField: FormField? { dialog.form.focus.map { dialog.form[$0] } }

    private mutating func handleInField(_ key: Key, in browser: inout Browser) -> LayerReply {
        guard let focus = dialog.form.focus else { return handleOnButtons(key, in: &browser) }
        if case .link = dialog.form[focus].control, key == Key(.enter) { return follow(focus, in: &browser) }
        if edit(with: .key(key), in: &browser) { return .stay }
        switch key {
        case Key(.enter):
            if dialog.form.isOnLastField, dialog.form.step == dialog.form.steps.count - 1 {
                return submit(in: &browser)
            }
            dialog.form.advance(by: 1)
        case Key(.down): dialog.form.advance(by: 1)
        case Key(.up): dialog.form.advance(by: -1)
        case Key(.pageDown): for _ in 0..<5 where !dialog.form.isOnLastField { dialog.form.advance(by: 1) }
        case Key(.pageUp): for _ in 0..<5 where !dialog.form.isOnFirstField { dialog.form.advance(by: -1) }
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

    /// Opens what a link leads to, over this dialog.
    mutating func follow(_ link: String, in browser: inout Browser) -> LayerReply {
        if let refusal = dialog.form[link].refusal {
            browser.say(.warning, refusal)
            return .stay
        }
        return dialog.follow(link, in: &browser)
    }

    /// Gives input to the field with the focus. Answers whether it took it.
    @discardableResult
    private mutating func edit(with input: Input, in browser: inout Browser) -> Bool {
        guard let focus = dialog.form.focus else { return false }
        if case .metadata(var columns) = dialog.form[focus].control {
            guard columns.handle(input, in: &browser) else { return false }
            dialog.form[focus].control = .metadata(columns)
            noteEdit(in: &browser)
            return true
        }
        switch dialog.form[focus].handle(input) {
        case .ignored: return false
        case .taken: break
        case .edited: noteEdit(in: &browser)
        case .copy(let text): browser.copy(text)
        case .refused(let reason):
            browser.say(.warning, reason)
            refresh(in: &browser)
        }
        return true
    }

    private mutating func noteEdit(in browser: inout Browser) {
        if case .failed = phase { phase = .editing }
        refresh(in: &browser)
    }

    /// Everything that can be chosen for the field with the focus, to be narrowed by typing.
    private func openPicker() -> LayerReply {
        guard let field = focusedField, field.refusal == nil, !field.candidates.isEmpty else { return .stay }
        let chosen = field.items
        var picker = PickerLayer(
            field.label,
            field.candidates.map { PickerItem($0, isCurrent: chosen.contains($0.value)) })
        picker.picksSeveral = field.control.isList
        return .open(picker)
    }

    mutating func take(answer: String, in browser: inout Browser) {
        guard let focus = dialog.form.focus else { return }
        dialog.form[focus].pick(answer)
        noteEdit(in: &browser)
    }

    mutating func cancel() -> LayerReply {
        guard dialog.form.isEdited else { return .close }
        phase = .askingToDiscard
        return .stay
    }

    // MARK: Properties

    /// The two columns, where they have the focus.
    var metadata: MetadataColumns? {
        if case .metadata(let columns) = focusedField?.control { columns } else { nil }
    }

    /// Fits the columns of the present step to the room there is.
    mutating func fitColumns(_ browser: Browser) {
        for field in dialog.form.visible {
            guard case .metadata(var columns) = field.control else { continue }
            columns.fit(MetadataAreas(in: areas(browser, lines: lines(in: browser)).fields))
            dialog.form[field.id].control = .metadata(columns)
        }
    }
}
