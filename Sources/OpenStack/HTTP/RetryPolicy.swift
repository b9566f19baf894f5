package import Catalog
internal import Glibc

/// When a request that did no harm is sent again.
package struct RetryPolicy: Hashable, Sendable {
    /// Further attempts after a failed or lost connection.
    package var connectRetries = 2
    /// Further attempts after 503 and 429.
    package var statusRetries = 5
    package var firstPause = Duration.milliseconds(250)
    package var longestPause = Duration.seconds(8)
    /// All pauses of one request together. Who has to wait longer is told so, instead of being left waiting.
    package var patience = Duration.seconds(15)

    package init() {}

    /// The policy with what the configuration says about a service.
    func adjusted(by settings: ServiceSettings) -> RetryPolicy {
        var policy = self
        policy.connectRetries = settings.connectRetries ?? connectRetries
        policy.statusRetries = settings.statusRetries ?? statusRetries
        return policy
    }

    /// How the attempts of one request went so far.
    struct Course {
        var failures = 0
        var waited = Duration.zero
    }

    /// The pause before the next attempt; nil to give up. `jitter` is between 0 and 1.
    func pause(after problem: Problem, _ course: Course, jitter: Double) -> Duration? {
        let limit: Int
        var asked: Duration?
        switch problem.kind {
        case .busy(let seconds):
            limit = statusRetries
            asked = seconds.map { .seconds($0) }
        case _ where problem.isPassingConnectionTrouble: limit = connectRetries
        default: return nil
        }
        guard course.failures <= limit else { return nil }
        let grown = min(longestPause, firstPause * (1 << min(course.failures - 1, 16)))
        // Half of it is fixed, so that the pauses grow; half is by chance, so that clients do not come back together.
        let pause = max(asked ?? .zero, grown * (0.5 + jitter / 2))
        return course.waited + pause <= patience ? pause : nil
    }
}

/// The clock and the chance that the program lives by; tests have their own.
package struct Timing: Sendable {
    package var now: @Sendable () -> Instant
    /// Throws `CancellationError` when the task is cancelled.
    package var sleep: @Sendable (Duration) async throws -> Void
    /// Anything from 0 to 1.
    package var jitter: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Instant, sleep: @escaping @Sendable (Duration) async throws -> Void,
        jitter: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.sleep = sleep
        self.jitter = jitter
    }

    package static let system = Timing(
        now: { Instant(seconds: Int64(time(nil))) },
        sleep: { try await Task.sleep(for: $0) },
        jitter: { .random(in: 0...1) })
}
