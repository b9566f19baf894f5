internal import GRDB

extension DatabaseWriter {
    /// Closes a file with all connections to it. Its write-ahead log goes with it, which only a connection that may
    /// write can see to: so the others are closed first.
    func closeWithLog() {
        (self as? DatabasePool)?.invalidateReadOnlyConnections()
        try? close()
    }
}
