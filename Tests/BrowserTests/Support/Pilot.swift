import Browser
import Canvas
import Catalog
import Themes

/// Drives the program without a terminal or a service: keys go in, frames and effects come out.
struct Pilot {
    private(set) var browser: Browser
    /// Everything the program asked for so far, timers left out.
    private(set) var effects: [Effect] = []
    var now = Instant(seconds: 1_795_442_551)

    static let themes = Themes.builtIn.map { ThemeSource(name: $0.name, text: $0.text, file: "\($0.name).toml") }

    init(
        columns: Int = 80, rows: Int = 24, settings: Settings = Settings(), glyphs: Glyphs = .unicode,
        clouds: [ListedCloud] = [ListedCloud(name: "xloud"), ListedCloud(name: "other")]
    ) {
        browser = Browser(
            Browser.Start(
                size: Size(columns: columns, rows: rows), now: now, glyphs: glyphs, settings: settings,
                themes: Self.themes, clouds: clouds))
        browser.open(CloudSelection(cloud: "xloud"))
        send(.started)
    }

    /// Signed in as a member of the project `platform`, with these images listed.
    static func signedIn(
        columns: Int = 80, rows: Int = 24, settings: Settings = Settings(), session: Session = Samples.member,
        entries: [CatalogueEntry] = Samples.catalogue
    ) -> Pilot {
        var pilot = Pilot(columns: columns, rows: rows, settings: settings)
        pilot.service(.signedIn(session))
        pilot.service(.connection(.online))
        pilot.service(.projectNames(Samples.projectNames))
        pilot.service(.loaded(entries, isLast: true))
        pilot.service(.synchronised(at: pilot.now, quiet: false))
        return pilot
    }

    mutating func send(_ event: Event) {
        effects += browser.update(event, at: now).filter { effect in
            if case .schedule = effect { false } else { true }
        }
    }

    mutating func service(_ event: ServiceEvent) { send(.service(event, generation: browser.generation)) }

    /// Presses keys: names such as `Enter` and `C-s` one by one, anything else letter by letter.
    mutating func press(_ keys: String...) {
        for name in keys {
            if let key = Key(name) {
                send(.input(.key(key)))
            } else {
                for character in name { send(.input(.key(Key(character)))) }
            }
        }
    }

    mutating func resize(columns: Int, rows: Int) {
        send(.input(.resized(Size(columns: columns, rows: rows))))
    }

    var frame: Frame { browser.view() }

    /// The screen line by line, without blanks at the ends of lines.
    var lines: [String] { frame.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

    /// The line the cursor mark stands on, without the margin.
    var cursorLine: String? { lines.first { $0.hasPrefix("›") }.map { String($0.dropFirst(4)) } }

    func shows(_ text: String) -> Bool { frame.text.contains(text) }

    /// What the last line but one says.
    var status: String { lines.count >= 2 ? lines[lines.count - 2].trimmed : "" }
}

extension String {
    var trimmed: String {
        let start = drop { $0 == " " }
        return String(String(start.reversed().drop { $0 == " " }).reversed())
    }
}
