internal import Catalog

/// Ways of signing in (auth-config 5).
extension CloudReader {
    mutating func credentials(region: String?) throws(Problem) -> Credentials {
        let type = try authType()
        switch type {
        case "none", "noauth": return .fixed(endpoint: try standaloneEndpoint(type, region), authorization: .none)
        case "admin_token", "token_endpoint":
            let token = Secret(try required("token", for: type))
            return .fixed(endpoint: try standaloneEndpoint(type, region), authorization: .token(token))
        case "http_basic":
            let authorization = Credentials.Authorization.basic(
                user: try required("username", for: type), password: options.authText("password").map(Secret.init))
            return .fixed(endpoint: try standaloneEndpoint(type, region), authorization: authorization)
        default: break
        }
        let proofs = try proofs(type)
        let url = try authURL(region: region)
        if case .applicationCredential = proofs.first {
            dropScope()
            return .identity(url: url, proofs: proofs, scope: .unspecified)
        }
        return .identity(url: url, proofs: proofs, scope: try scope())
    }

    /// The type as given or, without one, as the other keys suggest.
    private mutating func authType() throws(Problem) -> String {
        let key = options["auth_type"] == nil ? "auth_plugin" : "auth_type"
        guard let given = options.text(key)?.trimmed.lowercased() else {
            if options.auth("token") != nil { return "token" }
            if options.auth("application_credential_secret") != nil {
                say("no `auth_type` is given; the application credential is used")
                return "v3applicationcredential"
            }
            return "password"
        }
        switch given {
        case "password", "v3password", "token", "v3token", "v3applicationcredential", "v3totp", "v3multifactor", "none",
            "noauth", "admin_token", "token_endpoint", "http_basic":
            return given
        case "v2password", "v2token":
            throw problem(
                "`\(given)` needs version 2 of the identity API, which is gone", at: key,
                advice: "Use `auth_type: password`.")
        case _ where Self.unsupportedTypes.contains(given):
            throw problem(
                "the sign-in type `\(given)` is not supported", at: key,
                advice: "Make an application credential and use `v3applicationcredential`, or give a token.")
        default:
            throw problem(
                "the sign-in type `\(given)` is unknown", at: key,
                advice: "Known are password, token, v3applicationcredential, v3totp, v3multifactor, none, "
                    + "admin_token and http_basic.")
        }
    }

    private static let unsupportedTypes: Set<String> = [
        "v3oidcpassword", "v3oidcclientcredentials", "v3oidcauthcode", "v3oidcaccesstoken", "v3oidcdeviceauthz",
        "v3oauth1", "v3kerberos", "v3fedkerb", "v3samlpassword", "v3adfspassword", "v3tokenlessauth",
        "v3oauth2clientcredential", "v3oauth2mtlsclientcredential", "v3oauth2mtlclientcredential",
    ]

    // MARK: Proofs

    private mutating func proofs(_ type: String) throws(Problem) -> [Proof] {
        switch type {
        case "token", "v3token": return [.token(Secret(try required("token", for: type)))]
        case "v3applicationcredential": return [.applicationCredential(try applicationCredential())]
        case "v3totp": return [.passcode(try account(), secret("passcode"))]
        case "v3multifactor":
            let methods = (options.auth("auth_methods") ?? options["auth_methods"])?.texts ?? []
            guard !methods.isEmpty else {
                throw problem("`v3multifactor` needs `auth_methods`", advice: "For instance [v3password, v3totp].")
            }
            var proofs: [Proof] = []
            for method in methods {
                switch method.trimmed {
                case "password", "v3password": proofs.append(.password(try account(), secret("password")))
                case "totp", "v3totp": proofs.append(.passcode(try account(), secret("passcode")))
                case "token", "v3token": proofs.append(.token(Secret(try required("token", for: method))))
                default:
                    throw problem("the method `\(method)` of `auth_methods` is not supported", at: "auth_methods")
                }
            }
            return proofs
        default: return [.password(try account(), secret("password"))]
        }
    }

    private func secret(_ key: String) -> Secret? { options.authText(key).map(Secret.init) }

    private mutating func account() throws(Problem) -> Account {
        if let id = options.authText("user_id") { return Account(user: .id(id), domain: nil) }
        guard let name = options.authText("username") else {
            throw problem("no user is given", advice: "Set `username` and `user_domain_name`, or `user_id`.")
        }
        return Account(user: .name(name), domain: domain("user_domain", of: "user"))
    }

