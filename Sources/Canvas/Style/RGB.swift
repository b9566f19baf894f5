/// A colour by its parts.
package struct RGB: Hashable, Sendable {
    package var red: UInt8
    package var green: UInt8
    package var blue: UInt8

    /// A colour of these parts.
    package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// As `#1c2b3a`.
    package var hex: String {
        let digits = String(UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue), radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// What xterm shows for one of its 256 colours. Terminals agree on those from 16 on; the first sixteen are the
    /// user's to choose.
    package init(xterm index: UInt8) {
        let index = Int(index)
        switch index {
        case 0..<16: self = Self.sixteen[index]
        case 16..<232:
            let part = { (step: Int) in Self.steps[(index - 16) / step % 6] }
            self.init(part(36), part(6), part(1))
        default:
            let grey = UInt8(8 + 10 * (index - 232))
            self.init(grey, grey, grey)
        }
    }

    /// The nearest of the 240 colours all terminals with 256 agree on.
    package var nearestXterm: UInt8 {
        let place = { (part: UInt8) in
            Self.steps.indices.min { Self.gap(part, Self.steps[$0]) < Self.gap(part, Self.steps[$1]) } ?? 0
        }
        let cube = UInt8(16 + 36 * place(red) + 6 * place(green) + place(blue))
        let average = (Int(red) + Int(green) + Int(blue)) / 3
        let grey = UInt8(232 + min(23, max(0, (average - 3) / 10)))
        return distance(to: RGB(xterm: grey)) < distance(to: RGB(xterm: cube)) ? grey : cube
    }

    /// The nearest of xterm's first `count` colours.
    func nearest(ofFirst count: Int) -> UInt8 {
        let near = (0..<count).min { distance(to: Self.sixteen[$0]) < distance(to: Self.sixteen[$1]) }
        return UInt8(near ?? 0)
    }

    /// The square of how far apart two colours look; the eye tells greens apart best.
    func distance(to other: RGB) -> Int {
        let parts = [(red, other.red, 3), (green, other.green, 6), (blue, other.blue, 2)]
        return parts.reduce(0) { $0 + $1.2 * Self.gap($1.0, $1.1) * Self.gap($1.0, $1.1) }
    }

    private static func gap(_ a: UInt8, _ b: UInt8) -> Int { abs(Int(a) - Int(b)) }
    private static let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
    private static let sixteen: [RGB] = [
        RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0), RGB(0, 0, 238), RGB(205, 0, 205),
        RGB(0, 205, 205), RGB(229, 229, 229), RGB(127, 127, 127), RGB(255, 0, 0), RGB(0, 255, 0), RGB(255, 255, 0),
        RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255), RGB(255, 255, 255),
    ]
}
