internal import Catalog

/// Which servers use the images that a dialog takes out of use, as far as the compute service has told while it is open
/// (R55, R57). It keeps nobody from anything: running servers stay.
struct UsageFacts: Sendable {
    private var answers: [ImageID: ImageUsage] = [:]
    /// What was asked about last: asking anew ends what was under way.
    private var asked: Set<ImageID> = []

    /// More images than this are not asked about: that would keep the service busy for long.
    static let mostAsked = 50

    private static let mostNames = 4

    /// What asks about these images; empty where that was done, and where nobody can be asked.
    mutating func questions(about entries: [CatalogueEntry], in browser: Browser) -> [Effect] {
        let missing = entries.prefix(Self.mostAsked).map(\.id).filter { answers[$0] == nil }
        guard browser.rights.refusalOfCompute == nil, !asked.isSuperset(of: missing) else { return [] }
        asked = Set(missing)
        let scope: ImageUsage.Scope = browser.session?.isAdmin == true ? .allProjects : .ownProject
        return [.checkUsage(missing.map { UsageQuestion($0, scope) })]
    }

    /// Learns what comes from the model layer. Answers whether it changed anything.
    mutating func receive(_ event: Event) -> Bool {
        guard case .usage(let usage) = event, asked.contains(usage.image) else { return false }
        answers[usage.image] = usage
        return true
    }

    // MARK: Words

    /// What is known of who uses these images, and what is not; nothing where there are none.
    func sentences(about entries: [CatalogueEntry], in browser: Browser) -> [String] {
        guard !entries.isEmpty else { return [] }
        let all = entries.count
        if answers.isEmpty, let refusal = browser.rights.refusalOfCompute {
            return [refusal, "Which servers use \(Self.name(all, of: all)) is not known."]
        }
        var waiting = 0
        var withoutCompute = 0
        var problems: [Problem] = []
        for entry in entries {
            switch answers[entry.id]?.answer {
            case .servers: break
            case .noCompute: withoutCompute += 1
            case .unknown(let problem): problems.append(problem)
            case nil: waiting += 1
            }
        }
        let unasked = entries.dropFirst(Self.mostAsked).count { answers[$0.id] == nil }
        waiting -= unasked
        var sentences = told(about: entries, in: browser)
        if waiting > 0 {
            sentences.append("Asking the compute service which servers use \(Self.name(waiting, of: all)).")
        }
        if var problem = problems.first {
            let what = Self.name(problems.count, of: all)
            problem.attempt = "The compute service could not be asked which servers use \(what)"
            sentences.append(problem.sentence)
        }
        if withoutCompute > 0 {
            let what = Self.name(withoutCompute, of: all)
            sentences.append("The cloud has no compute service. Which servers use \(what) is not known.")
        }
        if unasked > 0 {
            let were = unasked == 1 ? "was" : "were"
            sentences.append("\(unasked) of them \(were) not asked about: that is done for \(Self.mostAsked) at most.")
        }
        return sentences
    }

    /// What was answered and when, and what that cannot show (R57, R58).
    private func told(about entries: [CatalogueEntry], in browser: Browser) -> [String] {
        let known = entries.compactMap { answers[$0.id] }.filter {
            if case .servers = $0.answer { true } else { false }
        }
        guard let last = known.map(\.at).max() else { return [] }
        let time = "as of \(browser.localTime(last))"
        let isOfAll = known.allSatisfy { $0.scope == .allProjects }
        let used = entries.filter { answers[$0.id]?.servers.isEmpty == false }
        let unused = known.count - used.count
        let servers = known.flatMap(\.servers)
        var sentences: [String] = []
        if used.isEmpty {
            let isNone = unused > 1 && unused == entries.count
            let what = isNone ? "any of them" : Self.name(unused, of: entries.count)
            sentences.append("No server of \(isOfAll ? "any" : "this") project uses \(what), \(time).")
        } else {
            let whose = isOfAll ? counted(Set(servers.map(\.project)).count, "project") : "this project"
            let use = servers.count == 1 ? "uses" : "use"
            let who = "\(counted(servers.count, "server")) of \(whose) \(use)"
            if entries.count == 1 {
                sentences.append("\(who) it, \(time): \(names(of: servers, isOfAll, browser)).")
            } else {
                let isWhole = known.count == entries.count
                let others = isWhole ? "the other" + (unused > 1 ? " \(unused)" : "") : counted(unused, "other")
                let rest = unused > 0 ? "; none uses \(others)" : ""
                sentences.append("\(who) \(titles(of: used))\(rest), \(time).")
            }
        }
        if unused > 0 { sentences.append(DeletionCheck.limits) }
        if !isOfAll {
            sentences.append("Only your own project's servers are told: those of others are for administrators to see.")
        }
        return sentences
    }

    /// The first servers, with whose they are where that may be anybody.
    private func names(of servers: [Server], _ isOfAll: Bool, _ browser: Browser) -> String {
        let words = servers.map { server in
            let whose = isOfAll ? browser.catalogue.projects.label(of: server.project) : ""
            return whose.isEmpty ? server.title : "\(server.title) (\(whose))"
        }
        return words.list(atMost: Self.mostNames)
    }

    /// The first images that are used, with how many servers use each.
    private func titles(of used: [CatalogueEntry]) -> String {
        if used.count == 1 { return used[0].title }
        let words = used.map { entry in
            let count = answers[entry.id]?.servers.count ?? 0
            return "\(entry.title) (\(count))"
        }
        return words.list(atMost: Self.mostNames)
    }

    /// What so many of the images are called in a sentence.
    private static func name(_ count: Int, of all: Int) -> String {
        if all == 1 { return "it" }
        return count == all ? "them" : "\(count) of them"
    }
}
