import Catalog
import TestSupport
import Testing

@testable import OpenStack

@Suite("What refusals mean")
struct StatusTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var status: Int
        var kind: Problem.Kind
        /// Part of the advice.
        var advice: String

        var testDescription: String { "\(status)" }
    }

    @Test(
        "Each status has its kind, the service's words, the request ID and an advice",
        arguments: [
            Case(status: 400, kind: .refused, advice: ""), Case(status: 404, kind: .notFound, advice: "may not see it"),
            Case(status: 403, kind: .forbidden, advice: ""),
            Case(status: 405, kind: .refused, advice: "vitrine doctor"),
            Case(status: 409, kind: .conflict, advice: "Refresh"),
            Case(status: 410, kind: .notFound, advice: "Refresh"),
            Case(status: 413, kind: .limitReached, advice: "quota"), Case(status: 415, kind: .refused, advice: ""),
            Case(status: 416, kind: .refused, advice: "beginning"), Case(status: 418, kind: .refused, advice: ""),
            Case(status: 429, kind: .busy(retryAfter: nil), advice: "in a moment"),
            Case(status: 500, kind: .serverFault, advice: "operators"),
            Case(status: 502, kind: .serverFault, advice: "operators"),
            Case(status: 504, kind: .serverFault, advice: "operators"),
        ])
    func statuses(_ expected: Case) async throws {
        var retry = RetryPolicy()
        retry.statusRetries = 0
        let cloud = try TestCloud(server: try await .start(), retry: retry)
        cloud.server.on(
            "GET", "/v2/images/7",
            .json(
                expected.status, #"{"message": "Words.<br /><br />"}"#, headers: [("x-openstack-request-id", "req-9")]))
        let problem = await problem { try await cloud.images.image(ImageID("7")) }
        #expect(problem?.kind == expected.kind)
        #expect(problem?.attempt == "Could not read the image 7")
        // Of the server's own failure its words alone might sound like somebody else's.
        let isServers = expected.kind == .serverFault
        #expect(
            isServers ? problem?.reason.hasSuffix(" (\(expected.status)): Words.") == true : problem?.reason == "Words."
        )
        #expect(problem?.httpStatus == expected.status)
        #expect(problem?.requestID == "req-9")
        #expect(expected.advice.isEmpty || problem?.advice.contains(expected.advice) == true)
    }

    @Test("A server error as a web page: without a request ID of its own, the one that was sent is told")
    func page() async throws {
        let cloud = try TestCloud(server: try await .start())
        cloud.server.on("GET", "/v2/images", .html(500, "<html><h1>500 Internal Server Error</h1></html>"))
        let problem = await problem { try await cloud.images.page(ListQuery()) }
        #expect(problem?.kind == .serverFault)
        #expect(problem?.reason == "500 Internal Server Error")
        #expect(problem?.requestID == cloud.server.requests.last?.header("X-Openstack-Request-ID"))
    }

    @Test("An error without any words gets ours")
    func silent() async throws {
        let cloud = try TestCloud(server: try await .start())
        cloud.server.on("GET", "/v2/images", ScriptedReply(413))
        let problem = await problem { try await cloud.images.page(ListQuery()) }
        let words =
            "Could not list images: too large. A quota or another limit of the site is reached: make room, or ask its "
            + "operators to raise it. req-"
        #expect(problem?.sentence.hasPrefix(words) == true)
    }
}
