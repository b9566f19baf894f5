extension DataDigest {
    /// The digest in the form in which the journal keeps it: `sha512:12:cf83…`, with the number of bytes.
    package var text: String { "\(algorithm.rawValue):\(byteCount):\(hex)" }

    /// Nil if it is not of that form.
    package init?(text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let algorithm = DigestAlgorithm(rawValue: String(parts[0])),
            let byteCount = Int64(parts[1]), let bytes = HexDigit.bytes(String(parts[2]))
        else { return nil }
        self.init(algorithm, bytes: bytes, byteCount: byteCount)
    }
}
