internal import ArgumentParser
internal import Browser
internal import Canvas
internal import Catalog
internal import CatalogService
internal import Foundation
internal import Logging
internal import OpenStack
internal import Replica

/// `vitrine screenshot`: the program without a terminal, on a real cloud; after some keys its screen becomes a file.
struct ScreenshotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "screenshot", abstract: "Draw a screen of the program into an SVG file.", shouldDisplay: false)

    @OptionGroup var cloud: CloudOptions

    @Option(help: "Columns and rows, for instance 120x36.")
    var size = "120x36"

    @Option(help: "Keys to press once the catalogue has been read, separated by blanks.")
    var keys = ""

    @Option(help: "The theme to use, by name.")
    var theme = "dusk"

    @Option(help: "The file to write; text goes to standard output instead if it is missing.")
    var output: String?

    mutating func run() throws {
        let numbers = size.split(separator: "x").compactMap { Int($0) }
        guard numbers.count == 2 else { throw ValidationError("A size looks like 120x36.") }
        let environment = ProcessInfo.processInfo.environment
        let folders = Folders(environment: environment)
        let clouds = CloudFiles.load(
            environment: environment, currentDirectory: FileManager.default.currentDirectoryPath,
            homeDirectory: folders.home)
        guard case .cloud(let name, _) = clouds.choose(cloud.cloud) else {
            throw ValidationError("Name a cloud with --os-cloud.")
        }
        let files = SettingsFiles(folders: folders)
        let arrived = DispatchSemaphore(value: 0)
        let mailbox = Mailbox(waker: Waker { arrived.signal() })
        let runner = ServiceRunner(
            setup: ServiceRunner.Setup(
                clouds: clouds, proxies: Proxies(environment: environment), settingsFiles: files,
                homeDirectory: folders.home,
                service: CatalogService(folder: nil),
                logger: Logger(label: "vitrine") { _ in SwiftLogNoOpLogHandler() },
                isOffline: false, isReadOnly: { _ in false }),
            mailbox: mailbox)
        var browser = Browser(
            Browser.Start(
                size: Size(columns: numbers[0], rows: numbers[1]), now: .now,
                themes: files.themes().themes, theme: theme))
        browser.open(CloudSelection(cloud: name, region: cloud.region))
        func take(_ event: Event) { browser.update(event, at: .now).forEach(runner.run) }
        take(.started)

        /// Takes what arrives until the catalogue has been read, or until nothing arrives any more.
        func settle(untilRead: Bool) {
            let end = Date.now + 30
            while Date.now < end {
                let isQuiet = arrived.wait(timeout: .now() + 0.5) == .timedOut
                var isRead = false
                for event in mailbox.take() {
                    take(event)
                    if case .service(.synchronised, _) = event { isRead = true }
                }
                if untilRead ? isRead : isQuiet { return }
            }
        }
        settle(untilRead: true)
        for key in keys.split(separator: " ") {
            for key in Key(String(key)).map({ [$0] }) ?? key.map({ Key($0) }) { take(.input(.key(key))) }
            settle(untilRead: false)
        }
        let frame = browser.view()
        if let output {
            try Data(frame.svg(title: "Vitrine").utf8).write(to: URL(fileURLWithPath: output))
        } else {
            Swift.print(frame.text)
        }
        waiting { await runner.close() }
    }
}
