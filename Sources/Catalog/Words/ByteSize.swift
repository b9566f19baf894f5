/// A number of bytes in words, in binary units.
package struct ByteSize: Hashable, Sendable {
    package let bytes: Int64

    package init(_ bytes: Int64) { self.bytes = bytes }

    private static let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]

    /// For lists, seven columns at most: `512 B`, `1.1 GiB`, `612 MiB`.
    package var short: String { text { $0 < 9.95 ? 1 : 0 } }

    /// For details: `612.00 MiB`.
    package var long: String { text { _ in 2 } }

    private func text(decimals: (Double) -> Int) -> String {
        let size = bytes.magnitude
        let sign = bytes < 0 ? "-" : ""
        guard size >= 1_024 else { return "\(sign)\(size) B" }
        var value = Double(size) / 1_024
        var unit = 0
        // 1023.96 KiB would be written as 1024 KiB: it is 1.0 MiB.
        while unit < Self.units.count - 1, Self.rounded(value, decimals(value)).value >= 1_024 {
            value /= 1_024
            unit += 1
        }
        return sign + Self.rounded(value, decimals(value)).text + " " + Self.units[unit]
    }

    private static func rounded(_ value: Double, _ decimals: Int) -> (value: Double, text: String) {
        let scale = decimals == 0 ? 1 : decimals == 1 ? 10 : 100
        let scaled = Int64((value * Double(scale)).rounded())
        let whole = String(scaled / Int64(scale))
        let fraction = String(scaled % Int64(scale))
        let zeros = String(repeating: "0", count: max(0, decimals - fraction.count))
        return (Double(scaled) / Double(scale), decimals == 0 ? whole : whole + "." + zeros + fraction)
    }
}
