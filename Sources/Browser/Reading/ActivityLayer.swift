internal import Canvas
internal import Catalog

/// The activity log: which request went to which service, how long it took, and what came back. The latest first.
struct ActivityLayer: Layer {
    let place: Place? = .reader
    let isFullBody = true
    private var list = FactList()

    init(of browser: Browser) { show(browser) }

    private mutating func show(_ browser: Browser) {
        list.show(Self.facts(browser), width: browser.size.columns, height: browser.regions.body.rows - 1)
    }

    private static func facts(_ browser: Browser) -> [Fact] {
        let warnings = browser.warnings.map { Fact("settings", $0.description, role: .messageWarning) }
        let records = browser.activity.records.reversed().map { record in
            let outcome = record.httpStatus.map { String($0) } ?? "no answer"
            var text = "\(outcome)  \(record.milliseconds) ms  \(record.service) \(record.method) \(record.path)"
            if let id = record.requestID { text += "  \(id)" }
            if let failure = record.failure { text += "  \(failure)" }
            return Fact(browser.localTime(record.at), text, role: record.failure == nil ? .value : .messageWarning)
        }
        return warnings + (records.isEmpty ? [.text("Nothing was asked of any service yet.")] : records)
    }

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        show(browser)
        if list.handle(input) { return .stay }
        return list.handleMouse(input, in: browser.regions.body.cutTop(1).rest) ? .stay : .pass
    }

    mutating func perform(_ action: Action, in browser: inout Browser) -> LayerReply {
        if list.perform(action) { return .stay }
        switch action {
        case .goBack, .quit, .showActivity: return .close
        case .copyValue, .copyID:
            if let fact = list.current { browser.copy(fact.value) }
            return .stay
        default: return .pass
        }
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        if case .service(.requested, _) = event, list.window.cursor == 0 { show(browser) }
        return .stay
    }

    var hints: [Hint] { [Hint("/", "search"), Hint("y", "copy line")] }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let (title, rest) = body.cutTop(1)
        frame.write("Activity", at: Point(column: 1, row: title.row), style: browser.theme[.dialogTitle])
        let note = "what was asked of which service, the latest first"
        frame.write(note, at: Point(column: 11, row: title.row), style: browser.theme[.textDim])
        list.draw(on: &frame, in: rest, theme: browser.theme)
        list.drawSearch(on: &frame, in: browser.regions.status, theme: browser.theme)
    }
}
