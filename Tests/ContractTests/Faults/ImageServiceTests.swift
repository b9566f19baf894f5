import Catalog
import Testing

/// Issue 2, section 5: server trouble gives a message that names what, why, the request ID and what to do; rows stay.
@Suite("Trouble with the image service", .serialized, .outlook)
struct ImageServiceTests {
    /// As the middleware before Glance answers.
    fileprivate static let unauthorized = """
        <html><body><h1>401 Unauthorized</h1>This server could not verify that you are authorized to access the
        document</body></html>
        """
    fileprivate static let failed = """
        <html><head><title>Oh</title></head><body><h1>Internal Server Error</h1><p>The worker died.</p></body></html>
        """

    @Suite("Refusals", .serialized)
    struct Refusals {
        @Test(
            "A listing that is refused: the rows stay, the words are the service's, and it recovers by itself",
            arguments: [
                Fault.answer(
                    401, .string(ImageServiceTests.unauthorized), kind: .unauthorized,
                    reason: "the token or password is not accepted",
                    advice: "Sign in again.", badge: "not signed in", isIdentified: false),
                .answer(
                    403, ["message": "You are not authorized to complete get_images action.<br /><br />"],
                    kind: .forbidden, reason: "You are not authorized to complete get_images action.",
                    advice: "Your roles in this project do not permit it", badge: "refused"),
                .answer(
                    404, ["message": "The resource could not be found.<br /><br />\n\n\n"], kind: .notFound,
                    reason: "there is no list of images at http://127.0.0.1", advice: "`image_endpoint_override`",
                    badge: "refused"),
                .answer(
                    413, ["message": "Request limit exceeded."], kind: .limitReached, reason: "Request limit exceeded.",
                    advice: "A quota or another limit of the site is reached", badge: "refused"),
                .answer(
                    500, .string(ImageServiceTests.failed), kind: .serverFault, reason: "The worker died.",
                    advice: "Try again later; if it stays so, tell the site's operators.", badge: "service error"),
            ])
        func refused(_ fault: Fault) async throws { try await fault.expectWordsAndRecovery() }
    }

    @Suite("Overload", .serialized)
    struct Overload {
        @Test(
            "A service that asks to be left alone for a while is left alone for so long",
            arguments: [
                Fault.answer(
                    429, "", headers: ["Retry-After": "7"], kind: .busy(retryAfter: 7),
                    reason: "the service is overloaded or under maintenance", advice: "It asks to come back in 7 s.",
                    badge: "service busy", rest: 7),
                .answer(
                    503, ["message": "Maintenance until noon."], headers: ["Retry-After": "6"],
                    kind: .busy(retryAfter: 6), reason: "Maintenance until noon.",
                    advice: "It asks to come back in 6 s.", badge: "service busy", rest: 6),
            ])
        func busy(_ fault: Fault) async throws { try await fault.expectWordsAndRecovery() }

        @Test("A pause of a second is waited out without a word", arguments: [429, 503])
        func shortPause(_ status: Int64) async throws {
            try await Outlook.use { proxy, seat in
                let losses = seat.look(\.losses.count)
                try await proxy.rule(
                    "answer",
                    [
                        "status": .integer(status), "headers": ["Retry-After": "1"], "path": "^/v2/images",
                        "times": 1,
                    ])
                try await seat.refresh()
                let first = try await proxy.request("the refusal") { $0.status == Int(status) }
                let second = try await proxy.request("the next attempt") { $0.path == first.path && $0.status == 200 }
                #expect(second.begun - (first.ended ?? .infinity) >= 1)
                #expect(seat.look(\.losses.count) == losses)
            }
        }
    }

    @Suite("Answers that make no sense", .serialized)
    struct BrokenAnswers {
        @Test(
            "An answer that is not what the interface promises is never taken for a list",
            arguments: [
                Fault.rule(
                    "malformed JSON", "replace", ["body": "{\"images\": [,]}"], kind: .malformed,
                    reason: "the answer is no valid JSON", advice: "127.0.0.1", requestID: "req-",
                    badge: "service error"),
                .rule(
                    "truncated JSON", "truncate", ["after": 900], kind: .malformed,
                    reason: "the answer is no valid JSON (900 bytes)", advice: "127.0.0.1", requestID: "req-",
                    badge: "service error"),
                .rule(
                    "another content type", "replace",
                    ["body": "Welcome to the network of the hotel", "type": "text/plain"],
                    kind: .malformed, reason: "the answer is text/plain, not JSON", advice: "127.0.0.1",
                    requestID: "req-", badge: "service error"),
                .rule(
                    "a redirect without end", "redirect", kind: .malformed, reason: "redirects without end",
                    advice: "127.0.0.1", requestID: "req-", badge: "service error"),
            ])
        func broken(_ fault: Fault) async throws { try await fault.expectWordsAndRecovery() }
    }

    @Suite("Connections", .serialized)
    struct Connections {
        @Test(
            "A connection that is refused, silent or torn",
            arguments: [
                Fault(
                    testDescription: "refused",
                    begin: { proxy in
                        try await proxy.setListening("image", false)
                        try await proxy.dropConnections()
                    }, end: { try await $0.setListening("image", true) }, kind: .unreachable,
                    reason: "the connection is refused", advice: "Is the service running, and the port right?"),
                .rule(
                    "no answer in time", "stall", ["after": -1], settings: ["api_timeout": 3], kind: .timeout,
                    reason: "no answer within the time allowed", advice: "`api_timeout` sets the limit"),
                .rule(
                    "reset in mid-page", "reset", ["after": 2_000], kind: .unreachable,
                    reason: "the connection broke off in the middle of the answer", advice: "Try again.",
                    requestID: "req-"),
                .rule(
                    "cut off in mid-page", "cut", ["after": 2_000], kind: .unreachable,
                    reason: "the connection broke off in the middle of the answer", advice: "Try again.",
                    requestID: "req-"),
            ])
        func torn(_ fault: Fault) async throws { try await fault.expectWordsAndRecovery() }

        @Test("A connection that is reset once in mid-page is no news: the page is asked for again")
        func onceOnly() async throws {
            let cloud = try PrivateCloud.strict
            try await FaultProxy.use(cloud) { proxy, _ in
                try await proxy.rule("reset", ["after": 5_000, "path": "^/v2/images", "skip": 1, "times": 1])
                try await Seat.use(["alice": proxy.entry("alice")]) { seat in
                    try await seat.synchronised()
                    #expect(try await proxy.requests().contains { $0.path.contains("marker=") })
                    let alice = try await Person.named("alice", of: cloud)
                    #expect(seat.ids(.images) == (try await alice.ids("visibility=all")))
                    #expect(seat.look(\.losses).isEmpty)
                    _ = try await seat.request("the activity log tells of it") {
                        $0.path.contains("/v2/images") && $0.failure != nil
                    }
                    #expect(seat.requests.count { $0.path.contains("/v2/images") && $0.failure != nil } == 1)
                }
            }
        }
    }
}
