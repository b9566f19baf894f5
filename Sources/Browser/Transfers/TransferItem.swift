internal import Catalog

/// A line of Transfers: data on its way, a plan of an earlier run that was cut off, or a transfer that has ended.
enum TransferItem: Sendable {
    case transfer(Transfer)
    case plan(UnfinishedPlan)
    case past(Activity)

    enum ID: Hashable, Sendable {
        case transfer(Transfer.ID)
        case plan(UnfinishedPlan.ID)
        case past(Activity.ID)
    }

    var id: ID {
        switch self {
        case .transfer(let transfer): .transfer(transfer.id)
        case .plan(let plan): .plan(plan.id)
        case .past(let ended): .past(ended.id)
        }
    }

    var title: String {
        switch self {
        case .transfer(let transfer): transfer.title
        case .plan(let plan): plan.plan.name
        case .past(let ended): ended.title
        }
    }

    /// How far it is, in a few words.
    var state: String {
        switch self {
        case .transfer(let transfer): transfer.stateText
        case .plan(let plan):
            "cut off, \(plan.states.count { $0 == .done }) of \(plan.states.count) done"
        case .past(let ended): ended.outcome == .done ? ended.deed.ending : "failed"
        }
    }

    /// What kind of thing it is, in a word.
    var kind: String {
        switch self {
        case .transfer(let transfer): transfer.kindText
        case .plan: "plan"
        case .past(let ended): ended.deed.kind
        }
    }

    /// The image that it is about, and where that is; nil for plans.
    var place: (image: ImageID, workplace: Workplace)? {
        switch self {
        case .transfer(let transfer): (transfer.image, transfer.workplace)
        case .plan: nil
        case .past(let ended): (ended.image, ended.workplace)
        }
    }

    var role: ThemeRole {
        guard case .transfer(let transfer) = self else {
            if case .past = self { return .textDim }
            return .messageWarning
        }
        return switch transfer.state {
        case .waiting, .held: .textDim
        case .sending, .processing: .progress
        case .done: .messageDone
        case .failed: .messageError
        case .aborted, .paused, .interrupted: .messageWarning
        }
    }

    /// All there is to say about it, line by line, what matters most first.
    func details(in browser: Browser) -> [Fact] {
        switch self {
        case .transfer(let transfer): transfer.details(in: browser)
        case .plan(let plan):
            [.text("\(plan.plan.name) was cut off. It was begun on \(browser.localDate(plan.at)).")]
                + zip(plan.plan.steps, plan.states).map { step, state in
                    .text("\(state.words): \(step.title), \(step.change.summary)", role: .textDim)
                }
        case .past(let ended): ended.details(in: browser)
        }
    }
}

extension Deed {
    /// What kind of transfer it was, in a word.
    fileprivate var kind: String {
        switch self {
        case .uploaded: "upload"
        case .imported: "fetch"
        case .exported: "export"
        case .changed, .created, .launched: ""
        }
    }

    /// How it went well.
    fileprivate var ending: String {
        switch self {
        case .uploaded(_, let digest), .exported(_, _, let digest): digest == nil ? "done" : "done, verified"
        case .imported, .changed, .created, .launched: "done"
        }
    }
}

extension Activity {
    fileprivate func details(in browser: Browser) -> [Fact] {
        let summary = deed.summary.prefix(1).uppercased() + deed.summary.dropFirst()
        var facts: [Fact] = [.text("\(summary), ended \(browser.localDate(at)).")]
        if let reason { facts.append(.text(reason.asSentence, role: .messageError)) }
        facts.append(.text("Image \(image), cloud \(workplace.cloud).", role: .textDim))
        if let requestID { facts.append(.text(requestID, role: .textDim)) }
        return facts
    }
}

extension UnfinishedPlan.StepState {
    fileprivate var words: String {
        switch self {
        case .waiting: "not sent"
        case .begun: "perhaps sent"
        case .done: "done"
        case .failed: "failed"
        }
    }
}

extension Transfer {
    /// How it gets to the service, in a word.
    var kindText: String {
        switch kind {
        case .upload: "upload"
        case .stagedUpload: "staged"
        case .webDownload: "fetch"
        case .record: "record"
        case .download: "export"
        }
    }

