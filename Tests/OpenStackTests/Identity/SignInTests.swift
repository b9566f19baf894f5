import Catalog
import TestSupport
import Testing

@testable import OpenStack

@Suite("Signing in")
struct SignInTests {
    private func auth(_ cloud: TestCloud, _ index: Int = 0) throws -> JSONValue {
        let requests = cloud.server.requests(to: "/v3/auth/tokens")
        return try #require(try JSONValue(json: requests[index].body)["auth"])
    }

    @Test("The session tells user, project, roles, region and services, without the token")
    func session() async throws {
        let cloud = try TestCloud(server: try await .start())
        let session = try await cloud.signIn.session()
        #expect(session.cloud == "c")
        #expect(session.user == Named(id: "u1", name: "eve"))
        #expect(session.project == Named(id: ProjectID("x"), name: "garden"))
        #expect(session.roles == ["member", "reader"])
        #expect(session.region == "One")
        #expect(session.services == ["image", "identity"])
        #expect(session.verifiesCertificates)
        #expect(await cloud.signIn.expiry?.iso == "2026-11-23T13:00:00Z")
        #expect(!"\(session)".contains("token-1"))
    }

    @Test("The body of each kind of request")
    func bodies() async throws {
        let account = #"username: eve, password: p, user_domain_name: D"#
        let user = #""user": {"name": "eve", "domain": {"name": "D"}"#
        for (entry, auth, expected) in [
            (
                "", "{auth_url: 'URL', \(account), project_name: n, project_domain_id: e}",
                #"{"identity": {"methods": ["password"], "password": {\#(user), "password": "p"}}}, "#
                    + #""scope": {"project": {"name": "n", "domain": {"id": "e"}}}}"#
            ),
            (
                "", "{auth_url: 'URL', user_id: i, password: p, domain_id: e}",
                #"{"identity": {"methods": ["password"], "password": {"user": {"id": "i", "password": "p"}}}, "#
                    + #""scope": {"domain": {"id": "e"}}}"#
            ),
            (
                "", "{auth_url: 'URL', \(account), system_scope: all}",
                #"{"identity": {"methods": ["password"], "password": {\#(user), "password": "p"}}}, "#
                    + #""scope": {"system": {"all": true}}}"#
            ),
            (
                "", "{auth_url: 'URL', \(account), unscoped: true}",
                #"{"identity": {"methods": ["password"], "password": {\#(user), "password": "p"}}}, "scope": "unscoped"}"#
            ),
            (
                "", "{auth_url: 'URL', \(account), trust_id: t}",
                #"{"identity": {"methods": ["password"], "password": {\#(user), "password": "p"}}}, "#
                    + #""scope": {"OS-TRUST:trust": {"id": "t"}}}"#
            ),
            ("", "{auth_url: 'URL', token: t0}", #"{"identity": {"methods": ["token"], "token": {"id": "t0"}}}"#),
            (
                "auth_type: v3applicationcredential",
                "{auth_url: 'URL', application_credential_id: a, application_credential_secret: s, project_id: x}",
                #"{"identity": {"methods": ["application_credential"], "application_credential": {"id": "a", "secret": "s"}}}"#
            ),
            (
                "auth_type: v3applicationcredential",
                "{auth_url: 'URL', application_credential_name: a, application_credential_secret: s, user_id: i}",
                #"{"identity": {"methods": ["application_credential"], "#
                    + #""application_credential": {"name": "a", "secret": "s", "user": {"id": "i"}}}}"#
            ),
            (
                "auth_type: v3totp", "{auth_url: 'URL', \(account), passcode: '123'}",
                #"{"identity": {"methods": ["totp"], "totp": {\#(user), "passcode": "123"}}}}"#
            ),
            (
                "auth_type: v3multifactor\nauth_methods: [v3password, v3totp]",
                "{auth_url: 'URL', \(account), passcode: '1'}",
                #"{"identity": {"methods": ["password", "totp"], "password": {\#(user), "password": "p"}}, "#
                    + #""totp": {\#(user), "passcode": "1"}}}}"#
            ),
        ] {
            let cloud = try TestCloud(entry: entry, auth: auth, server: try await .start())
            _ = try await cloud.signIn.session()
            #expect(try self.auth(cloud) == JSONValue(json: Array(expected.utf8)), "\(auth)")
        }
    }

    @Test("Ten calls at once sign in once")
    func parallel() async throws {
        let cloud = try TestCloud(server: try await .start())
        cloud.server.on("GET", "/v2/info/stores", .json(#"{"stores": []}"#))
        await withTaskGroup { group in
            for _ in 0..<10 { group.addTask { _ = try? await cloud.images.stores() } }
        }
        #expect(cloud.server.requests(to: "/v3/auth/tokens").count == 1)
        #expect(cloud.server.requests(to: "/v2/info/stores").count == 10)
    }

    @Test("The token is renewed when less than two minutes remain, whatever the service's clock says")
    func renewal() async throws {
        let clock = TestClock("2031-01-01T00:00:00Z")
        let cloud = try TestCloud(server: try await .start(), clock: clock)
        cloud.server.on("GET", "/v2/info/stores", .json(#"{"stores": []}"#))
        _ = try await cloud.images.stores()
        clock.advance(seconds: 3_600 - 120)
        _ = try await cloud.images.stores()
        #expect(cloud.server.requests(to: "/v3/auth/tokens").count == 1)
        clock.advance(seconds: 1)
        cloud.server.on("POST", "/v3/auth/tokens", TestCloud.token("token-2", imageURL: cloud.server.url))
        _ = try await cloud.images.stores()
        #expect(cloud.server.requests.compactMap { $0.header("X-Auth-Token") } == ["token-1", "token-1", "token-2"])
    }

    @Test("A token that lives ten seconds is not renewed with every call")
    func shortLife() async throws {
        let clock = TestClock()
        let cloud = try TestCloud(server: try await .start(), clock: clock)
        cloud.server.on(
            "POST", "/v3/auth/tokens",
            TestCloud.token(imageURL: cloud.server.url, expires: "2026-11-23T12:00:10.000000Z"))
        for seconds in [0, 5, 0, 1, 0] {
            clock.advance(seconds: Int64(seconds))
            _ = try await cloud.signIn.session()
        }
        #expect(cloud.server.requests(to: "/v3/auth/tokens").count == 2)
    }

    @Test("After a 401 the program signs in once more and repeats the call once")
    func unauthorized() async throws {
        let cloud = try TestCloud(server: try await .start())
        let refusal = ScriptedReply.json(
            401, #"{"error": {"code": 401, "message": "The request you have made requires authentication."}}"#)
        cloud.server.on("GET", "/v2/info/stores", refusal, .json(#"{"stores": [{"id": "a"}]}"#))
        cloud.server.on(
            "POST", "/v3/auth/tokens", TestCloud.token("old", imageURL: cloud.server.url),
            TestCloud.token("new", imageURL: cloud.server.url))
        #expect(try await cloud.images.stores().map(\.id) == ["a"])
        #expect(cloud.server.requests.compactMap { $0.header("X-Auth-Token") } == ["old", "new"])

        cloud.server.on("GET", "/v2/info/import", refusal)
        let problem = await problem { try await cloud.images.importMethods() }
        #expect(problem?.kind == .unauthorized)
        #expect(cloud.server.requests(to: "/v2/info/import").count == 2)
        #expect(cloud.server.requests(to: "/v3/auth/tokens").count == 3)
    }

    @Test("A token alone cannot be renewed, and the message says so")
    func tokenOnly() async throws {
        let clock = TestClock()
        let cloud = try TestCloud(
            auth: "{auth_url: 'URL', token: t0, project_id: x}", server: try await .start(), clock: clock)
        cloud.server.on("GET", "/v2/info/stores", .json(401, "{}"))
        let problem = await problem { try await cloud.images.stores() }
        #expect(problem?.kind == .unauthorized)
        #expect(problem?.reason == "the token has expired or was revoked, and a token alone cannot be renewed")
        #expect(cloud.server.requests(to: "/v3/auth/tokens").count == 1)
        clock.advance(seconds: 3_599)
        _ = try await cloud.signIn.session()
        #expect(cloud.server.requests(to: "/v3/auth/tokens").count == 1)
        cloud.server.on("POST", "/v3/auth/tokens", .json(404, #"{"error": {"message": "Failed to validate token"}}"#))
        clock.advance(seconds: 1)
        let expired = await OpenStackTests.problem { try await cloud.signIn.session() }
        #expect(expired?.reason == "the token has expired or was revoked, and a token alone cannot be renewed")
    }

    @Test("A refused password of the configuration is reported with its place, and nobody is asked")
    func refused() async throws {
        let cloud = try TestCloud(server: try await .start(), answers: ["other"])
        cloud.server.on(
            "POST", "/v3/auth/tokens",
            .json(
                401,
                #"{"error": {"code": 401, "message": "The request you have made requires authentication.", "title": "Unauthorized"}}"#
            ))
        let problem = await problem { try await cloud.signIn.session() }
        #expect(problem?.kind == .unauthorized)
        #expect(problem?.attempt == "Could not sign in to “c”")
        #expect(problem?.reason == "the user, the password or the project is not accepted")
        #expect(problem?.advice.contains("\(MemoryFiles.cloudsPath):2") == true)
        #expect(cloud.questions.all.isEmpty)
    }

    @Test("An address without an identity service behind it")
    func noKeystone() async throws {
        let cloud = try TestCloud(server: try await .start())
        cloud.server.on("POST", "/v3/auth/tokens", .html(404, "<h1>404</h1>"))
        let missing = await problem { try await cloud.signIn.session() }
        #expect(missing?.reason == "there is no identity service at \(cloud.server.url)/v3")
        cloud.server.on("POST", "/v3/auth/tokens", .json(300, #"{"versions": []}"#))
        let other = await problem { try await cloud.signIn.session() }
        #expect(other?.reason == "there is no identity service at \(cloud.server.url)/v3")
        cloud.server.on("POST", "/v3/auth/tokens", .html(200, "<h1>Welcome</h1>"))
        let welcome = await problem { try await cloud.signIn.session() }
        #expect(welcome?.kind == .malformed)
    }

    @Test("Signing in again sees changed roles")
    func signInAgain() async throws {
        let cloud = try TestCloud(server: try await .start())
        _ = try await cloud.signIn.session()
        cloud.server.on("POST", "/v3/auth/tokens", TestCloud.token(imageURL: cloud.server.url, roles: ["Admin"]))
        #expect(try await cloud.signIn.session().isAdmin == false)
        #expect(try await cloud.signIn.signInAgain().isAdmin)
    }
}
