import Browser
import Canvas
import Catalog
import Testing
import Themes

/// Drives the program without a terminal or a service: keys go in, frames and effects come out.
///
/// Everything the program asks for has to be expected by the test: what is left over when the pilot goes is a failure.
/// Timers are left out, what the palette asks of the site, the rows on the screen, which are reported only when a timer
/// has run out, and the past of transfers, which is read whenever those are shown.
final class Pilot {
    private(set) var browser: Browser
    /// What the program asked for and no test has expected yet.
    private(set) var effects: [Effect] = []
    /// Set by tests that look at `effects` themselves: what they leave over is no failure.
    var leavesEffects = false
    private let location: SourceLocation
    let now: Instant

    static let themes = Themes.builtIn.map { ThemeSource(name: $0.name, text: $0.text, file: "\($0.name).toml") }
    /// The moment the tests take place: 2026-11-23 14:02:31 in Greenwich.
    static let now = Instant(seconds: 1_795_442_551)

    /// - Parameter cloud: opened at once; without one the user has to choose.
    init(
        columns: Int = 80, rows: Int = 24, settings: Settings = Settings(), glyphs: Glyphs = .unicode,
        theme: String? = nil, clouds: [ListedCloud] = [ListedCloud(name: "xloud"), ListedCloud(name: "other")],
        themes: [ThemeSource] = Pilot.themes, warnings: [SettingsWarning] = [], notice: String? = nil,
        cloud: String? = "xloud", now: Instant = Pilot.now, signingRefusal: String? = nil,
        location: SourceLocation = #_sourceLocation
    ) {
        self.location = location
        self.now = now
        browser = Browser(
            Browser.Start(
                size: Size(columns: columns, rows: rows), now: now, glyphs: glyphs, settings: settings,
                themes: themes, theme: theme, clouds: clouds, warnings: warnings, notice: notice,
                signingRefusal: signingRefusal))
        if let cloud {
            browser.open(CloudSelection(cloud: cloud))
            send(.started)
            expect(.openCloud(CloudSelection(cloud: cloud), settings.startPane, generation: 1), location)
        } else {
            send(.cloudNeeded)
        }
    }

    /// Signed in as a member of the project `platform`, with these images listed.
    static func signedIn(
        columns: Int = 80, rows: Int = 24, settings: Settings = Settings(), glyphs: Glyphs = .unicode,
        theme: String? = nil, session: Session = Samples.member, entries: [CatalogueEntry] = Samples.catalogue,
        clouds: [ListedCloud] = [ListedCloud(name: "xloud"), ListedCloud(name: "other")],
        signingRefusal: String? = nil, location: SourceLocation = #_sourceLocation
    ) -> Pilot {
        let pilot = Pilot(
            columns: columns, rows: rows, settings: settings, glyphs: glyphs, theme: theme, clouds: clouds,
            signingRefusal: signingRefusal, location: location)
        pilot.bringUp(session, entries)
        return pilot
    }

    /// An administrator, who sees other projects' images too.
    static func admin(
        columns: Int = 80, rows: Int = 24, settings: Settings = Settings(),
        location: SourceLocation = #_sourceLocation
    ) -> Pilot {
        signedIn(
            columns: columns, rows: rows, settings: settings, session: Samples.admin,
            entries: Samples.catalogue + Samples.foreign, location: location)
    }

    /// What the model layer reports from signing in to the end of the first pass.
    func bringUp(_ session: Session = Samples.member, _ entries: [CatalogueEntry] = Samples.catalogue) {
        service(
            .replicaOpened(session: nil, lastPass: nil, counts: PaneCounts()), .loaded([], isLast: true),
            .signedIn(session), .connection(.online), .projectNames(Samples.projectNames),
            .loaded(entries, isLast: true), .synchronised(at: now, quiet: false))
    }

    deinit {
        guard !leavesEffects else { return }
        for effect in effects { Issue.record("The program asked for \(effect), and no test expects that.") }
    }

    // MARK: In

    func send(_ event: Event) {
        effects += browser.update(event, at: now).filter { effect in
            switch effect {
            case .schedule, .fetchPastTransfers, .fetchSite: false
            default: true
            }
        }
    }

    func service(_ events: ServiceEvent...) {
        for event in events { send(.service(event, generation: browser.generation)) }
    }

    /// Presses keys: names such as `Enter` and `C-s` one by one, anything else letter by letter.
    func press(_ keys: String...) {
        for name in keys {
            if let key = Key(name) {
                send(.input(.key(key)))
            } else {
                for character in name { send(.input(.key(Key(character)))) }
            }
        }
    }

