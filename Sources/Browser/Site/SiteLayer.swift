internal import Canvas
internal import Catalog

/// Site Usage: what this project has used of its limits, where the site keeps data, and how data comes there.
struct SiteLayer: Layer {
    let place: Place? = .reader
    let isFullBody = true
    /// Nil until the service has answered.
    private var report: SiteReport?
    private var list = FactList()

    init(in browser: inout Browser) {
        browser.emit(.fetchSiteReport(generation: browser.generation))
        show(browser)
    }

    private mutating func show(_ browser: Browser) {
        list.show(facts(browser), width: browser.size.columns, height: browser.regions.body.rows - 1)
    }

    // MARK: What there is to read

    private func facts(_ browser: Browser) -> [Fact] {
        guard let report else { return [.text("Asking the service.", role: .textDim)] }
        return usage(report, browser) + stores(report) + methods(report)
            + [
                .heading("The same on the command line"), .text("glance usage"), .text("openstack image stores list"),
                .text("openstack image import info"),
            ]
    }

    private func usage(_ report: SiteReport, _ browser: Browser) -> [Fact] {
        let project = browser.session?.project.map { browser.catalogue.projects.label(of: $0.id) } ?? "no project"
        let heading = Fact.heading("Limits of the project \(project)")
        let facts = Self.facts(report.usage, none: "The site sets no limits for projects, or does not tell them.") {
            let isShort = ($0.fraction ?? 0) >= 0.9
            return Fact($0.label, $0.amount, role: isShort ? .messageWarning : .value)
        }
        return [heading] + facts + [.blank]
    }

    private func stores(_ report: SiteReport) -> [Fact] {
        let none = "The site has a single store without a name."
        return [.heading("Stores")] + Self.facts(report.stores, none: none, Self.fact) + [.blank]
    }

    private static func fact(_ store: Store) -> Fact {
        var words = [store.description ?? ""]
        if store.isDefault { words.append("default: data goes there unless another one is named") }
        if store.isReadOnly { words.append("takes nothing new") }
        if let type = store.type { words.append("type \(type)") }
        if let weight = store.weight { words.append("weight \(weight)") }
        words += store.properties.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.string ?? $0.value.pretty)" }
        let text = words.filter { !$0.isEmpty }.joined(separator: "; ")
        return Fact(store.id, text.isEmpty ? "nothing is told about it" : text)
    }

    private func methods(_ report: SiteReport) -> [Fact] {
        let meanings = [
            "web-download": "the service fetches data from an address", "copy-image": "copies of data between stores",
            "glance-direct": "data is staged, then imported", "glance-download": "data comes from another region",
        ]
        let facts = Self.facts(report.importMethods, none: "The site offers none.") {
            Fact($0, meanings[$0] ?? "unknown here")
        }
        return [.heading("Ways of importing")] + facts + [.blank]
    }

    private static func facts<Item>(
        _ answer: Result<[Item], Problem>, none: String, _ fact: (Item) -> Fact
    ) -> [Fact] {
        switch answer {
        case .failure(let problem): [.text(problem.sentence, role: .messageWarning)]
        case .success(let items) where items.isEmpty: [.text(none, role: .textDim)]
        case .success(let items): items.map(fact)
        }
    }

    // MARK: Input

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        show(browser)
        if list.handle(input) { return .stay }
        if input == .key(Key("r")) {
            browser.emit(.fetchSiteReport(generation: browser.generation))
            return .stay
        }
        return list.handleMouse(input, in: browser.regions.body.cutTop(1).rest) == .ignored ? .pass : .stay
    }

    mutating func perform(_ action: Action, in browser: inout Browser) -> LayerReply {
        if list.perform(action) { return .stay }
        switch action {
        case .goBack, .quit: return .close
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
        case .siteReport(let report, _): self.report = report
        case .service(.projectNames, _): break
        default: return .stay
        }
        show(browser)
        return .stay
    }

    var status: String { list.position }

    var takesStatusLine: Bool { list.isTyping }

    var hints: [Hint] { list.isTyping ? list.hints : list.hints + [Hint("r", "ask again"), Hint("Y", "copy value")] }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let (title, rest) = body.cutTop(1)
        frame.write("Site Usage", at: Point(column: 1, row: title.row), style: browser.theme[.dialogTitle])
        var list = list
        list.show(list.facts, width: rest.columns, height: rest.rows)
        list.draw(on: &frame, in: rest, theme: browser.theme)
        list.drawSearch(on: &frame, in: browser.regions.status, theme: browser.theme)
    }
}

extension Browser {
    mutating func openSiteUsage() {
        if let refusal = refusal(of: .siteUsage) { return say(.warning, refusal) }
        layers.append(SiteLayer(in: &self))
    }
}
