import Catalog
import CatalogService
import Foundation
import OpenStack

/// Changes, with the answers and the refusals of the real service.
///
/// In words: `edit 1 visibility`, `deactivate 1`, `add 1 0b`, `remove 1 0b`, `answer 1 accepted`, `delete 1`,
/// `copy 1 archive`, `drop 1 archive`, `cache 1`, `uncache 1`, `create 1`, `upload 1`, `stage 1`, `import 1 web-download`.
extension ScriptedCloud {
    /// The requests but for those about who is signed in.
    var asked: [String] { calls.filter { $0 != "session" } }

    func send(_ change: ImageChange, to id: ImageID) async throws(Problem) -> String? {
        try await answer("\(change.word) \(id.short)\(change.detail)") { (state) throws(Problem) in
            try state.apply(change, to: id)
            return state.nextRequestID()
        }
    }

    func create(_ image: NewImage) async throws(Problem) -> (image: Image, requestID: String?) {
        let id = image.id ?? .random()
        return try await answer("create \(id.short)") { (state) throws(Problem) in
            if let there = state.images[id] {
                // As the client does that finds the image which was made without an answer.
                guard there.name == image.name else { throw .taken }
                return (there, state.nextRequestID())
            }
            state.now = state.now + 1
            var made = Image(id: id, name: image.name, status: .queued, visibility: image.visibility)
            made.owner = image.owner ?? state.session.project?.id
            made.diskFormat = image.diskFormat
            made.containerFormat = image.containerFormat
            made.properties = image.properties
            made.tags = image.tags
            made.createdAt = state.now
            made.updatedAt = state.now
            state.images[id] = made
            return (made, state.nextRequestID())
        }
    }

    func upload(
        _ file: String, as image: NewImage, to id: ImageID, algorithm: DigestAlgorithm?,
        progress: @escaping @Sendable (Int64) -> Void
    ) async throws(Problem) -> (digest: DataDigest, requestID: String?) {
        let bytes = [UInt8](FileManager.default.contents(atPath: file) ?? Data())
        with { $0.progress[id] = progress }
        let isStaged = image.route == .glanceDirect
        let digest = DataDigest.scripted(bytes)
        return try await answer("\(isStaged ? "stage" : "upload") \(id.short)") { (state) throws(Problem) in
            guard var there = state.images[id] else { throw .missing }
            guard there.status == .queued else { throw .taken }
            there.size = Int64(bytes.count)
            if isStaged { there.status = .uploading } else { there.store(digest) }
            state.staged[id] = digest
            state.images[id] = there
            return (digest, state.nextRequestID())
        }
    }

    func digest(of file: String, _ algorithm: DigestAlgorithm) async throws(Problem) -> DataDigest {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Problem(.file, attempt: "Could not read", reason: "\(file) is not there")
        }
        return .scripted([UInt8](data))
    }

    func startImport(_ request: ImageImport, into id: ImageID) async throws(Problem) -> String? {
        try await answer("import \(id.short) \(request.method.name)") { (state) throws(Problem) in
            guard var there = state.images[id] else { throw .missing }
            there.status = .importing
            state.images[id] = there
            return state.nextRequestID()
        }
    }

    /// The service has copied data to a store, or has not been able to.
    func finishCopy(_ id: ImageID, to store: String, failure: String? = nil) {
        change(id) { image in
            image.properties["os_glance_import_task"] = nil
            image.properties["os_glance_importing_to_stores"] = ""
            image.properties["os_glance_failed_import"] = failure == nil ? "" : store
            if failure == nil { image.stores.append(store) }
        }
        tell(id, status: failure == nil ? "success" : "failure", failure)
    }

    /// What the task that works on an image says.
    func tell(_ id: ImageID, status: String = "processing", _ message: String?) {
        let task = ImageTask(
            .object([
                "id": .string("task"), "type": .string("api_image_import"), "status": .string(status),
                "message": message.map(JSONValue.string) ?? .null,
            ]))
        with { $0.tasks[id] = task }
    }

    /// The service has done its work on an import.
    func finishImport(_ id: ImageID) {
        let digest = with { $0.staged[id] } ?? .scripted([7])
        change(id) { $0.store(digest) }
    }
}

