/// A volume as the block storage service lists it.
package struct Volume: Hashable, Sendable, Identifiable {
    package var id: String
    package var name: String
    /// In the service's own words: `available`, `in-use`, `error` …
    package var status: String
    /// In GiB.
    package var size: Int
    package var project: ProjectID?
    /// The IDs of the servers that it is attached to.
    package var servers: [String]

    package init(
        id: String, name: String, status: String, size: Int, project: ProjectID? = nil, servers: [String] = []
    ) {
        self.id = id
        self.name = name
        self.status = status
        self.size = size
        self.project = project
        self.servers = servers
    }

    /// What it is called on the screen: its name, or its ID where it has none.
    package var title: String { name.isEmpty ? id : name }
}
