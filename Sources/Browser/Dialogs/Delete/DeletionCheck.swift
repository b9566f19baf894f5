internal import Catalog

/// What the compute service said about images that are to be deleted, and what follows from it.
struct DeletionCheck {
    private let entries: [CatalogueEntry]
    private let usages: [ImageID: ImageUsage]

    init(_ entries: [CatalogueEntry], _ usages: [ImageID: ImageUsage]) {
        self.entries = entries
        self.usages = usages
    }

    private func objection(to entry: CatalogueEntry) -> ImageUsage.Objection? {
        usages[entry.id]?.objection(toDeleting: entry.image)
    }

    /// Deprecated images of a cloud in which nobody can be asked: they go only on somebody's word (R57).
    var unchecked: [CatalogueEntry] { entries.filter { objection(to: $0) == .unchecked } }

    /// What may be deleted.
    var going: [CatalogueEntry] {
        entries.filter { entry in
            switch objection(to: entry) {
            case nil, .unchecked: true
            case .inUse, .unknown: false
            }
        }
    }

    /// What is kept, and why (R56, R57).
    func kept(in browser: Browser) -> [(title: String, reason: String)] {
        entries.compactMap { entry in
            guard let usage = usages[entry.id] else { return nil }
            switch usage.objection(toDeleting: entry.image) {
            case .inUse(let servers):
                let use = servers.count == 1 ? "uses" : "use"
                return (
                    entry.title, "\(counted(servers.count, "server")) \(use) it, as of \(browser.localTime(usage.at))."
                )
            case .unknown(let problem):
                let command = EquivalentCommand.servers(using: entry.id)
                return (
                    entry.title,
                    "It is deprecated, and whether servers use it is not known: \(problem.reason.asSentence) "
                        + "Ask an administrator to run: \(command)"
                )
            case nil, .unchecked: return nil
            }
        }
    }

    /// Whether something is known, or not known, that somebody should have read before going on.
    var isInDoubt: Bool {
        going.contains { entry in
            switch usages[entry.id]?.answer {
            case .servers(let servers): !servers.isEmpty
            case .unknown: true
            case .noCompute, nil: false
            }
        }
    }

    // MARK: Words

    /// What was asked when, and what that cannot show (R58).
    func notes(in browser: Browser) -> [String] {
        var notes: [String] = []
        let asked = going.compactMap { usages[$0.id] }
        if let last = asked.map(\.at).max() {
            let time = browser.localTime(last)
            let answered = asked.filter { if case .servers = $0.answer { true } else { false } }
            let all = answered.filter { $0.scope == .allProjects }
            if !all.isEmpty {
                notes.append("No server of any project uses \(name(all)), as of \(time). \(Self.limits)")
            }
            let own = answered.filter { $0.scope == .ownProject }
            if !own.isEmpty {
                let found = own.contains { !$0.servers.isEmpty }
                let words = found ? "Servers of this project, below, use" : "No server of this project uses"
                notes.append(
                    "\(words) \(name(own)), as of \(time). Other projects were not asked: that needs an administrator.")
            }
        }
        let unknown = asked.filter { if case .unknown = $0.answer { true } else { false } }
        if case .unknown(let problem)? = unknown.first?.answer {
            notes.append("Whether servers use \(name(unknown)) is not known. \(problem.sentence)")
        }
        if let first = unchecked.first {
            let what = unchecked.count == 1 ? first.title : counted(unchecked.count, "deprecated image")
            notes.append(
                "The cloud has no compute service: nobody can tell whether servers use \(what). Who deletes all the "
                    + "same answers for it, and the activity log says so.")
        }
        return notes
    }

    /// What some of the images that go are called in a sentence.
    private func name(_ some: [ImageUsage]) -> String {
        if some.count == going.count { return going.count == 1 ? "it" : "them" }
        let only = some.count == 1 ? entries.first { $0.id == some[0].image } : nil
        return only?.title ?? "\(some.count) of them"
    }

    /// Which servers no answer shows (R58).
    static let limits =
        "Servers booted from volumes are not seen by this, nor those in cells that do not answer."

    /// More lines of servers than that are only counted.
    private static let mostServers = 200

    /// The servers that use the images, one a line: name, status, project and ID (R56).
    func serverFacts(in browser: Browser) -> [Fact] {
        let all = entries.flatMap { entry in (usages[entry.id]?.servers ?? []).map { (entry, $0) } }
        let facts = all.prefix(Self.mostServers).map { entry, server in
            let whose = browser.catalogue.projects.label(of: server.project)
            let image = entries.count == 1 ? "" : ", of \(entry.title)"
            return Fact("server", "\(server.title), \(server.status), \(whose), \(server.id)\(image)")
        }
        let more = all.count - facts.count
        return facts + (more > 0 ? [Fact("", "and \(counted(more, "server")) more")] : [])
    }
}
