internal import Catalog
internal import OpenStack
internal import Replica

/// The work on one step of a plan.
struct ChangeWork: Sendable {
    let plan: ChangePlan
    let index: Int
    /// The plan's number in the journal; nil if the journal does not take anything.
    let number: Int64?
    let session: Session
    let tools: ChangeDesk.Tools
    let report: @Sendable (StepOutcome) -> Void
    /// What was sent first: with the values that were there, so that it can be taken back.
    var sent: ImageChange?
    var requestID: String?

    init(
        _ plan: ChangePlan, _ index: Int, number: Int64?, session: Session, _ tools: ChangeDesk.Tools,
        report: @escaping @Sendable (StepOutcome) -> Void
    ) {
        self.plan = plan
        self.index = index
        self.number = number
        self.session = session
        self.tools = tools
        self.report = report
    }

    var step: ChangePlan.Step { plan.steps[index] }
    var access: any CloudAccess { tools.cloud.access }

    /// Does the step, notes it in the journal and answers what became of it.
    mutating func carryOut() async -> StepOutcome {
        let outcome: StepOutcome
        do throws(Problem) {
            outcome = try await inTurn()
        } catch {
            let isStopped = error.kind == .cancelled && sent == nil
            outcome = isStopped ? .skipped : .failed(error.about(step))
        }
        await settle(outcome)
        return outcome
    }

    private mutating func inTurn() async throws(Problem) -> StepOutcome {
        guard case .copyToStore = step.change else { return try await inTurnOfImage() }
        let report = report
        let isFree = await tools.copies.take { report(.held(until: "Waits for other copies to end.")) }
        guard isFree else { return .skipped }
        defer { tools.copies.giveBack() }
        return try await inTurnOfImage()
    }

    private mutating func inTurnOfImage() async throws(Problem) -> StepOutcome {
        let image = step.image
        func hold(_ reason: String) { report(.held(until: Self.words(reason))) }
        // What is changed while data goes up is undone when that ends. Members are kept apart from the rest.
        if step.change.isOfAttributes {
            let isFree = await tools.transfers.take(image, for: "a change of it is under way", waiting: hold)
            guard isFree else { return .skipped }
        }
        defer { if step.change.isOfAttributes { tools.transfers.giveBack(image) } }
        guard await tools.changes.take(image, for: "another change of it is under way", waiting: hold) else {
            return .skipped
        }
        defer { tools.changes.giveBack(image) }
        switch step.change {
        case .edit, .deactivate, .reactivate: return try await changeAttributes()
        case .addMember: return try await addMember()
        case .removeMember: return try await removeMember()
        case .answerOffer(let project, let from, let to): return try await answerOffer(project, from, to)
        case .delete: return try await delete()
        case .copyToStore(let store): return try await copy(to: store)
        case .removeFromStore(let store): return try await remove(from: store)
        case .queueForCache, .dropFromCache: return try await changeCache()
        }
    }

    static func words(_ reason: String) -> String { "Waits, because \(reason); it is sent when that ends." }

    // MARK: Asking and sending

    /// The image as it is now. Once something was sent the answer is waited for, whatever the user does. If there is
    /// none any more, its row goes.
    func read() async throws(Problem) -> Image {
        let (access, image, slots) = (access, step.image, tools.slots)
        do throws(Problem) {
            return try await attentively { () throws(Problem) in
                try await slots.using { () throws(Problem) in try await access.image(image) }
            }
        } catch {
            if error.kind == .notFound { await tools.cloud.take(.gone(image)) }
            throw error
        }
    }

    /// Asks something, to its end if something was sent.
    func attentively<Value: Sendable>(
        _ question: @escaping @Sendable () async throws(Problem) -> Value
    ) async throws(Problem) -> Value {
        if sent == nil { return try await question() }
        return try await toItsEnd(grace: tools.pace.grace, tools.timing, question)
    }

