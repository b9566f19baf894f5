internal import Canvas
internal import Catalog

/// The chooser of cloud, region and project: a picker to which this cloud's projects and regions are added as they are
/// learned.
struct CloudLayer: Layer {
    private var picker: PickerLayer
    private var projects: [Named<ProjectID>] = []
    private var regions: [String] = []

    init(of browser: Browser) { picker = .clouds(of: browser) }

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        picker.handle(input, in: &browser)
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        switch event {
        case .projects(.success(let projects)): self.projects = projects
        case .projects(.failure(let problem)): browser.say(.warning, problem.sentence)
        case .regions(let regions): self.regions = regions
        // It was opened before that.
        case .service(.signedIn, _):
            browser.emit(.fetchProjects)
            return .stay
        default: return .stay
        }
        picker.replace(PickerLayer.cloudItems(of: browser, projects: projects, regions: regions))
        return .stay
    }

    var hints: [Hint] { picker.hints }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        picker.draw(on: &frame, body: body, browser: browser)
        // In its line there may be room for a part of the reason only.
        guard let reason = picker.chosenRefusal else { return }
        let lines = reason.wrapped(columns: body.columns - 2).prefix(3)
        for (index, line) in lines.enumerated() {
            let row = Rect(
                column: body.column, row: body.endRow + 1 - lines.count + index, columns: body.columns, rows: 1)
            frame.fill(row, browser.theme[.text])
            frame.write(
                line, at: Point(column: row.column + 1, row: row.row), style: browser.theme[.messageWarning],
                width: row.columns - 2)
        }
    }
}

extension Browser {
    mutating func openCloudChooser() {
        layers.append(CloudLayer(of: self))
        if session != nil { emit(.fetchProjects) }
    }

    /// Leaves the present cloud and opens another one, or another region or project of it.
    package mutating func open(_ selection: CloudSelection) {
        generation += 1
        leftOver = nil
        self.selection = selection
        session = nil
        connection = .signingIn
        trouble = nil
        lost = nil
        isRefreshing = false
        replicaCounts = PaneCounts()
        isLoaded = false
        synchronisedAt = nil
        pass = nil
        offerSearch = nil
        definitions = []
        site = nil
        unseen = []
        knownMembers = [:]
        plansUnderWay = [:]
        background = []
        openedAt = now
        watched = []
        layers.removeAll()
        catalogue = Catalogue()
        catalogue.projects.aliases = settings.projects
        let filters = Pane.allCases.map { self[$0].filter }
        for (pane, filter) in zip(Pane.allCases, filters) {
            self[pane] = PaneState(pane, settings: settings)
            if !filter.isEmpty { setFilter(filter, in: pane) }
        }
        emit(.openCloud(selection, active, generation: generation))
    }
}
