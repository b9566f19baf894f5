internal import Browser
internal import Canvas
internal import Synchronization

/// Where events from other threads wait for the run loop.
final class Mailbox: Sendable {
    private let events = Mutex<[Event]>([])
    private let waker: Waker

    init(waker: Waker) { self.waker = waker }

    /// Adds an event and ends the run loop's wait.
    func post(_ event: Event) {
        let isFirst = events.withLock { events in
            events.append(event)
            return events.count == 1
        }
        if isFirst { waker.wake() }
    }

    /// Everything that came since the last call, in order.
    func take() -> [Event] {
        events.withLock { events in
            let taken = events
            events = []
            return taken
        }
    }
}
