/// Moments as the user's clock shows them.
package struct LocalTime: Hashable, Sendable {
    /// Seconds east of Greenwich.
    package let utcOffset: Int

    package init(utcOffset: Int) { self.utcOffset = utcOffset }

    /// `2026-11-23 14:02:31`
    package func dateAndTime(_ moment: Instant) -> String { "\(date(moment)) \(time(moment))" }

    /// `2026-11-23`
    package func date(_ moment: Instant) -> String { String(local(moment).prefix(10)) }

    /// `14:02:31`
    package func time(_ moment: Instant) -> String { String(local(moment).suffix(9).prefix(8)) }

    /// The moment at which a local day begins.
    package func start(year: Int, month: Int, day: Int) -> Instant {
        Instant(seconds: Instant.days(year: year, month: month, day: day) * 86_400 - Int64(utcOffset))
    }

    private func local(_ moment: Instant) -> String { (moment + Int64(utcOffset)).iso }
}
