internal import Catalog

/// The settings of one cloud after profile, entry and region were laid over each other, with the old spellings
/// resolved (auth-config 3).
struct EntryOptions {
    private let top: Setting.Mapping
    private let auth: Setting.Mapping
    /// Where the entry begins.
    let place: Place

    init(_ mapping: Setting.Mapping, at place: Place) {
        var top = mapping
        var auth = mapping["auth"]?.mapping ?? Setting.Mapping()
        top["auth"] = nil
        // Keys that belong into `auth` may stand beside it, from the environment for instance. Those of domains,
        // projects and tokens then win, as the SDK has it; the others only fill gaps.
        for key in top.keys where Self.belongsToAuth(key) {
            if auth[key] == nil || auth[key]?.isMissing == true || Self.winsOverAuth(key) { auth[key] = top[key] }
            top[key] = nil
        }
        for (old, new) in Self.oldNames {
            if let setting = auth[old], auth[new] == nil { auth[new] = setting }
            auth[old] = nil
        }
        self.top = top
        self.auth = Self.withDomainShortcut(auth)
        self.place = place
    }

    // MARK: Reading

    /// A setting of the entry itself.
    subscript(key: String) -> Setting? { Self.present(top[key]) }

    /// A setting of the `auth` block.
    func auth(_ key: String) -> Setting? { Self.present(auth[key]) }

    /// The keys that the `auth` block has.
    var authKeys: [String] { auth.keys.filter { auth($0) != nil } }

    func text(_ key: String) -> String? { self[key]?.text }
    func authText(_ key: String) -> String? { auth(key)?.text }

    /// True or false as YAML and people write it; nil if the key is missing or something else.
    func flag(_ key: String) -> Bool? {
        switch text(key)?.trimmed.lowercased() {
        case "true", "yes", "on", "1", "y", "t": true
        case "false", "no", "off", "0", "n", "f": false
        default: nil
        }
    }

    /// A whole number that is not negative; nil if the key is missing or something else.
    func number(_ key: String) -> Int? {
        text(key).flatMap { Double($0.trimmed) }.flatMap { $0 >= 0 && $0 < 1e9 ? Int($0.rounded(.up)) : nil }
    }

    private static func present(_ setting: Setting?) -> Setting? {
        setting.flatMap { $0.isMissing ? nil : $0 }
    }

    // MARK: Old and misplaced keys

    private static func belongsToAuth(_ key: String) -> Bool {
        let others: Set<String> = [
            "auth_url", "username", "user_name", "user_id", "password", "system_scope", "trust_id", "endpoint",
            "unscoped", "identity_provider", "protocol",
        ]
        return others.contains(key) || winsOverAuth(key) || key.hasPrefix("application_credential_")
            || key.hasPrefix("default_domain_")
    }

    private static func winsOverAuth(_ key: String) -> Bool {
        let names: Set<String> = [
            "domain_id", "domain_name", "user_domain_id", "user_domain_name", "project_domain_id",
            "project_domain_name", "token", "auth_token", "passcode", "project_id", "project_name", "tenant_id",
            "tenant_name",
        ]
        return names.contains(key)
    }

    private static let oldNames = [
        ("tenant_id", "project_id"), ("tenant_name", "project_name"), ("auth_token", "token"),
        ("user_name", "username"),
    ]

    /// With a project, `domain_*` stands for the domains of both user and project where these are missing; without
    /// one it is a scope.
    private static func withDomainShortcut(_ auth: Setting.Mapping) -> Setting.Mapping {
        var auth = auth
        guard present(auth["project_id"]) != nil || present(auth["project_name"]) != nil else { return auth }
        for form in ["id", "name"] {
            guard let domain = present(auth["domain_" + form]) else { continue }
            for key in ["user_domain_", "project_domain_"]
            where present(auth[key + "id"]) == nil && present(auth[key + "name"]) == nil {
                auth[key + form] = domain
            }
        }
        auth["domain_id"] = nil
        auth["domain_name"] = nil
        return auth
    }
}
