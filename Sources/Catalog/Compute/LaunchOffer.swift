/// What there is to choose from when a server is made. Each list may have failed for itself.
package struct LaunchOffer: Sendable {
    package var flavors: Result<[Flavor], Problem>
    /// Names.
    package var keyPairs: Result<[String], Problem>
    /// Nil where there is no network service.
    package var networks: Result<[Network], Problem>?
    package var securityGroups: Result<[SecurityGroup], Problem>?
    /// The latest version of the compute API that the service knows; nil if it did not tell.
    package var version: Microversion?

    package init(
        flavors: Result<[Flavor], Problem>, keyPairs: Result<[String], Problem>,
        networks: Result<[Network], Problem>? = nil, securityGroups: Result<[SecurityGroup], Problem>? = nil,
        version: Microversion? = nil
    ) {
        self.flavors = flavors
        self.keyPairs = keyPairs
        self.networks = networks
        self.securityGroups = securityGroups
        self.version = version
    }

    /// Whether a service knows this version.
    package func knows(_ version: Microversion) -> Bool { self.version.map { $0 >= version } ?? false }
}

/// A network that a server may be attached to.
package struct Network: Hashable, Sendable, Identifiable {
    package var id: String
    package var name: String
    package var status: String
    /// Whether it belongs to the project that is signed in to, and not to one that shares it.
    package var isOwn: Bool

    package init(id: String, name: String, status: String, isOwn: Bool) {
        self.id = id
        self.name = name
        self.status = status
        self.isOwn = isOwn
    }
}

package struct SecurityGroup: Hashable, Sendable, Identifiable {
    package var id: String
    package var name: String
    package var about: String

    package init(id: String, name: String, about: String) {
        self.id = id
        self.name = name
        self.about = about
    }
}

/// A version of the compute API, as in 2.37.
package struct Microversion: Hashable, Comparable, Sendable, CustomStringConvertible {
    package var major: Int
    package var minor: Int

    package init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Nil if the text is not two numbers with a point between.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let major = parts[0], let minor = parts[1] else { return nil }
        self.init(major, minor)
    }

    /// From here on a server can be made without a network, or with one that the site chooses.
    package static let wordsForNetworks = Microversion(2, 37)
    /// From here on certificates can be named that an image's signature is verified by.
    package static let trustedCertificates = Microversion(2, 63)

    package static func < (a: Microversion, b: Microversion) -> Bool { (a.major, a.minor) < (b.major, b.minor) }

    package var description: String { "\(major).\(minor)" }
}
