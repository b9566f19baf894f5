/// A hash function that image services use, under their name for it (`os_hash_algo`).
package enum DigestAlgorithm: String, Hashable, Sendable, CaseIterable {
    case md5, sha1, sha256, sha384, sha512

    /// The site's own, as an image shows it that has data; nil if there is none, or this program does not know it.
    package init?(of image: Image) {
        guard let algorithm = image.hashAlgorithm.flatMap(Self.init), image.hashDigest != nil else { return nil }
        self = algorithm
    }
}

/// The hash of data that went over the line, made on the way.
package struct DataDigest: Hashable, Sendable {
    package let algorithm: DigestAlgorithm
    /// In lower-case hexadecimal digits.
    package let hex: String
    package let byteCount: Int64

    package init(_ algorithm: DigestAlgorithm, bytes: some Collection<UInt8>, byteCount: Int64) {
        self.algorithm = algorithm
        hex = HexDigit.text(bytes)
        self.byteCount = byteCount
    }

    /// Whether the image's data is the same, by what the service says about it. Nil if it says nothing to compare with:
    /// no data yet, or hashed with another function.
    package func agrees(with image: Image) -> Bool? {
        if let size = image.size, size != byteCount { return false }
        if image.hashAlgorithm == algorithm.rawValue, let theirs = image.hashDigest { return theirs == hex }
        if algorithm == .md5, let theirs = image.checksum { return theirs == hex }
        return nil
    }
}
