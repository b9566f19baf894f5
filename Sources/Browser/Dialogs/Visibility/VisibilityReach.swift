internal import Catalog

/// Who gains and who loses access to images whose visibility changes, by name and number as far as they are known
/// (R10 to R13, R25, R26).
struct VisibilityReach {
    let chosen: Visibility
    /// The images that change.
    let changing: [CatalogueEntry]
    /// Who they are shared with, as far as that was read; nil where nobody asked.
    let members: SubjectMembers?
    /// The projects of the cloud that anybody can sign in to; nil where the token may not list them.
    let projects: [ListedProject]?
    /// Whether the members' records go too.
    let removesMembers: Bool
    let names: ProjectNames
    /// The key of Share Image.
    let keyToShare: String

    /// - Parameter others: what is known of those who may gain or lose access; nil where nobody asked.
    init(
        of changing: [CatalogueEntry], made chosen: Visibility, removingMembers: Bool = false,
        others: ReachFacts? = nil, in browser: Browser
    ) {
        self.chosen = chosen
        self.changing = changing
        members = others?.members
        projects = others?.projects
        removesMembers = removingMembers
        names = browser.catalogue.projects
        keyToShare = browser.key(.shareImage)
    }

    private static let mostNames = 8

    var sentences: [String] {
        [
            gainedFromPrivate, gainedFromShared, unchanged, lostByAll, lostByMembers, regained,
        ].flatMap { $0 } + (changing.contains(where: \.image.isForAll) && !chosen.isForAll ? Self.decommission : [])
    }

    private static let decommission = [
        "Running instances stay; only future launches are affected.",
        "Other projects can no longer use the image for a rebuild either.",
    ]

    // MARK: Every project

    /// All projects but the owner of the images, and but those that have them anyway.
    private func others(_ images: [CatalogueEntry], but having: Set<ProjectID> = []) -> String {
        let owners = Set(images.map(\.image.owner))
        guard let projects, owners.count == 1 else { return "every other project of the cloud" }
        let others = projects.filter { !owners.contains($0.id) && !having.contains($0.id) }
        let words = others.map { names.aliases[$0.id] ?? $0.name ?? names.label(of: $0.id) }
        return words.isEmpty
            ? "nobody" : "\(counted(words.count, "project")): \(words.sorted().list(atMost: Self.mostNames))"
    }

    private var gainedFromPrivate: [String] {
        let images = images(from: .private)
        guard chosen.isForAll, !images.isEmpty else { return [] }
        return [about(images) + "Gains access: \(others(images)). Loses access: nobody."]
    }

    private var gainedFromShared: [String] {
        let images = images(from: .shared)
        guard chosen.isForAll, !images.isEmpty else { return [] }
        let known = images.map { members?.known(of: $0.id) ?? [] }
        let had = known.allSatisfy(\.isEmpty) ? "" : who(images).map { " Have it already: \($0)." } ?? ""
        let every = known.dropFirst().reduce(Set(known[0].map(\.project))) { $0.intersection($1.map(\.project)) }
        return [about(images) + "Gains access: \(others(images, but: every)).\(had) Loses access: nobody."]
    }

    /// Between community and public.
    private var unchanged: [String] {
        let images = changing.filter(\.image.isForAll)
        guard chosen.isForAll, !images.isEmpty else { return [] }
        let lists =
            chosen == .public
            ? "Public images stand in every project's list by default."
            : "Community images stand in every project's list here, but not in the default list of other tools."
        return [about(images) + "Gains and loses access: nobody; every project has it before and after. \(lists)"]
    }

    private var lostByAll: [String] {
        let images = changing.filter(\.image.isForAll)
        guard !chosen.isForAll, !images.isEmpty else { return [] }
        guard chosen == .shared else { return [about(images) + "Loses access: \(others(images))."] }
        return [
            about(images)
                + "Loses access: \(others(images)), but for members that it had before: they count again, and the service tells "
                + "who they are once it is shared."
        ]
    }

    // MARK: Members

    private var lostByMembers: [String] {
        let images = images(from: .shared)
        guard !chosen.isForAll, chosen != .shared, !images.isEmpty else { return [] }
        let lost = about(images) + "Loses access: \(who(images) ?? unknown(images))."
        if removesMembers { return [lost, "Their membership is removed: switching back gives nobody access."] }
        return [lost, "The members are kept: switching back gives them access again."]
    }

    private var regained: [String] {
        let images = images(from: .private)
        guard chosen == .shared, !images.isEmpty else { return [] }
        return [
            about(images)
                + "Gains access: members that it had before, if any; the service tells who they are once it is shared. "
                + "\(keyToShare) offers it to projects."
        ]
    }

    /// The members of images as they are called, with how many there are; nil while that is not known of each.
    private func who(_ images: [CatalogueEntry]) -> String? {
        var counts: [ProjectID: Int] = [:]
        var answers: [ProjectID: String] = [:]
        for image in images {
            guard let known = members?.known(of: image.id) else { return nil }
            for member in known {
                counts[member.project, default: 0] += 1
                answers[member.project] = member.status.text
            }
        }
        guard !counts.isEmpty else { return "nobody, for \(images.count == 1 ? "it has" : "they have") no members" }
        let words = counts.map { project, count in
            let note = images.count == 1 ? answers[project] ?? "" : counted(count, "image")
            return "\(names.label(of: project)) (\(note))"
        }
        return "\(counted(counts.count, "project")): \(words.sorted().list(atMost: Self.mostNames))"
    }

    private func unknown(_ images: [CatalogueEntry]) -> String {
        let shared = "the projects \(images.count == 1 ? "it is" : "they are") shared with"
        for image in images {
            if let problem = members?.problem(of: image.id) {
                return "\(shared); who they are could not be read (\(problem.reason))"
            }
        }
        return shared
    }

    // MARK: Words

    private func images(from visibility: Visibility) -> [CatalogueEntry] {
        changing.filter { $0.image.visibility == visibility }
    }

    /// Which images a sentence is about, where there are several.
    private func about(_ images: [CatalogueEntry]) -> String {
        guard changing.count > 1 else { return "" }
        let kind = Set(images.map(\.image.visibility.text)).sorted().joined(separator: " and ")
        return "\(images.count) \(kind): "
    }
}

/// Who may gain or lose access to a dialog's images, as far as that is read while it is open.
struct ReachFacts: Sendable {
    var members: SubjectMembers
    /// The projects of the cloud that anybody can sign in to; nil as long as they are not known.
    private(set) var projects: [ListedProject]?

    init(of subjects: Subjects) { members = SubjectMembers(of: subjects) }

    /// What asks for them.
    func questions(in browser: Browser) -> [Effect] {
        members.questions + (browser.session?.isAdmin == true ? [.fetchEveryProject] : [])
    }

    /// Learns what comes from the model layer. Answers whether it changed anything.
    mutating func receive(_ event: Event) -> Bool {
        switch event {
        case .members(let answers): members.take(answers)
        case .everyProject(let projects?): self.projects = projects.filter(\.isEnabled)
        default: return false
        }
        return true
    }
}
