internal import Glibc

/// The folder that holds the replicas, for its owner's eyes only.
package struct ReplicaFolder: Hashable, Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    func prepare() throws(FileFault) { try preparePrivateFolder(path) }
}

/// What the operating system said about a file.
struct FileFault: Error {
    let path: String
    let reason: String

    /// Takes the reason from `errno`.
    init(path: String) {
        self.path = path
        reason = String(cString: strerror(errno))
    }
}
