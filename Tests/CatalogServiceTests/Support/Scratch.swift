import Foundation
import Replica

/// A folder for one test, gone with the last who uses it: the test, or the service that works there.
final class Scratch: Sendable {
    /// Of all tests of this process. A service that no test closed works until the process ends, and so its folder goes
    /// then.
    private static let root: String = {
        atexit { try? FileManager.default.removeItem(atPath: Scratch.root) }
        return FileManager.default.temporaryDirectory.path + "/service-\(UUID().uuidString.prefix(8))"
    }()

    let folder = ReplicaFolder(path: Scratch.root + "/" + UUID().uuidString.prefix(8))

    var journal: JournalFolder { JournalFolder(path: folder.path + "/state") }

    /// A file with this content.
    func file(_ bytes: [UInt8] = [1, 2, 3], name: String = "disk.qcow2") throws -> String {
        let path = folder.path + "/" + name
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// The journal as it would be found if the program were killed now.
    func journalIfKilledNow(_ name: String) throws -> JournalFolder {
        let copy = folder.path + "/" + name
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
        for file in ["journal.sqlite", "journal.sqlite-wal"] {
            let path = journal.path + "/" + file
            guard FileManager.default.fileExists(atPath: path) else { continue }
            try FileManager.default.copyItem(atPath: path, toPath: copy + "/" + file)
        }
        return JournalFolder(path: copy)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder.path) }
}
