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
            var text = record.outcome.padded(to: 5) + "\(record.milliseconds) ms".padded(to: 9)
            text += "\(record.service) \(record.method) \(record.path)"
            if let failure = record.failure { text += "  \(failure)" }
            if let id = record.requestID { text += "  \(id)" }
            let role: ThemeRole = record.failure == nil ? .value : .messageWarning
            return Fact(browser.localTime(record.at), text, role: role).folded()
        }
        return warnings + (records.isEmpty ? [.text("Nothing was asked of any service yet.", role: .textDim)] : records)
    }

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        show(browser)
        if list.handle(input) { return .stay }
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
        if case .service(.requested, _) = event { show(browser) }
        return .stay
    }

    var status: String { list.position }

    var takesStatusLine: Bool { list.isTyping }

    var hints: [Hint] { list.isTyping ? list.hints : list.hints + [Hint("Y", "copy line")] }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let (title, rest) = body.cutTop(1)
        frame.write("Activity", at: Point(column: 1, row: title.row), style: browser.theme[.dialogTitle])
        let note = "requests to the services and their answers, the latest first"
        frame.write(
            note, at: Point(column: 11, row: title.row), style: browser.theme[.textDim], width: title.columns - 12)
        list.draw(on: &frame, in: rest, theme: browser.theme)
        list.drawSearch(on: &frame, in: browser.regions.status, theme: browser.theme)
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
