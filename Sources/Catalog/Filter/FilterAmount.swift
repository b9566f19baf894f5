/// A size as it was typed: `2G`, `500M`, `1.5GiB`, `4096`. G is GiB.
package struct FilterAmount: Hashable, Sendable, CustomStringConvertible {
    static let words = "Sizes look like 2G or 500M."

    private static let units = ["", "K", "M", "G", "T", "P"]

    /// All digits as one number, without the point.
    private let digits: Int64
    /// How many of them stand behind the point.
    private let decimals: Int
    /// The power of 1024.
    private let power: Int

    /// Nil if it is no size, or one beyond 8192 PiB.
    init?(_ text: Substring) {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.count <= 12 }) else { return nil }
        guard let digits = Int64(parts.joined()), let power = Self.power(text[number.endIndex...]) else { return nil }
        self.digits = digits
        self.power = power
        decimals = parts.count > 1 ? parts[1].count : 0
        guard Double(digits) / Self.scale(decimals) * Self.unit(power) < 9.2e18 else { return nil }
    }

    private static func power(_ unit: Substring) -> Int? {
        let upper = unit.uppercased()
        for (power, letter) in units.enumerated() {
            if upper == letter || upper == letter + "B" || (power > 0 && upper == letter + "IB") { return power }
        }
        return nil
    }

    private static func scale(_ decimals: Int) -> Double { (0..<decimals).reduce(1) { scale, _ in scale * 10 } }

    private static func unit(_ power: Int) -> Double { (0..<power).reduce(1) { unit, _ in unit * 1_024 } }

    /// The numbers of bytes that are written like this: those that round to it. A plain number is exact.
    private var span: Range<Int64> {
        let step = Self.unit(power) / Self.scale(decimals)
        let bytes = Double(digits) * step
        if power == 0 { return Int64(bytes).span }
        return Int64((bytes - step / 2).rounded(.up))..<Int64((bytes + step / 2).rounded(.up))
    }

    /// The number of bytes.
    var bytes: Int64 { Int64((Double(digits) * Self.unit(power) / Self.scale(decimals)).rounded()) }

    /// Whether a size compares so. With a sign it does exactly, without one it is enough to be written alike.
    static func holds(_ comparison: FilterComparison<FilterAmount>, _ bytes: Int64) -> Bool {
        if case .equal(let amount) = comparison { return amount.span.contains(bytes) }
        return comparison.holds(bytes) { $0.bytes.span }
    }

    package var description: String {
        let text = String(digits)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - text.count)) + text
        let number = decimals == 0 ? padded : padded.dropLast(decimals) + "." + padded.suffix(decimals)
        return number + Self.units[power]
    }
}
