internal import Canvas
internal import Catalog

/// Transfers: data on its way to services and from them, and what stopped or was cut off, with what can be done about
/// each; below that what has ended, also in earlier runs.
struct TransfersLayer: Layer {
    /// What is asked before it is done.
    struct Question: Sendable {
        let text: String
        let effect: Effect
    }

    let place: Place? = .reader
    let isFullBody = true
    private(set) var items: [TransferItem] = []
    private(set) var window = ScrollWindow()
    private(set) var question: Question?
    /// What the journal says has ended, the newest first.
    private var past: [Activity] = []
    /// Whether nothing may be changed in this session.
    private(set) var mayOnlyRead = false

    init(of browser: inout Browser) {
        browser.emit(.fetchPastTransfers)
        refresh(browser)
    }

    /// Takes in what is there now; the cursor stays on its line.
    private mutating func refresh(_ browser: Browser) {
        let (before, place) = (current?.id, window.cursor)
        mayOnlyRead = browser.rights.refusalToWrite != nil
        items =
            (browser.leftOver?.plans ?? []).map(TransferItem.plan)
            + browser.transfers.reversed().map(TransferItem.transfer)
            + past.filter { ended in !browser.transfers.contains { $0.isShown(by: ended) } }.map(TransferItem.past)
        window.follow(cursor: items.firstIndex { $0.id == before } ?? place, count: items.count)
        window.resize(height: areas(in: browser.regions.body).list.rows)
    }

    var current: TransferItem? { items.indices.contains(window.cursor) ? items[window.cursor] : nil }

