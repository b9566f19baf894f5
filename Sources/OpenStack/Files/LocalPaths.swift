package import Catalog
internal import Glibc
internal import NIOPosix

/// Paths as users type them: looked at, and completed. What waits for disks does so on threads for that.
package struct LocalPaths: Sendable {
    private let homeDirectory: String
    private let currentDirectory: String

    /// How many candidates are worth offering.
    static let limit = 50

    package init(homeDirectory: String, currentDirectory: String) {
        self.homeDirectory = homeDirectory
        self.currentDirectory = currentDirectory
    }

    /// The path that is meant, from the root on: `~` is the home directory, the rest counts from the current one.
    package func absolute(_ typed: String) -> String {
        if typed == "~" || typed.hasPrefix("~/") { return homeDirectory + typed.dropFirst() }
        return typed.hasPrefix("/") ? typed : currentDirectory + "/" + typed
    }

    /// What the file is that a path names; its facts have the whole path.
    package func look(at typed: String) async -> Result<ImageFileFacts, Problem> {
        await read(typed) { path throws(Problem) in try LocalFile(path).facts() }
    }

    /// The signature in the file that a path names, in base64.
    package func signature(at typed: String) async -> Result<String, Problem> {
        await read(typed) { path throws(Problem) in try SignatureFile.read(path) }
    }

    /// What a new server is to do at its first start, from the file that a path names.
    package func userData(at typed: String) async -> Result<UserData, Problem> {
        await read(typed) { path throws(Problem) in
            UserData(try LocalFile(path).whole(atMost: UserData.longest, for: "user data"), path: path)
        }
    }

    private func read<Value: Sendable>(
        _ typed: String, _ body: @escaping @Sendable (String) throws(Problem) -> Value
    ) async -> Result<Value, Problem> {
        let path = absolute(typed)
        do {
            return try await NIOThreadPool.singleton.runIfActive {
                Result { () throws(Problem) in try body(path) }
            }
        } catch {
            return .failure(
                Problem(.cancelled, attempt: "Could not read \(path)", reason: "the program gave up waiting"))
        }
    }

    /// What a path may be going on to, each as the user would have typed it: folders with `/` at their end, and regular
    /// files. Folders and files that look like images come first. Empty where the path is complete, or its folder
    /// cannot be read.
    package func complete(_ typed: String) async -> [String] {
        (try? await NIOThreadPool.singleton.runIfActive { candidates(typed) }) ?? []
    }

    private func candidates(_ typed: String) -> [String] {
        if typed == "~" { return ["~/"] }
        let start = typed.lastIndex(of: "/").map { typed.index(after: $0) } ?? typed.startIndex
        let (folder, beginning) = (String(typed[..<start]), String(typed[start...]))
        let entries = Self.entries(of: absolute(folder)).filter { name in
            // Those that begin with a point are only meant when it was typed.
            name.hasPrefix(beginning) && (beginning.hasPrefix(".") || !name.hasPrefix("."))
        }
        var candidates: [(rank: Int, text: String)] = []
        for name in entries {
            var status = stat()
            guard stat(absolute(folder + name), &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: candidates.append((0, folder + name + "/"))
            case S_IFREG where name != beginning:
                candidates.append((ImageFileFormat.isUsualName(name) ? 0 : 1, folder + name))
            default: break
            }
        }
        return candidates.sorted { ($0.rank, $0.text) < ($1.rank, $1.text) }.prefix(Self.limit).map(\.text)
    }

    /// The names in a folder that can be typed, without those of itself and its parent.
    private static func entries(of folder: String) -> [String] {
        guard let stream = opendir(folder.isEmpty ? "/" : folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
                start.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
            }
            guard let name, name != ".", name != ".." else { continue }
            if name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) { names.append(name) }
        }
        return names
    }
}
