import Catalog
import OpenStack
import Synchronization
import TestSupport

/// What a test needs to talk to a scripted server as if it were a cloud.
final class TestCloud: Sendable {
    let server: ScriptedServer
    let transport: Transport
    let signIn: SignIn
    /// Every attempt that was reported.
    let records = Recorder<RequestRecord>()
    /// Every pause that was taken; none of them lasts.
    let pauses = Recorder<Duration>()
    /// Every question for a secret.
    let questions = Recorder<CredentialRequest>()
    private let clock: TestClock

    var images: ImageClient { ImageClient(signIn: signIn) }
    var identity: IdentityClient { IdentityClient(signIn: signIn) }

    /// A cloud on a server that knows how to sign in (`TestCloud.token`) and lists itself as image service.
    ///
    /// - Parameters:
    ///   - entry: Lines of the entry in clouds.yaml beside `auth`; `URL` in them stands for the server's address.
    ///   - auth: The `auth` block.
    ///   - answers: What the person at the screen types, in turn; then they give up.
    init(
        entry: String = "",
        auth: String = "{auth_url: 'URL', username: eve, password: p, user_domain_id: d, project_id: x}",
        server: ScriptedServer, clock: TestClock = TestClock(), answers: [String] = [],
        environment: [String: String] = [:], retry: RetryPolicy = RetryPolicy(), limits: TimeLimits = TimeLimits()
    ) throws {
        self.server = server
        self.clock = clock
        let lines = ["auth: \(auth)"] + entry.split(separator: "\n").map(String.init)
        let text = "clouds:\n  c:\n" + lines.map { "    \($0)\n" }.joined()
        let cloud = try MemoryFiles.clouds(text.replacing("URL", with: server.url)).load().cloud("c")
        let (records, pauses, questions) = (records, pauses, questions)
        let timing = Timing(
            now: { clock.now },
            sleep: { pause in
                pauses.add(pause)
                try Task.checkCancellation()
            },
            jitter: { 1 })
        transport = try Transport(
            cloud: cloud, proxies: Proxies(environment: environment), version: "1.2.3", retry: retry, limits: limits,
            timing: timing,
            record: { records.add($0) })
        signIn = SignIn(cloud: cloud, transport: transport) { request in
            questions.add(request)
            guard questions.all.count <= answers.count else { throw CancellationError() }
            return Secret(answers[questions.all.count - 1])
        }
        server.on("POST", "/v3/auth/tokens", Self.token(imageURL: server.url))
    }

    /// An answer of the identity service: a token for an hour from 2026-11-23T12:00:00Z, when the test clock starts.
    static func token(
        _ token: String = "token-1", imageURL: String, issued: String = "2026-11-23T12:00:00.000000Z",
        expires: String = "2026-11-23T13:00:00.000000Z", roles: [String] = ["member", "reader"]
    ) -> ScriptedReply {
        let roles = roles.map { #"{"id": "r", "name": "\#($0)"}"# }.joined(separator: ", ")
        return .json(
            201,
            """
            {"token": {"methods": ["password"], "user": {"id": "u1", "name": "eve", "domain": {"id": "d"}},
             "project": {"id": "x", "name": "garden", "domain": {"id": "d"}}, "roles": [\(roles)],
             "issued_at": "\(issued)", "expires_at": "\(expires)", "catalog": [
             {"type": "image", "name": "glance", "endpoints": [
              {"interface": "public", "region_id": "One", "region": "One", "url": "\(imageURL)"},
              {"interface": "internal", "region_id": "Two", "region": "Two", "url": "\(imageURL)/inner/v2/"}]},
             {"type": "identity", "name": "keystone", "endpoints": []}]}}
            """, headers: [("X-Subject-Token", token)])
    }
}

/// A clock that stands still until it is moved.
final class TestClock: Sendable {
    private let seconds: Mutex<Int64>

    init(_ iso: String = "2026-11-23T12:00:00Z") { seconds = Mutex(Instant(iso: iso)?.seconds ?? 0) }

    var now: Instant { Instant(seconds: seconds.withLock { $0 }) }

    func advance(seconds count: Int64) { seconds.withLock { $0 += count } }
}

/// Collects values from any thread.
final class Recorder<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])

    var all: [Value] { values.withLock { $0 } }

    func add(_ value: Value) { values.withLock { $0.append(value) } }
}

/// The problem that `body` ends with; nil if it ends well.
func problem<Value>(_ body: () async throws -> Value) async -> Problem? {
    do {
        _ = try await body()
        return nil
    } catch { return error as? Problem }
}