    func paste(_ text: String) { send(.input(.paste(text))) }

    /// Clicks on a text on the screen, at its first letter.
    func click(on text: String, location: SourceLocation = #_sourceLocation) {
        for (row, line) in lines.enumerated() {
            guard let range = line.firstRange(of: text) else { continue }
            let column = DisplayWidth.columns(of: String(line[..<range.lowerBound]))
            return click(column: column, row: row)
        }
        Issue.record("\(text) is not on the screen:\n\(frame.text)", sourceLocation: location)
    }

    func click(column: Int, row: Int) { mouse(.press, column: column, row: row) }

    func wheelDown() { mouse(.wheelDown, column: 10, row: 10) }

    func wheelUp() { mouse(.wheelUp, column: 10, row: 10) }

    private func mouse(_ action: MouseEvent.Action, column: Int, row: Int) {
        send(
            .input(
                .mouse(MouseEvent(action, button: action == .press ? .left : nil, at: Point(column: column, row: row))))
        )
    }

    func resize(columns: Int, rows: Int) {
        send(.input(.resized(Size(columns: columns, rows: rows))))
    }

    // MARK: Out

    /// Takes an effect off those that are left over; a failure if the program has not asked for it.
    func expect(_ effect: Effect, _ location: SourceLocation = #_sourceLocation) {
        guard let index = effects.firstIndex(of: effect) else {
            Issue.record("The program did not ask for \(effect), but for \(effects).", sourceLocation: location)
            return
        }
        effects.remove(at: index)
    }

    /// The settings file of choices as it was written last; nil if it was not.
    func takeChoices() -> String? {
        var last: String?
        effects.removeAll { effect in
            if case .saveChoices(let choices, _) = effect { last = choices.text }
            return if case .saveChoices = effect { true } else { false }
        }
        return last
    }

    /// Takes what opening the details of an image asks for.
    func expectDetails(_ number: Int, definitions: Bool = false, _ location: SourceLocation = #_sourceLocation) {
        expect(.fetchDetails(Samples.id(number)), location)
        if definitions { expect(.fetchDefinitions, location) }
    }

    var frame: Frame { browser.view() }

    /// The screen line by line, without blanks at the ends of lines.
    var lines: [String] { frame.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

    /// The line the cursor mark stands on, without the margin.
    var cursorLine: String? { lines.first { $0.hasPrefix("›") }.map { String($0.dropFirst(4)) } }

    /// The first word on the cursor's line.
    var cursorName: String? { cursorLine?.split(separator: " ").first.map(String.init) }

    /// The first word of each line of the list, below the headings.
    var names: [String] {
        lines.dropFirst(3).dropLast(2).compactMap { $0.dropFirst(4).split(separator: " ").first.map(String.init) }
    }

    /// Whether a text is on the screen, on one line or broken over several.
    func shows(_ text: String) -> Bool {
        let screen = frame.text
        return screen.contains(text) || screen.split { $0 == " " || $0 == "\n" }.joined(separator: " ").contains(text)
    }

    /// Moves the cursor down to the line that begins with this name.
    func go(to name: String, location: SourceLocation = #_sourceLocation) {
        press("g")
        for _ in 0..<200 where !isCursor(on: name) { press("j") }
        #expect(cursorName == name, sourceLocation: location)
    }

    /// Without drawing the screen, where the line is one of an image.
    private func isCursor(on name: String) -> Bool {
        browser.cursorEntry.map { $0.image.name == name } ?? (cursorName == name)
    }

    /// What the first line says.
    var header: String { lines.first ?? "" }

    /// What the titles of the panes say.
    var titles: String { lines.count > 1 ? lines[1] : "" }

    /// What the last line but one says, with the lines above it that belong to the same sentence.
    var status: String {
        let count = browser.message.map { $0.text.wrapped(columns: browser.size.columns - 2).count } ?? 1
        let sentence = lines.dropLast().suffix(count).map(\.trimmed).joined(separator: " ")
        if sentence == browser.message?.text { return sentence }
        return lines.count >= 2 ? lines[lines.count - 2].trimmed : ""
    }

    /// What the last line says.
    var hints: String { lines.last?.trimmed ?? "" }

    /// The role in which a text on the screen is drawn is told by its style.
    func style(of text: String) -> Style? {
        for (row, line) in lines.enumerated() {
            guard let range = line.firstRange(of: text) else { continue }
            return frame[DisplayWidth.columns(of: String(line[..<range.lowerBound])), row].style
        }
        return nil
    }
}

extension String {
    var trimmed: String {
        let start = drop { $0 == " " }
        return String(String(start.reversed().drop { $0 == " " }).reversed())
    }
}
