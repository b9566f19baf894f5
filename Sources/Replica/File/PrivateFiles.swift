internal import Glibc

/// Makes a folder where it is missing, and takes everybody else's rights away.
func preparePrivateFolder(_ path: String) throws(FileFault) {
    var made = ""
    for part in path.split(separator: "/") {
        made += "/" + part
        if mkdir(made, 0o700) != 0, errno != EEXIST, access(made, X_OK) != 0 { throw FileFault(path: made) }
    }
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileFault(path: path) }
    if status.st_mode & 0o077 != 0, chmod(path, 0o700) != 0 { throw FileFault(path: path) }
}

/// Makes sure that there is a file which only its owner can read; SQLite gives its log and index the same rights.
func createPrivateFile(_ path: String) throws(FileFault) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileFault(path: path) }
    defer { close(descriptor) }
    guard fchmod(descriptor, 0o600) == 0 else { throw FileFault(path: path) }
}
