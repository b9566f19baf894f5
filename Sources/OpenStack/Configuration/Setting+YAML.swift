internal import Yams

/// Why a text is no YAML, without a word of the text itself: it may hold secrets.
struct YAMLFault: Error, Hashable {
    var reason: String
    var line: Int?
}

extension Setting {
    /// Reads YAML, of which JSON is a part. An empty text is `missing`.
    init(yaml text: String, file: String) throws(YAMLFault) {
        do {
            // Types are of no interest here, and finding them out takes regular expressions.
            let node = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
            guard let node else {
                self.init(.missing, at: Place(file))
                return
            }
            var budget = Self.nodeLimit
            self = try Self.setting(node, file: file, budget: &budget)
        } catch let fault as YAMLFault {
            throw fault
        } catch {
            throw YAMLFault(error)
        }
    }

    /// Aliases repeat what they stand for, so that a small file can be made to mean a huge tree.
    private static let nodeLimit = 100_000

    private static func setting(
        _ node: Node, file: String, budget: inout Int
    ) throws(YAMLFault) -> Setting {
        budget -= 1
        let place = Place(file, line: node.mark?.line)
        guard budget > 0 else { throw YAMLFault(reason: "too many values", line: place.line) }
        switch node {
        case .scalar(let scalar):
            return Setting(isNull(scalar) ? .missing : .text(scalar.string), at: place)
        case .sequence(let sequence):
            var items: [Setting] = []
            for item in sequence {
                items.append(try setting(item, file: file, budget: &budget))
            }
            return Setting(.list(items), at: place)
        case .mapping(let pairs):
            var own = Mapping()
            var inherited = Mapping()
            for (key, value) in pairs {
                guard let name = key.scalar?.string else {
                    throw YAMLFault(reason: "a key that is no text", line: place.line)
                }
                var item = try setting(value, file: file, budget: &budget)
                if name == "<<" {
                    inherited.inherit(item)
                } else {
                    item.place.line = key.mark?.line ?? item.place.line
                    own[name] = item
                }
            }
            for key in inherited.keys where own[key] == nil { own[key] = inherited[key] }
            return Setting(.mapping(own), at: place)
        case .alias:
            throw YAMLFault(reason: "an alias that leads nowhere", line: place.line)
        }
    }
}

extension Setting {
    /// An empty text counts as null too; in quotes, the word is a text.
    private static func isNull(_ scalar: Node.Scalar) -> Bool {
        scalar.string.isEmpty || scalar.style == .plain && ["~", "null", "Null", "NULL"].contains(scalar.string)
    }
}

extension Setting.Mapping {
    /// Takes over what a merge key (`<<`) names: a mapping, or several of which the first wins.
    fileprivate mutating func inherit(_ setting: Setting) {
        switch setting.value {
        case .mapping(let mapping):
            for key in mapping.keys where self[key] == nil { self[key] = mapping[key] }
        case .list(let items):
            for item in items { inherit(item) }
        case .missing, .text: break
        }
    }
}

extension YAMLFault {
    fileprivate init(_ error: any Error) {
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            // What is never closed is noticed at the end of the file; where it was opened helps more.
            let isUnclosed = problem.contains("end of stream") || problem.contains("<stream end>")
            let place = isUnclosed ? context?.mark ?? mark : mark
            self.init(reason: context.map { "\($0.text), \(problem)" } ?? problem, line: place.line)
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
            self.init(reason: "\(names) given more than once", line: context.mark.line)
        case .reader(let problem, _, _, _): self.init(reason: problem)
        default: self.init(reason: "not readable as YAML")
        }
    }
}
