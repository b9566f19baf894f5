internal import Canvas
internal import Catalog

/// Catalogue Check: what is wrong or untidy about the images of the pane, the worst first, with the dialog that mends it
/// one key away.
///
/// A large catalogue is looked at a part at a time, so that no key waits; what was found so far is shown meanwhile.
struct CheckLayer: Layer {
    /// Rows that are looked at between two keys: some milliseconds.
    static let slice = 250
    /// Images whose members are read for it. More would keep the service busy for minutes.
    static let mostOffers = 500
    /// After a change the list is made anew once it was quiet for so many milliseconds.
    private static let pause = 300

    /// Actions on images work here as in details: on the finding's image.
    let place: Place? = .details
    let isFullBody = true
    private let pane: Pane
    /// The last check that came to its end; nil as long as the first one is under way.
    private var complete: CatalogueCheck?
    /// The check that is under way; nil if none is. Nothing else may hold it while it goes on: a copy would be made of
    /// all that was found at every part.
    private var running: CatalogueCheck?
    /// The check before the complete one, on its way out.
    private var retired: CatalogueCheck?
    private var isStale = false
    private(set) var window = ScrollWindow()
    /// Images whose members are still to come.
    private var awaited: Set<ImageID> = []
    private(set) var unreadable = 0
    private var hasAsked = false

    init(in browser: inout Browser) {
        pane = browser.active
        running = CatalogueCheck(pane, browser.checkContext)
        advance(&browser)
    }

    // MARK: Checking

    private mutating func advance(_ browser: inout Browser) {
        if retired?.shed(Self.slice) == true { return browser.emit(.schedule(.check, milliseconds: 0)) }
        retired = nil
        guard running != nil else { return }
        let before = window.cursor == 0 ? nil : current
        running?.advance(by: Self.slice, in: browser.catalogue)
        let isDone = running?.isDone ?? true
        if isDone {
            (retired, complete) = (complete, running)
            running = nil
            if retired != nil { browser.emit(.schedule(.check, milliseconds: 0)) }
        }
        // The first check is shown as it goes, later ones once they are done.
        if isDone || complete == nil { follow(before, in: browser) }
        if !isDone {
            browser.emit(.schedule(.check, milliseconds: 0))
        } else if isStale {
            restart(&browser, after: Self.pause)
        } else if !hasAsked {
            askForMembers(shown.shared, &browser)
        }
    }

    /// What is shown.
    var shown: CatalogueCheck { complete ?? running ?? CatalogueCheck(pane, CheckContext(now: Instant(seconds: 0))) }

    private mutating func restart(_ browser: inout Browser, after pause: Int = 0) {
        isStale = false
        var check = CatalogueCheck(pane, browser.checkContext)
        if let complete { check.reserve(like: complete) }
        running = check
        browser.emit(.schedule(.check, milliseconds: pause))
    }

    private mutating func askForMembers(_ shared: [ImageID], _ browser: inout Browser) {
        hasAsked = true
        let unknown = shared.filter { browser.knownMembers[$0] == nil }
        let asked = Array(unknown.prefix(Self.mostOffers))
        awaited = Set(asked)
        if !asked.isEmpty { browser.emit(.fetchMembers(asked)) }
    }

    /// Keeps the cursor on its finding, wherever that went.
    private mutating func follow(_ finding: Finding?, in browser: Browser) {
        window.follow(cursor: finding.flatMap(shown.place(of:)) ?? window.cursor, count: shown.count)
        window.resize(height: areas(in: browser.regions.body).list.rows)
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        switch event {
        case .timer(.check): advance(&browser)
        case .service(.changed, _), .service(.loaded, _), .service(.projectNames, _): change(&browser)
        case .members(let answers):
            awaited.subtract(answers.keys)
            unreadable += answers.values.count { if case .failure = $0 { true } else { false } }
            if awaited.isEmpty { change(&browser) }
        default: break
        }
        return .stay
    }

    private mutating func change(_ browser: inout Browser) {
        if running == nil { restart(&browser, after: Self.pause) } else { isStale = true }
    }

    // MARK: Input

    var current: Finding? { shown[window.cursor] }

    var images: [ImageID]? { current.map { Array($0.images.prefix(1)) } ?? [] }

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        window.resize(height: areas(in: browser.regions.body).list.rows)
        switch input {
        case .key(Key("f")): return fix(in: &browser)
        case .mouse(let event):
            switch window.handle(event, in: areas(in: browser.regions.body).list) {
            case .clicked(again: true): return perform(.follow, in: &browser)
            case .clicked, .taken: return .stay
            case .ignored: return .pass
            }
        case .key, .paste, .resized: return .pass
        }
    }

    mutating func perform(_ action: Action, in browser: inout Browser) -> LayerReply {
        if window.perform(action) { return .stay }
        switch action {
        case .follow:
            guard let image = images?.first else { return .stay }
            return .open(DetailsLayer(image, in: &browser))
        case .goBack, .quit: return close(in: &browser)
        case .copyID: if let image = images?.first { browser.copy(image.rawValue) }
        case .copyValue: if let current { browser.copy(current.sentence) }
        case .refresh: restart(&browser)
        case .filter: browser.say(.plain, "Findings are not searched: the list is by severity, then by name.")
        case .showHelp: return .open(HelpLayer(of: browser, at: .details))
        case .goToImages, .goToShared, .goToAdmin:
            browser.perform(action)
            return close(in: &browser)
        default: return .pass
        }
        return .stay
    }

    private func close(in browser: inout Browser) -> LayerReply {
        if !awaited.isEmpty { browser.emit(.fetchMembers([])) }
        return .close
    }

    /// The action that mends what was found.
    var fix: Action? { (current?.fix).flatMap { Action(rawValue: $0.rawValue) } }

    /// Opens the dialog that mends it, above this list.
    private func fix(in browser: inout Browser) -> LayerReply {
        guard let fix else {
            if current != nil { browser.say(.plain, "Nothing here mends that: it takes a new version of the image.") }
            return .stay
        }
        browser.layers.append(self)
        let count = browser.layers.count
        browser.perform(fix)
        let dialog = browser.layers.count > count ? browser.layers.popLast() : nil
        browser.layers.removeLast()
        return dialog.map(LayerReply.open) ?? .stay
    }

    // MARK: Words

    /// How far the check has come, or what it found.
    func summary(of browser: Browser) -> String {
        if let running, complete == nil {
            return "looking at images: \(running.position) of \(browser.catalogue.count)"
        }
        let counts = Finding.Severity.allCases.reversed().filter { shown.count(of: $0) > 0 }
            .map { counted(shown.count(of: $0), $0.word) }
        let found = counts.isEmpty ? "nothing" : counts.joined(separator: ", ")
        var text = "\(found) in \(counted(shown.looked, "image"))"
        if !awaited.isEmpty { text += "; reading who was offered what" }
        let left = shown.shared.count { browser.knownMembers[$0] == nil } - awaited.count
        if hasAsked, left > 0 { text += "; offers of \(counted(left, "image")) not looked at" }
        return text
    }

    var status: String { shown.count == 0 ? "" : "line \(window.cursor + 1) of \(shown.count)" }

    var hints: [Hint] {
        guard current != nil else { return [] }
        let words = fix.flatMap { ActionTable.entry(of: $0)?.hint }
        return [Hint("Enter", "details"), Hint("f", "fix" + (words.map { ": \($0)" } ?? ""), isEnabled: words != nil)]
    }
}
