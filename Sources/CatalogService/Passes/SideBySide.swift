/// Whether a site reads two listings at once faster than one after the other, as sites with several workers do.
struct SideBySide {
    /// Nil until it was tried.
    private(set) var isFaster: Bool?
    /// Whether a pass is under way that may still try it.
    private var mayBeTried = false
    /// Who waits to be told.
    private var waiter: CheckedContinuation<Bool, Never>?

    /// A pass begins.
    mutating func begin() { mayBeTried = isFaster == nil }

    /// Two pages at once took `elapsed`; one after the other they were expected to take `expected`.
    mutating func note(elapsed: Duration, expected: Duration) {
        isFaster = elapsed < expected * 0.8
        end()
    }

    /// There will be no trial any more in this pass: whoever waits is told no.
    mutating func end() {
        mayBeTried = false
        waiter?.resume(returning: isFaster ?? false)
        waiter = nil
    }

    /// Answers at once if it is known or cannot become known, else when that has come about.
    mutating func answer(to continuation: CheckedContinuation<Bool, Never>) {
        if mayBeTried { waiter = continuation } else { continuation.resume(returning: isFaster ?? false) }
    }
}
