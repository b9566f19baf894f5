import Catalog
import NIOHTTP1
import Testing

@testable import OpenStack

@Suite("When a request is sent again")
struct RetryTests {
    private func pauses(_ problem: Problem, jitter: Double = 1, _ policy: RetryPolicy = RetryPolicy()) -> [Duration] {
        var course = RetryPolicy.Course()
        var pauses: [Duration] = []
        while true {
            course.failures += 1
            guard let pause = policy.pause(after: problem, course, jitter: jitter) else { return pauses }
            course.waited += pause
            pauses.append(pause)
        }
    }

    private func problem(_ kind: Problem.Kind) -> Problem { Problem(kind, attempt: "a", reason: "r") }

    @Test("A lost connection twice, with growing pauses that chance makes shorter by up to a half")
    func connection() {
        #expect(pauses(problem(.unreachable)) == [.milliseconds(250), .milliseconds(500)])
        #expect(pauses(problem(.unreachable), jitter: 0) == [.milliseconds(125), .milliseconds(250)])
    }

    @Test("An overloaded service five times, as long as all pauses together stay below 15 s")
    func busy() {
        #expect(
            pauses(problem(.busy(retryAfter: nil)))
                == [.milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2), .seconds(4)])
        #expect(pauses(problem(.busy(retryAfter: 4))) == [.seconds(4), .seconds(4), .seconds(4)])
        #expect(pauses(problem(.busy(retryAfter: 0))).count == 5)
    }

    @Test("Who is asked to come back after a minute is told so at once")
    func longWait() {
        #expect(pauses(problem(.busy(retryAfter: 60))).isEmpty)
        // Fifteen seconds without a word would look like a program that hangs.
        #expect(pauses(problem(.busy(retryAfter: 15))).isEmpty)
    }

    @Test(
        "Everything else is an answer and not repeated",
        arguments: [
            Problem.Kind.notFound, .forbidden, .conflict, .serverFault, .timeout, .certificate, .unauthorized, .refused,
        ])
    func others(_ kind: Problem.Kind) {
        #expect(pauses(problem(kind)).isEmpty)
    }

    @Test("The configuration's numbers count")
    func configured() {
        let policy = RetryPolicy().adjusted(by: ServiceSettings(connectRetries: 1, statusRetries: 0))
        #expect(pauses(problem(.unreachable), policy).count == 1)
        #expect(pauses(problem(.busy(retryAfter: nil)), policy).isEmpty)
    }

    @Test(
        "Retry-After as seconds and as a date",
        arguments: [
            ("7", 7), (" 0 ", 0), ("-3", 0), ("Mon, 23 Nov 2026 12:00:30 GMT", 30),
            ("Mon, 23 Nov 2026 11:00:00 GMT", 0),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("soon", nil), ("Mon, 23 Foo 2026 12:00:30 GMT", nil),
            ("Mon, 23 Nov 2026 12:00:30 CET", nil), ("", nil), ("9223372036854775807", 86_400),
            ("9223372036854775808", nil), ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
        ] as [(String, Int?)])
    func retryAfter(_ text: String, _ expected: Int?) throws {
        let now = try #require(Instant(iso: "2026-11-23T12:00:00Z"))
        #expect(RetryAfter.seconds(["Retry-After": text], now: now) == expected)
    }
}
