/// Ends a terminal's `wait` from any thread.
package struct Waker: Sendable {
    private let action: @Sendable () -> Void

    /// A waker that does this, from whatever thread.
    package init(_ action: @escaping @Sendable () -> Void) { self.action = action }

    /// Calls that come before `wait` has ended count as one.
    package func wake() { action() }
}
