internal import Canvas

/// What a terminal tells of the mouse, in one of the two codings in use.
struct MouseReport {
    private let bits: Int
    private let column: Int
    private let row: Int
    private let released: Bool

    /// `ESC [ < bits ; column ; row M`, or `m` for a release; counted from one.
    init?(sgr parameters: ArraySlice<UInt8>, final: UInt8) {
        guard parameters.first == UInt8(ascii: "<") else { return nil }
        let numbers = parameters.dropFirst().split(separator: UInt8(ascii: ";")).compactMap {
            Int(String(decoding: $0, as: UTF8.self))
        }
        guard numbers.count == 3, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
        (bits, column, row) = (numbers[0], numbers[1] - 1, numbers[2] - 1)
        released = final == UInt8(ascii: "m")
    }

    /// Three bytes after `ESC [ M`, of terminals that know no other coding.
    init?(old bytes: ArraySlice<UInt8>) {
        let numbers = bytes.map { Int($0) - 32 }
        guard numbers.count == 3 else { return nil }
        (bits, column, row) = (numbers[0], numbers[1] - 1, numbers[2] - 1)
        released = bits & 0x43 == 3
    }

    /// The event; nil for movements, buttons without a name and places outside any window.
    var input: Input? {
        guard column >= 0, row >= 0, bits & 32 == 0, bits & 128 == 0 else { return nil }
        var modifiers: Key.Modifiers = []
        if bits & 4 != 0 { modifiers.insert(.shift) }
        if bits & 8 != 0 { modifiers.insert(.alt) }
        if bits & 16 != 0 { modifiers.insert(.control) }
        let point = Point(column: column, row: row)
        if bits & 64 != 0 {
            guard bits & 3 < 2 else { return nil }
            return .mouse(MouseEvent(bits & 3 == 0 ? .wheelUp : .wheelDown, at: point, modifiers: modifiers))
        }
        let buttons: [MouseEvent.Button?] = [.left, .middle, .right, nil]
        let action: MouseEvent.Action = released ? .release : .press
        return .mouse(MouseEvent(action, button: buttons[bits & 3], at: point, modifiers: modifiers))
    }
}
