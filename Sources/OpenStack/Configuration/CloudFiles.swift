internal import Catalog

/// The configuration of a machine: every cloud entry that can be found, and where.
package struct CloudFiles: Sendable {
    /// One place where a file was looked for.
    package struct Lookup: Hashable, Sendable {
        package enum Outcome: Hashable, Sendable {
            case used, missing
            /// Not needed, because a file before it was used.
            case passedOver
            /// There, but of no use; says why and where.
            case skipped(ConfigurationNotice)
        }

        /// What is looked for: `clouds`, `secure` or `clouds-public`.
        package var kind: String
        package var path: String
        package var outcome: Outcome
    }

    /// An entry that the user can choose.
    package struct Entry: Hashable, Sendable {
        package var name: String
        package var place: Place?
        /// Why it cannot be used; nil if it can, as far as one sees without asking the cloud.
        package var problem: String?
    }

    /// Where files were looked for, in order: those for clouds, for secrets, for profiles.
    package private(set) var lookups: [Lookup] = []
    /// What in the files works, but not as its author may think; without what concerns single entries.
    package private(set) var notices: [ConfigurationNotice] = []
    let environment: Environment
    let homeDirectory: String
    let files: FileSource
    /// Files for clouds that were to be read and could not.
    private(set) var filesToMend: [ConfigurationNotice] = []
    private(set) var settings = Setting.Mapping()
    private(set) var broken: [(name: String, problem: ConfigurationNotice)] = []
    private(set) var profiles = Setting.Mapping()

    /// Finds and reads the files. Never fails: what cannot be used is said where it is asked for.
    ///
    /// - Parameters:
    ///   - environment: The variables of the process.
    ///   - currentDirectory: The folder that is searched first.
    ///   - homeDirectory: The user's home.
    ///   - files: How files are read.
    package static func load(
        environment: [String: String], currentDirectory: String, homeDirectory: String, files: FileSource = .disk
    ) -> CloudFiles {
        let search = SearchPath(
            environment: environment, currentDirectory: currentDirectory, homeDirectory: homeDirectory)
        return CloudFiles(Environment(environment), search, files, homeDirectory: homeDirectory)
    }

    private init(_ environment: Environment, _ search: SearchPath, _ files: FileSource, homeDirectory: String) {
        self.environment = environment
        self.homeDirectory = homeDirectory
        self.files = files
        if let clouds = find(.clouds, search, files) {
            settings = clouds.entries
            broken = clouds.broken
        }
        if let secure = find(.secure, search, files) {
            for name in secure.entries.keys where settings[name] == nil {
                let text = "`\(name)` stands in this file only, not among the clouds"
                notices.append(ConfigurationNotice(text, at: secure.entries[name]?.place))
            }
            settings = settings.mergedDeeply(with: secure.entries)
            broken += secure.broken
        }
        if let profiles = find(.public, search, files) {
            self.profiles = profiles.entries
            notices += profiles.broken.map(\.problem)
        }
        if let own = environment.cloud {
            let name = environment.cloudName
            if let other = settings[name] {
                let text = "a cloud named `\(name)` stands here, and the variables OS_* make one of the same name"
                broken.append((name, ConfigurationNotice(text, at: other.place)))
            }
            settings[name] = own
        }
    }

    /// The first readable file of a kind; every place that was looked at is noted.
    private mutating func find(_ kind: SearchPath.Kind, _ search: SearchPath, _ files: FileSource) -> EntryFile? {
        var found: EntryFile?
        for path in search.candidates(kind) {
            guard found == nil else {
                lookups.append(Lookup(kind: kind.rawValue, path: path, outcome: .passedOver))
                continue
            }
            switch files.read(path) {
            case .missing:
                lookups.append(Lookup(kind: kind.rawValue, path: path, outcome: .missing))
                if let variable = kind.variable, environment[variable] == path {
                    let notice = ConfigurationNotice("there is no such file: \(path)", at: Place(variable))
                    notices.append(notice)
                    if kind == .clouds { filesToMend.append(notice) }
                }
            case .unreadable(let reason):
                skip(kind, path, ConfigurationNotice("cannot be read: \(reason)", at: Place(path)))
            case .text(let text):
                do throws(YAMLFault) {
                    let file = try EntryFile(path: path, text: text, kind: kind)
                    lookups.append(Lookup(kind: kind.rawValue, path: path, outcome: .used))
                    notices += file.notices
                    found = file
                } catch {
                    let text = "not usable (\(error.reason))"
                    skip(kind, path, ConfigurationNotice(text, at: Place(path, line: error.line)))
                }
            }
        }
        return found
    }

    private mutating func skip(_ kind: SearchPath.Kind, _ path: String, _ notice: ConfigurationNotice) {
        lookups.append(Lookup(kind: kind.rawValue, path: path, outcome: .skipped(notice)))
        notices.append(notice)
        if kind == .clouds { filesToMend.append(notice) }
    }

    /// Every entry in the order of the files, broken ones included.
    package var entries: [Entry] {
        let names = settings.keys + broken.map(\.name).filter { settings[$0] == nil }
        return names.reduce(into: []) { entries, name in
            guard !entries.contains(where: { $0.name == name }) else { return }
            var entry = Entry(name: name, place: settings[name]?.place)
            if let problem = broken.first(where: { $0.name == name })?.problem {
                entry.problem = problem.description
                entry.place = entry.place ?? problem.place
            } else {
                do throws(Problem) { _ = try cloud(name) } catch { entry.problem = error.reason }
            }
            entries.append(entry)
        }
    }
}
