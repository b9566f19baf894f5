internal import Catalog
internal import GRDB

/// What must not be lost when the program ends: the activity log, drafts, transfers, and plans in progress. For all
/// clouds, in one file that is never thrown away. No secret is ever in it.
///
/// Several programs may have it open. What one of them works on belongs to it as long as it lives (`LiveProcess`);
/// only what belongs to nobody is taken up by another.
package final class Journal: Sendable {
    let store: any DatabaseWriter
    /// A journal written by a newer release, to be read and not touched; what is done now is then kept in memory.
    private let newer: (any DatabaseReader)?
    private let folder: JournalFolder?
    private let process: LiveProcess?

    init(store: any DatabaseWriter, folder: JournalFolder?, process: LiveProcess?, newer: (any DatabaseReader)? = nil) {
        self.store = store
        self.folder = folder
        self.process = process
        self.newer = newer
    }

    /// Whether what is kept survives the program.
    package var isOnDisk: Bool { process != nil }

    /// What entries in progress are marked with.
    var owner: String { process?.name ?? "memory" }

    /// Whether an entry's owner is another program that lives, or this one.
    func isAlive(_ owner: String?) -> Bool {
        guard let owner else { return false }
        if owner == self.owner { return true }
        return folder.map { LiveProcess.isAlive(owner, in: $0) } ?? false
    }

    /// Closes the file and gives up what was in progress, as if the program had ended.
    package func close() {
        process?.end()
        store.closeWithLog()
    }

    /// Reads what this journal holds, and before it what a newer one holds, as far as it can be read.
    func readAll<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> [Value]
    ) async throws(Problem) -> [Value] {
        let own = try await read(body)
        guard let newer else { return own }
        // Its layout is not known; what has changed cannot be read.
        return own + ((try? await newer.read(body)) ?? [])
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(Problem) -> Value {
        do { return try await store.read(body) } catch { throw .journal("Could not read the journal", error) }
    }

    /// Writes in a transaction, also if the task that asks for it is cancelled: the entry is about what has happened.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(Problem) -> Value {
        let store = store
        do {
            return try await Task { try await store.write(body) }.value
        } catch {
            throw .journal("Could not write to the journal", error)
        }
    }
}

extension Problem {
    static func journal(_ attempt: String, _ error: any Error) -> Problem {
        let reason =
            switch ReplicaFault(error) {
            case .damaged(let words), .unwritable(let words): words
            case .interrupted: "the journal is closed"
            }
        return Problem(
            .storage, attempt: attempt, reason: reason,
            advice: "What is done now is not kept: it can neither be undone nor taken up again after a crash.")
    }
}
