internal import Glibc

/// An exclusive right, such as the one to synchronise a replica: a lock on a side file, held until this value goes away,
/// and given back by the operating system if the program dies.
final class FileLock: Sendable {
    private let descriptor: CInt

    /// Nil if another program holds the lock and there is no `waiting` for it, or if the file cannot be made.
    init?(path: String, waiting: Bool = false) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, waiting ? LOCK_EX : LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
    }

    deinit {
        // Closing alone would not do while a program that is just being started still has what this one has open.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
