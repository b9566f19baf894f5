internal import Catalog

/// One configuration file that was read: its entries by name, and those that could not be read.
struct EntryFile: Sendable {
    var path: String
    /// The entries that are mappings, keys normalised.
    var entries = Setting.Mapping()
    /// Entries that cannot be used, with the reason.
    var broken: [(name: String, problem: ConfigurationNotice)] = []
    var notices: [ConfigurationNotice] = []

    /// Reads the text of a file. Throws if nothing in it can be used.
    init(path: String, text: String, kind: SearchPath.Kind) throws(YAMLFault) {
        self.path = path
        let root: Setting
        do throws(YAMLFault) {
            root = try Setting(yaml: text, file: path)
        } catch {
            // One entry with a mistake in it must not take the others with it.
            try salvage(text, topKey: kind.topKey, after: error)
            return
        }
        switch root.value {
        case .missing: notices.append(ConfigurationNotice("the file is empty", at: Place(path)))
        case .mapping(let top): take(top, kind: kind)
        case .text, .list:
            throw YAMLFault(reason: "the file is \(root.kind), not a mapping with `\(kind.topKey)`", line: nil)
        }
    }

    private mutating func take(_ top: Setting.Mapping, kind: SearchPath.Kind) {
        guard let section = top[kind.topKey] else {
            notices.append(ConfigurationNotice("there is no `\(kind.topKey)` in this file", at: Place(path)))
            return
        }
        guard let mapping = section.mapping else {
            if !section.isMissing {
                let text = "`\(kind.topKey)` is \(section.kind), not a mapping of cloud names"
                notices.append(ConfigurationNotice(text, at: section.place))
            }
            return
        }
        for name in mapping.keys { mapping[name].map { take($0, named: name) } }
    }

    private mutating func take(_ entry: Setting, named name: String) {
        switch entry.value {
        case .missing: entries[name] = Setting(.mapping(.init()), at: entry.place)
        case .mapping(let mapping):
            let mapping = mapping.normalised
            if let auth = mapping["auth"], auth.mapping == nil, !auth.isMissing {
                let text = "`auth` of the cloud `\(name)` is \(auth.kind), not a mapping"
                broken.append((name, ConfigurationNotice(text, at: auth.place)))
            } else {
                entries[name] = Setting(.mapping(mapping), at: entry.place)
            }
        case .text, .list:
            let text = "the cloud `\(name)` is \(entry.kind), not a mapping"
            broken.append((name, ConfigurationNotice(text, at: entry.place)))
        }
    }

    /// Reads each entry of a file on its own, the file as a whole being no YAML.
    private mutating func salvage(_ text: String, topKey: String, after fault: YAMLFault) throws(YAMLFault) {
        /// The entries that could be read, each on its line of the file.
        var readable = ""
        for part in EntryText.parts(of: text, under: topKey) {
            do throws(YAMLFault) {
                // It may refer to anchors in entries before it.
                let text = readable + part.gap(after: readable) + part.text
                guard let entry = try Setting(yaml: text, file: path).mapping?[part.name] else {
                    throw YAMLFault(reason: fault.reason, line: part.line)
                }
                take(entry, named: part.name)
                readable = text
            } catch {
                let text = "the cloud `\(part.name)` is not valid YAML (\(error.reason))"
                broken.append((part.name, ConfigurationNotice(text, at: Place(path, line: error.line ?? part.line))))
            }
        }
        guard !entries.isEmpty else { throw fault }
        if broken.isEmpty {
            let text = "outside of its clouds, the file is not valid YAML (\(fault.reason))"
            notices.append(ConfigurationNotice(text, at: Place(path, line: fault.line)))
        }
    }
}

/// The text of one entry of a file, found by indentation alone.
struct EntryText: Hashable {
    var name: String
    /// The line of the file at which the text begins, counted from 1.
    var line: Int
    var text: String

    /// The entries under the key `topKey`, which stands alone on an unindented line. What is written differently, in
    /// braces for instance, gives no entries.
    static func parts(of text: String, under topKey: String) -> [EntryText] {
        var parts: [EntryText] = []
        var isInside = false
        var margin: Int?
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, line) in lines.enumerated() {
            let content = line.trimmed
            let indentation = line.prefix { $0 == " " }.count
            let isBlank = content.isEmpty || content.hasPrefix("#")
            if !isBlank, indentation == 0, line.first != "\t" {
                isInside = content == topKey + ":" || content.hasPrefix(topKey + ": #")
                continue
            }
            guard isInside else { continue }
            if !isBlank, margin == nil { margin = indentation }
            if !isBlank, indentation == margin, let name = name(content) {
                parts.append(EntryText(name: name, line: index + 1, text: line + "\n"))
            } else if let last = parts.indices.last {
                parts[last].text += line + "\n"
            }
        }
        return parts
    }

    /// Empty lines, as many as there are in the file between the end of `text`, its beginning, and this entry.
    func gap(after text: String) -> String {
        String(repeating: "\n", count: line - 1 - text.utf8.count { $0 == UInt8(ascii: "\n") })
    }

    /// The key at the beginning of a line, without quotes.
    private static func name(_ line: String) -> String? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let name = line[..<colon].trimmed
        let unquoted = name.count > 1 && name.first == name.last && "\"'".contains(name.prefix(1))
        return unquoted ? String(name.dropFirst().dropLast()) : name
    }
}
