internal import Canvas
internal import Catalog

/// The servers that use an image, and the volumes made from it, as the services tell at this moment.
struct InstancesLayer: Layer {
    let place: Place? = .reader
    let isFullBody = true
    private let entry: CatalogueEntry
    private let scope: ImageUsage.Scope
    /// Nil until it was answered.
    private var usage: ImageUsage?
    private var volumes: Result<[Volume], Problem>?
    private let hasVolumes: Bool
    private var list = FactList()

    init(_ entry: CatalogueEntry, in browser: inout Browser) {
        self.entry = entry
        scope = browser.session?.isAdmin == true ? .allProjects : .ownProject
        hasVolumes = browser.session?.services.contains("block-storage") ?? false
        ask(&browser)
        show(browser)
    }

    private mutating func ask(_ browser: inout Browser) {
        usage = nil
        volumes = nil
        browser.emit(.checkUsage([UsageQuestion(entry.id, scope)]))
        if hasVolumes { browser.emit(.fetchVolumes(entry.id, scope)) }
    }

    // MARK: Input

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        show(browser)
        if list.handle(input) { return .stay }
        if input == .key(Key("r")) {
            ask(&browser)
            show(browser)
            return .stay
        }
        switch list.handleMouse(input, in: browser.regions.body.cutTop(1).rest) {
        case .ignored: return .pass
        case .taken, .chosen: return .stay
        }
    }

    mutating func perform(_ action: Action, in browser: inout Browser) -> LayerReply {
        if list.perform(action) { return .stay }
        switch action {
        case .goBack, .quit: return .close
        case .copyValue:
            if let text = list.current?.copied { browser.copy(text) }
        case .showHelp: return .open(HelpLayer(of: browser, at: .reader))
        case .follow: break
        default: return .pass
        }
        return .stay
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        switch event {
        case .usage(let usage) where usage.image == entry.id && usage.scope == scope: self.usage = usage
        case .volumes(entry.id, let answer): volumes = answer
        case .service(.projectNames, _): break
        default: return .stay
        }
        show(browser)
        return .stay
    }

    // MARK: What is shown

    private mutating func show(_ browser: Browser) {
        let facts = serverFacts(browser) + (hasVolumes ? [.blank] + volumeFacts(browser) : [])
        list.show(facts, width: browser.size.columns, height: browser.regions.body.rows - 1)
    }

    private func serverFacts(_ browser: Browser) -> [Fact] {
        guard let usage else { return [.heading("Servers"), .text("Asking the compute service.", role: .textDim)] }
        switch usage.answer {
        case .servers(let servers):
            let who =
                servers.isEmpty
                ? "No server of \(scope == .allProjects ? "any" : "this") project"
                : "\(counted(servers.count, "server")) of \(scope == .allProjects ? "all projects" : "this project")"
            let heading = "\(who), as of \(browser.localTime(usage.at))"
            return [.heading(heading)] + servers.map { fact(of: $0, browser) } + limits
        case .noCompute: return [.heading("Servers"), .text("The cloud has no compute service.")]
        case .unknown(let problem):
            return [.heading("Servers"), .text(problem.sentence, role: .messageError)]
        }
    }

    /// What the answer cannot show (R58).
    private var limits: [Fact] {
        let others = scope == .allProjects ? "" : "Servers of other projects are for administrators to see. "
        return [
            .text(
                others
                    + "Servers booted from a volume carry no image and are not among these, nor are servers in cells "
                    + "that do not answer.", role: .textDim)
        ]
    }

    private func fact(of server: Server, _ browser: Browser) -> Fact {
        let since = server.createdAt.map { "since \(browser.localDate($0))" } ?? ""
        let facts = [
            server.status, browser.catalogue.projects.label(of: server.project), server.task ?? "", since, server.id,
        ]
        let role: ThemeRole = server.status == "ERROR" ? .messageWarning : .value
        return Fact(
            server.title, facts.filter { !$0.isEmpty }.joined(separator: ", "), role: role, whole: server.id)
    }

    private func volumeFacts(_ browser: Browser) -> [Fact] {
        switch volumes {
        case nil: return [.heading("Volumes"), .text("Asking the block storage service.", role: .textDim)]
        case .failure(let problem)?:
            return [.heading("Volumes"), .text(problem.sentence, role: .messageError)]
        case .success(let volumes)?:
            let count = volumes.isEmpty ? "No volume" : counted(volumes.count, "volume")
            return [.heading("\(count) made from it")] + volumes.map { fact(of: $0, browser) }
        }
    }

    private func fact(of volume: Volume, _ browser: Browser) -> Fact {
        let facts = [
            volume.status, "\(volume.size) GiB", browser.catalogue.projects.label(of: volume.project),
            volume.servers.isEmpty ? "" : "attached to \(volume.servers.joined(separator: " "))", volume.id,
        ]
        return Fact(volume.title, facts.filter { !$0.isEmpty }.joined(separator: ", "), whole: volume.id)
    }

    // MARK: Drawing

    var status: String { list.position }

    var takesStatusLine: Bool { list.isTyping }

    var hints: [Hint] { list.isTyping ? list.hints : list.hints + [Hint("r", "ask again"), Hint("Y", "copy ID")] }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let (title, rest) = body.cutTop(1)
        let used = frame.write(
            "Instances of ", at: Point(column: title.column + 1, row: title.row), style: browser.theme[.textDim])
        frame.write(
            entry.title.quotedIfBlank, at: Point(column: title.column + 1 + used, row: title.row),
            style: browser.theme[.dialogTitle], width: max(0, title.columns - used - 2))
        var list = list
        list.show(list.facts, width: rest.columns, height: rest.rows)
        list.draw(on: &frame, in: rest, theme: browser.theme)
        list.drawSearch(on: &frame, in: browser.regions.status, theme: browser.theme)
    }
}
