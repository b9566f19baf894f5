internal import Catalog

/// When each kind of pass is to be made next.
struct Turns {
    /// Nil for "not before something else has happened".
    var full: Instant?
    var delta: Instant?
    var offers: Instant?

    /// How long to wait until `turn`, nil for as long as it takes.
    static func pause(until turn: Instant?, now: Instant) -> Duration? {
        turn.map { .seconds(max(0, $0 - now)) }
    }

    /// A moment after about `interval`: clients that started together do not stay together. `jitter` is between 0
    /// and 1.
    static func after(_ interval: Duration, from now: Instant, jitter: Double) -> Instant {
        now + max(1, Int64((interval.seconds * (0.9 + jitter / 5)).rounded()))
    }
}
