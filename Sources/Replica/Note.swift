package import Catalog
internal import Foundation
internal import GRDB

/// Names one thing that a replica keeps beside its rows, and the form it has. Never for secrets.
package struct NoteKey<Value: Codable & Sendable>: Sendable {
    package let name: String

    package init(_ name: String) { self.name = name }
}

/// Something kept, and when it was learned.
package struct Note<Value: Sendable>: Sendable {
    package let value: Value
    package let at: Instant
}

/// When passes over the catalogue ended well. Times of the local clock, but for `changesSince`.
package struct PassTimes: Codable, Hashable, Sendable {
    /// When every listing had been read to its end.
    package var full: Instant?
    /// When changes were asked for last.
    package var delta: Instant?
    /// The service's own time from which the next delta pass has to ask.
    package var changesSince: Instant?

    package init() {}
}

extension NoteKey<Session> {
    /// The session that filled the replica.
    package static var session: Self { NoteKey("session") }
}

extension NoteKey<PassTimes> {
    package static var passes: Self { NoteKey("passes") }
}

extension Replica {
    /// What was kept under `key`; nil if there is nothing, or nothing that can be read.
    package func note<Value>(_ key: NoteKey<Value>) async throws(ReplicaFault) -> Note<Value>? {
        try await read { db in try db.note(key) }
    }

    package func keep<Value>(_ value: Value, as key: NoteKey<Value>, at: Instant) async throws(ReplicaFault) {
        try await write { db in try db.keep(value, as: key, at: at) }
    }
}

extension Database {
    func note<Value>(_ key: NoteKey<Value>) throws -> Note<Value>? {
        let row = try Row.fetchOne(self, sql: "SELECT value, at FROM note WHERE key = ?", arguments: [key.name])
        guard let row else { return nil }
        guard let value = try? JSONDecoder().decode(Value.self, from: try row.decode(Data.self, atIndex: 0)) else {
            return nil
        }
        return Note(value: value, at: Instant(seconds: try row.decode(atIndex: 1)))
    }

    func keep<Value>(_ value: Value, as key: NoteKey<Value>, at: Instant) throws {
        try execute(
            sql: "INSERT OR REPLACE INTO note (key, value, at) VALUES (?, ?, ?)",
            arguments: [key.name, try JSONEncoder().encode(value), at.seconds])
    }
}
