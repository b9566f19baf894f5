package import Canvas
internal import Foundation

/// A terminal that is not there: it gives out what a test put in and keeps what it was shown. Nothing in it blocks.
@MainActor
package final class RecordingTerminal: Terminal {
    package private(set) var size: Size
    package let glyphs: Glyphs
    package let depth: ColorDepth
    package var notice: String?

    /// What `readInput` gives out next.
    package var inputs: [Input] = []
    /// What else the next `wait` tells, besides input.
    package var reasons: WakeReasons = []

    /// Everything shown so far.
    package private(set) var frames: [Frame] = []
    /// What was offered to the clipboard.
    package private(set) var copies: [String] = []
    /// How often the bell was rung.
    package private(set) var bells = 0
    /// How often everything was drawn anew.
    package private(set) var redraws = 0
    /// Whether the mouse is reported.
    package private(set) var isMouseOn = false
    /// What became of the terminal, in order.
    package private(set) var turns: [Turn] = []

    /// What became of the terminal.
    package enum Turn: Hashable, Sendable {
        case suspended, resumed, restored
    }

    private let calls = WakeCalls()

    /// A terminal of this size that can show these signs and colours.
    package init(
        size: Size = Size(columns: 80, rows: 24), glyphs: Glyphs = .unicode, depth: ColorDepth = .xterm
    ) {
        self.size = size
        self.glyphs = glyphs
        self.depth = depth
    }

    /// What is on the screen.
    package var frame: Frame? { frames.last }

    package var waker: Waker { Waker { [calls] in calls.note() } }

    package func wait(timeout: Duration?) -> WakeReasons {
        var all = reasons
        reasons = []
        if !inputs.isEmpty { all.insert(.input) }
        if calls.take() { all.insert(.woken) }
        return all
    }

    package func readInput() -> [Input] {
        defer { inputs = [] }
        for case .resized(let size) in inputs { self.size = size }
        return inputs
    }

    package func show(_ frame: Frame) { frames.append(frame) }
    package func redraw() { redraws += 1 }
    package func setMouse(_ on: Bool) { isMouseOn = on }
    package func bell() { bells += 1 }

    package func copy(_ text: String) -> Bool {
        copies.append(text)
        return true
    }

    package func suspend() { turns.append(.suspended) }
    package func resume() { turns.append(.resumed) }
    package func restore() { turns.append(.restored) }
}

/// Whether someone called since the last look.
private final class WakeCalls: @unchecked Sendable {
    // Unchecked: every access is under the lock.
    private let lock = NSLock()
    private var isWoken = false

    func note() { lock.withLock { isWoken = true } }

    func take() -> Bool {
        lock.withLock {
            defer { isWoken = false }
            return isWoken
        }
    }
}
