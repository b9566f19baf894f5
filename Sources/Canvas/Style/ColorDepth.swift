/// How many colours a terminal has.
package enum ColorDepth: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// None, or none wanted (`NO_COLOR`): attributes have to tell everything.
    case monochrome = 0
    case eight = 8
    case sixteen = 16
    case xterm = 256
    /// Red, green and blue with eight bits each.
    case direct = 0x100_0000

    /// The depth of a terminal that says it has `count` colours.
    package init(colors count: Int) {
        self = Self.allCases.last { $0.rawValue <= count } ?? .monochrome
    }

    package static func < (a: ColorDepth, b: ColorDepth) -> Bool { a.rawValue < b.rawValue }
}