    // MARK: Input

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        refresh(browser)
        defer { refresh(browser) }
        if let question {
            if input == .key(Key(.enter)) { browser.emit(question.effect) }
            if [.key(Key(.enter)), .key(Key(.escape)), .key(Key("c", .control))].contains(input) {
                self.question = nil
            }
            return .stay
        }
        switch input {
        case .key(let key):
            if changesCloud(key), let refusal = browser.rights.refusalToWrite {
                browser.say(.warning, refusal)
                return .stay
            }
            return handle(key, in: &browser)
        case .mouse(let event):
            return window.handle(event, in: areas(in: browser.regions.body).list) == .ignored ? .pass : .stay
        case .paste, .resized: return .pass
        }
    }

    /// Whether a key leads to a change in the cloud. Going on with an export reads.
    func changesCloud(_ key: Key) -> Bool {
        switch (key, current) {
        case (Key("r"), .transfer(let transfer)?): if case .download = transfer.kind { false } else { true }
        case (Key("r"), .plan?), (Key("u"), .plan?), (Key("D"), .transfer?): true
        default: false
        }
    }

    private mutating func handle(_ key: Key, in browser: inout Browser) -> LayerReply {
        switch (key, current) {
        case (Key("x"), let item?): abort(item, in: &browser)
        case (Key("p"), .transfer(let transfer)?): pause(transfer, in: &browser)
        case (Key("t"), .transfer(let transfer)?): reactivate(transfer, in: &browser)
        case (Key("r"), .transfer(let transfer)?): retry(transfer, in: &browser)
        case (Key("r"), .plan(let plan)?): return goOn(with: plan, in: &browser)
        case (Key("u"), .plan(let plan)?): return undo(plan, in: &browser)
        case (Key("u"), .transfer?):
            browser.say(.plain, "A transfer is not undone: D deletes its record where it stopped.")
        case (Key("f"), let item?): forget(item, in: &browser)
        case (Key("D"), let item?): delete(item, in: &browser)
        default: return .pass
        }
        return .stay
    }

    mutating func perform(_ action: Action, in browser: inout Browser) -> LayerReply {
        refresh(browser)
        if window.perform(action) { return .stay }
        switch action {
        case .follow: return openImage(in: &browser)
        case .copyValue:
            if let place = current?.place { browser.copy(place.image.rawValue) }
        case .goBack, .quit, .showTransfers: return .close
        case .filter: browser.say(.plain, "Transfers are few: they are not searched.")
        default: return .pass
        }
        return .stay
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        if case .pastTransfers(let past) = event { self.past = past }
        refresh(browser)
        return .stay
    }

    // MARK: What can be done

    private mutating func abort(_ item: TransferItem, in browser: inout Browser) {
        guard case .transfer(let transfer) = item, transfer.remedies.contains(.abort) else {
            return browser.say(.plain, "It is not under way, so that there is nothing to abort.")
        }
        let name = browser.named(transfer)
        let text =
            switch (transfer.kind, transfer.state) {
            case (.download, _): "Abort the export of \(name)? \(transfer.partText)is removed; p pauses instead."
            case (_, .processing): "Follow the transfer of \(name) no more? The service goes on with it by itself."
            default: "Abort the transfer of \(name)? The record stays, without data."
            }
        question = Question(text: text, effect: .abortTransfer(transfer.id))
    }

    private mutating func pause(_ transfer: Transfer, in browser: inout Browser) {
        let effect = Effect.pauseTransfer(transfer.id)
        guard transfer.remedies.contains(.pause) else {
            return browser.say(
                .plain,
                transfer.isUnderWay
                    ? "The service does this by itself, and knows no pause."
                    : "It is not under way, so that there is nothing to pause.")
        }
        guard transfer.kind != .download, transfer.bytes > 0 else { return browser.emit(effect) }
        question = Question(
            text: "Pause the upload of \(browser.named(transfer))? The service takes data in one piece: "
                + "\(ByteSize(transfer.bytes).short) will be sent again.", effect: effect)
    }

    private func reactivate(_ transfer: Transfer, in browser: inout Browser) {
        if transfer.remedies.contains(.reactivate) { return browser.emit(.reactivate(transfer.id)) }
        browser.say(.plain, "There is no image to reactivate here.")
    }

    private mutating func retry(_ transfer: Transfer, in browser: inout Browser) {
        guard transfer.remedies.contains(.retry) else {
            let why =
                transfer.isUnderWay
                ? "It is under way already."
                : transfer.isStopping ? "It is just being stopped." : "A retry would not help here."
            return browser.say(.plain, why)
        }
        let what =
            switch transfer.kind {
            case .upload, .stagedUpload: "upload"
            case .webDownload: "fetching"
            case .record: "creation"
            case .download: "export"
            }
        question = Question(
            text: "Go on with the \(what) of \(browser.named(transfer))?", effect: .retryTransfer(transfer.id))
    }

    private mutating func forget(_ item: TransferItem, in browser: inout Browser) {
        switch item {
        case .transfer(let transfer) where transfer.isHolding:
            browser.say(.plain, "The image is still deactivated for it: t reactivates it first.")
        case .transfer(let transfer) where transfer.isUnfinishedExport && transfer.remedies.contains(.forget):
            question = Question(
                text: "Drop the export of \(browser.named(transfer))? \(transfer.partText)is removed.",
                effect: .forgetTransfer(transfer.id))
        case .transfer(let transfer) where transfer.remedies.contains(.forget):
            browser.emit(.forgetTransfer(transfer.id))
            if case .done = transfer.state { return }
            browser.say(.plain, "Kept as it is: \(transfer.title), the image \(transfer.image).")
        case .transfer:
            browser.say(.plain, "It is under way. x aborts it.")
        case .past:
            browser.say(.plain, "It is over, and kept in the activity log.")
        case .plan(let plan):
            browser.emit(.forgetPlan(plan.id))
            browser.leftOver?.plans.removeAll { $0.id == plan.id }
            browser.say(.plain, "\(plan.plan.name) is not offered any more. What was done of it stands.")
        }
    }

    private mutating func delete(_ item: TransferItem, in browser: inout Browser) {
        guard case .transfer(let transfer) = item, transfer.remedies.contains(.delete) else {
            let isStopping = if case .transfer(let transfer) = item { transfer.isStopping } else { false }
            return browser.say(
                .plain, isStopping ? "It is just being stopped." : "There is no record here to be deleted.")
        }
        question = Question(
            text:
                "Delete the record of \(browser.named(transfer)), image \(transfer.image)? It cannot be brought back.",
            effect: .deleteTransfer(transfer.id))
    }

    private func goOn(with plan: UnfinishedPlan, in browser: inout Browser) -> LayerReply {
        let rest = plan.continuation(id: browser.plan("", []).id)
        let note = "Cut off \(browser.localDate(plan.at)). What is so already is not sent again."
        return propose(rest, "Continue \(plan.plan.name)", note, in: &browser)
    }

    /// Shows what a plan that was cut off leads to now: images may have been published or deactivated since (R3, R12, R21).
    private func propose(
        _ plan: ChangePlan, _ title: String, _ note: String, in browser: inout Browser
    ) -> LayerReply {
        var plan = plan
        let (steps, refused) = browser.permitted(plan)
        plan.steps = steps.seeing { browser.catalogue[$0]?.image }
        var proposal = PlanProposal(title: title, plan: plan, verb: "Send")
        proposal.thing = "change"
        proposal.notes = [note]
        proposal.refused = refused.map { ($0.step.title, $0.reason) }
        // As where it was asked for (dialogs.md 11).
        let lost = steps.filter { $0.change == .delete }.compactMap { browser.catalogue[$0.image] }
        if lost.count > 1 || lost.contains(where: \.image.isPublished) { proposal.confirmation = "delete" }
        return .open(PlanLayer(proposal, in: &browser))
    }

    private func undo(_ plan: UnfinishedPlan, in browser: inout Browser) -> LayerReply {
        guard let undoing = plan.undoing(id: browser.plan("", []).id) else {
            browser.say(.plain, "Nothing of it was done that can be taken back. f offers it no more.")
            return .stay
        }
        return propose(undoing, undoing.name, "Takes back what was done before it was cut off.", in: &browser)
    }

    private func openImage(in browser: inout Browser) -> LayerReply {
        guard let place = current?.place else { return .stay }
        guard browser.session.map({ Workplace($0) }) == place.workplace else {
            browser.say(
                .plain, "It is in the cloud \(place.workplace.cloud): \(browser.key(.switchCloud)) goes there.")
            return .stay
        }
        return .open(DetailsLayer(place.image, in: &browser))
    }
}

extension Transfer {
    /// Whether an entry of the activity log is about this one, which is in the list as long as the program runs, and
    /// not about an earlier one of the same image.
    fileprivate func isShown(by ended: Activity) -> Bool {
        ended.plan == plan && ended.image == image && !isUnderWay
    }

    /// Whether there may be a part of a file that is of no use by itself.
    var isUnfinishedExport: Bool {
        if case .done = state { false } else { kind == .download }
    }

    /// What there is of the file, at the beginning of a sentence.
    fileprivate var partText: String { bytes > 0 ? "What came of it (\(ByteSize(bytes).short)) " : "What came of it " }
}
