internal import OpenStack
internal import Synchronization

/// Wakes a task that waits for its next turn. One task waits at a time; a ring that nobody waits for is kept.
final class Bell: Sendable {
    private struct State {
        var isRung = false
        var waiter: CheckedContinuation<Bool, Never>?
    }

    private let state = Mutex(State())

    func ring() {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            if state.waiter == nil { state.isRung = true }
            return state.waiter
        }
        waiter?.resume(returning: true)
    }

    /// Forgets a ring that nobody waited for.
    func hush() { state.withLock { $0.isRung = false } }

    /// Waits for a ring, for as long as `limit` at most. Answers whether it rang; false also when the task is
    /// cancelled.
    @discardableResult
    func wait(atMost limit: Duration?, _ timing: Timing) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await self.ringing() }
            if let limit {
                group.addTask {
                    try? await timing.sleep(limit)
                    return false
                }
            }
            var rang = false
            for await isRing in group {
                rang = rang || isRing
                group.cancelAll()
            }
            return rang
        }
    }

    private func ringing() async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if state.isRung {
                        state.isRung = false
                        return true
                    }
                    if Task.isCancelled { return false }
                    state.waiter = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                defer { state.waiter = nil }
                return state.waiter
            }
            waiter?.resume(returning: false)
        }
    }
}
