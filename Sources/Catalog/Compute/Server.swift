/// A server (instance) as the compute service lists it.
package struct Server: Hashable, Sendable, Identifiable {
    package var id: String
    package var name: String
    /// In the compute service's own words: `ACTIVE`, `SHUTOFF`, `ERROR`, `BUILD` …
    package var status: String
    package var project: ProjectID?
    package var createdAt: Instant?
    /// What is being done to it right now, `spawning` for instance; nil if nothing is, or the service does not tell.
    package var task: String?
    /// Why it is in error, as far as the service tells.
    package var fault: String?

    package init(
        id: String, name: String, status: String, project: ProjectID? = nil, createdAt: Instant? = nil,
        task: String? = nil, fault: String? = nil
    ) {
        self.id = id
        self.name = name
        self.status = status
        self.project = project
        self.createdAt = createdAt
        self.task = task
        self.fault = fault
    }

    /// What it is called on the screen: its name, or its ID where it has none.
    package var title: String { name.isEmpty ? id : name }

    /// Whether its making has come to an end, good or bad.
    package var isSettled: Bool { ["ACTIVE", "ERROR", "SHUTOFF", "DELETED"].contains(status) }
}
