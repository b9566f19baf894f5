package import Catalog

extension LocalFile {
    /// Its content, for an inspection.
    var source: ByteSource {
        ByteSource(size: size) { offset, count throws(Problem) in
            var bytes = [UInt8](repeating: 0, count: count)
            var failure: Problem?
            let filled = bytes.withUnsafeMutableBytes { space in
                do throws(Problem) {
                    return try self.read(into: space, at: offset)
                } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
            return Array(bytes.prefix(filled))
        }
    }

    /// What it is, by its content. Blocks for as long as the disk needs for a few kilobytes.
    package func facts() throws(Problem) -> ImageFileFacts { try ImageFileFacts(inspecting: source, path: path) }
}
