import Catalog
import Testing

@testable import OpenStack

@Suite("Ways of signing in")
struct CredentialsTests {
    private func cloud(_ lines: String) throws -> Cloud {
        let text = "clouds:\n  c:\n" + lines.split(separator: "\n").map { "    \($0)\n" }.joined()
        return try MemoryFiles.clouds(text).load().cloud("c")
    }

    private func problem(_ lines: String) -> Problem? {
        do {
            _ = try cloud(lines)
            return nil
        } catch { return error as? Problem }
    }

    private let user = "username: u, password: p, user_domain_id: d"

    @Test(
        "The address of the identity service ends in /v3, whatever was written",
        arguments: [
            ("http://k:5000", "http://k:5000/v3"), ("http://k:5000/", "http://k:5000/v3"),
            ("http://k:5000/v3/", "http://k:5000/v3"),
            ("https://api.example.org/identity", "https://api.example.org/identity/v3"),
            ("http://k/v2.0", "http://k/v3"),
        ])
    func authURL(_ written: String, _ expected: String) throws {
        #expect(try cloud("auth: {auth_url: '\(written)', \(user)}").authURL == expected)
    }

    @Test(
        "Scopes",
        arguments: [
            ("project_id: x", Scope.project(.id("x"), domain: nil)),
            ("project_name: x, project_domain_name: D", .project(.name("x"), domain: .name("D"))),
            ("domain_id: e", .domain(.id("e"))), ("domain_name: E", .domain(.name("E"))),
            ("trust_id: t", .trust("t")), ("system_scope: all", .system), ("unscoped: true", .unscoped),
            ("x: y", .unspecified),
        ])
    func scopes(_ written: String, _ expected: Scope) throws {
        let cloud = try cloud("auth: {auth_url: 'http://k/v3', \(user), \(written)}")
        guard case .identity(_, _, let scope) = cloud.credentials else {
            Issue.record("not by the identity service")
            return
        }
        #expect(scope == expected)
    }

