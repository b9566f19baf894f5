internal import Canvas
internal import Catalog

/// Everything that is known of one image.
struct DetailsLayer: Layer {
    let place: Place? = .details
    let isFullBody = true
    let id: ImageID
    /// What was read for this page; rows of the catalogue may be younger.
    private var parts = DetailParts()
    private var list = FactList()
    /// Whether it is asked again soon how far the service is.
    private var isAwaiting = false
    /// How soon, in milliseconds; less and less often.
    private var pause = 2_000
    /// Images looked at before this one, for going back.
    private var trail: [ImageID] = []

    init(_ id: ImageID, in browser: inout Browser) {
        self.id = id
        browser.emit(.fetchDetails(id))
        if browser.definitions.isEmpty { browser.emit(.fetchDefinitions) }
        refresh(browser)
    }

    /// An image that no list has.
    init(_ image: Image, in browser: inout Browser) {
        self.init(image.id, in: &browser)
        parts.image = .success(image)
        refresh(browser)
    }

    private mutating func refresh(_ browser: Browser) {
        let height = browser.regions.body.rows - 1
        list.show(browser.facts(of: id, parts), width: browser.size.columns, height: height)
    }

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        refresh(browser)
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
        case .follow: return follow(in: &browser)
        case .goBack, .quit: return goBack(in: &browser)
        case .copyID: browser.copy(id.rawValue)
        case .copyValue:
            guard let value = list.current?.copied else {
                browser.say(.plain, "There is no value on this line.")
                return .stay
            }
            browser.copy(value)
        case .refresh: browser.emit(.fetchDetails(id))
        case .showHelp: return .open(HelpLayer(of: browser, at: .details))
        case .goToImages, .goToShared, .goToAdmin:
            browser.perform(action)
            return .close
        default: return .pass
        }
        return .stay
    }

    /// Goes to the image that the line under the cursor names.
    private mutating func follow(in browser: inout Browser) -> LayerReply {
        guard let link = list.current?.link else {
            browser.say(.plain, "This line leads to no other image. \(browser.key(.copyValue)) copies its value.")
            return .stay
        }
        var next = DetailsLayer(link, in: &browser)
        next.trail = trail + [id]
        return .replace(next)
    }

    private func goBack(in browser: inout Browser) -> LayerReply {
        guard let last = trail.last else {
            _ = browser.change(browser.active) { pane, catalogue in pane.goTo(id, in: catalogue) }
            return .close
        }
        var previous = DetailsLayer(last, in: &browser)
        previous.trail = Array(trail.dropLast())
        return .replace(previous)
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        switch event {
        case .detail(let id, let detail) where id == self.id:
            parts.take(detail)
            awaitService(in: &browser)
        case .timer(.details):
            isAwaiting = false
            if isUnderWay { browser.emit(.fetchDetails(id)) }
            return .stay
        case .service(.changed(let changes), _) where changes.contains { $0.entry.id == id }: break
        case .definitions, .service(.projectNames, _): break
        default: return .stay
        }
        refresh(browser)
        return .stay
    }

    /// Whether the service brings data to the image, or copies it.
    private var isUnderWay: Bool {
        parts.recordIfRead?.workUnderWay != nil || (try? parts.tasks?.get())?.contains { !$0.isOver } ?? false
    }

    private mutating func awaitService(in browser: inout Browser) {
        guard isUnderWay, !isAwaiting else { return }
        isAwaiting = true
        browser.emit(.schedule(.details, milliseconds: pause))
        pause = min(pause * 3 / 2, 15_000)
    }

    var images: [ImageID]? { [id] }

    var status: String { list.position }

    var takesStatusLine: Bool { list.isTyping }

    var hints: [Hint] {
        list.isTyping ? list.hints : list.hints + [Hint("Y", "copy value"), Hint("y", "copy ID")]
    }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let (title, rest) = body.cutTop(1)
        let image = browser.catalogue[id]?.image ?? parts.recordIfRead
        let name = image?.name.flatMap { $0.isEmpty ? nil : $0 } ?? id.rawValue
        var column = title.column + 1
        column += frame.write(
            name.quotedIfBlank, at: Point(column: column, row: title.row), style: browser.theme[.dialogTitle],
            width: max(10, title.columns - 30))
        if let image {
            let about = "  \(image.status.label), \(image.visibility.text)"
            frame.write(about, at: Point(column: column, row: title.row), style: browser.theme[.textDim])
        }
        var list = list
        list.show(list.facts, width: rest.columns, height: rest.rows)
        list.draw(on: &frame, in: rest, theme: browser.theme)
        list.drawSearch(on: &frame, in: browser.regions.status, theme: browser.theme)
    }
}

/// What was read for the details of an image, part by part; nil as long as it is under way.
struct DetailParts: Sendable {
    var image: Result<Image, Problem>?
    var members: Result<[Member], Problem>?
    var tasks: Result<[ImageTask], Problem>?
    var stores: Result<[Store], Problem>?

    mutating func take(_ detail: DetailFact) {
        switch detail {
        case .image(let answer): image = answer
        case .members(let answer): members = answer
        case .tasks(let answer): tasks = answer
        case .stores(let answer): stores = answer
        }
    }

    var recordIfRead: Image? { try? image?.get() }
}