    fileprivate var stateText: String {
        switch state {
        case .waiting: "waits for its turn"
        case .held: "held"
        case .sending: fraction == nil ? "\(ByteSize(bytes).short) \(gone)" : "sending"
        case .processing: kind == .webDownload ? "the service fetches it" : "the service works on it"
        case .done(let isVerified): isVerified ? "done, verified" : "done"
        case .failed: "failed"
        case .aborted: "aborted"
        case .paused: "paused"
        case .interrupted: "cut off"
        }
    }

    /// What bytes have been that are no more on their way.
    private var gone: String { kind == .download ? "fetched" : "sent" }

    /// Whether the user has stopped it, and the service has not said yet what came of that.
    var isStopping: Bool { [.paused, .aborted].contains(state) && remedies.isEmpty }

    /// How much of it is sent or fetched, from 0 to 1; nil where that is not known.
    var fraction: Double? {
        guard let total, total > 0 else { return nil }
        return Double(bytes) / Double(total)
    }

    /// `42 %`; whole only when all is sent.
    var percent: String? { fraction.map { "\(min(100, Int($0 * 100))) %" } }

    /// `45 s`, `3 min`, `2 h 5 min`.
    var timeLeftText: String? {
        timeLeft.map { seconds in
            if seconds < 60 { return "\(seconds) s" }
            let minutes = (seconds + 59) / 60
            return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
        }
    }

    /// `12 MiB/s`
    var rateText: String? { rate.map { ByteSize(Int64(min($0, 1e15))).short + "/s" } }

    fileprivate func details(in browser: Browser) -> [Fact] {
        var facts: [Fact] = []
        if let holdProblem { facts.append(.text(holdProblem.sentence, role: .messageError)) }
        if let problem { facts.append(.text(problem.sentence, role: .messageError)) }
        switch state {
        case .held(let until): facts.append(.text(until, role: .progress))
        case .done(true):
            let what = kind == .download ? "the file" : "what was sent"
            facts.append(.text("The service's hash is the one of \(what).", role: .messageDone))
        case .done(false) where kind == .download:
            facts.append(.text("Not verified: the service keeps no hash of it.", role: .messageWarning))
        case .done(false): facts.append(.text("Done; there were no hashes to compare.", role: .messageDone))
        case .interrupted where problem == nil:
            facts.append(.text("The program ended while it was under way.", role: .messageWarning))
        case .paused where isStopping, .aborted where isStopping:
            facts.append(.text("It is being stopped: the service has not told yet what it has."))
        case .aborted where kind == .download: facts.append(.text("You stopped it. Nothing is kept of the file."))
        case .paused where kind == .download: facts.append(.text("Paused. What came so far is kept."))
        case .paused where kind == .webDownload:
            facts.append(.text("Paused before the service was asked to fetch it. The record is there, without data."))
        case .paused:
            facts.append(.text("Paused. The record is there, without data, which is sent from its beginning."))
        case .aborted: facts.append(.text("You stopped it. The record is still there, without data."))
        default: break
        }
        if let total, isUnderWay || kind == .download && bytes > 0 && bytes < total {
            facts.append(.text("\(ByteSize(bytes).short) of \(ByteSize(total).short) \(gone)."))
        }
        if isHolding, holdProblem == nil {
            facts.append(
                .text("The image is deactivated meanwhile, and reactivated however this ends.", role: .progress))
        }
        let from = source.isEmpty ? "" : " from \(source)"
        let how =
            switch kind {
            case .upload: "Upload\(from)"
            case .stagedUpload: "Upload\(from), then an import by the service"
            case .webDownload: "Fetched by the service\(from)"
            case .record: "A record without data"
            case .download: "Export to \(source)"
            }
        facts.append(.text("\(how).", role: .textDim))
        let isHere = browser.session.map { Workplace($0) } == workplace
        let place = isHere ? "" : ", in the cloud \(workplace.cloud), which is not open or not for this project"
        facts.append(.text("Image \(image)\(place).", role: .textDim))
        return facts
    }
}
