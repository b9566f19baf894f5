internal import Catalog
internal import Crypto

/// A hash while its data comes in.
struct RunningDigest: Sendable {
    private enum State: Sendable {
        case md5(Insecure.MD5)
        case sha1(Insecure.SHA1)
        case sha256(SHA256)
        case sha384(SHA384)
        case sha512(SHA512)
    }

    let algorithm: DigestAlgorithm
    private(set) var byteCount: Int64 = 0
    private var state: State

    init(_ algorithm: DigestAlgorithm) {
        self.algorithm = algorithm
        state =
            switch algorithm {
            case .md5: .md5(Insecure.MD5())
            case .sha1: .sha1(Insecure.SHA1())
            case .sha256: .sha256(SHA256())
            case .sha384: .sha384(SHA384())
            case .sha512: .sha512(SHA512())
            }
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        byteCount += Int64(bytes.count)
        switch state {
        case .md5(var hash): state = .md5(hash.updated(bytes))
        case .sha1(var hash): state = .sha1(hash.updated(bytes))
        case .sha256(var hash): state = .sha256(hash.updated(bytes))
        case .sha384(var hash): state = .sha384(hash.updated(bytes))
        case .sha512(var hash): state = .sha512(hash.updated(bytes))
        }
    }

    /// The hash of what came so far.
    var digest: DataDigest {
        switch state {
        case .md5(let hash): digest(hash)
        case .sha1(let hash): digest(hash)
        case .sha256(let hash): digest(hash)
        case .sha384(let hash): digest(hash)
        case .sha512(let hash): digest(hash)
        }
    }

    private func digest(_ hash: some HashFunction) -> DataDigest {
        DataDigest(algorithm, bytes: Array(hash.finalize()), byteCount: byteCount)
    }
}

extension HashFunction {
    fileprivate mutating func updated(_ bytes: UnsafeRawBufferPointer) -> Self {
        update(bufferPointer: bytes)
        return self
    }
}
