/// How fast bytes have been going over the last seconds, and how long the rest will take.
package struct TransferRate: Hashable, Sendable {
    /// What is older than this tells nothing about now.
    private static let span = Duration.seconds(5)

    private var samples: [Sample] = []

    private struct Sample: Hashable, Sendable {
        var bytes: Int64
        var at: Duration
    }

    package init() {}

    /// Takes in that so many bytes had been sent at a moment, counted from any fixed one.
    package mutating func note(_ bytes: Int64, at: Duration) {
        if let last = samples.last, bytes < last.bytes { samples = [] }
        samples.append(Sample(bytes: bytes, at: at))
        // One older sample stays, so that a slow line has something to be measured by.
        while samples.count > 2, at - samples[1].at >= Self.span { samples.removeFirst() }
    }

    /// Bytes a second; nil until there is something to measure.
    package var perSecond: Double? {
        guard let first = samples.first, let last = samples.last, last.at - first.at >= .milliseconds(200) else {
            return nil
        }
        return Double(last.bytes - first.bytes) / ((last.at - first.at) / .seconds(1))
    }

    /// Seconds until `total` is reached, rounded up; nil where nobody can tell.
    package func secondsLeft(to total: Int64) -> Int? {
        guard let rate = perSecond, rate > 0, let sent = samples.last?.bytes else { return nil }
        let seconds = (Double(max(0, total - sent)) / rate).rounded(.up)
        return seconds < 1e9 ? Int(seconds) : nil
    }
}
