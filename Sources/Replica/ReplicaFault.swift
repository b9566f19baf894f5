internal import Catalog
internal import GRDB

/// Why the replica could not do what it was asked.
package enum ReplicaFault: Error, Hashable, Sendable {
    /// The file's content makes no sense; only a new one helps.
    case damaged(String)
    /// Nothing can be written: no room, no right, or a fault of the disk.
    case unwritable(String)
    /// The task was cancelled.
    case interrupted

    init(_ error: any Error) {
        switch error {
        case let fault as ReplicaFault: self = fault
        case let fault as FileFault: self = .unwritable(fault.reason)
        case is DamagedRecord: self = .damaged("a record is unreadable")
        case let mismatch as Schema.Mismatch: self = .damaged(Self.words(mismatch))
        case let error as DatabaseError: self = Self.fault(error)
        case is CancellationError: self = .interrupted
        default: self = .damaged("a row is unreadable")
        }
    }

    private static func words(_ mismatch: Schema.Mismatch) -> String {
        switch mismatch {
        case .foreign: "it is not a replica"
        case .version(let version): "it has the layout \(version) of another release"
        case .identity: "it is the replica of another cloud"
        }
    }

    private static func fault(_ error: DatabaseError) -> ReplicaFault {
        let words = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_INTERRUPT, .SQLITE_ABORT, .SQLITE_MISUSE: return .interrupted
        case .SQLITE_FULL, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_PERM, .SQLITE_AUTH,
            .SQLITE_NOMEM, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
            return .unwritable(words)
        default: return .damaged(words)
        }
    }
}
