package import Catalog
internal import Glibc
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// A file that an image's data comes into: under a temporary name until it was verified, and hashed on the way.
///
/// What waits for disks blocks. One task at a time may write; anybody may ask how much is there.
package final class IncomingFile: Sendable {
    package let export: ImageExport
    /// Nil where the service keeps no hash to compare with.
    package let algorithm: DigestAlgorithm?
    private let descriptor: CInt
    private let content: Mutex<Content>

    private struct Content {
        var count: Int64 = 0
        var digest: RunningDigest?
    }

    private var path: String { export.partPath }

    /// Opens what an earlier attempt left, or makes it, and locks it against other programs.
    ///
    /// - Throws: `Problem` of the kind `file`.
    package init(_ export: ImageExport, algorithm: DigestAlgorithm?) throws(Problem) {
        self.export = export
        self.algorithm = algorithm
        descriptor = try Self.lockedFile(export.partPath)
        content = Mutex(Content(digest: algorithm.map { RunningDigest($0) }))
    }

    deinit {
        // Closing alone would not do while a program that is just being started still has what this one has open.
        unlock()
        close(descriptor)
    }

    /// Lets others write to it: whoever wrote is done with it, though somebody may still look how much is there.
    package func unlock() { flock(descriptor, LOCK_UN) }

    private static func lockedFile(_ path: String) throws(Problem) -> CInt {
        while true {
            // Whoever may write into the folder might have put a link there that leads elsewhere.
            let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o666)
            guard file >= 0 else { throw problem(path, errno) }
            var (held, there) = (stat(), stat())
            guard fstat(file, &held) == 0, held.st_mode & S_IFMT == S_IFREG, held.st_uid == geteuid(),
                held.st_nlink <= 1
            else {
                close(file)
                throw problem(path, "it is there already, and is no file of yours with one name")
            }
            guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
                close(file)
                throw problem(path, "another export is writing to it", "Wait for its end, or choose another name.")
            }
            // Another program may have given it its final name meanwhile.
            if stat(path, &there) == 0, there.st_ino == held.st_ino, there.st_dev == held.st_dev { return file }
            close(file)
        }
    }

    // MARK: What is there

    /// Bytes that are there and hashed.
    package var count: Int64 { content.withLock(\.count) }

    /// The hash of what is there; nil where there is none to compare with.
    package var digest: DataDigest? { content.withLock(\.digest)?.digest }

    /// Hashes what an earlier attempt left, so that it can be gone on with. More than `most` bytes, and what nothing can
    /// verify, is thrown away.
    ///
    /// - Throws: `Problem` of the kind `file`, or `cancelled`.
    package func takeUp(atMost most: Int64?) async throws(Problem) {
        let there = Int64(lseek(descriptor, 0, SEEK_END))
        guard algorithm != nil, there <= most ?? .max else { return try restart() }
        while count < there {
            if Task.isCancelled { throw Problem(.cancelled, attempt: "Could not read \(path)", reason: "given up") }
            try await onThreadForDisks { () throws(Problem) in try self.hashNext() }
        }
    }

    private func hashNext() throws(Problem) {
        let before = content.withLock { $0 }
        let space = UnsafeMutableRawBufferPointer.allocate(byteCount: OutgoingFile.pieceSize, alignment: 16)
        defer { space.deallocate() }
        let read = pread(descriptor, space.baseAddress, space.count, off_t(before.count))
        guard read > 0 else { throw Self.problem(path, read == 0 ? EIO : errno) }
        hash(UnsafeRawBufferPointer(rebasing: space.prefix(read)), after: before)
    }

    private func hash(_ bytes: UnsafeRawBufferPointer, after before: Content) {
        var next = before
        next.digest?.update(bytes)
        next.count += Int64(bytes.count)
        content.withLock { $0 = next }
    }

    /// Throws away what is there.
    package func restart() throws(Problem) {
        guard ftruncate(descriptor, 0) == 0 else { throw Self.problem(path, errno) }
        content.withLock { $0 = Content(digest: algorithm.map { RunningDigest($0) }) }
    }

    /// Adds data to the end.
    ///
    /// - Throws: `Problem` of the kind `file`; what was written before stays.
    func append(_ pieces: [ByteBuffer]) async throws(Problem) {
        try await onThreadForDisks { () throws(Problem) in
            for piece in pieces { try self.append(piece) }
        }
    }

    /// The same for bytes that are at hand.
    package func append(_ bytes: [UInt8]) async throws(Problem) { try await append([ByteBuffer(bytes: bytes)]) }

    private func append(_ piece: ByteBuffer) throws(Problem) {
        let before = content.withLock { $0 }
        var failure: CInt?
        piece.withUnsafeReadableBytes { bytes in
            var written = 0
            while written < bytes.count, failure == nil {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
                let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(before.count) + off_t(written))
                if count >= 0 { written += count } else if errno != EINTR { failure = errno }
            }
            // Also what fitted of a piece that did not: it is there, and is gone on from.
            hash(UnsafeRawBufferPointer(rebasing: bytes[..<written]), after: before)
        }
        if let failure { throw Self.problem(path, failure) }
    }

    private func onThreadForDisks(
        _ body: @escaping @Sendable () throws(Problem) -> Void
    ) async throws(Problem) {
        // Not a child: data that has come is written also when nobody wants any more of it.
        let work = Task { () -> Result<Void, Problem> in
            let outcome = try? await NIOThreadPool.singleton.runIfActive { Result { () throws(Problem) in try body() } }
            return outcome ?? .failure(Problem(.cancelled, attempt: "Could not write", reason: "the program ends"))
        }
        try await work.value.get()
    }

    // MARK: Names

    /// Gives the file its name. Nothing may be written afterwards.
    ///
    /// - Throws: `Problem` of the kind `file` if there is a file of that name that may not be replaced.
    package func settle() throws(Problem) {
        let isDone = export.replaces ? rename(path, export.path) == 0 : Self.move(path, to: export.path)
        guard !isDone else { return }
        let code = errno
        guard code == EEXIST else { throw Self.problem(export.path, code) }
        throw Self.problem(
            export.path, "a file of that name came into being meanwhile",
            "Move it away, and retry: nothing is fetched again.")
    }

    /// Puts away what turned out not to be the image's data. Answers where it is.
    package func putAway() throws(Problem) -> String {
        var target = export.corruptPath
        var number = 1
        while !Self.move(path, to: target) {
            guard errno == EEXIST else { throw Self.problem(target, errno) }
            number += 1
            target = export.corruptPath + "-\(number)"
        }
        return target
    }

    /// Removes what an attempt left that nobody wants any more, unless another program writes to it.
    package static func discardPart(of export: ImageExport) {
        let file = open(export.partPath, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { return }
        defer { close(file) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else { return }
        unlink(export.partPath)
        flock(file, LOCK_UN)
    }

    /// Renames a file, but not over another one; `errno` tells why that was not possible.
    private static func move(_ path: String, to target: String) -> Bool {
        if link(path, target) == 0 { return unlink(path) == 0 }
        guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(errno) else { return false }
        // A file system where files have one name only: there is nothing better than to look first.
        var status = stat()
        if lstat(target, &status) == 0 {
            errno = EEXIST
            return false
        }
        return rename(path, target) == 0
    }

    // MARK: Words

    private static func problem(_ path: String, _ code: CInt) -> Problem {
        switch code {
        case ENOSPC, EDQUOT:
            problem(path, "the disk is full", "Make room and retry: what has come so far is kept.")
        case EFBIG:
            problem(
                path, "files may not become that large here", "Raise the limit and retry: what has come so far is kept."
            )
        case ENOENT: problem(path, "there is no such folder")
        case EISDIR: problem(path, "it is a folder")
        case ELOOP: problem(path, "it is a link, which leads elsewhere")
        default: problem(path, String(cString: strerror(code)))
        }
    }

    private static func problem(_ path: String, _ reason: String, _ advice: String = "") -> Problem {
        Problem(.file, attempt: "Could not write \(path)", reason: reason, advice: advice)
    }
}
