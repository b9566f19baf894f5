/// Which servers use an image, as the compute service answered at a moment.
///
/// Two kinds of servers are in no such answer: those booted from a volume, which carry no image, and those in cells that
/// do not answer (R58).
package struct ImageUsage: Hashable, Sendable {
    /// Whose servers were asked for.
    package enum Scope: Hashable, Sendable {
        case allProjects
        /// Those of the project that is signed in to: what they do not show says nothing of other projects.
        case ownProject
    }

    package enum Answer: Hashable, Sendable {
        /// All that are not deleted, whatever their state (R59).
        case servers([Server])
        /// The cloud's catalogue lists no compute service, in whatever region.
        case noCompute
        /// The question was refused, or nobody answered: unknown is not none (R57).
        case unknown(Problem)
    }

    package var image: ImageID
    package var scope: Scope
    package var answer: Answer
    /// When it was answered.
    package var at: Instant

    package init(image: ImageID, scope: Scope, answer: Answer, at: Instant) {
        self.image = image
        self.scope = scope
        self.answer = answer
        self.at = at
    }

    /// The servers that are known to use it.
    package var servers: [Server] { if case .servers(let servers) = answer { servers } else { [] } }

    /// Whose servers have to be asked for before an image is deleted: those of all projects for a deprecated one,
    /// whoever asks (R54, R55), and for any that an administrator deletes (R57).
    package static func scope(beforeDeleting image: Image, isAdmin: Bool) -> Scope {
        image.isDeprecated || isAdmin ? .allProjects : .ownProject
    }

    /// What stands against deleting an image (R56, R57); nil if nothing does.
    package func objection(toDeleting image: Image) -> Objection? {
        switch answer {
        case .servers(let servers): scope == .allProjects && !servers.isEmpty ? .inUse(servers) : nil
        case .noCompute: image.isDeprecated ? .unchecked : nil
        case .unknown(let problem): image.isDeprecated ? .unknown(problem) : nil
        }
    }

    /// Why an image is not to be deleted.
    package enum Objection: Hashable, Sendable {
        case inUse([Server])
        /// Nobody can be asked in this cloud; somebody may answer for it (R57).
        case unchecked
        case unknown(Problem)
    }
}

/// Who uses an image, as it is asked.
package struct UsageQuestion: Hashable, Sendable {
    package var image: ImageID
    package var scope: ImageUsage.Scope

    package init(_ image: ImageID, _ scope: ImageUsage.Scope) {
        self.image = image
        self.scope = scope
    }
}

extension EquivalentCommand {
    /// The command by which an administrator sees the servers of all projects that use an image (R57).
    package static func servers(using image: ImageID) -> String {
        "openstack server list --all-projects --image \(quoted(image.rawValue))"
    }
}
