import Catalog
import Foundation
import Replica

let mine = ProjectID("0a")
let theirs = ProjectID("0b")

func id(_ number: Int) -> ImageID {
    let digits = String(number)
    return ImageID("00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits)
}

extension ImageID {
    /// The number of a sample.
    var short: String { String(rawValue.suffix(12).drop { $0 == "0" }) }
}

func image(
    _ number: Int, owner: ProjectID = mine, _ visibility: Visibility = .private, hidden: Bool = false,
    status: ImageStatus = .active
) -> Image {
    var image = Image(id: id(number), name: "image-\(number)", status: status, visibility: visibility)
    image.owner = owner
    image.isHidden = hidden
    return image
}

func session(_ roles: [String] = ["member"], project: ProjectID = mine) -> Session {
    Session(
        cloud: "scripted", region: "RegionOne", user: Named(id: "u1", name: "alice"), project: Named(id: project),
        roles: roles)
}

/// A folder for one test, gone when the test is over.
final class Scratch: Sendable {
    let folder = ReplicaFolder(path: FileManager.default.temporaryDirectory.path + "/service-\(UUID().uuidString)")

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
