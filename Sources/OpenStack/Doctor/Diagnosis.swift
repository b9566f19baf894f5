package import Catalog

/// Everything that `vitrine doctor` tells: what was found, what was chosen, and what is wrong with it. Values only.
package struct Diagnosis: Sendable {
    /// One request that was tried, and how long it took.
    package struct Probe: Hashable, Sendable {
        /// "sign in", "list images".
        package var what: String
        package var milliseconds: Int
        /// Nil if it went well.
        package var problem: Problem?
    }

    /// A service that is not there for this cloud and token, with the reason.
    package struct Absence: Hashable, Sendable {
        package var service: Service
        package var reason: String
    }

    /// Where configuration was looked for, in order.
    package var lookups: [CloudFiles.Lookup]
    package var entries: [CloudFiles.Entry]
    package var choice: CloudChoice
    /// The entry that was chosen; nil if none was, or it cannot be used.
    package var cloud: Cloud?
    package var session: Session?
    /// Seconds that the token has left; nil without a token.
    package var tokenLife: Int64?
    /// Everything in the catalogue that concerns this program.
    package var catalogue: [CatalogueEndpoint] = []
    /// The addresses that are used.
    package var endpoints: [Endpoint] = []
    package var absent: [Absence] = []
    /// Versions of the image API.
    package var versions: [APIVersion] = []
    package var probes: [Probe] = []
    /// What works, but not as somebody may think; those of files first.
    package var notices: [ConfigurationNotice]
    /// What does not work, in the order in which it was met.
    package var problems: [Problem] = []

    init(_ files: CloudFiles, cloud: String?) {
        lookups = files.lookups
        entries = files.entries
        choice = files.choose(cloud)
        notices = files.notices
    }
}
