import Browser
import Catalog
import Testing

@testable import vitrine

/// Something that goes wrong between the program and the image service, and what the user is told of it.
struct Fault: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Makes the proxy do it.
    var begin: @Sendable (FaultProxy) async throws -> Void
    /// Ends it.
    var end: @Sendable (FaultProxy) async throws -> Void = { try await $0.relent() }
    /// What the program is told of the cloud beside its address.
    var settings: [String: JSONValue] = [:]
    var kind: Problem.Kind
    /// Parts of the reason and the advice.
    var reason: String
    var advice: String
    /// How the request ID begins that is told with it; nil if there is none.
    var requestID: String?
    var badge = "offline"
    /// Seconds for which the service asks to be left alone.
    var rest: Int64 = 0
    /// Whether it is the listing that cannot be had, or the whole service.
    var attempt = "Could not list images"

    /// An identifier as OpenStack's services give their answers.
    static let requestID = "req-0f0e0d0c-1111-4222-8333-444455556666"

    /// The image service answers every listing with this.
    static func answer(
        _ status: Int64, _ body: JSONValue, headers: [String: JSONValue] = [:], kind: Problem.Kind, reason: String,
        advice: String, badge: String = "offline", rest: Int64 = 0, isIdentified: Bool = true
    ) -> Fault {
        var all = headers
        if isIdentified { all["x-openstack-request-id"] = .string(requestID) }
        let fields: [String: JSONValue] = [
            "status": .integer(status), "headers": .object(all), "body": body, "path": "^/v2/images",
        ]
        return Fault(
            testDescription: "\(status)", begin: { try await $0.rule("answer", fields) }, kind: kind, reason: reason,
            advice: advice, requestID: isIdentified ? requestID : "req-", badge: badge, rest: rest)
    }

    /// Something is done to every answer of the image service to a listing.
    static func rule(
        _ name: String, _ doing: String, _ fields: [String: JSONValue] = [:], settings: [String: JSONValue] = [:],
        kind: Problem.Kind, reason: String, advice: String, requestID: String? = nil, badge: String = "offline"
    ) -> Fault {
        let all = fields.merging(["path": "^/v2/images"]) { $1 }
        return Fault(
            testDescription: name, begin: { try await $0.rule(doing, all) }, settings: settings, kind: kind,
            reason: reason, advice: advice, requestID: requestID, badge: badge)
    }

    /// A full catalogue is on the screen; then the service goes wrong, and in the end recovers.
    func expectWordsAndRecovery() async throws {
        try await Outlook.use(settings) { proxy, seat in
            let rows = seat.ids(.images)
            #expect(rows.count > 50)
            let losses = seat.look(\.losses.count)
            try await begin(proxy)
            let begun = Instant.now
            seat.press("r")
            let loss = try await seat.wait("the loss") { $0.losses.dropFirst(losses).first }
            expectWords(loss, rows, seat)
            let retryAt = try #require(loss.retryAt, "it is tried again")
            // All are whole seconds, cut off: from before the loss they tell the whole rest, from after it one less.
            #expect(retryAt - begun >= max(1, rest))
            #expect(retryAt - loss.at >= rest - 1)

            try await end(proxy)
            let passes = seat.look(\.passes)
            try await seat.wait("the recovery") { $0.browser.connection == .online ? true : nil }
            try await seat.synchronised(passes + 1)
            #expect(!seat.lines[0].contains(badge))
            #expect(seat.ids(.images) == rows)
        }
    }

    /// What is told, and what the screen shows with it.
    private func expectWords(_ loss: Seat.Loss, _ rows: Set<ImageID>, _ seat: Seat) {
        let problem = loss.problem
        #expect(problem.attempt == attempt)
        #expect(problem.kind == kind)
        #expect(problem.reason.contains(reason), "\(problem.reason)")
        #expect(problem.advice.contains(advice), "\(problem.advice)")
        #expect(problem.requestID?.prefix(requestID?.count ?? 0) == requestID?[...])
        #expect(!problem.sentence.contains("<"), "no markup")

        #expect(loss.rows == rows)
        #expect(loss.lines[0].contains(" \(badge) "))
        // Where the service names a time, the screen gives it by the clock.
        let words = rest == 0 ? problem.sentence : problem.attempt + ": " + problem.reason
        #expect(loss.text.contains(words.joinedBlanks), "\(loss.text)")
        if rest > 0 { #expect(loss.text.contains("It is asked again at ")) }
        #expect(loss.lines[3].contains(seat.rows(.images).first?.image.name ?? "a name"))
    }
}
