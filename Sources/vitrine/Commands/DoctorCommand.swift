internal import ArgumentParser
internal import Canvas
internal import Catalog
internal import Foundation
internal import OpenStack

/// `vitrine doctor`: what was found, what was chosen, and what is wrong with it.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Print which configuration, cloud, user, rights and endpoints were found, and what is wrong.")

    @OptionGroup var cloud: CloudOptions

    mutating func run() throws {
        let environment = ProcessInfo.processInfo.environment
        let files = CloudFiles.load(
            environment: environment, currentDirectory: FileManager.default.currentDirectoryPath,
            homeDirectory: Folders(environment: environment).home)
        let doctor = Doctor(files: files, proxies: Proxies(environment: environment), version: Version.current) {
            request in
            throw Problem(
                .credentialMissing, attempt: "Could not sign in to \(request.cloud)",
                reason: "the configuration holds no \(request.secret == .password ? "password" : "one-time code")",
                advice: "Vitrine itself asks for it on the screen.")
        }
        let diagnosis = waiting { [cloud] in await doctor.examine(cloud: cloud.cloud, region: cloud.region) }
        let own = SettingsFiles(folders: Folders(environment: environment))
        let (ownFiles, mistakes) = own.report(clouds: files.entries.map(\.name))
        Swift.print(diagnosis.report(settings: ownFiles, mistakes: mistakes), terminator: "")
        if !diagnosis.problems.isEmpty || !mistakes.isEmpty { throw ExitCode.failure }
    }
}

extension Diagnosis {
    /// All of it as text, heading by heading.
    ///
    /// - Parameters:
    ///   - settings: Where the program's own files are.
    ///   - mistakes: What is wrong in them.
    func report(settings: [String], mistakes: [String]) -> String {
        var text = "Vitrine \(Version.current)\n"
        func section(_ title: String, _ lines: [String]) {
            if lines.isEmpty { return }
            text += "\n\(title)\n" + lines.map { "  \(Printable($0).text)\n" }.joined()
        }
        section("Configuration files", ["clouds", "secure", "clouds-public"].flatMap(files))
        section(
            "Clouds",
            entries.map { entry in
                let place = entry.place.map { " (\($0))" } ?? ""
                return entry.name + place + (entry.problem.map { ": \($0)" } ?? "")
            })
        section("Chosen", chosen)
        section("Signed in", signedIn)
        section("Endpoints", endpointLines)
        section("Image API", versions.isEmpty ? [] : [versions.map(\.id).joined(separator: " ")])
        section(
            "Tried",
            probes.map { probe in
                "\(probe.what): \(probe.problem == nil ? "ok" : "failed"), \(probe.milliseconds) ms"
            })
        section("Settings of Vitrine", settings)
        section("Worth knowing", notices.map { String(describing: $0) })
        section("Wrong", problems.map(\.sentence) + mistakes)
        let others = entries.filter { $0.problem != nil }.count
        let rest = others == 0 ? "." : ", but for what is said of other clouds above."
        if problems.isEmpty, mistakes.isEmpty { text += "\nNothing is wrong\(rest)\n" }
        return text
    }

    /// The file of a kind that is used, those that are there and of no use, and where there could be others.
    private func files(_ kind: String) -> [String] {
        let lookups = lookups.filter { $0.kind == kind }
        var lines: [String] = []
        for lookup in lookups {
            switch lookup.outcome {
            case .used: lines.append("used \(lookup.path)")
            case .skipped(let notice): lines.append("skipped \(lookup.path): \(notice.text)")
            case .missing, .passedOver: break
            }
        }
        if !lookups.contains(where: { $0.outcome == .used }) {
            var folders: [String] = []
            for folder in lookups.map(\.folder) where !folders.contains(folder) { folders.append(folder) }
            lines.append("none in \(folders.joined(separator: ", "))")
        }
        return lines.enumerated().map { index, line in (index == 0 ? kind : "").padded(to: 15) + line }
    }

    private var chosen: [String] {
        var lines: [String] = []
        switch choice {
        case .cloud(let name, let reason): lines.append("\(name), \(reason)")
        case .ask: lines.append("none: several are configured")
        case .none: lines.append("none")
        }
        if let cloud {
            lines.append(String(describing: cloud))
            if let place = cloud.place { lines.append("from \(place)") }
        }
        return lines
    }

    private var signedIn: [String] {
        guard let session else { return [] }
        var lines: [String] = []
        if let user = session.user { lines.append("user     \(user.name ?? "") (\(user.id))") }
        if let project = session.project { lines.append("project  \(project.name ?? "") (\(project.id))") }
        lines.append("roles    \(session.roles.isEmpty ? "none" : session.roles.joined(separator: ", "))")
        if let region = session.region { lines.append("region   \(region)") }
        if let tokenLife { lines.append("token    good for \(tokenLife / 60) minutes") }
        return lines
    }

    private var endpointLines: [String] {
        endpoints.map { endpoint in "\(endpoint.service.rawValue.padded(to: 14)) \(endpoint.base.text)" }
            + absent.map { "\($0.service.rawValue.padded(to: 14)) absent: \($0.reason)" }
    }
}

extension CloudFiles.Lookup {
    fileprivate var folder: String { URL(fileURLWithPath: path).deletingLastPathComponent().path }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
