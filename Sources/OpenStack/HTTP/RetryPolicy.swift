internal import Catalog

/// How long the program waits before it calls something lost.
package struct TimeLimits: Hashable, Sendable {
    /// For a connection.
    package var connect = Duration.seconds(10)
    /// From the request to the beginning of the answer: a page of a thousand images takes a slow site its time.
    package var firstByte = Duration.seconds(60)
    /// Between two pieces of an answer. Data may take as long as it likes in all.
    package var stall = Duration.seconds(60)
    /// While a file is sent and nothing of it is taken: storage behind a service may well pause for minutes.
    package var uploadStall = Duration.seconds(300)
    /// From the end of a file to the beginning of the answer: a front end that collects files passes them on only then.
    package var uploadAnswer = Duration.seconds(3_600)

    package init() {}

    /// The limits with what the configuration says (`api_timeout`).
    func adjusted(by cloud: Cloud) -> TimeLimits {
        guard let timeout = cloud.timeout else { return self }
        var limits = self
        limits.firstByte = .seconds(timeout)
        limits.connect = min(connect, limits.firstByte)
        return limits
    }
}

/// When a request that did no harm is sent again.
package struct RetryPolicy: Hashable, Sendable {
    /// Further attempts after a failed or lost connection.
    package var connectRetries = 2
    /// Further attempts after 503 and 429.
    package var statusRetries = 5
    package var firstPause = Duration.milliseconds(250)
    package var longestPause = Duration.seconds(8)
    /// The longest pause that a service may ask for before the user is told instead.
    package var longestAsked = Duration.seconds(5)
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
        guard course.failures <= limit, asked ?? .zero <= longestAsked else { return nil }
        let grown = min(longestPause, firstPause * (1 << min(course.failures - 1, 16)))
        // Half of it is fixed, so that the pauses grow; half is by chance, so that clients do not come back together.
        let pause = max(asked ?? .zero, grown * (0.5 + jitter / 2))
        return course.waited + pause <= patience ? pause : nil
    }
}
