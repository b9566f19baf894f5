internal import ArgumentParser
internal import Browser
internal import Canvas
internal import Catalog
internal import CatalogService
internal import Foundation
internal import Logging
internal import OpenStack
internal import Replica
internal import Terminal

/// The command line; without a command it is the browser itself.
@main
struct Vitrine: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vitrine",
        abstract: "A keyboard catalogue browser for the OpenStack image service.",
        discussion: """
            Opens the cloud named by --os-cloud, by OS_CLOUD or by the OS_* variables, or the only one of clouds.yaml, \
            or asks which one. Press ? in the program for its keys.
            """,
        version: Version.current,
        subcommands: [CheckCommand.self, DoctorCommand.self, ReferenceCommand.self, ScreenshotCommand.self])

    @OptionGroup var cloud: CloudOptions

    @OptionGroup var place: PaneOption

    @Option(help: ArgumentHelp("The theme to use, by name.", valueName: "name"))
    var theme: String?

    @Flag(help: "Refuse everything that would change something in the cloud.")
    var readOnly = false

    @Option(help: ArgumentHelp("Append a log of what goes on to this file.", valueName: "path"))
    var logFile: String?

    @Flag(help: "Show what was seen before, without connecting.")
    var offline = false

    mutating func run() throws {
        // The command line is read on the main thread, which becomes the run loop's.
        let status = try MainActor.assumeIsolated { [self] in try browse() }
        throw status
    }

    @MainActor
    private func browse() throws -> ExitCode {
        let environment = ProcessInfo.processInfo.environment
        let folders = Folders(environment: environment)
        let files = SettingsFiles(folders: folders)
        let clouds = CloudFiles.load(
            environment: environment, currentDirectory: FileManager.default.currentDirectoryPath,
            homeDirectory: folders.home)
        let entries = clouds.entries
        var (settings, warnings) = files.settings(clouds: entries.map(\.name))
        let (themes, themeWarnings) = files.themes()
        warnings += themeWarnings
        if let pane = place.pane { settings.startPane = pane }
        let selection = try self.selection(clouds)
        let logger = try self.logger()

        let terminal: CursesTerminal
        do throws(TerminalProblem) {
            terminal = try CursesTerminal(
                TerminalOptions(escapeDelay: .milliseconds(settings.escapeDelay), mouse: settings.mouse))
        } catch {
            Self.complain(String(describing: error))
            return ExitCode(2)
        }
        defer { terminal.restore() }

        let mailbox = Mailbox(waker: terminal.waker)
        let marked = settings
        let openSSL = OpenSSL.find(in: environment["PATH"] ?? "")
        let runner = ServiceRunner(
            setup: ServiceRunner.Setup(
                clouds: clouds, proxies: Proxies(environment: environment), settingsFiles: files,
                homeDirectory: folders.home,
                service: CatalogService(
                    folder: ReplicaFolder(path: folders.cache), journal: JournalFolder(path: folders.state),
                    intervals: SyncIntervals(settings.refresh), pace: ChangePace(settings.transfers)),
                logger: logger, isOffline: offline,
                isReadOnly: { [readOnly] in readOnly || marked.cloud($0).readOnly }, openSSL: openSSL),
            mailbox: mailbox)
        let browser = Browser(
            Browser.Start(
                size: terminal.size, now: .now, utcOffset: localOffset, glyphs: terminal.glyphs, settings: settings,
                themes: themes, theme: theme, defaultTheme: terminal.depth == .monochrome ? "mono" : "dusk",
                depth: terminal.depth,
                clouds: entries.map { entry in
                    let regions = (try? clouds.cloud(entry.name))?.regions ?? []
                    return ListedCloud(
                        name: entry.name, regions: regions, region: selection == nil ? cloud.region : nil,
                        problem: entry.problem)
                },
                warnings: warnings, notice: terminal.notice,
                signingRefusal: openSSL == nil ? "The program openssl is not installed on this machine." : nil))
        let status = RunLoop(browser: browser, terminal: terminal, mailbox: mailbox, runner: runner)
            .run(opening: selection)
        terminal.restore()
        // A terminal that goes away tells so more than once, and what is under way has to be noted first.
        for number in [SIGHUP, SIGTERM] { signal(number, SIG_IGN) }
        runner.finishWriting()
        waiting(atMost: 8) { await runner.close() }
        return ExitCode(status)
    }

    /// The cloud to open; nil if the user has to choose one on the screen.
    private func selection(_ clouds: CloudFiles) throws -> CloudSelection? {
        switch clouds.choose(cloud.cloud) {
        case .cloud(let name, _): return CloudSelection(cloud: name, region: cloud.region)
        case .ask: return nil
        case .none(let problem): throw Self.failure(problem.sentence)
        }
    }

    /// What is wrong with files is no mistake of the command line, so that no word of usage follows.
    private static func failure(_ sentence: String) -> ExitCode {
        complain(sentence)
        return .failure
    }

    /// Names in files may hold anything, which no terminal is to obey.
    private static func complain(_ sentence: String) {
        FileHandle.standardError.write(Data("vitrine: \(Printable(sentence).text)\n".utf8))
    }

    private func logger() throws -> Logger {
        guard let logFile else { return Logger(label: "vitrine") { _ in SwiftLogNoOpLogHandler() } }
        do {
            return try FileLog.logger(path: logFile)
        } catch {
            let reason = (error as? POSIXError).map { String(cString: strerror($0.code.rawValue)) }
            throw Self.failure("The log file \(logFile) cannot be opened: \(reason ?? error.localizedDescription)")
        }
    }
}

extension Pane: ExpressibleByArgument {
    public init?(argument: String) { self.init(rawValue: argument) }
}

extension SyncIntervals {
    fileprivate init(_ intervals: RefreshIntervals) {
        self.init()
        full = .seconds(intervals.full)
        delta = .seconds(intervals.delta)
        offers = .seconds(intervals.offers)
    }
}

extension ChangePace {
    fileprivate init(_ settings: TransferSettings) {
        self.init()
        uploads = settings.uploads
        downloads = settings.downloads
    }
}

extension Instant {
    /// The present moment.
    static var now: Instant { Instant(seconds: Int64(Date.now.timeIntervalSince1970)) }
}

/// Seconds east of Greenwich on the user's clock at a moment.
private func localOffset(_ moment: Instant) -> Int {
    var time = time_t(moment.seconds)
    var parts = tm()
    return localtime_r(&time, &parts) == nil ? 0 : parts.tm_gmtoff
}
