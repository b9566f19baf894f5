internal import Catalog

/// A line of Transfers: data on its way, or a plan of an earlier run that was cut off.
enum TransferItem: Sendable {
    case transfer(Transfer)
    case plan(UnfinishedPlan)

    enum ID: Hashable, Sendable {
        case transfer(Transfer.ID)
        case plan(UnfinishedPlan.ID)
    }

    var id: ID {
        switch self {
        case .transfer(let transfer): .transfer(transfer.id)
        case .plan(let plan): .plan(plan.id)
        }
    }

    var title: String {
        switch self {
        case .transfer(let transfer): transfer.title
        case .plan(let plan): plan.plan.name
        }
    }

    /// How far it is, in a few words.
    var state: String {
        switch self {
        case .transfer(let transfer): transfer.stateText
        case .plan(let plan):
            "cut off, \(plan.states.count { $0 == .done }) of \(plan.states.count) done"
        }
    }

    var role: ThemeRole {
        guard case .transfer(let transfer) = self else { return .messageWarning }
        return switch transfer.state {
        case .waiting, .held: .textDim
        case .sending, .processing: .progress
        case .done: .messageDone
        case .failed: .messageError
        case .aborted, .interrupted: .messageWarning
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
        }
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
        }
    }

    fileprivate var stateText: String {
        switch state {
        case .waiting: "waits for its turn"
        case .held: "held"
        case .sending: fraction == nil ? "\(ByteSize(bytes).short) sent" : "sending"
        case .processing: kind == .webDownload ? "the service fetches it" : "the service works on it"
        case .done(let isVerified): isVerified ? "done, verified" : "done"
        case .failed: "failed"
        case .aborted: "aborted"
        case .interrupted: "cut off"
        }
    }

    /// How much of it is sent, from 0 to 1; nil where that is not known.
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
        if let problem { facts.append(.text(problem.sentence, role: .messageError)) }
        switch state {
        case .held(let until): facts.append(.text(until, role: .progress))
        case .done(true): facts.append(.text("The service's hash is the one of what was sent.", role: .messageDone))
        case .done(false): facts.append(.text("Done; there were no hashes to compare.", role: .messageDone))
        case .interrupted where problem == nil:
            facts.append(.text("The program ended while it was under way.", role: .messageWarning))
        case .aborted: facts.append(.text("You stopped it. The record is still there, without data."))
        default: break
        }
        if let total, isUnderWay {
            facts.append(.text("\(ByteSize(bytes).short) of \(ByteSize(total).short) sent."))
        }
        let from = source.isEmpty ? "" : " from \(source)"
        let how =
            switch kind {
            case .upload: "Upload\(from)"
            case .stagedUpload: "Upload\(from), then an import by the service"
            case .webDownload: "Fetched by the service\(from)"
            case .record: "A record without data"
            }
        facts.append(.text("\(how).", role: .textDim))
        let isHere = browser.session.map { Workplace($0) } == workplace
        let place = isHere ? "" : ", in the cloud \(workplace.cloud), which is not open or not for this project"
        facts.append(.text("Image \(image)\(place).", role: .textDim))
        return facts
    }
}