extension ScriptedCloud.State {
    mutating func nextRequestID() -> String {
        requests += 1
        return "req-\(requests)"
    }

    fileprivate mutating func apply(_ change: ImageChange, to id: ImageID) throws(Problem) {
        guard var image = images[id] else { throw .missing }
        switch change {
        case .edit(let patch):
            for entry in patch.entries { image.set(entry.field, to: entry.to) }
        case .deactivate: image.status = .deactivated
        case .reactivate: image.status = .active
        case .addMember(let project):
            guard members[id]?[project] == nil else { throw .taken }
            members[id, default: [:]][project] = .pending
            return
        case .removeMember(let project, _):
            guard members[id]?.removeValue(forKey: project) != nil else { throw .missing }
            return
        case .answerOffer(let project, _, let status):
            guard members[id]?[project] != nil else { throw .missing }
            members[id, default: [:]][project] = status
            return
        case .delete:
            images[id] = nil
            return
        case .copyToStore(let store):
            guard !image.stores.contains(store) else { throw .taken }
            // As the service does it: the image is active all the time, and a task has it to itself.
            image.properties["os_glance_import_task"] = "task"
            image.properties["os_glance_importing_to_stores"] = store
        case .removeFromStore(let store):
            guard image.stores.count > 1 else { throw .taken }
            image.stores.removeAll { $0 == store }
        case .queueForCache:
            queuedForCache.append(id)
            return
        case .dropFromCache:
            guard queuedForCache.contains(id) else { throw .missing }
            queuedForCache.removeAll { $0 == id }
            return
        }
        now = now + 1
        image.updatedAt = now
        images[id] = image
    }
}

extension Image {
    /// Sets the attributes that tests change.
    fileprivate mutating func set(_ field: ImageField, to value: JSONValue?) {
        switch field {
        case .name: name = value?.string
        case .visibility: visibility = Visibility(value?.string ?? "")
        case .protected: isProtected = value?.bool ?? false
        case .hidden: isHidden = value?.bool ?? false
        case .tags: tags = value?.strings ?? []
        case .property(let key): properties[key] = value?.string
        case .minDisk, .minRAM, .diskFormat, .containerFormat, .owner:
            preconditionFailure("No test changes \(field.name).")
        }
    }

    mutating func store(_ digest: DataDigest) {
        status = .active
        size = digest.byteCount
        hashAlgorithm = digest.algorithm.rawValue
        hashDigest = digest.hex
    }
}

extension DataDigest {
    /// Not the real one, which is nothing to test here.
    static func scripted(_ bytes: [UInt8]) -> DataDigest {
        let sum = bytes.reduce(UInt8(0)) { $0 &+ $1 }
        return DataDigest(.sha512, bytes: Array(repeating: sum, count: 64), byteCount: Int64(bytes.count))
    }
}

extension ImageChange {
    fileprivate var word: String {
        switch self {
        case .edit: "edit"
        case .deactivate: "deactivate"
        case .reactivate: "reactivate"
        case .addMember: "add"
        case .removeMember: "remove"
        case .answerOffer: "answer"
        case .delete: "delete"
        case .copyToStore: "copy"
        case .removeFromStore: "drop"
        case .queueForCache: "cache"
        case .dropFromCache: "uncache"
        }
    }

    fileprivate var detail: String {
        switch self {
        case .edit(let patch): " " + patch.entries.map(\.field.name).joined(separator: ",")
        case .addMember(let project), .removeMember(let project, _): " \(project.rawValue)"
        case .answerOffer(_, _, let status): " \(status.text)"
        case .copyToStore(let store), .removeFromStore(let store): " \(store)"
        case .deactivate, .reactivate, .delete, .queueForCache, .dropFromCache: ""
        }
    }
}

extension Problem {
    static let taken = Problem(.conflict, attempt: "Could not do it", reason: "conflict", httpStatus: 409)
}
