package import Catalog

/// How to sign in: everything an entry says about that.
package enum Credentials: Hashable, Sendable {
    /// By the identity service at `url`, with one proof of identity or several.
    case identity(url: String, proofs: [Proof], scope: Scope)
    /// Without an identity service; the endpoint is used for the image service where no override names another.
    case fixed(endpoint: String?, authorization: Authorization)

    /// What is sent to a service that stands alone.
    package enum Authorization: Hashable, Sendable {
        case none
        case token(Secret)
        /// HTTP basic. A missing password is asked for.
        case basic(user: String, password: Secret?)
    }

    /// The entry's word for this way of signing in.
    package var type: String {
        switch self {
        case .identity(_, let proofs, _):
            proofs.count > 1 ? "v3multifactor" : proofs.first?.type ?? "password"
        case .fixed(_, .none): "none"
        case .fixed(_, .token): "admin_token"
        case .fixed(_, .basic): "http_basic"
        }
    }
}

/// One proof of identity: a method of the identity API v3.
package enum Proof: Hashable, Sendable {
    /// A missing password is asked for.
    case password(Account, Secret?)
    /// A one-time code; asked for whenever it is missing or spent.
    case passcode(Account, Secret?)
    case token(Secret)
    case applicationCredential(ApplicationCredential)

    var type: String {
        switch self {
        case .password: "password"
        case .passcode: "v3totp"
        case .token: "token"
        case .applicationCredential: "v3applicationcredential"
        }
    }

    /// The identity service's name for the method.
    var method: String {
        switch self {
        case .password: "password"
        case .passcode: "totp"
        case .token: "token"
        case .applicationCredential: "application_credential"
        }
    }

    package struct ApplicationCredential: Hashable, Sendable {
        package enum Identity: Hashable, Sendable {
            case id(String)
            case name(String, Account)
        }

        package var identity: Identity
        package var secret: Secret
    }
}

/// A thing of the identity service, by its ID or by its name.
package enum Reference: Hashable, Sendable {
    case id(String)
    case name(String)

    package var text: String {
        switch self {
        case .id(let text), .name(let text): text
        }
    }
}

/// A user, by ID or by name and domain.
package struct Account: Hashable, Sendable {
    package var user: Reference
    /// Needed with a name only.
    package var domain: Reference?
}

/// What a token is to be good for.
package enum Scope: Hashable, Sendable {
    /// Nothing is asked for: the user's default project, or what the token or credential carries.
    case unspecified
    case unscoped
    case project(Reference, domain: Reference?)
    case domain(Reference)
    /// A delegation by another user.
    case trust(String)
    case system

    /// The scope in words.
    package var text: String {
        switch self {
        case .unspecified: "the default project"
        case .unscoped: "no project"
        case .project(let project, _): "project \(project.text)"
        case .domain(let domain): "domain \(domain.text)"
        case .trust(let id): "trust \(id)"
        case .system: "the whole system"
        }
    }
}
