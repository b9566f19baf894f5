import Catalog
import Foundation
import Replica

/// A folder for one test, gone when the test is over.
final class Scratch: Sendable {
    let path: String
    let folder: ReplicaFolder

    init() {
        path = FileManager.default.temporaryDirectory.path + "/replica-\(UUID().uuidString)"
        folder = ReplicaFolder(path: path + "/vitrine")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The names in the folder, sorted.
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }

    func path(of suffix: String) -> String? {
        names.first { $0.hasSuffix(suffix) }.map { folder.path + "/" + $0 }
    }

    func mode(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}

let identity = ReplicaIdentity(cloud: "xloud", traits: ["auth_url": "http://keystone.example/v3", "user": "alice"])
let mine = ProjectID("0a")
let theirs = ProjectID("0b")
let noon = Instant(seconds: 1_800_000_000)

func session(_ roles: [String] = ["member"], project: ProjectID = mine, user: String = "u1") -> Session {
    Session(
        cloud: "xloud", region: "RegionOne", user: Named(id: user, name: "alice"),
        project: Named(id: project, name: "platform"), roles: roles)
}

func image(
    _ number: Int, _ name: String? = nil, owner: ProjectID = mine, _ visibility: Visibility = .private,
    hidden: Bool = false
) -> Image {
    var image = Image(id: id(number), name: name ?? "image-\(number)", visibility: visibility)
    image.owner = owner
    image.isHidden = hidden
    image.updatedAt = noon
    return image
}

func id(_ number: Int) -> ImageID {
    let digits = String(number)
    return ImageID("00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits)
}

extension Replica {
    /// An empty replica that belongs to `session`.
    static func fresh(_ scratch: Scratch, _ session: Session) async throws -> Replica {
        let replica = Replica.open(identity, in: scratch.folder).replica
        _ = try await replica.begin(session, at: noon)
        return replica
    }

    /// The same after a first full pass that found nothing, so that whatever comes is news.
    static func filled(_ scratch: Scratch, _ session: Session = session()) async throws -> Replica {
        let replica = try await fresh(scratch, session)
        try await replica.endFirstPass()
        return replica
    }

    func endFirstPass() async throws {
        var times = PassTimes()
        times.full = noon
        try await keep(times, as: .passes, at: noon)
    }

    @discardableResult
    func see(_ images: Image..., in list: ImageList = .visible, at: Instant = noon) async throws -> Sighted {
        try await apply(Sighting(images, in: list, at: at))
    }

    /// All rows in the order in which they are loaded.
    func rows(batch: Int = 2_000) async throws -> [CatalogueEntry] {
        let (stream, continuation) = AsyncStream<[CatalogueEntry]>.makeStream()
        try await load(batch: batch) { entries, isLast in
            continuation.yield(entries)
            if isLast { continuation.finish() }
        }
        var rows: [CatalogueEntry] = []
        for await batch in stream { rows += batch }
        return rows
    }

    func row(_ number: Int) async throws -> CatalogueEntry? { try await rows().first { $0.id == id(number) } }
}
