/// Why waiting for the terminal ended. None of them means that the time was over.
package struct WakeReasons: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// There is something to read.
    package static let input = WakeReasons(rawValue: 1)
    /// `Waker.wake()` was called.
    package static let woken = WakeReasons(rawValue: 2)
    /// The window has another size; `readInput` tells it.
    package static let resized = WakeReasons(rawValue: 4)
    /// The program is asked to end (SIGTERM).
    package static let terminate = WakeReasons(rawValue: 8)
    /// The terminal is gone (SIGHUP, or nothing can be read any more).
    package static let hangup = WakeReasons(rawValue: 16)
    /// SIGINT from outside; Ctrl-C at the keyboard is a key.
    package static let interrupt = WakeReasons(rawValue: 32)
    /// SIGTSTP from outside: the answer is `suspend`.
    package static let stop = WakeReasons(rawValue: 64)
    /// The program runs again after it was stopped by someone else: the answer is `resume`.
    package static let continued = WakeReasons(rawValue: 128)
}
