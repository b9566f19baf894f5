import Browser
import Canvas
import Catalog
import CatalogService
import Foundation
import Logging
import OpenStack
import Replica
import Synchronization
import TestSupport
import Themes

@testable import vitrine

/// The program with everything but a terminal, on a real cloud: a test presses keys and looks at the screen.
final class Seat: Sendable {
    /// What is known of the program by now.
    struct Known {
        var browser: Browser
        var events: [ServiceEvent] = []
        /// How many passes have ended well, and how many of them were full ones.
        var passes = 0
        var fullPasses = 0
        /// The problems with the connection, in the order in which they came.
        var losses: [Loss] = []
        /// What was to be read once.
        var notices: [Problem] = []
        var questions: [CredentialRequest] = []
    }

    /// A lost connection, or a list that could not be read whole, at the moment when that was told.
    struct Loss: Sendable {
        let problem: Problem
        let retryAt: Instant?
        let at: Instant
        /// The screen line by line.
        let lines: [String]
        /// The rows of Images.
        let rows: Set<ImageID>

        /// All that is on the screen, as if it were one line.
        var text: String { lines.joined(separator: " ").joinedBlanks }
    }

    let scratch: Scratch
    private let mailbox: Mailbox
    private let runner: ServiceRunner
    private let bell: AsyncStream<Void>.Continuation
    private let known: Mutex<Known>
    private let loop = Mutex<Task<Void, Never>?>(nil)

    /// Opens an entry of clouds.yaml.
    ///
    /// - Parameters:
    ///   - clouds: The entries there are; the first one is opened, or the one named `cloud`.
    ///   - rules: Whose rules the settings put in force in each of them.
    ///   - scratch: Holds configuration and replica; several seats may share one.
    init(
        _ clouds: [String: JSONValue] = [:], cloud: String? = nil, in scratch: Scratch? = nil,
        environment: [String: String] = [:], pane: Pane = .images, size: Size = Size(columns: 140, rows: 45),
        rules: AccessRules = .platform, intervals: SyncIntervals = .rare, timing: Timing = .system,
        isOffline: Bool = false
    ) throws {
        let scratch = try scratch ?? Scratch()
        self.scratch = scratch
        let variables = try scratch.environment(clouds).merging(environment) { $1 }
        let files = scratch.files(variables)
        let folders = Folders(environment: variables)
        let (rings, bell) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        self.bell = bell
        mailbox = Mailbox(waker: Waker { bell.yield() })
        runner = ServiceRunner(
            setup: ServiceRunner.Setup(
                clouds: files, proxies: Proxies(environment: [:]), settingsFiles: SettingsFiles(folders: folders),
                homeDirectory: "/",
                service: CatalogService(
                    folder: ReplicaFolder(path: folders.cache), intervals: intervals, timing: timing),
                logger: Logger(label: "seat") { _ in SwiftLogNoOpLogHandler() }, isOffline: isOffline,
                isReadOnly: { _ in false },
                openSSL: OpenSSL.find(in: ProcessInfo.processInfo.environment["PATH"] ?? "")),
            mailbox: mailbox)
        var settings = Settings()
        settings.startPane = pane
        var ofEach = CloudSettings()
        ofEach.rules = rules
        settings.clouds = clouds.mapValues { [ofEach] _ in ofEach }
        var browser = Browser(
            Browser.Start(
                size: size, now: .now, settings: settings,
                themes: Themes.builtIn.map { ThemeSource(name: $0.name, text: $0.text, file: "\($0.name).toml") },
                clouds: files.entries.map { ListedCloud(name: $0.name, problem: $0.problem) }))
        var chosen = cloud
        if chosen == nil, case .cloud(let name, _) = files.choose(nil) { chosen = name }
        if let chosen { browser.open(CloudSelection(cloud: chosen)) }
        known = Mutex(Known(browser: browser))
        let first: Event = chosen == nil ? .cloudNeeded : .started
        loop.withLock {
            // Ends with the stream, in `leave`.
            $0 = Task { [weak self] in
                self?.take(first)
                for await _ in rings {
                    guard let self else { return }
                    for event in mailbox.take() { take(event) }
                }
            }
        }
    }

    /// Opens a cloud for a test, and leaves it when the test is over.
    static func use<Value>(
        _ clouds: [String: JSONValue] = [:], cloud: String? = nil, in scratch: Scratch? = nil,
        environment: [String: String] = [:], pane: Pane = .images, size: Size = Size(columns: 140, rows: 45),
        rules: AccessRules = .platform, intervals: SyncIntervals = .rare, timing: Timing = .system,
        isOffline: Bool = false, isolation: isolated (any Actor)? = #isolation, _ body: (Seat) async throws -> Value
    ) async throws -> Value {
        let seat = try Seat(
            clouds, cloud: cloud, in: scratch, environment: environment, pane: pane, size: size, rules: rules,
            intervals: intervals, timing: timing, isOffline: isOffline)
        do {
            let value = try await body(seat)
            await seat.leave()
            return value
        } catch {
            await seat.leave()
            throw error
        }
    }

    /// Quits the program.
    func leave() async {
        await runner.close()
        bell.finish()
        await loop.withLock { $0 }?.value
    }

    // MARK: Keys

    /// Presses keys: names such as `Enter` and `C-s` one by one, anything else letter by letter.
    func press(_ keys: String...) {
        for name in keys {
            for key in Key(name).map({ [$0] }) ?? name.map({ Key($0) }) { take(.input(.key(key))) }
        }
    }

    /// What a terminal with bracketed paste sends: at once, where letter by letter would make the program look a hundred
    /// times whether there is such a file.
    func paste(_ text: String) { take(.input(.paste(text))) }

