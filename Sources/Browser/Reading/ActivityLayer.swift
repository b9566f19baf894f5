internal import Canvas
internal import Catalog

/// The activity log, the latest first: the changes that the journal keeps of all runs, and the requests of this one.
struct ActivityLayer: Layer {
    /// How many changes are read from the journal.
    static let latest = 500

    /// What is shown of the two.
    private enum View { case requests, changes }

    let place: Place? = .reader
    let isFullBody = true
    private var list = FactList()
    private var view: View
    /// Nil until the journal has answered.
    private var changes: [Activity]?

    init(of browser: inout Browser) {
        // Whoever has trouble with the service wants to know what it was asked.
        view = browser.trouble == nil ? .changes : .requests
        browser.emit(.fetchActivity(latest: Self.latest))
        show(browser)
    }

    private mutating func show(_ browser: Browser) {
        let warnings =
            browser.warnings.map { Fact("settings", $0.description, role: .messageWarning) }
            + browser.configurationNotices.map { Fact("clouds", $0, role: .messageWarning) }
        let facts = view == .requests ? Self.requests(browser) : changeFacts(browser)
        list.show(warnings + facts, width: browser.size.columns, height: browser.regions.body.rows - 1)
    }

    private func changeFacts(_ browser: Browser) -> [Fact] {
        guard let changes else { return [.text("Reading the journal.", role: .textDim)] }
        if changes.isEmpty { return [.text("Nothing was changed yet, in this run or an earlier one.", role: .textDim)] }
        return changes.map { $0.fact(at: browser.localDate($0.at)) }
    }

    private static func requests(_ browser: Browser) -> [Fact] {
        let records = browser.activity.records.reversed().map { record in
            var text = record.outcome.padded(to: 5) + "\(record.milliseconds) ms".padded(to: 9)
            text += "\(record.service) \(record.method) \(record.path)"
            if let failure = record.failure { text += "  \(failure)" }
            if let id = record.requestID { text += "  \(id)" }
            let role: ThemeRole = record.failure == nil ? .value : .messageWarning
            return Fact(browser.localTime(record.at), text, role: role).folded()
        }
        return records.isEmpty ? [.text("Nothing was asked of any service yet.", role: .textDim)] : records
    }

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        show(browser)
        if list.handle(input) { return .stay }
        if input == .key(Key(.tab)) || input == .key(Key(.tab, .shift)) {
            view = view == .requests ? .changes : .requests
            list = FactList()
            show(browser)
            return .stay
        }
        switch list.handleMouse(input, in: browser.regions.body.cutTop(1).rest) {
        case .ignored: return .pass
        case .taken: return .stay
        case .chosen: return perform(.follow, in: &browser)
        }
    }

    mutating func perform(_ action: Action, in browser: inout Browser) -> LayerReply {
        if list.perform(action) { return .stay }
        switch action {
        case .goBack, .quit, .showActivity: return .close
        case .copyValue, .copyID:
            if let text = list.current?.copied { browser.copy(text) }
            return .stay
        case .showHelp: return .open(HelpLayer(of: browser, at: .reader))
        case .follow: return .stay
        default: return .pass
        }
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        switch event {
        case .activity(let activity):
            changes = activity
            show(browser)
        case .service(.requested, _): show(browser)
        // What was done has just been written down.
        case .planEnded: browser.emit(.fetchActivity(latest: Self.latest))
        default: break
        }
        return .stay
    }

    var status: String { list.position }

    var takesStatusLine: Bool { list.isTyping }

    var hints: [Hint] {
        if list.isTyping { return list.hints }
        return [Hint("Tab", view == .requests ? "changes" : "requests")] + list.hints + [Hint("Y", "copy line")]
    }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let (title, rest) = body.cutTop(1)
        frame.write("Activity", at: Point(column: 1, row: title.row), style: browser.theme[.dialogTitle])
        let note =
            view == .requests
            ? "requests to the services and their answers, the latest first"
            : "changes of images in this run and earlier ones, the latest first"
        frame.write(
            note, at: Point(column: 11, row: title.row), style: browser.theme[.textDim], width: title.columns - 12)
        list.draw(on: &frame, in: rest, theme: browser.theme)
        list.drawSearch(on: &frame, in: browser.regions.status, theme: browser.theme)
    }
}

extension Activity {
    /// Who, when, what, from and to, the request and the command, for a line that folds.
    fileprivate func fact(at date: String) -> Fact {
        let isGood = outcome == .done || outcome == .unchanged
        var text = "\(title): \(deed.summary)."
        if !isGood { text = "\(outcome.words): \(text)" }
        if let reason { text += " \(reason)." }
        text += " \(name)"
        if let user { text += " by \(user)" }
        text += " in \(workplace.cloud)"
        if let region = workplace.region { text += " \(region)" }
        if let project = workplace.project { text += ", project \(project)" }
        text += ", image \(image)."
        if !note.isEmpty { text += " Reason given: \(note)." }
        if undoes != nil { text += " An undo." }
        if let requestID { text += " \(requestID)." }
        if !commands.isEmpty { text += " $ " + commands.joined(separator: " $ ") }
        return Fact(date, text, role: isGood ? .value : .messageWarning).folded()
    }
}

extension Activity.Outcome {
    fileprivate var words: String {
        switch self {
        case .done: "done"
        case .unchanged: "was so already"
        case .failed: "FAILED"
        case .lost: "LOST, overwritten by another writer"
        case .unknown: "UNKNOWN whether it was done"
        }
    }
}

extension RequestRecord {
    /// The number of the status line, or that there was none.
    fileprivate var outcome: String { httpStatus.map(String.init) ?? "none" }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(1, width - count))
    }
}
