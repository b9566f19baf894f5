/// A time as it was typed: a day, month or year by the local calendar, or an age.
package enum FilterMoment: Hashable, Sendable, CustomStringConvertible {
    /// `2026-11-01`; day 0 stands for the whole month (`2026-11`), month 0 for the whole year.
    case date(year: Int, month: Int, day: Int)
    case age(Int, AgeUnit)

    package enum AgeUnit: String, Hashable, Sendable, CaseIterable {
        case minutes = "min"
        case hours = "h"
        case days = "d"
        case weeks = "w"
        case years = "y"
        case months = "mo"

        var seconds: Int64 {
            switch self {
            case .minutes: 60
            case .hours: 3_600
            case .days: 86_400
            case .weeks: 604_800
            case .months: 2_629_800
            case .years: 31_557_600
            }
        }
    }

    static let words = "Dates look like 2026-11-01 or 2026-11, ages like 30d, 12h or 2w."

    init?(_ text: Substring) {
        if let age = Self.age(text) {
            self = age
        } else if let date = Self.date(text) {
            self = date
        } else {
            return nil
        }
    }

    private static func age(_ text: Substring) -> FilterMoment? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.count <= 6, let number = Int(digits) else { return nil }
        return AgeUnit(rawValue: text[digits.endIndex...].lowercased()).map { .age(number, $0) }
    }

    private static func date(_ text: Substring) -> FilterMoment? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), parts[0].count == 4, parts.dropFirst().allSatisfy({ $0.count == 2 }) else {
            return nil
        }
        let numbers = parts.compactMap { $0.allSatisfy { $0.isASCII && $0.isNumber } ? Int($0) : nil }
        guard numbers.count == parts.count else { return nil }
        let (year, month, day) = (numbers[0], numbers.dropFirst().first ?? 0, numbers.dropFirst(2).first ?? 0)
        guard parts.count < 2 || (1...12).contains(month) else { return nil }
        if parts.count == 3 {
            let civil = Instant.civil(days: Instant.days(year: year, month: month, day: day))
            guard civil == (year, month, day) else { return nil }
        }
        return .date(year: year, month: month, day: day)
    }

    /// The seconds since 1970 that are meant: a whole day, month or year, or the moment at which something has the age.
    func span(now: Instant, time: LocalTime) -> Range<Int64> {
        switch self {
        case .age(let number, let unit):
            let moment = now.seconds - Int64(number) * unit.seconds
            return moment..<moment + 1
        case .date(let year, 0, _): return start(year, 1, 1, time)..<start(year + 1, 1, 1, time)
        case .date(let year, let month, 0):
            return start(year, month, 1, time)..<start(month == 12 ? year + 1 : year, month % 12 + 1, 1, time)
        case .date(let year, let month, let day):
            let start = start(year, month, day, time)
            return start..<start + 86_400
        }
    }

    private func start(_ year: Int, _ month: Int, _ day: Int, _ time: LocalTime) -> Int64 {
        time.start(year: year, month: month, day: day).seconds
    }

    package var description: String {
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        switch self {
        case .age(let number, let unit): return String(number) + unit.rawValue
        case .date(let year, let month, let day):
            let text = String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
            return text + (month > 0 ? "-" + two(month) : "") + (day > 0 ? "-" + two(day) : "")
        }
    }
}

extension FilterComparison<FilterMoment> {
    /// Whether a moment satisfies this. Ages count backwards: `<30d` is later than 30 days ago, and so is `30d` alone.
    func holds(_ moment: Instant, now: Instant, time: LocalTime) -> Bool {
        byCalendar.holds(moment.seconds) { $0.span(now: now, time: time) }
    }

    /// The same with ages turned round: the higher an age, the earlier the moment.
    private var byCalendar: FilterComparison {
        switch self {
        case .below(.age(let age, let unit)): .above(.age(age, unit))
        case .atMost(.age(let age, let unit)), .equal(.age(let age, let unit)): .atLeast(.age(age, unit))
        case .above(.age(let age, let unit)): .below(.age(age, unit))
        case .atLeast(.age(let age, let unit)): .atMost(.age(age, unit))
        case .between(.age(let a, let unitA)?, .age(let b, let unitB)?):
            // Whichever way round they were typed.
            Int64(a) * unitA.seconds < Int64(b) * unitB.seconds
                ? .between(.age(b, unitB), .age(a, unitA)) : .between(.age(a, unitA), .age(b, unitB))
        case .between(.age(let age, let unit)?, nil): .between(nil, .age(age, unit))
        case .between(nil, .age(let age, let unit)?): .between(.age(age, unit), nil)
        default: self
        }
    }
}
