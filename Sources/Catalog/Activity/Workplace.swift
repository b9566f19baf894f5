/// Where changes are made: what was done in one is neither undone nor taken up again in another.
package struct Workplace: Hashable, Sendable {
    /// The name of the entry in clouds.yaml.
    package var cloud: String
    package var region: String?
    package var project: ProjectID?

    package init(cloud: String, region: String? = nil, project: ProjectID? = nil) {
        self.cloud = cloud
        self.region = region
        self.project = project
    }

    package init(_ session: Session) {
        self.init(cloud: session.cloud, region: session.region, project: session.project?.id)
    }
}
