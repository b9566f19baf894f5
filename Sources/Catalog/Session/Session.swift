/// A thing of the identity service: its ID, and its name where that is known.
package struct Named<ID: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
    package var id: ID
    package var name: String?

    package init(id: ID, name: String? = nil) {
        self.id = id
        self.name = name
    }
}

/// Who is signed in, where, and with which rights: what a token tells, without the token.
package struct Session: Hashable, Sendable, Codable {
    /// The name of the entry in clouds.yaml, or `envvars`.
    package var cloud: String
    package var region: String?
    /// Nil where the site has no identity service (`none`, HTTP basic).
    package var user: Named<String>?
    /// Nil for tokens without a project; the Images pane needs one.
    package var project: Named<ProjectID>?
    /// Role names as the identity service spells them.
    package var roles: [String]
    /// False while certificates are not verified; the screen keeps a badge for it.
    package var verifiesCertificates = true
    /// True when neither the settings nor the command line allow writing.
    package var isReadOnly = false
    /// Types of the services that can be reached: `image`, `compute`, `network` …
    package var services: Set<String> = ["image"]

    package init(
        cloud: String, region: String? = nil, user: Named<String>? = nil, project: Named<ProjectID>? = nil,
        roles: [String] = []
    ) {
        self.cloud = cloud
        self.region = region
        self.user = user
        self.project = project
        self.roles = roles
    }

    /// Whether the token carries the `admin` role: the image service then answers with every project's images.
    package var isAdmin: Bool { has("admin") }

    /// Whether the token may only read.
    package var isReader: Bool { has("reader") && !has("member") && !isAdmin }

    private func has(_ role: String) -> Bool { roles.contains { $0.lowercased() == role } }
}
