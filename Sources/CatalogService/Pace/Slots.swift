internal import Catalog
internal import Synchronization

/// So many at a time; whoever comes when all are taken waits, in order.
final class Slots: Sendable {
    private struct State {
        var free: Int
        var waiters: [(id: Int, continuation: CheckedContinuation<Bool, Never>)] = []
        var nextID = 0
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(free: max(1, count))) }

    /// Waits for a slot. Answers false, without one, if the task is cancelled.
    ///
    /// - Parameter waiting: called where none is free.
    func take(waiting: () -> Void = {}) async -> Bool {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if Task.isCancelled { return false }
                    if state.free > 0 {
                        state.free -= 1
                        return true
                    }
                    state.waiters.append((id, continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) } else { waiting() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume(returning: false)
        }
    }

    func giveBack() {
        let next = state.withLock { state in
            if state.waiters.isEmpty {
                state.free += 1
                return nil as CheckedContinuation<Bool, Never>?
            }
            return state.waiters.removeFirst().continuation
        }
        next?.resume(returning: true)
    }

    /// Does something in a slot.
    ///
    /// - Throws: `Problem` of the kind `cancelled` if the task was cancelled while it waited.
    func using<Value: Sendable>(
        _ body: () async throws(Problem) -> Value
    ) async throws(Problem) -> Value {
        guard await take() else { throw .cancelled }
        defer { giveBack() }
        return try await body()
    }
}
