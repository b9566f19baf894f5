package import Catalog
internal import Glibc

/// The clock and the chance that the program lives by; tests have their own.
package struct Timing: Sendable {
    package var now: @Sendable () -> Instant
    /// For measuring: the time since some fixed moment, whatever is done to the clock.
    package var uptime: @Sendable () -> Duration
    /// Throws `CancellationError` when the task is cancelled.
    package var sleep: @Sendable (Duration) async throws -> Void
    /// Anything from 0 to 1.
    package var jitter: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Instant, uptime: @escaping @Sendable () -> Duration = Self.monotonic,
        sleep: @escaping @Sendable (Duration) async throws -> Void, jitter: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.uptime = uptime
        self.sleep = sleep
        self.jitter = jitter
    }

    package static let system = Timing(
        now: { Instant(seconds: Int64(time(nil))) },
        sleep: { try await Task.sleep(for: $0) },
        jitter: { .random(in: 0...1) })

    /// The time since the program first asked.
    @Sendable package static func monotonic() -> Duration { ContinuousClock.now - start }

    private static let start = ContinuousClock.now
}
