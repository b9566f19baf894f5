internal import Catalog
internal import NIOHTTP1

/// The request for a token (identity API v3, "Authentication and token management").
struct TokenRequest {
    var url: String
    var proofs: [Proof]
    var scope: Scope
    /// What a first, half successful request gave, where several proofs are wanted.
    var receipt: Secret?

    /// - Precondition: Every proof has its secret.
    func call(attempt: String) throws(Problem) -> Call {
        guard let address = Address(url + "/auth/tokens") else {
            throw .configuration(attempt, "`auth_url` is no http or https address")
        }
        var identity: [String: JSONValue] = ["methods": .array(proofs.map { .string($0.method) })]
        for proof in proofs { identity[proof.method] = proof.json }
        var auth: [String: JSONValue] = ["identity": .object(identity)]
        if let scope = scope.json { auth["scope"] = scope }
        var call = Call(.identity, attempt, .POST, .object(["auth": .object(auth)]), at: address)
        if let receipt { call.setHeader("Openstack-Auth-Receipt", receipt.revealed) }
        // A second token does no harm; a one-time code that was spent does.
        call.isRepeatable = !proofs.contains { if case .passcode = $0 { true } else { false } }
        call.alsoAccepts = [401]
        call.bodySecrets = proofs.compactMap(\.secret) + [receipt].compactMap(\.self)
        return call
    }
}

extension Proof {
    fileprivate var secret: Secret? {
        switch self {
        case .password(_, let secret), .passcode(_, let secret): secret
        case .token(let token): token
        case .applicationCredential(let credential): credential.secret
        }
    }

    fileprivate var json: JSONValue {
        switch self {
        case .password(let account, let secret): Self.user(account, "password", secret)
        case .passcode(let account, let secret): Self.user(account, "passcode", secret)
        case .token(let token): .object(["id": .string(token.revealed)])
        case .applicationCredential(let credential):
            switch credential.identity {
            case .id(let id): .object(["id": .string(id), "secret": .string(credential.secret.revealed)])
            case .name(let name, let account):
                .object([
                    "name": .string(name), "secret": .string(credential.secret.revealed),
                    "user": .object(account.json),
                ])
            }
        }
    }

    private static func user(_ account: Account, _ key: String, _ secret: Secret?) -> JSONValue {
        var user = account.json
        user[key] = .string(secret?.revealed ?? "")
        return .object(["user": .object(user)])
    }
}

extension Account {
    fileprivate var json: [String: JSONValue] {
        var json = user.json
        if case .name = user, let domain { json["domain"] = .object(domain.json) }
        return json
    }
}

extension Reference {
    fileprivate var json: [String: JSONValue] {
        switch self {
        case .id(let id): ["id": .string(id)]
        case .name(let name): ["name": .string(name)]
        }
    }
}

extension Scope {
    fileprivate var json: JSONValue? {
        switch self {
        case .unspecified: return nil
        case .unscoped: return .string("unscoped")
        case .project(let project, let domain):
            var json = project.json
            if case .name = project, let domain { json["domain"] = .object(domain.json) }
            return .object(["project": .object(json)])
        case .domain(let domain): return .object(["domain": .object(domain.json)])
        case .trust(let id): return .object(["OS-TRUST:trust": .object(["id": .string(id)])])
        case .system: return .object(["system": .object(["all": .bool(true)])])
        }
    }
}
