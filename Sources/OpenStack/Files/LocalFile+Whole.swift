package import Catalog

extension LocalFile {
    /// All of a small file. Blocks.
    ///
    /// - Parameter what: What it is read for, to be told where it is too large: "a signature".
    func whole(atMost limit: Int, for what: String) throws(Problem) -> [UInt8] {
        guard size <= limit else {
            throw Problem(
                .file, attempt: "Could not read \(path)", reason: "it is too large for \(what) (\(size) bytes)")
        }
        var bytes = [UInt8](repeating: 0, count: Int(size))
        var filled = 0
        var failure: Problem?
        bytes.withUnsafeMutableBytes { space in
            do throws(Problem) { filled = try read(into: space, at: 0) } catch { failure = error }
        }
        if let failure { throw failure }
        return Array(bytes.prefix(filled))
    }

    /// The hash of all of it, read piece by piece.
    ///
    /// - Throws: `Problem` of the kind `file`, also if it changes meanwhile, or `cancelled`.
    package func digest(_ algorithm: DigestAlgorithm) async throws(Problem) -> DataDigest {
        let outgoing = OutgoingFile(self, algorithm: algorithm) { _ in }
        do {
            for try await _ in outgoing { try Task.checkCancellation() }
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(.cancelled, attempt: "Could not read \(path)", reason: "given up")
        }
        guard let digest = outgoing.digest else { throw changed("it ended too early") }
        return digest
    }
}
