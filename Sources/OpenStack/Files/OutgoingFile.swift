internal import Catalog
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// A file on its way out: read piece by piece as the connection takes it, and hashed on the way.
///
/// Each iteration begins anew, so that a request whose body nobody looked at can be sent again.
final class OutgoingFile: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    /// A piece is large enough to keep a fast line busy, and small enough that a few of them are no memory to speak of.
    static let pieceSize = 512 << 10
    /// Between two reports of progress.
    static let reportInterval = Duration.milliseconds(100)

    let file: LocalFile
    private let algorithm: DigestAlgorithm
    private let progress: @Sendable (Int64) -> Void
    private let course = Mutex(Course())

    private struct Course {
        var sent: Int64 = 0
        var digest: DataDigest?
        var reported: ContinuousClock.Instant?
    }

    /// - Parameter progress: Told the bytes that went out so far, ten times a second at most, and all of them at the end.
    init(_ file: LocalFile, algorithm: DigestAlgorithm, progress: @escaping @Sendable (Int64) -> Void) {
        self.file = file
        self.algorithm = algorithm
        self.progress = progress
    }

    /// Bytes that were handed over to the connection.
    var sent: Int64 { course.withLock(\.sent) }

    /// The hash of all of it; nil until everything was handed over.
    var digest: DataDigest? {
        // Nobody asks for the pieces of an empty file.
        file.size == 0 ? RunningDigest(algorithm).digest : course.withLock(\.digest)
    }

    func makeAsyncIterator() -> Iterator {
        course.withLock { $0 = Course() }
        return Iterator(outgoing: self, digest: RunningDigest(algorithm))
    }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let outgoing: OutgoingFile
        fileprivate var digest: RunningDigest

        mutating func next() async throws -> ByteBuffer? {
            let (outgoing, digest) = (outgoing, digest)
            guard digest.byteCount < outgoing.file.size else { return nil }
            // Neither disks nor hashing may hold up the few threads that everything else runs on.
            let (piece, next) = try await NIOThreadPool.singleton.runIfActive {
                try outgoing.piece(after: digest)
            }
            self.digest = next
            outgoing.handedOver(next)
            return piece
        }
    }

    private func piece(after digest: RunningDigest) throws(Problem) -> (ByteBuffer, RunningDigest) {
        var digest = digest
        let offset = digest.byteCount
        let count = Int(Swift.min(Int64(Self.pieceSize), file.size - offset))
        var buffer = ByteBufferAllocator().buffer(capacity: count)
        var failure: Problem?
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
            let space = UnsafeMutableRawBufferPointer(rebasing: space.prefix(count))
            do throws(Problem) {
                let filled = try file.read(into: space, at: offset)
                digest.update(UnsafeRawBufferPointer(rebasing: space.prefix(filled)))
                return filled
            } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw failure }
        // Before the last piece goes out: what is complete cannot be taken back.
        try file.requireUnchanged()
        guard buffer.readableBytes == count else { throw file.changed("it ended too early") }
        return (buffer, digest)
    }

    private func handedOver(_ digest: RunningDigest) {
        let isComplete = digest.byteCount == file.size
        let isDue = course.withLock { course in
            course.sent = digest.byteCount
            course.digest = isComplete ? digest.digest : nil
            let now = ContinuousClock.now
            if !isComplete, let last = course.reported, now - last < Self.reportInterval { return false }
            course.reported = now
            return true
        }
        if isDue { progress(digest.byteCount) }
    }
}
