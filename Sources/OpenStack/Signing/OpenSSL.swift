package import Catalog
internal import Glibc
internal import NIOPosix
internal import Synchronization

/// The program `openssl` of this machine, which keeps the cryptography and all formats of keys out of this one.
package struct OpenSSL: Sendable {
    /// Where it is.
    package let path: String

    package init(path: String) { self.path = path }

    /// The first of its name in a search path as `PATH` has it; nil if there is none. Folders that are not named from the
    /// root on are passed over.
    package static func find(in searchPath: String) -> OpenSSL? {
        for folder in searchPath.split(separator: ":") where folder.hasPrefix("/") {
            let path = "\(folder)/openssl"
            var status = stat()
            if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, access(path, X_OK) == 0 {
                return OpenSSL(path: path)
            }
        }
        return nil
    }

    /// What to say where it is not installed.
    package static let missing = Problem(
        .file, attempt: "Could not sign", reason: "the program openssl is not installed on this machine",
        advice: "Install it, or make the signature elsewhere.")

    // MARK: Keys

    /// What kind a private key is of.
    ///
    /// - Throws: `Problem` of the kind `credentialMissing` if it needs a passphrase and there is none, or another one, and
    ///   `file` if it cannot be read.
    package func kind(of key: SigningKey) async throws(Problem) -> KeyKind {
        let attempt = "Could not read the key \(key.path)"
        try await Self.onThread(attempt) { () throws(Problem) in
            // Nothing but a file is opened: a pipe would make openssl wait.
            _ = try LocalFile(key.path)
        }
        let child = try start(
            ["pkey", "-in", key.path, "-pubout", "-outform", "DER", "-passin", "fd:3"], key, attempt)
        let outcome = try await Self.onThread(attempt) { child.finish() }
        guard outcome.status == 0 else { throw Self.problem(outcome, key, attempt) }
        guard let kind = KeyKind(publicKey: outcome.output) else {
            throw Problem(.file, attempt: attempt, reason: "openssl answered something that is no public key")
        }
        return kind
    }

    // MARK: Signatures

    /// Makes the signature that image services verify (image-api.md, section 11). The file goes through a socket, in
    /// constant memory; what is known of the image's data is compared with it on the way.
    ///
    /// - Parameter progress: Told how many bytes were read, ten times a second at most.
    /// - Throws: `Problem`, also if somebody writes to the file meanwhile, and `cancelled` as soon as the task is.
    package func sign(
        _ request: SigningRequest, progress: @escaping @Sendable (Int64, Int64) -> Void
    ) async throws(Problem) -> MadeSignature {
        let attempt = "Could not sign \(request.file)"
        let kind = try await kind(of: request.key)
        guard let type = kind.type else {
            throw Problem(
                .file, attempt: attempt, reason: "the key is of \(kind.label)",
                advice: "Image services know no signatures by such keys.")
        }
        if let wanted = request.keyType, wanted != type {
            throw Problem(
                .file, attempt: attempt, reason: "the key is of \(kind.label), so that it signs as \(type.rawValue)",
                advice: "It does not sign as \(wanted.rawValue).")
        }
        let file = try await Self.onThread(attempt) { () throws(Problem) in try LocalFile(request.file) }
        if let size = request.image?.size, size != file.size { throw Self.otherData(attempt) }
        let child = try start(Self.arguments(request.key.path, request.hash, type), request.key, attempt)
        let (outcome, digest) = try await Self.pass(file, through: child, request.image, attempt, progress)
        guard outcome.status == 0, !outcome.output.isEmpty else { throw Self.problem(outcome, request.key, attempt) }
        if let image = request.image, digest?.agrees(with: image) == false { throw Self.otherData(attempt) }
        return MadeSignature(text: outcome.output.base64, hash: request.hash, keyType: type)
    }

    /// What openssl is called with to sign what it reads.
    static func arguments(_ key: String, _ hash: SignatureHash, _ type: SignatureKeyType) -> [String] {
        SigningCommand.words(key: key, hash: hash, type: type) + ["-passin", "fd:3"]
    }

    /// Sends a file through a program and waits for its end. Answers that, and the hash that the image's data is known
    /// by.
    ///
    /// - Throws: `Problem`: `cancelled` as soon as the task is.
    static func pass(
        _ file: LocalFile, through child: ChildProcess, _ image: Image?, _ attempt: String,
        _ progress: @Sendable (Int64, Int64) -> Void
    ) async throws(Problem) -> (ChildProcess.Outcome, DataDigest?) {
        let outcome: ChildProcess.Outcome
        let digest: DataDigest?
        do {
            (outcome, digest) = try await withTaskCancellationHandler {
                let digest = try await feed(file, to: child, image, attempt, progress)
                return (try await onThread(attempt) { child.finish() }, digest)
            } onCancel: {
                child.kill()
            }
        } catch let problem as Problem {
            child.kill()
            throw problem
        } catch {
            child.kill()
            throw stopped(attempt)
        }
        if Task.isCancelled { throw stopped(attempt) }
        return (outcome, digest)
    }

    private static func feed(
        _ file: LocalFile, to child: ChildProcess, _ image: Image?, _ attempt: String,
        _ progress: @Sendable (Int64, Int64) -> Void
    ) async throws(Problem) -> DataDigest? {
        let algorithm = image.flatMap { DigestAlgorithm(of: $0) ?? ($0.checksum == nil ? nil : .md5) }
        var digest = algorithm.map(RunningDigest.init)
        var sent: Int64 = 0
        var reported = ContinuousClock.now
        progress(0, file.size)
        while sent < file.size {
            if Task.isCancelled { throw stopped(attempt) }
            let (offset, before) = (sent, digest)
            // Neither disks nor hashing may hold up the few threads that everything else runs on.
            let piece: Piece = try await onThread(attempt) { () throws(Problem) in
                try Piece(of: file, at: offset, before, to: child)
            }
            digest = piece.digest
            sent += Int64(piece.count)
            // It ended early: it says itself why.
            guard piece.wasTaken else { return nil }
            if ContinuousClock.now - reported >= OutgoingFile.reportInterval {
                reported = .now
                progress(sent, file.size)
            }
        }
        try file.requireUnchanged()
        progress(sent, file.size)
        return digest?.digest
    }

    /// A piece of a file that was given to a program.
    private struct Piece: Sendable {
        var count = 0
        var wasTaken = false
        var digest: RunningDigest?

        init(of file: LocalFile, at offset: Int64, _ digest: RunningDigest?, to child: ChildProcess) throws(Problem) {
            self.digest = digest
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: OutgoingFile.pieceSize, alignment: 16)
            defer { buffer.deallocate() }
            count = try file.read(into: buffer, at: offset)
            guard count > 0 else { throw file.changed("it ended too early") }
            let bytes = UnsafeRawBufferPointer(rebasing: buffer.prefix(count))
            self.digest?.update(bytes)
            wasTaken = child.write(bytes)
        }
    }

    func start(_ arguments: [String], _ key: SigningKey? = nil, _ attempt: String) throws(Problem) -> ChildProcess {
        do {
            return try ChildProcess(path, arguments, secret: key?.passphrase?.revealed ?? "")
        } catch {
            throw Problem(
                .file, attempt: attempt, reason: "\(path) does not start: \(String(cString: strerror(error.code)))")
        }
    }

    /// Does what may block where that is no harm.
    static func onThread<Value: Sendable>(
        _ attempt: String, _ work: @escaping @Sendable () throws(Problem) -> Value
    ) async throws(Problem) -> Value {
        let result: Result<Value, Problem>
        do {
            result = try await NIOThreadPool.singleton.runIfActive { Result(catching: work) }
        } catch {
            throw stopped(attempt)
        }
        return try result.get()
    }
}
