package import Catalog
internal import GRDB
internal import Synchronization

/// The local copy of one cloud's catalogue. Disposable: whatever is wrong with its file, there is a working replica.
///
/// One file a cloud, user and project. Several programs may have it open: each can read and write, one of them holds
/// the right to synchronise (`lead`), and each learns what the others changed (`changesByOthers`).
package final class Replica: Sendable {
    /// What the program knows of the file beside what is in it.
    struct Standing: Sendable {
        var scope = PaneScope(nil)
        /// The last change that the panes were told of, or that was there when they loaded.
        var revision = 0
        var generation: Int64 = 0
        /// SQLite's own number for "another connection wrote something".
        var dataVersion = 0
        var lock: FileLock?
    }

    let store: any DatabaseWriter
    /// Nil for a replica in memory.
    let file: ReplicaFile?
    private let serial: UInt64?
    let standing: Mutex<Standing>

    init(store: any DatabaseWriter, file: ReplicaFile?) throws {
        self.store = store
        self.file = file
        serial = file?.serial
        var standing = Standing()
        try store.writeWithoutTransaction { db in
            standing.scope = PaneScope(try db.note(.session)?.value)
            standing.revision = try db.lastRevision()
            standing.generation = try db.generation()
            standing.dataVersion = try Int.fetchOne(db, sql: "PRAGMA data_version") ?? 0
        }
        self.standing = Mutex(standing)
    }

    /// Whether the copy survives the program.
    package var isOnDisk: Bool { file != nil }

    /// Whether the file is still where it was opened; not so after somebody deleted it or set it aside.
    package var isInPlace: Bool { file == nil || file?.serial == serial }

    /// Which panes rows belong to: decided by the session that filled the replica.
    package var scope: PaneScope { standing.withLock { $0.scope } }

    /// Takes the right to synchronise if no other program has it. Cheap enough to be asked every second.
    package func lead() -> Bool {
        guard let file else { return true }
        return standing.withLock { standing in
            if standing.lock == nil { standing.lock = FileLock(path: file.lockPath) }
            return standing.lock != nil
        }
    }

    /// Gives back the right to synchronise.
    package func resign() {
        standing.withLock { $0.lock = nil }
    }

    /// Gives back the lock and the file. Everything asked afterwards fails as `interrupted`.
    package func close() {
        standing.withLock { $0.lock = nil }
        store.closeWithLog()
    }

    /// Reads in a snapshot, beside a writer.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(ReplicaFault) -> Value {
        do { return try await store.read(body) } catch { throw ReplicaFault(error) }
    }

    /// Writes in a transaction: all of it or nothing.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(ReplicaFault) -> Value {
        do { return try await store.write(body) } catch { throw ReplicaFault(error) }
    }
}
