internal import Catalog
internal import Glibc
internal import Replica

extension KeptTransfer.FileMark {
    /// The mark of a regular file as it is now.
    ///
    /// - Throws: `Problem` of the kind `file` if there is none.
    init(path: String, _ attempt: String) throws(Problem) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw Problem(.file, attempt: attempt, reason: "\(path): \(String(cString: strerror(errno)))")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Problem(.file, attempt: attempt, reason: "\(path) is not a regular file")
        }
        let modified = status.st_mtim
        self.init(
            size: Int64(status.st_size), modified: Int64(modified.tv_sec) * 1_000_000_000 + Int64(modified.tv_nsec))
    }
}
