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

    /// Makes sure that there is a file which only its owner can read; SQLite gives its log and index the same rights.
    func create() throws(FileFault) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFault(path: path) }
        defer { close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0 else { throw FileFault(path: path) }
    }

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
