internal import Catalog
internal import OpenStack

/// Breaking off what the user does not want to wait for.
extension Synchroniser {
    /// Breaks off the pass over everything and the search for offers. What they brought stays. The next full pass
    /// comes in its time or on the user's word, and goes on where this one ended if that is soon; the search begins
    /// again when its pane is opened.
    func abort() {
        isSharedOpen = false
        for work in abortable.values { work.cancel() }
    }

    /// Does the work of a pass, which `abort` may break off. Answers whether it came to its end.
    func unlessAborted(
        _ pass: PassProgress.Pass, _ work: @escaping @Sendable () async throws(Problem) -> Void
    ) async throws(Problem) -> Bool {
        let task = Task { () -> Problem? in
            do throws(Problem) {
                try await work()
                return nil
            } catch {
                return error
            }
        }
        abortable[pass] = task
        let problem = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        abortable[pass] = nil
        guard let problem else { return true }
        if task.isCancelled, !Task.isCancelled { return false }
        throw problem
    }
}
