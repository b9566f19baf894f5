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

    /// Makes the folder where it is missing, and takes everybody else's rights away.
    func prepare() throws(FileFault) {
        var made = ""
        for part in path.split(separator: "/") {
            made += "/" + part
            if mkdir(made, 0o700) != 0, errno != EEXIST, access(made, X_OK) != 0 { throw FileFault(path: made) }
        }
        var status = stat()
        guard stat(path, &status) == 0 else { throw FileFault(path: path) }
        if status.st_mode & 0o077 != 0, chmod(path, 0o700) != 0 { throw FileFault(path: path) }
    }
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
