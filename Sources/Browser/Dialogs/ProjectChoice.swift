internal import Catalog

/// Projects to choose from, and what they are called in dialogs.
enum ProjectChoice {
    /// The project's name with its ID; the ID alone where there is no name.
    static func words(_ project: ProjectID, _ browser: Browser) -> String {
        browser.catalogue.projects.name(of: project).map { "\($0) \(project)" } ?? project.rawValue
    }

    /// The projects that names are known of.
    static func options(in browser: Browser, owner: ProjectID? = nil) -> [FormOption] {
        let names = browser.catalogue.projects
        return Set(names.names.keys).union(names.aliases.keys)
            .map { FormOption($0.rawValue, names.label(of: $0), refusal: refusal(of: $0, owner)) }
            .sorted { ($0.title, $0.value) < ($1.title, $1.value) }
    }

    /// All projects of the cloud with their domains and what is said of them; of disabled ones, that nobody can sign in
    /// to them.
    static func options(_ projects: [ListedProject], in browser: Browser, owner: ProjectID?) -> [FormOption] {
        projects.map { project in
            let name = browser.catalogue.projects.aliases[project.id] ?? project.name ?? project.id.rawValue
            let facts = [
                project.isEnabled ? "" : "disabled", project.domain.map { "domain \($0)" } ?? "", project.about,
            ]
            return FormOption(
                project.id.rawValue, name, detail: facts.filter { !$0.isEmpty }.joined(separator: ", "),
                refusal: refusal(of: project.id, owner))
        }
    }

    private static func refusal(of project: ProjectID, _ owner: ProjectID?) -> String? {
        project == owner ? "It owns the image." : nil
    }
}

extension [String] {
    /// `a, b, c and 4 more`
    func list(atMost most: Int) -> String {
        count <= most
            ? joined(separator: ", ") : "\(prefix(most - 1).joined(separator: ", ")) and \(count - most + 1) more"
    }
}
