package import Catalog
internal import Glibc

/// A regular file of this machine, open for reading, of which nothing may change while it is used.
package final class LocalFile: Sendable {
    package let path: String
    /// In bytes, when it was opened.
    package let size: Int64
    private let descriptor: CInt
    private let stamp: Stamp

    /// What tells that somebody wrote into a file.
    private struct Stamp: Equatable {
        var size: Int64
        var seconds: Int
        var nanoseconds: Int

        init(_ status: stat) {
            size = Int64(status.st_size)
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
        }
    }

    /// - Throws: `Problem` of the kind `file` if it is not there, no regular file, or may not be read.
    package init(_ path: String) throws(Problem) {
        self.path = path
        var status = stat()
        // Looked at before it is opened: opening a device or a pipe may do something.
        guard stat(path, &status) == 0 else { throw Self.problem(path, errno: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Self.problem(path, Self.kind(status)) }
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.problem(path, errno: errno) }
        let isSame = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        stamp = Stamp(status)
        size = stamp.size
        guard isSame else { throw Self.problem(path, "it is being replaced") }
        _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Fills as much of the buffer as the file has from there on, and tells how many bytes that are. Blocks.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(Problem) -> Int {
        var filled = 0
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(filled))
            if count == 0 { break }
            if count > 0 { filled += count } else if errno != EINTR { throw Self.problem(path, errno: errno) }
        }
        return filled
    }

    /// - Throws: `Problem` of the kind `file` if somebody wrote into the file since it was opened, or cut it short.
    package func requireUnchanged() throws(Problem) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.problem(path, errno: errno) }
        let now = Stamp(status)
        if now.size != size {
            let change = now.size < size ? "shorter" : "longer"
            throw changed("it became \(change) meanwhile (\(size) bytes, now \(now.size))")
        }
        if now != stamp { throw changed("it was written to meanwhile") }
    }

    func changed(_ reason: String) -> Problem {
        var problem = Self.problem(path, reason)
        problem.advice = "Try again when nothing writes to it any more."
        return problem
    }

    // MARK: Words

    private static func problem(_ path: String, errno code: CInt) -> Problem {
        problem(path, code == ENOENT ? "there is no such file" : String(cString: strerror(code)))
    }

    private static func problem(_ path: String, _ reason: String) -> Problem {
        Problem(.file, attempt: "Could not read \(path)", reason: reason)
    }

    private static func kind(_ status: stat) -> String {
        switch status.st_mode & S_IFMT {
        case S_IFDIR: "it is a folder"
        case S_IFIFO: "it is a pipe, whose size nobody knows"
        case S_IFBLK: "it is a device; copy it into a file first"
        case S_IFCHR: "it is a device"
        case S_IFSOCK: "it is a socket"
        default: "it is no regular file"
        }
    }
}
