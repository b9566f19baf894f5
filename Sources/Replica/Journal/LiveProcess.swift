internal import Foundation
internal import Glibc
internal import Synchronization

/// This program among those that share a journal. It counts as alive as long as it holds the lock on a file of its own,
/// which the operating system gives back when it dies.
final class LiveProcess: Sendable {
    /// What entries in progress are marked with; never used twice.
    let name: String
    private let path: String
    private let descriptor: Mutex<CInt?>

    private static let prefix = "process-"

    /// - Throws: `FileFault` if no file can be made.
    init(in folder: JournalFolder) throws(FileFault) {
        while true {
            let name = Self.prefix + String(UInt64.random(in: .min ... .max), radix: 36)
            let path = folder.lock(of: name)
            let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard file >= 0 else { throw FileFault(path: path) }
            // Between these two lines another program may take it for one that a dead process left, and remove it.
            if flock(file, LOCK_EX | LOCK_NB) == 0, Self.isSame(file, path) {
                self.name = name
                self.path = path
                descriptor = Mutex(file)
                return
            }
            Glibc.close(file)
        }
    }

    deinit { end() }

    /// Gives the lock back: what the process had in progress belongs to nobody.
    func end() {
        descriptor.withLock { descriptor in
            guard let file = descriptor else { return }
            unlink(path)
            Glibc.close(file)
            descriptor = nil
        }
    }

    /// Whether the process of that name lives. Removes the file of one that does not.
    static func isAlive(_ name: String, in folder: JournalFolder) -> Bool {
        // A name comes from the file of entries, and must not lead elsewhere.
        guard name.hasPrefix(prefix), !name.contains("/") else { return false }
        let path = folder.lock(of: name)
        let file = open(path, O_RDWR | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { Glibc.close(file) }
        // Shared, so that two programs that look at the same time do not take each other for the owner.
        guard flock(file, LOCK_SH | LOCK_NB) == 0 else { return true }
        unlink(path)
        return false
    }

    /// Removes what dead processes left behind.
    static func sweep(_ folder: JournalFolder) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasPrefix(prefix) && name.hasSuffix(".lock") {
            _ = isAlive(String(name.dropLast(".lock".count)), in: folder)
        }
    }

    private static func isSame(_ file: CInt, _ path: String) -> Bool {
        var held = stat()
        var there = stat()
        return fstat(file, &held) == 0 && stat(path, &there) == 0 && held.st_ino == there.st_ino
    }
}
