internal import Canvas
internal import Catalog

/// Sending what was entered, and what comes back.
extension FormLayer {
    mutating func submit(in browser: inout Browser) -> LayerReply {
        guard finishTyping(in: &browser) else { return .stay }
        dialog.form.settleLists()
        dialog.refresh(in: browser)
        guard dialog.form.reveal() else {
            if let mistake = dialog.form.mistaken.first?.mistake {
                browser.say(.warning, mistake)
                toldMistake = mistake
            }
            goToUnfinishedProperty()
            fitColumns(browser)
            return .stay
        }
        if !outdated.isEmpty {
            let fields = outdated.map { "“\($0)”" }.list(atMost: 4)
            browser.say(
                .warning,
                "Since you typed this somebody else changed \(fields): look again. C-s once more sends yours over it.")
            outdated = []
            return .stay
        }
        browser.remember(dialog.form)
        return settle(dialog.submit(in: &browser), in: &browser)
    }

    /// Puts the cursor on the property that has no value yet, where that is the mistake.
    private mutating func goToUnfinishedProperty() {
        guard var columns = metadata, let focus = dialog.form.focus, let key = columns.sheet.unfinished else { return }
        columns.select(key)
        dialog.form[focus].control = .metadata(columns)
    }

    /// Takes over what is being typed among the properties.
    private mutating func finishTyping(in browser: inout Browser) -> Bool {
        guard var columns = metadata, let focus = dialog.form.focus else { return true }
        let isDone = columns.finishTyping(in: &browser)
        dialog.form[focus].control = .metadata(columns)
        return isDone
    }

    private mutating func settle(_ submission: FormSubmission, in browser: inout Browser) -> LayerReply {
        switch submission {
        case .nothing(let words):
            browser.say(.plain, words)
            return .close
        case .refuse(let reason): phase = .failed(reason)
        case .run(let plan, let done): send(plan, done, in: &browser)
        case .confirm(let question, let plan, let done): phase = .askingToSend(question, plan, done: done)
        case .prepare(let words, let begin, let stop):
            for effect in begin { browser.emit(effect) }
            phase = .preparing(words, stop: stop)
        case .create(let image):
            let transfer = Transfer.ID.random()
            phase = .creating(CreationRun(transfer, image))
            browser.emit(.create(image, as: transfer))
        case .bringData(let image):
            let transfer = Transfer.ID.random()
            phase = .creating(CreationRun(transfer, image))
            browser.emit(.bringData(image, as: transfer))
        case .launch(let server):
            browser.plansMade += 1
            let run = LaunchRun(LaunchID(browser.plansMade), server)
            phase = .launching(run)
            browser.emit(.launch(server, as: run.id))
        case .handOver(let effects, let words):
            for effect in effects { browser.emit(effect) }
            browser.say(.done, words)
            return .close
        case .propose(let proposal):
            phase = .editing
            return .replace(PlanLayer(proposal, from: self, in: &browser))
        }
        return .stay
    }

    mutating func send(_ plan: ChangePlan, _ done: String, in browser: inout Browser) {
        phase = .sending(PlanRun(plan), done: done)
        browser.emit(.run(plan))
    }

    // MARK: Answers

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        if case .sending(var run, let done) = phase, run.take(event) {
            phase = .sending(run, done: done)
            return run.isOver ? conclude(run, done, in: &browser) : .stay
        }
        if var run = overruling, run.take(event) {
            overruling = run.isOver ? nil : run
            return run.isOver && run.failure == nil ? .close : .stay
        }
        if case .creating(var run) = phase, run.take(event) {
            phase = .creating(run)
            return conclude(run, in: &browser)
        }
        if case .launching(var run) = phase, run.take(event) {
            phase = .launching(run)
            return conclude(run, in: &browser)
        }
        guard takeIn(event, in: &browser) else { return .stay }
        refresh(in: &browser)
        if case .preparing(_, let stop) = phase {
            let next = dialog.submit(in: &browser)
            if case .prepare(let words, _, _) = next {
                phase = .preparing(words, stop: stop)
            } else {
                phase = .editing
                return settle(next, in: &browser)
            }
        }
        return replay(in: &browser)
    }

    /// Gives an answer from outside to whatever waits for it. Answers whether anything is different now.
    private mutating func takeIn(_ event: Event, in browser: inout Browser) -> Bool {
        var isNew = false
        for field in dialog.form.fields {
            switch (field.control, event) {
            case (.path(let text, var completion), .pathCandidates(let asked, let found)):
                let outcome = completion.take(found, for: asked, now: text.text)
                dialog.form[field.id].control = .path(text, completion)
                if case .path(let path) = outcome { dialog.form[field.id].pick(path) }
                if case .complete = outcome, dialog.form.focus == field.id { dialog.form.advance(by: 1) }
                isNew = true
            case (.metadata(var columns), .definitions):
                isNew = columns.receive(event) || isNew
                dialog.form[field.id].control = .metadata(columns)
            default: break
            }
        }
        return dialog.receive(event, in: &browser) || isNew
    }

    private mutating func conclude(_ run: PlanRun, _ done: String, in browser: inout Browser) -> LayerReply {
        guard let failure = run.failure else {
            browser.say(.done, done)
            return .close
        }
        if run.plan.steps.count > 1, run.hasSucceeded { return .replace(PlanLayer(run, in: &browser)) }
        if case .conflict(let entries) = failure {
            // Whoever sends nothing over the other's change goes on here.
            phase = .editing
            overruling = PlanRun(run.plan)
            return .open(ConflictLayer(run.plan, entries, overDialog: true, in: browser))
        }
        phase = .failed(failure.sentence ?? "It was not done.")
        return .stay
    }

    private mutating func conclude(_ run: CreationRun, in browser: inout Browser) -> LayerReply {
        if let problem = run.refusal {
            phase = .failed(problem.sentence)
            dialog.place(problem)
            refresh(in: &browser)
            return .stay
        }
        guard run.isOver else { return .stay }
        if let image = run.image { browser.land(on: image.id) }
        // A small file may have arrived by now.
        let transfer = browser.transfers.first { $0.id == run.transfer }
        browser.say(run.failedMembers.isEmpty ? .done : .error, run.sentence(about: transfer))
        return .close
    }
}