    @Test("Two scopes at once are an error that names both")
    func twoScopes() {
        let problem = problem("auth: {auth_url: 'http://k/v3', \(user), project_id: x, system_scope: all}")
        #expect(
            problem?.reason.hasSuffix(": a token is for one thing only, but `project_id` and `system_scope` are given")
                == true)
    }

    @Test("With a name and an ID for the project, the name is used, with a notice")
    func nameAndID() throws {
        let cloud = try cloud(
            "auth: {auth_url: 'http://k/v3', \(user), project_name: n, project_id: i, project_domain_id: d}")
        guard case .identity(_, _, let scope) = cloud.credentials else { return }
        #expect(scope == .project(.name("n"), domain: .id("d")))
        #expect(cloud.notices.map(\.text) == ["both `project_name` and `project_id` are given; the name is used"])
    }

    @Test("With a project, domain_* stands for both missing domains; tenant_* is an old name")
    func domainShortcut() throws {
        let cloud = try cloud(
            "auth: {auth_url: 'http://k/v3', username: u, password: p, tenant_name: t, domain_name: D}")
        #expect(
            cloud.credentials
                == .identity(
                    url: "http://k/v3", proofs: [.password(Account(user: .name("u"), domain: .name("D")), Secret("p"))],
                    scope: .project(.name("t"), domain: .name("D"))))
        #expect(cloud.notices.isEmpty)
    }

    @Test("Domain and project keys beside `auth` win over those in it; other keys only fill gaps")
    func misplaced() throws {
        let cloud = try cloud(
            "auth: {auth_url: 'http://k/v3', username: u, password: p, project_name: inner, user_domain_id: d}\n"
                + "project_name: outer\nproject_domain_id: e\nusername: other\n")
        #expect(
            cloud.credentials
                == .identity(
                    url: "http://k/v3", proofs: [.password(Account(user: .name("u"), domain: .id("d")), Secret("p"))],
                    scope: .project(.name("outer"), domain: .id("e"))))
    }

    @Test("A token without auth_type is used as one")
    func token() throws {
        let cloud = try cloud("auth: {auth_url: 'http://k/v3', token: abc, project_id: x}")
        #expect(
            cloud.credentials
                == .identity(
                    url: "http://k/v3", proofs: [.token(Secret("abc"))], scope: .project(.id("x"), domain: nil)))
    }

    @Test("An application credential sends no scope, and says which leftovers it drops")
    func applicationCredential() throws {
        let cloud = try cloud(
            "auth_type: v3applicationcredential\nauth: {auth_url: 'http://k/v3', application_credential_id: i, "
                + "application_credential_secret: s, project_name: x, user_domain_name: D}")
        #expect(
            cloud.credentials
                == .identity(
                    url: "http://k/v3",
                    proofs: [.applicationCredential(.init(identity: .id("i"), secret: Secret("s")))],
                    scope: .unspecified))
        #expect(
            cloud.notices.map(\.text) == ["an application credential carries its own project; ignored: `project_name`"])
        let named = try self.cloud(
            "auth_type: v3applicationcredential\nauth: {auth_url: 'http://k/v3', application_credential_name: n, "
                + "application_credential_secret: s, \(user)}")
        #expect(named.userName == "u")
    }

    @Test("One-time codes, alone and with a password")
    func passcodes() throws {
        let alone = try cloud("auth_type: v3totp\nauth: {auth_url: 'http://k/v3', \(user), passcode: '123'}")
        let account = Account(user: .name("u"), domain: .id("d"))
        #expect(
            alone.credentials
                == .identity(url: "http://k/v3", proofs: [.passcode(account, Secret("123"))], scope: .unspecified))
        for methods in ["[v3password, v3totp]", "'v3password,v3totp'"] {
            let both = try cloud(
                "auth_type: v3multifactor\nauth_methods: \(methods)\nauth: {auth_url: 'http://k/v3', \(user)}")
            #expect(
                both.credentials
                    == .identity(
                        url: "http://k/v3", proofs: [.password(account, Secret("p")), .passcode(account, nil)],
                        scope: .unspecified))
            #expect(both.credentials.type == "v3multifactor")
        }
    }

    @Test("A standalone Glance: none, admin_token and HTTP basic, by endpoint or override")
    func standalone() throws {
        #expect(
            try cloud("auth_type: none\nauth: {endpoint: 'http://g:9292'}").credentials
                == .fixed(endpoint: "http://g:9292", authorization: .none))
        let override = try cloud("auth_type: none\nimage_endpoint_override: http://g:9292/image\n")
        #expect(override.credentials == .fixed(endpoint: "http://g:9292/image", authorization: .none))
        #expect(
            try cloud("auth_type: token_endpoint\nauth: {endpoint: 'http://g', token: t}").credentials
                == .fixed(endpoint: "http://g", authorization: .token(Secret("t"))))
        #expect(
            try cloud("auth_type: http_basic\nauth: {endpoint: 'http://g', username: u, password: p}").credentials
                == .fixed(endpoint: "http://g", authorization: .basic(user: "u", password: Secret("p"))))
        #expect(problem("auth_type: none")?.advice == "Set `endpoint` in `auth`, or `image_endpoint_override`.")
    }

    @Test("Sign-in types that are not supported, gone or unknown are named as such")
    func otherTypes() {
        let auth = "auth: {auth_url: 'http://k/v3', \(user)}"
        for (type, words) in [
            ("v3oidcpassword", "is not supported"), ("v3kerberos", "is not supported"), ("v2password", "is gone"),
            ("v3magic", "is unknown"),
        ] {
            let problem = problem("auth_type: \(type)\n\(auth)")
            #expect(problem?.kind == .configuration)
            #expect(problem?.reason.contains("`\(type)`") == true)
            #expect(problem?.reason.contains(words) == true)
            #expect(problem?.reason.hasPrefix("\(MemoryFiles.cloudsPath):3: ") == true)
        }
    }

    @Test("What is missing is named; a missing password is no mistake, it will be asked for")
    func missing() throws {
        #expect(problem("auth: {username: u, password: p}")?.reason.contains("`auth_url`") == true)
        #expect(problem("auth: {auth_url: 'http://k', password: p}")?.reason.contains("no user is given") == true)
        #expect(
            problem("auth: {auth_url: 'ftp://k', username: u}")?.reason.contains("no http or https address") == true)
        #expect(problem("auth_type: token\nauth: {auth_url: 'http://k'}")?.reason.contains("`token`") == true)
        #expect(try cloud("auth: {auth_url: 'http://k', username: u}").userName == "u")
    }
}
