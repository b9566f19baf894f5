/// What the variables `OS_*` say (auth-config 2 and 3).
struct Environment: Sendable {
    private let variables: [String: String]

    init(_ variables: [String: String]) { self.variables = variables }

    /// The value of a variable; an empty one is as good as none.
    subscript(name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// The name under which the variables' own cloud is known.
    var cloudName: String { self["OS_CLOUD_NAME"] ?? "envvars" }

    /// The cloud that the variables describe: `OS_FOO_BAR` as the setting `foo_bar`. Nil unless one of them says how
    /// to sign in, since `OS_REGION_NAME` or `OS_CACERT` alone make no cloud.
    var cloud: Setting? {
        var settings = Setting.Mapping()
        for name in variables.keys.sorted() {
            guard let key = Self.key(name), let value = self[name] else { continue }
            settings[key] = Setting(.text(value), at: Place(name))
        }
        guard settings.keys.contains(where: Self.isAboutSignIn) else { return nil }
        return Setting(.mapping(settings), at: Place("the variables OS_*"))
    }

    /// Variables that choose a cloud or a file instead of describing a cloud.
    private static let selectors: Set<String> = [
        "OS_CLOUD", "OS_CLOUD_NAME", "OS_CLIENT_CONFIG_FILE", "OS_CLIENT_SECURE_FILE",
    ]

    private static func key(_ name: String) -> String? {
        guard name.hasPrefix("OS_"), name.utf8.count > 3, !selectors.contains(name),
            !["OS_TEST", "OS_STD", "OS_LOG"].contains(where: name.hasPrefix)
        else { return nil }
        return name.dropFirst(3).lowercased()
    }

    private static func isAboutSignIn(_ key: String) -> Bool {
        let names: Set<String> = [
            "auth_url", "auth_type", "auth_plugin", "username", "user_name", "user_id", "password", "token",
            "auth_token", "passcode", "system_scope", "trust_id", "endpoint",
        ]
        let beginnings = [
            "application_credential_", "project_", "tenant_", "domain_", "user_domain_", "project_domain_",
            "default_domain_",
        ]
        return names.contains(key) || key.hasSuffix("_endpoint_override") || beginnings.contains(where: key.hasPrefix)
    }
}
