/// One cloud, ready to be signed in to: an entry of clouds.yaml with everything that completes it.
package struct Cloud: Hashable, Sendable {
    package var name: String
    /// Where the entry begins.
    package var place: Place?
    /// The region whose endpoints are used; nil takes whatever the catalogue has.
    package var region: String?
    /// The regions that the entry names, in its order.
    package var regions: [String] = []
    package var credentials: Credentials
    /// In order of preference.
    package var interfaces: [Interface] = [.public]
    package var services: [Service: ServiceSettings] = [:]
    package var tls = TLSSettings()
    /// Seconds until an answer must have begun (`api_timeout`); nil for the program's own limits. Never cuts data.
    package var timeout: Int?
    /// A disk format to preset where images are created.
    package var imageFormat: String?
    /// What in the entry works, but not as its author may think.
    package var notices: [ConfigurationNotice] = []

    package init(name: String, credentials: Credentials) {
        self.name = name
        self.credentials = credentials
    }

    /// The settings of one service, those of the whole cloud included.
    func settings(_ service: Service) -> ServiceSettings {
        var settings = services[service] ?? ServiceSettings()
        if settings.interfaces.isEmpty { settings.interfaces = interfaces }
        settings.region = settings.region ?? region
        if service == .image, settings.endpointOverride == nil, case .fixed(let endpoint, _) = credentials {
            settings.endpointOverride = endpoint
        }
        return settings
    }

    /// The address of the identity service; nil where there is none.
    package var authURL: String? {
        if case .identity(let url, _, _) = credentials { url } else { nil }
    }

    /// The user as the entry names them; nil where it does not.
    package var userName: String? {
        switch credentials {
        case .identity(_, let proofs, _):
            proofs.lazy.compactMap { proof in
                switch proof {
                case .password(let account, _), .passcode(let account, _): account.user.text
                case .applicationCredential(let credential):
                    if case .name(_, let account) = credential.identity { account.user.text } else { nil }
                case .token: nil
                }
            }.first
        case .fixed(_, .basic(let user, _)): user
        case .fixed: nil
        }
    }

    /// Why another project cannot be chosen; nil if it can.
    package var reasonAgainstSwitching: String? {
        guard case .identity(_, let proofs, _) = credentials else { return "there is no identity service" }
        return proofs.contains { if case .applicationCredential = $0 { true } else { false } }
            ? "an application credential is for its own project only" : nil
    }

    /// The same cloud with a token for something else. Nothing changes where that is not possible.
    package func scoped(to scope: Scope) -> Cloud {
        guard reasonAgainstSwitching == nil, case .identity(let url, let proofs, _) = credentials else { return self }
        var cloud = self
        cloud.credentials = .identity(url: url, proofs: proofs, scope: scope)
        return cloud
    }
}

extension Cloud: CustomStringConvertible {
    /// One line without secrets, for logs and messages.
    package var description: String {
        var words = ["\(name) (\(credentials.type))"]
        if let userName { words.append("as \(userName)") }
        if case .identity(let url, _, let scope) = credentials { words.append("for \(scope.text) at \(url)") }
        if let region { words.append("in \(region)") }
        return words.joined(separator: " ")
    }
}