    /// Puts the cursor of the pane on an image.
    func go(to id: ImageID) { press("/", "C-u", "id:\(id)", "Enter") }

    // MARK: What is seen

    var now: Known { known.withLock { $0 } }

    /// Without the copy that `now` is.
    func look<Value: Sendable>(_ body: (Known) throws -> Value) rethrows -> Value {
        try known.withLock { try body($0) }
    }

    var frame: Frame { look { $0.browser.view() } }

    /// The screen line by line, without blanks at the ends of lines.
    var lines: [String] { frame.text.lines }

    /// All that is on the screen, as if it were one line.
    var text: String { lines.joined(separator: " ").joinedBlanks }

    /// The rows of a pane in their order.
    func rows(_ pane: Pane) -> [CatalogueEntry] { look { $0.browser.rows(pane) } }

    func ids(_ pane: Pane) -> Set<ImageID> { Set(rows(pane).map(\.id)) }

    func entry(_ id: ImageID) -> CatalogueEntry? { look { $0.browser.catalogue[id] } }

    /// The requests so far, in the order in which they ended.
    var requests: [RequestRecord] {
        look { known in
            known.events.flatMap { (event: ServiceEvent) -> [RequestRecord] in
                if case .requested(let records) = event { records } else { [] }
            }
        }
    }

    // MARK: Waiting

    /// Waits until something holds, and answers what.
    @discardableResult
    func wait<Value: Sendable>(
        _ what: String, within limit: Duration = .seconds(90), isolation: isolated (any Actor)? = #isolation,
        for ask: (Known) throws -> Value?
    ) async throws -> Value {
        try await eventually(what, within: limit, state: { story }, { try look(ask) })
    }

    /// Waits until a row is as `isSo` says; nil stands for no row.
    func wait(
        _ what: String, of id: ImageID, isolation: isolated (any Actor)? = #isolation,
        for isSo: (CatalogueEntry?) -> Bool
    ) async throws {
        try await wait(what) { isSo($0.browser.catalogue[id]) ? true : nil }
    }

    /// Waits until a text stands somewhere on the screen.
    func wait(forText text: String, isolation: isolated (any Actor)? = #isolation) async throws {
        try await wait("“\(text)” on the screen") { $0.browser.view().text.contains(text) ? true : nil }
    }

    /// Waits until as many passes have ended well as `count` says.
    func synchronised(_ count: Int = 1, isolation: isolated (any Actor)? = #isolation) async throws {
        try await wait("pass \(count)") { $0.passes >= count ? true : nil }
    }

    /// Waits until a request has ended that is as `isSo` says, and answers what is known of it. The screen may know
    /// what came of it a moment before.
    func request(
        _ what: String, isolation: isolated (any Actor)? = #isolation, as isSo: (RequestRecord) -> Bool
    ) async throws -> RequestRecord {
        try await eventually(what, state: { story }, { requests.last(where: isSo) })
    }

    /// Presses the key for it and waits for a full pass that began thereafter.
    func refresh(isolation: isolated (any Actor)? = #isolation) async throws {
        let before = look(\.fullPasses)
        press("r")
        try await wait("a full pass") { $0.fullPasses > before ? true : nil }
    }

    /// For a test that failed: the screen, and what was reported last.
    private var story: String {
        let events = look { $0.events.suffix(30).map { String(describing: $0).prefix(200) } }
        return (lines + events.map(String.init)).joined(separator: "\n")
    }

    // MARK: The loop

    private func take(_ event: Event) {
        let effects = known.withLock { known in
            let isCurrent =
                if case .service(_, let generation) = event { generation == known.browser.generation } else { false }
            let effects = known.browser.update(event, at: .now)
            if isCurrent, case .service(let report, _) = event { known.note(report) }
            return effects
        }
        for effect in effects {
            guard case .schedule(let id, let milliseconds) = effect else {
                runner.run(effect)
                continue
            }
            // A timer that runs out too late goes nowhere.
            Task { [mailbox] in
                try? await Task.sleep(for: .milliseconds(milliseconds))
                mailbox.post(.timer(id))
            }
        }
    }
}

extension Seat.Known {
    fileprivate mutating func note(_ event: ServiceEvent) {
        events.append(event)
        switch event {
        case .replicaOpened:
            passes = 0
            fullPasses = 0
        case .synchronised: passes += 1
        case .passProgress(let progress) where progress.pass == .full && progress.isDone: fullPasses += 1
        case .connection(.incomplete(_, nil)): break
        case .connection(.lost(let problem, let retryAt)), .connection(.incomplete(let problem, let retryAt)):
            losses.append(
                Seat.Loss(
                    problem: problem, retryAt: retryAt, at: .now, lines: browser.view().text.lines,
                    rows: Set(browser.rows(.images).map(\.id))))
        case .notice(let problem): notices.append(problem)
        case .credentialNeeded(let request): questions.append(request)
        default: break
        }
    }
}

extension Browser {
    fileprivate func rows(_ pane: Pane) -> [CatalogueEntry] { self[pane].listing.matches.compactMap { catalogue[$0] } }
}

extension String {
    fileprivate var lines: [String] { split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

    /// With one blank where there were several.
    var joinedBlanks: String { split(separator: " ").joined(separator: " ") }
}

extension SyncIntervals {
    /// Nothing by itself after the first full pass, so that a test decides what is compared when.
    static var rare: SyncIntervals {
        var intervals = SyncIntervals()
        intervals.full = .seconds(3_600)
        intervals.delta = .seconds(3_600)
        intervals.offers = .seconds(3_600)
        return intervals
    }

    /// Deltas and offers about every second.
    static var frequent: SyncIntervals {
        var intervals = SyncIntervals.rare
        intervals.delta = .seconds(1)
        intervals.offers = .seconds(1)
        return intervals
    }
}
