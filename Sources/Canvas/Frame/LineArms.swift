/// The directions in which the lines of one cell leave it.
package struct LineArms: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let up = LineArms(rawValue: 1)
    package static let right = LineArms(rawValue: 2)
    package static let down = LineArms(rawValue: 4)
    package static let left = LineArms(rawValue: 8)
    /// From left to right.
    package static let across: LineArms = [.left, .right]
    /// From top to bottom.
    package static let upright: LineArms = [.up, .down]

    private static let drawn: [Unicode.Scalar] = [
        " ", "╵", "╶", "└", "╷", "│", "┌", "├", "╴", "┘", "─", "┴", "┐", "┤", "┬", "┼",
    ]

    /// The sign that has these arms.
    package func sign(_ glyphs: Glyphs) -> Unicode.Scalar {
        guard glyphs == .ascii else { return Self.drawn[Int(rawValue & 15)] }
        return isEmpty ? " " : isSubset(of: .across) ? "-" : isSubset(of: .upright) ? "|" : "+"
    }

    /// The arms of a sign drawn earlier; none if it is no line.
    package init(_ sign: Unicode.Scalar) {
        switch sign {
        case "-": self = .across
        case "|": self = .upright
        case "+": self = [.across, .upright]
        default: self.init(rawValue: UInt8(Self.drawn.firstIndex(of: sign) ?? 0))
        }
    }
}
