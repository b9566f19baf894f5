import OpenStack

/// Configuration files that exist only in a test.
struct MemoryFiles {
    /// Contents by path.
    var texts: [String: String] = [:]
    /// Paths that are there but may not be read.
    var locked: Set<String> = []

    /// What a program in `/srv/deploy` of a user at `/home/eve` finds.
    func load(_ environment: [String: String] = [:]) -> CloudFiles {
        let files = self
        let source = FileSource(
            read: { path in
                if files.locked.contains(path) { return .unreadable("Permission denied") }
                return files.texts[path].map { .text($0) } ?? .missing
            }, refusal: { files.locked.contains($0) ? "Permission denied" : nil })
        return CloudFiles.load(
            environment: environment, currentDirectory: "/srv/deploy", homeDirectory: "/home/eve", files: source)
    }

    /// With one `clouds.yaml` in the user's folder.
    static func clouds(_ text: String) -> MemoryFiles { MemoryFiles(texts: [cloudsPath: text]) }

    static let cloudsPath = "/home/eve/.config/openstack/clouds.yaml"
}
