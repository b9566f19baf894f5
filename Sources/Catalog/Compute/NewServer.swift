/// A server that is to be made from an image. Its hardware follows from the image alone: no property of the image is
/// copied here (R9).
package struct NewServer: Hashable, Sendable {
    package var name: String
    package var image: ImageID
    /// What the image is called.
    package var imageTitle: String
    package var flavor: String
    package var networks = Networks.leftOut
    package var keyPair: String?
    /// By name; the site's own choice if empty.
    package var securityGroups: [String] = []
    package var userData: UserData?
    /// UUIDs of the certificates that the image's signature is verified by; the site's own choice if empty.
    package var certificates: [String] = []
    /// Whether the settings allow signed images only.
    package var requiresSignature = false

    package enum Networks: Hashable, Sendable {
        /// Nothing is said of networks, so that the site decides.
        case leftOut
        case these([String])
        /// One that the site makes or chooses.
        case automatic
        case none
    }

    package init(name: String, image: ImageID, imageTitle: String, flavor: String) {
        self.name = name
        self.image = image
        self.imageTitle = imageTitle
        self.flavor = flavor
    }

    /// The version of the compute API that this needs; nil if the first one will do.
    package var version: Microversion? {
        if !certificates.isEmpty { return .trustedCertificates }
        return networks == .automatic || networks == .none ? .wordsForNetworks : nil
    }

    /// Why an image cannot be launched, in words that follow "because"; nil if it can (R60, R81).
    package func objection(to image: Image) -> String? {
        if image.isDeprecated {
            return "it is deprecated" + (image.replacement.map { ": use \($0)" } ?? " and names no replacement")
        }
        if image.status != .active { return "it is \(image.status.label), and only active images can be launched" }
        return requiresSignature ? image.signature.objection : nil
    }
}

extension Signature {
    /// Why an image does not do where only signed ones may be launched; nil if it does.
    package var objection: String? {
        switch self {
        case .signed: nil
        case .incomplete: "it is signed incompletely, and this cloud's settings require signed images"
        case .unsigned: "it is not signed, and this cloud's settings require signed images"
        }
    }
}

/// How the making of a server goes on.
package enum LaunchReport: Sendable {
    /// Nothing was made, or the answer that says so was lost (`isUncertain`).
    case refused(Problem)
    /// The compute service is making it.
    case accepted(Server)
    /// As it is now.
    case server(Server)
    /// It cannot be seen any more what becomes of it.
    case outOfSight(Problem)
    /// It is active, in error, gone, or out of sight.
    case ended
}

/// Tells apart the servers that were asked for in this run.
package struct LaunchID: Hashable, Sendable {
    package let number: Int

    package init(_ number: Int) { self.number = number }
}

extension EquivalentCommand {
    /// The command that makes the same server. What was typed as user data stands in a file then.
    package static func line(for server: NewServer) -> String {
        var words = ["openstack"]
        if let version = server.version { words += ["--os-compute-api-version", version.description] }
        words += ["server create", "--image", quoted(server.image.rawValue), "--flavor", quoted(server.flavor)]
        switch server.networks {
        case .leftOut: break
        case .these(let networks): words += networks.flatMap { ["--network", quoted($0)] }
        case .automatic: words.append("--auto-network")
        case .none: words.append("--no-network")
        }
        if let key = server.keyPair { words += ["--key-name", quoted(key)] }
        words += server.securityGroups.flatMap { ["--security-group", quoted($0)] }
        if let data = server.userData { words += ["--user-data", quoted(data.path ?? "user-data")] }
        words += server.certificates.flatMap { ["--trusted-image-cert", quoted($0)] }
        return (words + ["--wait", quoted(server.name)]).joined(separator: " ")
    }

    /// The command that removes a server.
    package static func removing(_ server: Server) -> String { "openstack server delete \(quoted(server.id))" }
}
