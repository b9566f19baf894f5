package import Canvas
package import Catalog

/// The program as a value: everything it knows and shows. `update` changes it, `view` draws it.
package struct Browser: Sendable {
    // What surrounds it.
    /// The terminal's, in cells; may be smaller than anything can be shown in.
    package internal(set) var window: Size
    package internal(set) var now: Instant
    /// Seconds east of Greenwich at a moment, for showing local times.
    let utcOffset: @Sendable (Instant) -> Int
    let glyphs: Glyphs

    // What the user chose.
    package internal(set) var settings: Settings
    /// What of them was chosen on the screen when that was last read or written.
    private var savedChoices: Choices
    let themes: [ThemeSource]
    /// How many colours the terminal has.
    let depth: ColorDepth
    package internal(set) var theme: Theme
    package internal(set) var keymap: Keymap
    /// The clouds of the configuration, by name.
    let clouds: [ListedCloud]
    /// Why nothing can be signed on this machine, nil if it can.
    let signingRefusal: String?

    // What is known of the cloud.
    package internal(set) var selection: CloudSelection?
    package internal(set) var session: Session?
    package internal(set) var connection = Connection.signingIn
    /// What the user was told is wrong with the connection; nil once the service has answered.
    var trouble: Problem?
    /// What was wrong with the connection when it was last tried; nil once the service has answered.
    var lost: Problem?
    /// When the cloud was opened.
    var openedAt = Instant(seconds: 0)
    /// Whether the user asked for everything again, and nothing is known yet of what came of it.
    var isRefreshing = false
    package internal(set) var catalogue: Catalogue
    /// Whether the replica has been read to its end, so that counts are whole.
    package internal(set) var isLoaded = false
    /// How many rows the replica has, as long as they have not all been read.
    var replicaCounts = PaneCounts()
    var synchronisedAt: Instant?
    var pass: PassProgress?
    var offerSearch: (checked: Int, total: Int)?
    var definitions: [MetadataNamespace] = []
    /// What the site lets new images have; nil until it was asked.
    var site: SiteOffer?
    /// Members of images, as far as they were read: for the filter `member:`.
    var knownMembers: [ImageID: [Member]] = [:]
    /// Plans that were sent and have not ended: what they do to members is known before it is read again.
    var plansUnderWay: [ChangePlan.ID: ChangePlan] = [:]
    /// Plans that go on without a dialog.
    var background: [PlanRun] = []
    /// What was entered for those, by plan.
    var backgroundDrafts: [ChangePlan.ID: Draft] = [:]
    /// Rows that carry a mark because the user has not seen what became of them.
    var unseen: Set<ImageID> = []
    package internal(set) var activity = ActivityLog()
    /// Exports that were asked for here and have not been seen yet: one that ends at once is told of all the same.
    var exportsAwaited: Set<Transfer.ID> = []
    /// Files and other data on their way to a service or from it, the oldest first.
    package internal(set) var transfers: [Transfer] = []
    /// Servers that are being made, whose dialog was left.
    var launches: [LaunchRun] = []
    /// What an earlier run left unfinished in the open cloud.
    package internal(set) var leftOver: LeftOver?
    /// What was typed in an earlier run and the user was not asked about yet, the latest first.
    var drafts: [Draft] = []

    // Where the user is.
    package internal(set) var active: Pane
    private var panes: [PaneState]
    var layers: [any Layer] = []
    /// The image just made here, on which the cursor is to stand as soon as it is listed.
    var landing: ImageID?
    package internal(set) var message: Message?

    /// Counts the clouds opened; events of an earlier one are dropped.
    package internal(set) var generation = 0
    /// Counts plans and launches, for their IDs.
    var plansMade = 0
    /// What was entered in the fields of dialogs, by field, the latest last.
    var entered: [String: [String]] = [:]
    private var outbox: [Effect] = []
    /// The rows last reported as being on the screen.
    var watched: [ImageID] = []

    package init(_ start: Start) {
        window = start.size
        now = start.now
        utcOffset = start.utcOffset
        glyphs = start.glyphs
        settings = start.settings
        savedChoices = start.settings.chosen
        themes = start.themes
        depth = start.depth
        clouds = start.clouds
        signingRefusal = start.signingRefusal
        keymap = Keymap(start.settings)
        active = start.settings.startPane
        var catalogue = Catalogue()
        catalogue.projects.aliases = start.settings.projects
        self.catalogue = catalogue
        panes = Pane.allCases.map { PaneState($0, settings: start.settings) }
        theme = .unstyled
        let warnings = useTheme(start.theme ?? start.settings.theme ?? start.defaultTheme)
        if let notice = start.notice { message = Message(.warning, notice) }
        self.warnings = start.warnings + warnings + keymap.warnings
        tell(self.warnings.map(\.description))
    }

    /// What was wrong with settings and themes, for the activity log.
    package internal(set) var warnings: [SettingsWarning] = []
    /// The same of the files and variables in which the open cloud was found.
    var configurationNotices: [String] = []

    /// Says the first of several warnings, and where the others are.
    private mutating func tell(_ warnings: [String]) {
        guard let first = warnings.first else { return }
        let others = warnings.count - 1
        message = Message(.warning, others > 0 ? "\(first) (and \(others) more: press \(key(.showActivity)))" : first)
    }

    /// Takes in what is the matter with the configuration of the open cloud, and tells what is new of it.
    mutating func take(_ notices: [String]) {
        let fresh = notices.filter { !configurationNotices.contains($0) }
        configurationNotices = notices
        // The user has had no time to read what was told at the start.
        let untold = message?.kind == .warning && synchronisedAt == nil ? warnings.map(\.description) : []
        if !fresh.isEmpty { tell(untold + fresh) }
    }

    /// What the program is started with.
    package struct Start: Sendable {
        package var size: Size
        package var now: Instant
        package var utcOffset: @Sendable (Instant) -> Int
        package var glyphs: Glyphs
        package var settings: Settings
        package var themes: [ThemeSource]
        /// The theme named on the command line, for this time only.
        package var theme: String?
        /// The theme if the settings name none.
        package var defaultTheme: String
        package var depth: ColorDepth
        package var clouds: [ListedCloud]
        package var warnings: [SettingsWarning]
        /// What the user should know about the terminal.
        package var notice: String?
        /// Why nothing can be signed on this machine, a sentence; nil if it can.
        package var signingRefusal: String?

        package init(
            size: Size, now: Instant, utcOffset: @escaping @Sendable (Instant) -> Int = { _ in 0 },
            glyphs: Glyphs = .unicode, settings: Settings = Settings(), themes: [ThemeSource] = [],
            theme: String? = nil, defaultTheme: String = "dusk", depth: ColorDepth = .direct,
            clouds: [ListedCloud] = [], warnings: [SettingsWarning] = [], notice: String? = nil,
            signingRefusal: String? = nil
        ) {
            self.size = size
            self.now = now
            self.utcOffset = utcOffset
            self.glyphs = glyphs
            self.settings = settings
            self.themes = themes
            self.theme = theme
            self.defaultTheme = defaultTheme
            self.depth = depth
            self.clouds = clouds
            self.warnings = warnings
            self.notice = notice
            self.signingRefusal = signingRefusal
        }
    }

    /// What there is room for: as if the window were not too small, where it is and nothing is drawn. Dialogs are laid
    /// out all the same when something arrives.
    package var size: Size {
        Size(columns: max(window.columns, Self.smallest.columns), rows: max(window.rows, Self.smallest.rows))
    }

    // MARK: Panes

    package subscript(pane: Pane) -> PaneState {
        get { panes[Pane.allCases.firstIndex(of: pane) ?? 0] }
        set { panes[Pane.allCases.firstIndex(of: pane) ?? 0] = newValue }
    }

    /// The pane the user is in.
    var current: PaneState {
        get { self[active] }
        set { self[active] = newValue }
    }

    /// Changes a pane in place; copying one would copy its list.
    mutating func change<Result>(_ pane: Pane, _ body: (inout PaneState, Catalogue) -> Result) -> Result {
        let index = Pane.allCases.firstIndex(of: pane) ?? 0
        return body(&panes[index], catalogue)
    }

    mutating func changeAll(_ body: (inout PaneState, Catalogue) -> Void) {
        for index in panes.indices { body(&panes[index], catalogue) }
    }

    /// The row under the cursor of the active pane; nil on a family's line and in an empty list.
    package var cursorEntry: CatalogueEntry? { current.cursorRow.flatMap(\.slot).flatMap { catalogue[$0] } }

    /// Why a pane has nothing to show, nil if it may have.
    func refusal(of pane: Pane) -> String? {
        session == nil ? nil : catalogue.scope.refusal(of: pane)
    }

    // MARK: Effects

    mutating func emit(_ effect: Effect) {
        if case .run(let plan) = effect { plansUnderWay[plan.id] = plan }
        if case .export(_, let id) = effect { exportsAwaited.insert(id) }
        outbox.append(effect)
    }

    mutating func takeEffects() -> [Effect] {
        defer { outbox = [] }
        return outbox
    }

    mutating func say(_ kind: Message.Kind, _ text: String) { message = Message(kind, text) }

    // MARK: Themes

    /// Shows another theme. What of it cannot be used is answered and does no harm.
    mutating func useTheme(_ name: String) -> [SettingsWarning] {
        let (theme, warnings) = Theme.read(name, from: themes, fallback: self.theme)
        self.theme = theme.findable(at: depth)
        return warnings
    }

    /// Writes down what the user chose on the screen.
    mutating func saveChoices() {
        emit(.saveChoices(settings.chosen, since: savedChoices))
        savedChoices = settings.chosen
    }
}

/// A cloud that can be opened.
package struct ListedCloud: Hashable, Sendable {
    package var name: String
    package var regions: [String]
    /// The region named on the command line for whichever cloud is chosen.
    package var region: String?
    /// Why it cannot be opened, nil if nothing is known against it.
    package var problem: String?

    package init(name: String, regions: [String] = [], region: String? = nil, problem: String? = nil) {
        self.name = name
        self.regions = regions
        self.region = region
        self.problem = problem
    }
}
