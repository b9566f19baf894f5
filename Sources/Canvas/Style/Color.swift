/// A colour as themes name it. The terminal shows the nearest one it has.
package enum Color: Hashable, Sendable {
    /// The terminal's own foreground or background.
    case `default`
    /// One of the 256 of xterm's palette; the first eight or sixteen exist everywhere that has colour.
    case indexed(UInt8)
    case rgb(red: UInt8, green: UInt8, blue: UInt8)
}
