internal import Catalog
internal import OpenStack
internal import Replica

extension NoteKey<[ProjectID: String]> {
    static var projectNames: Self { NoteKey("project-names") }
}

extension NoteKey<[JSONValue]> {
    /// Metadata definitions as the service words them.
    static var namespaces: Self { NoteKey("namespaces") }
}

extension NoteKey<[String]> {
    static var importMethods: Self { NoteKey("import-methods") }
}

/// What a cloud tells beside its images, kept for when it cannot be asked.
extension Synchroniser {
    /// How long such things are believed, in seconds.
    private static let freshness: Int64 = 3_600

    /// Learns the names of projects after the first answer of the image service, and then once an hour.
    func siteLoop() async throws(Problem) {
        await siteBell.wait(atMost: nil, timing)
        while !Task.isCancelled {
            do throws(Problem) {
                _ = try await projectNames(isForced: false)
            } catch {
                // Names are a comfort: the IDs serve as well.
                if error.kind == .storage { throw error }
            }
            await siteBell.wait(atMost: .seconds(Self.freshness), timing)
        }
    }

    /// The names of projects, as far as the user may know them; asked for if what is known is old.
    func projectNames(isForced: Bool) async throws(Problem) -> [ProjectID: String] {
        let access = access
        let names = try await kept(.projectNames, isForced: isForced) { () throws(Problem) in
            try await access.projectNames()
        }
        outbox.post(.projectNames(names))
        return names
    }

    /// The cloud's metadata definitions.
    func metadataDefinitions() async throws(Problem) -> [MetadataNamespace] {
        let access = access
        return try await kept(.namespaces, isForced: false) { () throws(Problem) in try await access.namespaceRecords()
        }
        .compactMap(MetadataNamespace.init)
    }

    /// The ways of importing data that the site allows.
    func importMethods() async throws(Problem) -> [String] {
        let access = access
        return try await kept(.importMethods, isForced: false) { () throws(Problem) in try await access.importMethods()
        }
    }

    /// What the replica keeps under `key` if it is fresh; else what `question` brings; else what is kept, however old.
    private func kept<Value>(
        _ key: NoteKey<Value>, isForced: Bool, _ question: () async throws(Problem) -> Value
    ) async throws(Problem) -> Value {
        let note = try await stored { (replica) throws(ReplicaFault) in try await replica.note(key) }
        if !isForced, let note, now - note.at < Self.freshness { return note.value }
        do throws(Problem) {
            let value = try await question()
            try await stored { (replica) throws(ReplicaFault) in try await replica.keep(value, as: key, at: self.now) }
            return value
        } catch {
            guard let note, error.kind != .storage, error.kind != .cancelled else { throw error }
            return note.value
        }
    }
}
