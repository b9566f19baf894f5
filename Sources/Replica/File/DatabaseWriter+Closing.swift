internal import GRDB

extension DatabaseWriter {
    /// Closes a file with all connections to it. Its write-ahead log goes with it, which only a connection that may
    /// write can see to: so the others are closed first.
    func closeWithLog() {
        // A queue is closed with its last user: what still waits in it would read a connection that is gone, and crash.
        guard let pool = self as? DatabasePool else { return }
        pool.invalidateReadOnlyConnections()
        try? pool.close()
    }
}
