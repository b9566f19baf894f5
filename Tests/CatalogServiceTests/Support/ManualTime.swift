import Catalog
import OpenStack
import Synchronization

/// A clock that stands still until it is told to go on.
final class ManualTime: Sendable {
    private struct Sleeper {
        let until: Duration
        let wake: CheckedContinuation<Void, Never>
    }

    private struct State {
        var uptime = Duration.zero
        var sleepers: [Int: Sleeper] = [:]
        var next = 0
    }

    private let state = Mutex(State())
    let start = Instant(seconds: 1_800_000_000)

    var now: Instant { start + Int64(uptime.components.seconds) }
    var uptime: Duration { state.withLock { $0.uptime } }

    /// Whether somebody sleeps until that much later.
    func isAwaited(in duration: Duration) -> Bool {
        state.withLock { state in state.sleepers.values.contains { $0.until == state.uptime + duration } }
    }

    /// Without chance: pauses are as long as they are by rule.
    var timing: Timing {
        Timing(
            now: { self.now }, uptime: { self.uptime }, sleep: { try await self.sleep($0) }, jitter: { 0.5 })
    }

    /// Goes on in small steps, so that whoever wakes can go to sleep again in between.
    func advance(by duration: Duration) async {
        let end = uptime + duration
        while uptime < end {
            await settle()
            let due = state.withLock { state in
                let next = state.sleepers.values.map(\.until).min() ?? end
                state.uptime = min(max(next, state.uptime), end)
                let due = state.sleepers.filter { $0.value.until <= state.uptime }
                for id in due.keys { state.sleepers[id] = nil }
                return due.values.map(\.wake)
            }
            for wake in due { wake.resume() }
        }
        await settle()
    }

    /// Lets the tasks that are ready run.
    private func settle() async {
        for _ in 0..<20 { await Task.yield() }
        try? await Task.sleep(for: .milliseconds(2))
    }

    private func sleep(_ duration: Duration) async throws {
        try Task.checkCancellation()
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if Task.isCancelled || duration <= .zero { return true }
                    state.sleepers[id] = Sleeper(until: state.uptime + duration, wake: continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: id) }?.wake.resume()
        }
        try Task.checkCancellation()
    }
}
