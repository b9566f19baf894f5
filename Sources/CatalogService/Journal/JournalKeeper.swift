package import Catalog
package import Replica
internal import Synchronization

/// Opens the journal when it is needed for the first time, and says once what is wrong with it. Work goes on without.
package final class JournalKeeper: Sendable {
    private struct State {
        var journal: Journal?
        var isTold = false
    }

    private let folder: JournalFolder?
    private let tell: @Sendable (Problem) -> Void
    private let state = Mutex(State())

    /// Without a folder the journal lives in memory.
    package init(folder: JournalFolder?, tell: @escaping @Sendable (Problem) -> Void) {
        self.folder = folder
        self.tell = tell
    }

    package var journal: Journal {
        let (journal, problem) = state.withLock { state in
            if let journal = state.journal { return (journal, nil as Problem?) }
            let opened = Journal.open(in: folder)
            state.journal = opened.journal
            return (opened.journal, opened.problem)
        }
        if let problem { tell(problem) }
        return journal
    }

    /// Asks the journal for something. What it cannot do is told once, and nil.
    func note<Value: Sendable>(
        _ body: (Journal) async throws(Problem) -> Value
    ) async -> Value? {
        do throws(Problem) {
            return try await body(journal)
        } catch {
            let isNew = state.withLock { state in
                defer { state.isTold = true }
                return !state.isTold
            }
            if isNew { tell(error) }
            return nil
        }
    }

    /// Gives up what this program has in progress.
    func close() {
        state.withLock { state in
            state.journal?.close()
            state.journal = nil
        }
    }
}