    private mutating func applicationCredential() throws(Problem) -> Proof.ApplicationCredential {
        let secret = Secret(try required("application_credential_secret", for: "v3applicationcredential"))
        if let id = options.authText("application_credential_id") { return .init(identity: .id(id), secret: secret) }
        let name = try required("application_credential_name", for: "v3applicationcredential")
        return .init(identity: .name(name, try account()), secret: secret)
    }

    private func required(_ key: String, for type: String) throws(Problem) -> String {
        guard let text = options.authText(key) else { throw problem("the sign-in type `\(type)` needs `\(key)`") }
        return text
    }

    /// The domain under `prefix`; without one the cloud's default, which is what the command line tools assume too.
    private mutating func domain(_ prefix: String, of what: String) -> Reference {
        for prefix in [prefix, "default_domain"] {
            if let id = options.authText(prefix + "_id") { return .id(id) }
            if let name = options.authText(prefix + "_name") { return .name(name) }
        }
        say("no domain is given for the \(what); the domain with the ID `default` is assumed")
        return .id("default")
    }

    // MARK: Scope

    private mutating func scope() throws(Problem) -> Scope {
        var found: [(key: String, scope: Scope)] = []
        if let project = try project() { found.append(project) }
        if let id = options.authText("domain_id") {
            found.append(("domain_id", .domain(.id(id))))
        } else if let name = options.authText("domain_name") {
            found.append(("domain_name", .domain(.name(name))))
        }
        if let id = options.authText("trust_id") { found.append(("trust_id", .trust(id))) }
        if let system = options.authText("system_scope") {
            guard system == "all" else { throw problem("`system_scope` can only be `all`", at: "system_scope") }
            found.append(("system_scope", .system))
        }
        if let unscoped = options.authText("unscoped"), ["true", "yes", "on", "1"].contains(unscoped.lowercased()) {
            found.append(("unscoped", .unscoped))
        }
        guard found.count < 2 else {
            let keys = found.map { "`\($0.key)`" }.joined(separator: " and ")
            throw problem("a token is for one thing only, but \(keys) are given", at: found[1].key)
        }
        return found.first?.scope ?? .unspecified
    }

    private mutating func project() throws(Problem) -> (key: String, scope: Scope)? {
        let id = options.authText("project_id")
        guard let name = options.authText("project_name") else {
            return id.map { ("project_id", .project(.id($0), domain: nil)) }
        }
        if id != nil { say("both `project_name` and `project_id` are given; the name is used", at: "project_name") }
        return ("project_name", .project(.name(name), domain: domain("project_domain", of: "project")))
    }

    /// An application credential carries its project; the identity service refuses it together with any scope.
    private mutating func dropScope() {
        let leftovers = options.authKeys.filter { key in
            ["project_", "domain_", "trust_id", "system_scope"].contains { key.hasPrefix($0) }
        }
        guard !leftovers.isEmpty else { return }
        let keys = leftovers.map { "`\($0)`" }.joined(separator: ", ")
        say("an application credential carries its own project; ignored: \(keys)", at: leftovers.first)
    }

    // MARK: Addresses

    private mutating func authURL(region: String?) throws(Problem) -> String {
        let given = expanded(try required("auth_url", for: "password"), region: region).trimmed
        guard let address = Address(given) else {
            throw problem("`auth_url` is no http or https address", at: "auth_url")
        }
        var path = address.path
        while path.hasSuffix("/") { path.removeLast() }
        if path.hasSuffix("/v2.0") || path.hasSuffix("/v2") {
            say("`auth_url` names version 2 of the identity API; version 3 is used", at: "auth_url")
            path = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        }
        if !path.hasSuffix("v3") { path += "/v3" }
        return address.origin + path
    }

    private func standaloneEndpoint(_ type: String, _ region: String?) throws(Problem) -> String? {
        let given = options.authText("endpoint") ?? options.text("image_endpoint_override")
        guard let text = given ?? options.text("image_endpoint") else {
            throw problem(
                "the sign-in type `\(type)` needs the address of the image service",
                advice: "Set `endpoint` in `auth`, or `image_endpoint_override`.")
        }
        let endpoint = address(text, region: region)
        guard Address(endpoint) != nil else {
            throw problem("the address of the image service is no http or https address", at: "endpoint")
        }
        return endpoint
    }
}
