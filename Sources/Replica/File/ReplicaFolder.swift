internal import Glibc

/// The folder that holds the replicas, for its owner's eyes only.
package struct ReplicaFolder: Hashable, Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    /// `vitrine` in the user's cache folder (XDG Base Directory Specification). Nil if the environment names neither
    /// `XDG_CACHE_HOME` nor `HOME` as an absolute path.
    package init?(environment: [String: String]) {
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
            path = cache + "/vitrine"
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            path = home + "/.cache/vitrine"
        } else {
            return nil
        }
    }

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
