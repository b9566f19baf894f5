/// One change of one image, as it is asked for, kept in the activity log and undone.
package enum ImageChange: Hashable, Sendable {
    case edit(ImagePatch)
    case deactivate
    case reactivate
    /// Offers the image to a project.
    case addMember(ProjectID)
    /// Takes an offer back; `status` is what the project had answered.
    case removeMember(ProjectID, status: MemberStatus)
    /// Answers an offer on behalf of the own project.
    case answerOffer(ProjectID, from: MemberStatus, to: MemberStatus)
    case delete
    /// Has the service copy the data to a further store, by its import method copy-image.
    case copyToStore(String)
    /// Deletes the copy of the data in a store; there is another one.
    case removeFromStore(String)
    /// Asks the service to have the data in its cache, soon.
    case queueForCache
    /// Takes the data out of the service's cache, or off the queue for it.
    case dropFromCache

    /// The change that takes it back; nil if nothing can.
    ///
    /// A member that is added again has to answer again: only it may (R72).
    package var inverse: ImageChange? {
        switch self {
        case .edit(let patch): .edit(patch.inverse)
        case .deactivate: .reactivate
        case .reactivate: .deactivate
        case .addMember(let project): .removeMember(project, status: .pending)
        case .removeMember(let project, _): .addMember(project)
        case .answerOffer(let project, let from, let to): .answerOffer(project, from: to, to: from)
        case .copyToStore(let store): .removeFromStore(store)
        case .removeFromStore(let store): .copyToStore(store)
        // A cache comes and goes by itself.
        case .delete, .queueForCache, .dropFromCache: nil
        }
    }

    /// What the image's visibility becomes; nil if it stays.
    package var visibility: Visibility? {
        guard case .edit(let patch) = self else { return nil }
        return patch.entries.first { $0.field == .visibility }?.to?.string.map(Visibility.init)
    }

    /// What is so of the image once it is done, in words that go with "is" and "is not": "deactivated",
    /// "marked as deprecated", "made private".
    package var results: [String] {
        switch self {
        case .edit(let patch):
            patch.entries.compactMap { entry in
                switch entry.field {
                case .property("deprecated") where entry.to != nil: "marked as deprecated"
                case .property("replacement") where patch.entries.contains { $0.field == .property("deprecated") }: nil
                case .visibility: "made \(entry.to?.string ?? "")"
                default: "changed in \(entry.field.name)"
                }
            }
        case .deactivate: ["deactivated"]
        case .reactivate: ["reactivated"]
        case .addMember(let project): ["shared with \(project)"]
        case .removeMember(let project, _): ["taken back from \(project)"]
        case .answerOffer(_, _, let status): [status.text]
        case .delete: ["deleted"]
        case .copyToStore(let store): ["copied to \(store)"]
        case .removeFromStore(let store): ["removed from \(store)"]
        case .queueForCache: ["queued for the cache"]
        case .dropFromCache: ["dropped from the cache"]
        }
    }

    /// The change in a few words, without the image: "visibility private → shared", "deactivate".
    package var summary: String {
        switch self {
        case .edit(let patch): patch.entries.map(\.summary).joined(separator: ", ")
        case .deactivate: "deactivate"
        case .reactivate: "reactivate"
        case .addMember(let project): "share with \(project)"
        case .removeMember(let project, _): "stop sharing with \(project)"
        case .answerOffer(_, let from, let to): "offer \(from.text) → \(to.text)"
        case .delete: "delete"
        case .copyToStore(let store): "copy to \(store)"
        case .removeFromStore(let store): "remove from \(store)"
        case .queueForCache: "queue for the cache"
        case .dropFromCache: "drop from the cache"
        }
    }
}

extension ImagePatch.Entry {
    /// `visibility private → shared`, `os_distro ubuntu removed`.
    package var summary: String {
        let (old, new) = (from.map(Self.text), to.map(Self.text))
        return switch (old, new) {
        case (let old?, let new?): "\(field.name) \(old) → \(new)"
        case (nil, let new?): "\(field.name) \(new) added"
        case (let old?, nil): "\(field.name) \(old) removed"
        case (nil, nil): field.name
        }
    }

    /// The old and the new value, for the screen.
    package var values: (from: String, to: String) {
        (from.map(Self.text) ?? "not there", to.map(Self.text) ?? "not there")
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: "none"
        case .bool(let truth): truth ? "yes" : "no"
        case .integer(let number): String(number)
        case .number(let number): String(number)
        case .string(let text): text.isEmpty ? "\"\"" : text
        case .array(let items): items.isEmpty ? "none" : items.map(text).joined(separator: " ")
        case .object: value.pretty
        }
    }
}
