/// How long ago something was, in a few columns.
package enum Age {
    /// `now` below a minute, then `5 min`, `2 h`, `30 d`, `7 mo`, `3 y`. A moment to come, as clocks differ, is `in 5 min`.
    package static func text(since moment: Instant, now: Instant) -> String {
        let seconds = now - moment
        return seconds <= -60 ? "in " + length(-seconds) : length(seconds)
    }

    /// Hours up to two days, days up to a hundred, months (of 30.4 days) up to two years.
    private static func length(_ seconds: Int64) -> String {
        let minutes = seconds / 60
        let hours = minutes / 60
        let days = hours / 24
        if minutes < 1 { return "now" }
        if hours < 1 { return "\(minutes) min" }
        if days < 2 { return "\(hours) h" }
        if days < 100 { return "\(days) d" }
        if days < 731 { return "\(days * 10 / 304) mo" }
        return "\(days * 100 / 36_525) y"
    }
}
