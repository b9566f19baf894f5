internal import CTerminal
internal import Canvas

/// The pairs of colours defined so far, by number.
///
/// Curses colours text by the number of a pair, of which some terminals have no more than 63. When none is left, what
/// the current screen does not need is forgotten; should even that not do, text keeps its attributes only.
struct ColorPairs {
    /// How a style is told to curses.
    struct Ink: Hashable {
        var pair: Int32 = 0
        var look: UInt8 = 0
    }

    private struct Pair: Hashable {
        let foreground: Int32
        let background: Int32
    }

    private let depth: ColorDepth
    private let limit: Int
    private var numbers: [Pair: Int32] = [:]
    private var inks: [Style: Ink] = [.plain: Ink()]
    /// Whether some style could not have its colours.
    private var isFull = false

    init(depth: ColorDepth, limit: Int) {
        self.depth = depth
        self.limit = limit
    }

    mutating func ink(_ style: Style) -> Ink {
        if let known = inks[style] { return known }
        let ink = Ink(pair: number(pair(style)), look: style.reduced(to: depth).attributes.rawValue)
        inks[style] = ink
        return ink
    }

    /// Forgets all numbers if they did not suffice and `frame` can do without some of them. Answers whether it did,
    /// so that everything has to be drawn anew.
    mutating func forgetUnused(by frame: Frame) -> Bool {
        guard isFull else { return false }
        let needed = Set(Set(frame.cells.map(\.style)).map(pair))
        guard numbers.keys.contains(where: { !needed.contains($0) }) else { return false }
        ct_forget_pairs()
        self = ColorPairs(depth: depth, limit: limit)
        return true
    }

    private func pair(_ style: Style) -> Pair {
        let shown = style.reduced(to: depth)
        return Pair(foreground: shown.foreground.number, background: shown.background.number)
    }

    private mutating func number(_ pair: Pair) -> Int32 {
        if pair == Pair(foreground: -1, background: -1) { return 0 }
        if let known = numbers[pair] { return known }
        // The first pair is the terminal's own and cannot be changed.
        let number = numbers.count + 1
        guard number < limit, ct_define_pair(Int32(number), pair.foreground, pair.background) else {
            isFull = true
            return 0
        }
        numbers[pair] = Int32(number)
        return Int32(number)
    }
}

extension Color {
    /// The number curses has for a colour that was reduced to what the terminal shows.
    fileprivate var number: Int32 {
        switch self {
        case .default: -1
        case .indexed(let index): Int32(index)
        case .rgb(let red, let green, let blue): Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
        }
    }
}