    /// Sends a change. The journal knows before that it may stand from now on.
    mutating func send(_ change: ImageChange) async throws(Problem) {
        if sent == nil, let number {
            let index = index
            _ = await tools.keeper.note { (journal) throws(Problem) in try await journal.beginStep(index, of: number) }
        }
        let (access, image, slots) = (access, step.image, tools.slots)
        guard await slots.take() else { throw .cancelled }
        defer { slots.giveBack() }
        sent = sent ?? change
        do throws(Problem) {
            let id = try await toItsEnd(grace: tools.pace.grace, tools.timing) { () throws(Problem) in
                try await access.send(change, to: image)
            }
            requestID = id ?? requestID
        } catch {
            requestID = error.requestID ?? requestID
            throw error
        }
    }

    // MARK: The journal

    private func settle(_ outcome: StepOutcome) async {
        guard let number, let state = outcome.state else { return }
        let (index, activity) = (index, activity(outcome, plan: number))
        _ = await tools.keeper.note { (journal) throws(Problem) in
            try await journal.endStep(index, of: number, state, activity)
        }
    }

    /// What the activity log says about it; nil if it says nothing.
    private func activity(_ outcome: StepOutcome, plan number: Int64) -> Activity? {
        let result: Activity.Outcome
        var reason: String?
        switch outcome {
        case .done: result = .done
        // Whatever was to be taken back has been, and is not offered again.
        case .unchanged where step.undoes != nil: result = .unchanged
        case .lost: result = .lost
        case .conflict where sent != nil: result = .lost
        case .failed(let problem):
            result = sent != nil && (problem.isUncertain || problem.kind == .cancelled) ? .unknown : .failed
            reason = problem.reason
        case .unchanged, .conflict, .held, .working, .skipped: return nil
        }
        let change = sent ?? step.change
        var activity = Activity(
            at: tools.timing.now(), workplace: Workplace(session), user: session.user.map { $0.name ?? $0.id },
            plan: number, name: plan.name, image: step.image, title: step.title, deed: .changed(change),
            outcome: result)
        activity.reason = reason
        activity.requestID = requestID
        activity.commands = EquivalentCommand.lines(for: change, of: step.image)
        activity.note = plan.note
        activity.undoes = step.undoes
        return activity
    }
}

extension StepOutcome {
    /// How the journal calls it; nil if nothing was tried.
    fileprivate var state: UnfinishedPlan.StepState? {
        switch self {
        case .done, .unchanged: .done
        case .conflict, .lost, .failed: .failed
        case .held, .working, .skipped: nil
        }
    }
}

extension ImageChange {
    /// Whether it concerns what is stored with the image itself, and so can be overwritten by whoever stores it next.
    var isOfAttributes: Bool {
        switch self {
        case .edit, .deactivate, .reactivate, .copyToStore, .removeFromStore: true
        case .addMember, .removeMember, .answerOffer, .delete, .queueForCache, .dropFromCache: false
        }
    }
}

extension Problem {
    /// The same as the failure of a step, which names the image.
    func about(_ step: ChangePlan.Step) -> Problem {
        var problem = self
        let image = "“\(step.title)”"
        problem.attempt =
            switch step.change {
            case .edit: "Could not change \(image)"
            case .deactivate: "Could not deactivate \(image)"
            case .reactivate: "Could not reactivate \(image)"
            case .addMember(let project): "Could not share \(image) with \(project)"
            case .removeMember(let project, _): "Could not stop sharing \(image) with \(project)"
            case .answerOffer(_, _, let status): "Could not set the offer of \(image) to \(status.text)"
            case .delete: "Could not delete \(image)"
            case .copyToStore(let store): "Could not copy \(image) to \(store)"
            case .removeFromStore(let store): "Could not remove \(image) from \(store)"
            case .queueForCache: "Could not queue \(image) for the cache"
            case .dropFromCache: "Could not drop \(image) from the cache"
            }
        return problem
    }
}
