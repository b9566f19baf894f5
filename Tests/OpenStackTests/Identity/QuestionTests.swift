import Catalog
import TestSupport
import Testing

@testable import OpenStack

@Suite("Asking for passwords and one-time codes")
struct QuestionTests {
    private let bare = "{auth_url: 'URL', username: eve, user_domain_id: d, project_id: x}"
    private let unauthorized = ScriptedReply.json(
        401, #"{"error": {"code": 401, "message": "The request you have made requires authentication."}}"#)

    private func secrets(_ cloud: TestCloud, _ method: String, _ key: String) throws -> [String?] {
        try cloud.server.requests(to: "/v3/auth/tokens").map {
            try JSONValue(json: $0.body)["auth"]?["identity"]?[method]?["user"]?[key]?.string
        }
    }

    @Test("A missing password is asked for once and remembered for renewals")
    func missing() async throws {
        let clock = TestClock()
        let cloud = try TestCloud(auth: bare, server: try await .start(), clock: clock, answers: ["typed"])
        _ = try await cloud.signIn.session()
        clock.advance(seconds: 3_600)
        _ = try await cloud.signIn.session()
        #expect(cloud.questions.all == [CredentialRequest(secret: .password, cloud: "c", user: "eve")])
        #expect(try secrets(cloud, "password", "password") == ["typed", "typed"])
    }

    @Test("A mistyped password is asked for again, with the reason")
    func mistyped() async throws {
        let cloud = try TestCloud(auth: bare, server: try await .start(), answers: ["wrong", "right"])
        cloud.server.on("POST", "/v3/auth/tokens", unauthorized, TestCloud.token(imageURL: cloud.server.url))
        _ = try await cloud.signIn.session()
        #expect(cloud.questions.all.map(\.problem) == [nil, "the user, the password or the project is not accepted"])
        #expect(try secrets(cloud, "password", "password") == ["wrong", "right"])
    }

    @Test("Who gives up gets a problem, and is asked again next time")
    func givenUp() async throws {
        let cloud = try TestCloud(auth: bare, server: try await .start())
        for count in 1...2 {
            let problem = await problem { try await cloud.signIn.session() }
            #expect(problem?.kind == .credentialMissing)
            #expect(problem?.reason == "the password was not given")
            #expect(cloud.questions.all.count == count)
        }
        #expect(cloud.server.requests.isEmpty)
    }

    @Test("A one-time code is asked for with every sign-in, wrong ones again, and sent once each")
    func passcode() async throws {
        let clock = TestClock()
        let cloud = try TestCloud(
            entry: "auth_type: v3totp", auth: bare, server: try await .start(), clock: clock, answers: ["1", "2", "3"])
        let token = TestCloud.token(imageURL: cloud.server.url)
        cloud.server.on("POST", "/v3/auth/tokens", unauthorized, token)
        _ = try await cloud.signIn.session()
        clock.advance(seconds: 3_600)
        _ = try await cloud.signIn.session()
        #expect(cloud.questions.all.map(\.secret) == [.passcode, .passcode, .passcode])
        #expect(try secrets(cloud, "totp", "passcode") == ["1", "2", "3"])
    }

    @Test("Where rules ask for a second factor, the receipt of the first request goes with the code")
    func receipt() async throws {
        let cloud = try TestCloud(server: try await .start(), answers: ["654321"])
        let receipt = ScriptedReply.json(
            401, #"{"receipt": {"methods": ["password"]}, "required_auth_methods": [["password", "totp"]]}"#,
            headers: [("Openstack-Auth-Receipt", "receipt-1")])
        cloud.server.on("POST", "/v3/auth/tokens", receipt, TestCloud.token(imageURL: cloud.server.url))
        _ = try await cloud.signIn.session()
        let requests = cloud.server.requests(to: "/v3/auth/tokens")
        #expect(requests.map { $0.header("Openstack-Auth-Receipt") } == [nil, "receipt-1"])
        let second = try JSONValue(json: requests[1].body)["auth"]?["identity"]
        #expect(second?["methods"]?.strings == ["totp"])
        #expect(second?["totp"]?["user"]?["passcode"]?.string == "654321")
        #expect(second?["password"] == nil)
        #expect(try JSONValue(json: requests[1].body)["auth"]?["scope"]?["project"]?["id"]?.string == "x")
    }

    @Test("A factor that this program does not know is named")
    func unknownFactor() async throws {
        let cloud = try TestCloud(server: try await .start())
        cloud.server.on(
            "POST", "/v3/auth/tokens",
            .json(
                401, #"{"receipt": {}, "required_auth_methods": [["password", "retina"]]}"#,
                headers: [("Openstack-Auth-Receipt", "r")]))
        let problem = await problem { try await cloud.signIn.session() }
        #expect(problem?.reason == "the identity service wants more proofs: password and retina")
    }

    @Test("HTTP basic: the typed password goes with every request, and is asked for again after a 401")
    func basic() async throws {
        let cloud = try TestCloud(
            entry: "auth_type: http_basic", auth: "{endpoint: 'URL/image', username: eve}", server: try await .start(),
            answers: ["wrong", "right"])
        cloud.server.on("GET", "/image/v2/info/stores", .html(401, "no"), .json(#"{"stores": []}"#))
        _ = try await cloud.images.stores()
        // base64 of eve:wrong and eve:right
        #expect(
            cloud.server.requests.map { $0.header("Authorization") } == ["Basic ZXZlOndyb25n", "Basic ZXZlOnJpZ2h0"])
        #expect(cloud.questions.all.map(\.problem) == [nil, "no"])
        let session = try await cloud.signIn.session()
        #expect(session.user?.name == "eve")
        #expect(session.project == nil)
        #expect(session.services == ["image"])
    }
}
