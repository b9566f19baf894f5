/// What projects are called: by the alias in the user's settings, else by the name the identity service tells, else
/// by the first eight digits of the ID.
package struct ProjectNames: Hashable, Sendable {
    /// From the settings.
    package var aliases: [ProjectID: String]
    /// From the identity service; members may read only their own.
    package var names: [ProjectID: String]

    package init(aliases: [ProjectID: String] = [:], names: [ProjectID: String] = [:]) {
        self.aliases = aliases
        self.names = names
    }

    /// What the project is called, nil if only its ID is known.
    package func name(of project: ProjectID) -> String? { aliases[project] ?? names[project] }

    /// What to show for the project; empty for an image without an owner.
    package func label(of project: ProjectID?) -> String {
        guard let project else { return "" }
        return name(of: project) ?? String(project.rawValue.prefix(8))
    }
}
