package import Catalog
internal import GRDB

extension Replica {
    /// A replica ready for use, and what the user should know of it.
    package struct Opened: Sendable {
        package let replica: Replica
        package let problem: Problem?
    }

    /// Opens the replica of `identity`, or makes it. A damaged, foreign or newer file is set aside; where no file can
    /// be written (or `folder` is nil) the replica lives in memory.
    ///
    /// `damage` is what was found out about the file while it was open: it is then set aside at once.
    package static func open(
        _ identity: ReplicaIdentity, in folder: ReplicaFolder?, damage: String? = nil
    ) -> Opened {
        guard let folder else { return inMemory(identity, because: "neither XDG_CACHE_HOME nor HOME names a folder") }
        let file = ReplicaFile(identity, in: folder)
        do {
            try folder.prepare()
            do {
                if let damage { throw ReplicaFault.damaged(damage) }
                return Opened(replica: try onDisk(file, identity), problem: nil)
            } catch {
                guard case .damaged(let words) = ReplicaFault(error) else { throw error }
                try file.setAside()
                let replica = try onDisk(file, identity)
                return Opened(replica: replica, problem: setAside(words, file: file))
            }
        } catch {
            guard case .unwritable(let words) = ReplicaFault(error) else {
                return inMemory(identity, because: "\(error)")
            }
            return inMemory(identity, because: words)
        }
    }

    /// A copy in memory, for a disk that no longer takes anything. The file is left as it is.
    package func movedToMemory() async -> Opened? {
        do {
            let store = try Self.memoryStore()
            try self.store.backup(to: store)
            return Opened(
                replica: try Replica(store: store, file: nil), problem: Self.onlyInMemory("it can no longer be written")
            )
        } catch {
            return nil
        }
    }

    private static func onDisk(_ file: ReplicaFile, _ identity: ReplicaIdentity) throws -> Replica {
        try file.create()
        let store = try DatabasePool(path: file.path, configuration: configuration)
        try store.write { db in try Schema.prepare(db, for: identity) }
        return try Replica(store: store, file: file)
    }

    private static func memoryStore() throws -> DatabaseQueue { try DatabaseQueue(configuration: configuration) }

    private static func inMemory(_ identity: ReplicaIdentity, because words: String) -> Opened {
        do {
            let store = try memoryStore()
            try store.write { db in try Schema.prepare(db, for: identity) }
            return Opened(replica: try Replica(store: store, file: nil), problem: onlyInMemory(words))
        } catch {
            // SQLite in memory fails for want of memory only, and then nothing else would work either.
            preconditionFailure("No memory for the replica: \(error)")
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "vitrine.replica"
        // One program's page of rows takes milliseconds; a second one waits for its turn.
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 2
        configuration.prepareDatabase { db in
            // In KiB: rows go to the panes, so that pages are hardly ever read twice.
            try db.execute(sql: "PRAGMA cache_size = -1024; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY")
            // The log is cut back after a long reader has let it grow.
            try db.execute(sql: "PRAGMA journal_size_limit = 4194304")
        }
        return configuration
    }

    private static func setAside(_ words: String, file: ReplicaFile) -> Problem {
        Problem(
            .storage, attempt: "Could not use the local copy of the catalogue", reason: words,
            advice: "It was set aside as \(file.asidePath); the next synchronisation fills a new one.")
    }

    private static func onlyInMemory(_ words: String) -> Problem {
        Problem(
            .storage, attempt: "Could not keep a local copy of the catalogue", reason: words,
            advice: "It is kept in memory until you quit.")
    }
}
