internal import Catalog

/// The pauses between attempts to reach a service that fails: longer each time, and never quite the same.
struct Backoff {
    static let first = Duration.seconds(1)
    static let longest = Duration.seconds(300)

    private var failures = 0

    /// The pause after another failure; nil if only the user can help. `jitter` is between 0 and 1.
    ///
    /// - Parameter isSignedIn: Whether the identity service takes the credentials, and another service the token not.
    ///   Otherwise they are not tried again: that may lock an account.
    mutating func pause(after problem: Problem, isSignedIn: Bool = false, jitter: Double) -> Duration? {
        failures += 1
        let grown = min(Self.longest, Self.first * (1 << min(failures - 1, 16)))
        let pause = grown * (0.75 + jitter / 2)
        switch problem.kind {
        case .busy(let seconds): return max(pause, .seconds(seconds ?? 0))
        case .credentialMissing, .configuration: return nil
        case .unauthorized: return isSignedIn ? pause : nil
        default: return pause
        }
    }

    /// The service has answered again.
    mutating func reset() { failures = 0 }
}
