internal import ArgumentParser
internal import Browser
internal import Catalog
internal import CatalogService
internal import Foundation
internal import OpenStack

/// `vitrine check`: what is wrong or untidy about the images of a cloud, for people and for scheduled runs.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Print what is wrong or untidy about a cloud's images.",
        discussion: """
            Reads the catalogue once, changes nothing, and keeps nothing. Without --pane, administrators check all images \
            and others those of Images. The exit status is 0 if there is nothing to \
            see to, 1 if there is, and 2 if the catalogue could not be checked.
            """)

    @OptionGroup var cloud: CloudOptions

    @OptionGroup var place: PaneOption

    @Option(help: "How many published versions of a family may be in use; the settings' number without it.")
    var keep: Int?

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        if let keep, keep < 1 { throw ValidationError("--keep takes a number from 1: the current version is in use.") }
    }

    mutating func run() throws {
        let environment = ProcessInfo.processInfo.environment
        let folders = Folders(environment: environment)
        let clouds = CloudFiles.load(
            environment: environment, currentDirectory: FileManager.default.currentDirectoryPath,
            homeDirectory: folders.home)
        let settings = SettingsFiles(folders: folders).settings(clouds: clouds.entries.map(\.name)).settings
        let proxies = Proxies(environment: environment)
        let keeps = keep ?? settings.keeps
        let answer = waiting { [cloud, pane = place.pane] () async -> Result<CheckReport, Problem> in
            do throws(Problem) {
                let chosen = try clouds.cloud(chosenBy: cloud)
                return .success(try await CatalogueReading.check(chosen, pane, proxies, keeps: keeps))
            } catch {
                return .failure(error)
            }
        }
        switch answer {
        case .success(let report):
            Swift.print(json ? report.json.pretty : report.text)
            for notice in report.notices { Self.complain(notice.sentence) }
            if !report.findings.isEmpty { throw ExitCode(1) }
        case .failure(let problem):
            Self.complain(problem.sentence)
            throw ExitCode(2)
        }
    }

    private static func complain(_ sentence: String) {
        FileHandle.standardError.write(Data("vitrine: \(sentence.harmless)\n".utf8))
    }
}

extension CloudFiles {
    /// The cloud that the command line means, or the only one there is.
    fileprivate func cloud(chosenBy options: CloudOptions) throws(Problem) -> Cloud {
        switch choose(options.cloud) {
        case .cloud(let name, _): return try cloud(name, region: options.region)
        case .none(let problem): throw problem
        case .ask:
            throw Problem(
                .configuration, attempt: "Could not choose a cloud",
                reason: "several are configured and none is named", advice: "Name one with --os-cloud or OS_CLOUD.")
        }
    }
}
