internal import Catalog
internal import OpenStack
internal import Synchronization

/// Gathers what there is to report, so that the panes are not woken more than about twenty times a second. The first
/// events after a quiet while go out at once.
final class Outbox: Sendable {
    private struct State {
        var pending: [ServiceEvent] = []
        /// Deliveries that may be made without waiting, and when that was counted.
        var credit = Outbox.burst
        var countedAt = Duration.zero
        var isScheduled = false
    }

    private static let burst = 4.0

    let events: AsyncStream<ServiceEvent>
    private let continuation: AsyncStream<ServiceEvent>.Continuation
    private let timing: Timing
    private let interval: Duration
    private let state = Mutex(State())

    init(timing: Timing, interval: Duration) {
        self.timing = timing
        self.interval = interval
        (events, continuation) = AsyncStream<ServiceEvent>.makeStream()
    }

    func post(_ event: ServiceEvent) {
        let now = timing.uptime()
        let pause: Duration? = state.withLock { state in
            state.pending.add(event)
            guard !state.isScheduled else { return nil }
            count(&state, at: now)
            if state.credit >= 1 {
                deliver(&state)
                return nil
            }
            state.isScheduled = true
            return interval * (1 - state.credit)
        }
        guard let pause else { return }
        // Nobody waits for a delivery, and it ends by itself.
        Task {
            try? await timing.sleep(pause)
            let now = timing.uptime()
            state.withLock { state in
                count(&state, at: now)
                deliver(&state)
            }
        }
    }

    /// Delivers what is left and ends the stream. What is posted later goes nowhere.
    func finish() {
        state.withLock { deliver(&$0) }
        continuation.finish()
    }

    private func count(_ state: inout State, at now: Duration) {
        let earned = interval > .zero ? (now - state.countedAt) / interval : Self.burst
        state.credit = min(Self.burst, state.credit + earned)
        state.countedAt = now
    }

    private func deliver(_ state: inout State) {
        for event in state.pending.lazy.flatMap(\.parts) { continuation.yield(event) }
        state.pending = []
        state.credit -= 1
        state.isScheduled = false
    }
}

extension [ServiceEvent] {
    /// Appends an event, or makes it one with an earlier one of its kind.
    mutating func add(_ event: ServiceEvent) {
        for index in indices.reversed() {
            if let merged = self[index].merged(with: event) {
                self[index] = merged
                return
            }
            // Rows and what is said about them keep their order.
            if self[index].isAboutRows && event.isAboutRows { break }
        }
        append(event)
    }
}

extension ServiceEvent {
    /// One event that says what both say, the other being the later; nil if both are needed.
    fileprivate func merged(with later: ServiceEvent) -> ServiceEvent? {
        switch (self, later) {
        case (.changed(let changes), .changed(let more)): .changed(changes + more)
        case (.loaded(let rows, false), .loaded(let more, let isLast)): .loaded(rows + more, isLast: isLast)
        case (.requested(let records), .requested(let more)): .requested(records + more)
        case (.passProgress(let before), .passProgress(let after)) where before.pass == after.pass && !before.isDone:
            later
        case (.offerSearch, .offerSearch): later
        case (.projectNames(let names), .projectNames(let more)):
            .projectNames(names.merging(more) { _, new in new })
        default: nil
        }
    }

    /// Rows in one event: the panes take in so many within two or three milliseconds, and see to keys in between.
    private static let rows = 500

    /// The same in events of no more rows than that.
    fileprivate var parts: [ServiceEvent] {
        switch self {
        case .loaded(let rows, let isLast) where rows.count > Self.rows:
            rows.parts(of: Self.rows).map { .loaded(Array($0), isLast: isLast && $0.endIndex == rows.endIndex) }
        case .changed(let changes) where changes.count > Self.rows:
            changes.parts(of: Self.rows).map { .changed(Array($0)) }
        default: [self]
        }
    }

    /// Whether the event means nothing without the rows reported before it. At the end of a pass they are counted.
    fileprivate var isAboutRows: Bool {
        switch self {
        case .replicaOpened, .loaded, .changed, .passProgress, .synchronised: true
        default: false
        }
    }
}

extension Array {
    fileprivate func parts(of count: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
    }
}
