/// The `openstack` command lines that do the same as a change: for learning, for scripts, for the activity log.
package enum EquivalentCommand {
    /// One line for each command that is needed.
    package static func lines(for change: ImageChange, of image: ImageID) -> [String] {
        let id = quoted(image.rawValue)
        switch change {
        case .edit(let patch): return lines(for: patch, id: id)
        case .deactivate: return ["openstack image set --deactivate \(id)"]
        case .reactivate: return ["openstack image set --activate \(id)"]
        case .addMember(let project): return ["openstack image add project \(id) \(quoted(project.rawValue))"]
        case .removeMember(let project, _): return ["openstack image remove project \(id) \(quoted(project.rawValue))"]
        case .answerOffer(_, _, let status):
            let flag = status == .accepted ? "--accept" : status == .rejected ? "--reject" : "--pending"
            return ["openstack image set \(flag) \(id)"]
        case .delete: return ["openstack image delete \(id)"]
        case .copyToStore(let store): return [line(for: ImageImport(.copyImage, stores: .only([store])), into: image)]
        case .removeFromStore(let store): return ["openstack image delete --store \(quoted(store)) \(id)"]
        case .queueForCache: return ["openstack cached image queue \(id)"]
        case .dropFromCache: return ["openstack cached image delete \(id)"]
        }
    }

    private static func lines(for patch: ImagePatch, id: String) -> [String] {
        var set: [String] = []
        var unset: [String] = []
        for entry in patch.entries {
            switch (entry.field, entry.to) {
            case (.name, let value): set += ["--name", quoted(value?.string ?? "")]
            case (.visibility, let value): set.append("--\(value?.string ?? "")")
            case (.protected, .bool(let truth)): set.append(truth ? "--protected" : "--unprotected")
            case (.hidden, .bool(let truth)): set.append(truth ? "--hidden" : "--unhidden")
            case (.minDisk, .integer(let number)): set += ["--min-disk", String(number)]
            case (.minRAM, .integer(let number)): set += ["--min-ram", String(number)]
            case (.diskFormat, let value): set += ["--disk-format", quoted(value?.string ?? "")]
            case (.containerFormat, let value): set += ["--container-format", quoted(value?.string ?? "")]
            case (.owner, let value): set += ["--project", quoted(value?.string ?? "")]
            case (.tags, let value):
                let (old, new) = (Set(strings(entry.from)), Set(strings(value)))
                set += new.subtracting(old).sorted().flatMap { ["--tag", quoted($0)] }
                unset += old.subtracting(new).sorted().flatMap { ["--tag", quoted($0)] }
            case (.property(let key), let value?): set += ["--property", quoted("\(key)=\(value.string ?? "")")]
            case (.property(let key), nil): unset += ["--property", quoted(key)]
            default: break
            }
        }
        var lines: [String] = []
        if !set.isEmpty { lines.append("openstack image set \(set.joined(separator: " ")) \(id)") }
        if !unset.isEmpty { lines.append("openstack image unset \(unset.joined(separator: " ")) \(id)") }
        return lines
    }

    private static func strings(_ value: JSONValue?) -> [String] {
        if case .array(let items) = value { items.compactMap(\.string) } else { [] }
    }

    /// A word as a POSIX shell reads it: bare where that is safe, in single quotes elsewhere.
    package static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "-_./:=@%+,".utf8.contains(byte)
                }
            }
        return isPlain
            ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
