internal import Glibc

/// The file of one replica, with what belongs to it: SQLite's log and index, the lock, and one that was set aside.
struct ReplicaFile: Hashable, Sendable {
    let path: String

    init(_ identity: ReplicaIdentity, in folder: ReplicaFolder) {
        path = folder.path + "/" + identity.fileName
    }

    /// The side file whose lock says who synchronises.
    var lockPath: String { path + ".lock" }

    /// Where an unusable file is kept until the next one comes.
    var asidePath: String { path + ".aside" }

    func create() throws(FileFault) { try createPrivateFile(path) }

    /// Moves an unusable file out of the way, in the place of any that was there before.
    func setAside() throws(FileFault) {
        for suffix in ["", "-wal"] {
            unlink(asidePath + suffix)
            if rename(path + suffix, asidePath + suffix) != 0, errno != ENOENT { throw FileFault(path: path + suffix) }
        }
        unlink(path + "-shm")
    }

    /// Which file the path leads to now; nil if to none. Tells whether it is still the one that was opened.
    var serial: UInt64? {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_ino) : nil
    }
}
