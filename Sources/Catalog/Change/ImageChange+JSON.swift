/// Changes in the form in which the journal keeps them. The words are for good: older journals have to stay readable.
extension ImageChange {
    package var json: JSONValue {
        switch self {
        case .edit(let patch): .object(["do": .string("edit"), "entries": .array(patch.entries.map(\.keptJSON))])
        case .deactivate: .object(["do": .string("deactivate")])
        case .reactivate: .object(["do": .string("reactivate")])
        case .addMember(let project):
            .object(["do": .string("add-member"), "project": .string(project.rawValue)])
        case .removeMember(let project, let status):
            .object([
                "do": .string("remove-member"), "project": .string(project.rawValue), "status": .string(status.text),
            ])
        case .answerOffer(let project, let from, let to):
            .object([
                "do": .string("answer-offer"), "project": .string(project.rawValue), "from": .string(from.text),
                "to": .string(to.text),
            ])
        case .delete: .object(["do": .string("delete")])
        case .copyToStore(let store): .object(["do": .string("copy-to-store"), "store": .string(store)])
        case .removeFromStore(let store): .object(["do": .string("remove-from-store"), "store": .string(store)])
        case .queueForCache: .object(["do": .string("queue-for-cache")])
        case .dropFromCache: .object(["do": .string("drop-from-cache")])
        }
    }

    /// Nil if it is none that this release knows.
    package init?(_ json: JSONValue) {
        let project = json["project"]?.string.map { ProjectID($0) }
        func status(_ key: String) -> MemberStatus { MemberStatus(json[key]?.string ?? MemberStatus.pending.text) }
        switch (json["do"]?.string, project) {
        case ("edit", _):
            guard let entries = json["entries"]?.array else { return nil }
            let read = entries.compactMap(ImagePatch.Entry.init(kept:))
            guard read.count == entries.count else { return nil }
            self = .edit(ImagePatch(read))
        case ("deactivate", _): self = .deactivate
        case ("reactivate", _): self = .reactivate
        case ("add-member", let project?): self = .addMember(project)
        case ("remove-member", let project?): self = .removeMember(project, status: status("status"))
        case ("answer-offer", let project?): self = .answerOffer(project, from: status("from"), to: status("to"))
        case ("delete", _): self = .delete
        case ("queue-for-cache", _): self = .queueForCache
        case ("drop-from-cache", _): self = .dropFromCache
        case ("copy-to-store", _):
            guard let store = json["store"]?.string else { return nil }
            self = .copyToStore(store)
        case ("remove-from-store", _):
            guard let store = json["store"]?.string else { return nil }
            self = .removeFromStore(store)
        default: return nil
        }
    }
}

extension ImagePatch.Entry {
    /// A missing value has no key; null is a value.
    fileprivate var keptJSON: JSONValue {
        var fields: [String: JSONValue] = ["field": .string(field.name)]
        fields["from"] = from
        fields["to"] = to
        return .object(fields)
    }

    fileprivate init?(kept json: JSONValue) {
        guard let name = json["field"]?.string else { return nil }
        self.init(ImageField(name: name), from: json["from"], to: json["to"])
    }
}
