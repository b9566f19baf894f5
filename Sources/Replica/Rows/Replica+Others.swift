package import Catalog
internal import GRDB
internal import Synchronization

extension Replica {
    /// What other programs did to the replica since this one looked last.
    package enum ByOthers: Sendable {
        case nothing
        case changes([CatalogueChange])
        /// The whole content was thrown away: everything has to be loaded again.
        case replaced
    }

    /// Looks for changes made by other programs. Costs a few microseconds if there are none.
    package func changesByOthers() async throws(ReplicaFault) -> ByOthers {
        guard isOnDisk else { return .nothing }
        let known = standing.withLock { $0 }
        do {
            let (found, standing): (ByOthers, Standing?) = try await store.writeWithoutTransaction { db in
                let version = try Int.fetchOne(db, sql: "PRAGMA data_version") ?? 0
                guard version != known.dataVersion else { return (.nothing, nil) }
                var standing = known
                standing.dataVersion = version
                standing.scope = PaneScope(try db.note(.session)?.value)
                standing.generation = try db.generation()
                standing.revision = try db.lastRevision()
                if standing.generation != known.generation { return (.replaced, standing) }
                return (.changes(try db.changes(since: known.revision)), standing)
            }
            if let standing {
                self.standing.withLock {
                    $0.dataVersion = standing.dataVersion
                    $0.scope = standing.scope
                    $0.generation = standing.generation
                    $0.revision = standing.revision
                }
            }
            return found
        } catch {
            throw ReplicaFault(error)
        }
    }

    /// Makes the replica that of `session`. What another user, project or set of roles has seen is thrown away; answers
    /// whether that happened.
    package func begin(_ session: Session, at: Instant) async throws(ReplicaFault) -> Bool {
        let (isCleared, generation) = try await write { db in
            let before = try db.note(.session)?.value
            let isSame =
                before?.user?.id == session.user?.id && before?.project?.id == session.project?.id
                && before.map { Set($0.roles) } == Set(session.roles)
            if before != session { try db.keep(session, as: .session, at: at) }
            let isCleared = before != nil && !isSame
            if isCleared {
                try db.execute(sql: "DELETE FROM image; DELETE FROM note WHERE key NOT IN ('identity', 'session')")
                try db.keep(at.seconds, as: .generation, at: at)
            }
            return (isCleared, try db.generation())
        }
        standing.withLock {
            $0.scope = PaneScope(session)
            $0.generation = generation
            if isCleared { $0.revision = 0 }
        }
        return isCleared
    }

    /// Removes for good what was withdrawn and seen. To be called at the start, by the program that synchronises.
    package func purge() async throws(ReplicaFault) {
        try await write { db in
            // The last change stays, for the numbers of revisions to go on from it.
            try db.execute(
                sql: """
                    DELETE FROM image WHERE news = \(NewsCode.forgotten.rawValue)
                    AND revision < (SELECT max(revision) FROM image)
                    """)
        }
    }
}

extension NoteKey<Int64> {
    /// Tells one content from another in the same file.
    fileprivate static var generation: Self { NoteKey("generation") }
}

extension Database {
    func generation() throws -> Int64 { try note(.generation)?.value ?? 0 }

    fileprivate func changes(since revision: Int) throws -> [CatalogueChange] {
        var interner = Interner(capacity: 256)
        let rows = try Row.fetchCursor(
            self, sql: "SELECT \(StoredRow.columns) FROM image WHERE revision > ?", arguments: [revision])
        var changes: [CatalogueChange] = []
        while let row = try rows.next() {
            let stored = try StoredRow(row, sharing: &interner)
            let kind: CatalogueChange.Kind =
                switch stored.news {
                case .added: .added
                case .withdrawn: .withdrawn
                case .forgotten: .removed
                case .changed, nil: .changed
                }
            changes.append(CatalogueChange(kind, stored.entry))
        }
        return changes
    }
}
