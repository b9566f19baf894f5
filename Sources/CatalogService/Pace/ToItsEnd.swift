internal import Catalog
internal import OpenStack

/// Does something to its end although the task may be cancelled: a change that was sent has an answer worth waiting for,
/// at most as long as `grace` after the cancellation.
func toItsEnd<Value: Sendable>(
    grace: Duration, _ timing: Timing, _ body: @escaping @Sendable () async throws(Problem) -> Value
) async throws(Problem) -> Value {
    // Not a child of this task, whose cancellation would reach it.
    let work = Task { await Result(of: body) }
    let result = await withTaskCancellationHandler {
        await work.value
    } onCancel: {
        // Ends by itself, and does nothing to work that is done.
        Task {
            try? await timing.sleep(grace)
            work.cancel()
        }
    }
    return try result.get()
}
