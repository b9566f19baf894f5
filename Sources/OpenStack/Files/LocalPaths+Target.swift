package import Catalog
internal import Glibc
internal import NIOPosix

extension LocalPaths {
    /// What there is at the path that somebody types for the export of an image.
    package func target(_ typed: String, for image: Image) async -> Result<TargetFacts, Problem> {
        let path = absolute(typed)
        return await Result(of: { () throws(Problem) in try await TargetFacts.found(at: path, for: image) })
    }
}

extension TargetFacts {
    /// Looks, on a thread for disks.
    ///
    /// - Throws: `Problem` of the kind `file` if no file can be written there.
    package static func found(at path: String, for image: Image) async throws(Problem) -> TargetFacts {
        let found = try? await NIOThreadPool.singleton.runIfActive {
            Result { () throws(Problem) in try TargetFacts(at: path, for: image) }
        }
        guard let found else { throw Problem(.cancelled, attempt: "Could not look at \(path)", reason: "given up") }
        return try found.get()
    }

    /// Looks. A folder stands for the proposed name in it.
    ///
    /// - Throws: `Problem` of the kind `file` if no file can be written there.
    init(at typed: String, for image: Image) throws(Problem) {
        var path = typed
        var status = stat()
        if typed.hasSuffix("/") || stat(typed, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR {
            path = (typed.hasSuffix("/") ? typed : typed + "/") + ExportName.proposal(for: image)
        }
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        let folder = path[..<slash].isEmpty ? "/" : String(path[..<slash])
        func problem(_ reason: String) -> Problem { Problem(.file, attempt: "Could not write \(path)", reason: reason) }
        if path.utf8.contains(0) { throw problem("its name holds a character that no name may hold") }
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw problem("there is no folder \(folder)")
        }
        guard access(folder, W_OK | X_OK) == 0 else { throw problem("the folder \(folder) may not be written to") }
        if path[slash...].utf8.count > 256 { throw problem("its name is too long") }
        var existing: Int64?
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFREG else { throw problem("it is there already, and no regular file") }
            existing = Int64(status.st_size)
        }
        var disk = statvfs()
        let isTold = statvfs(folder, &disk) == 0
        let free = Int64(clamping: disk.f_bavail).multipliedReportingOverflow(by: Int64(clamping: disk.f_frsize))
        let export = ImageExport(image, to: path)
        let isPart = lstat(export.partPath, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        self.init(
            path: path, existing: existing, part: isPart ? Int64(status.st_size) : 0,
            free: isTold && !free.overflow ? free.partialValue : .max)
    }
}
