internal import TOMLKit

/// A TOML file as plain values, with the lines on which its keys stand, so that a warning can name one.
struct TOMLDocument {
    indirect enum Value {
        case text(String)
        case whole(Int)
        case truth(Bool)
        case list([Value])
        case table([String: Value])
        /// Dates and fractions: nothing in our files uses them.
        case unsupported

        var text: String? { if case .text(let text) = self { text } else { nil } }
        var whole: Int? { if case .whole(let number) = self { number } else { nil } }
        var truth: Bool? { if case .truth(let truth) = self { truth } else { nil } }
        var table: [String: Value]? { if case .table(let table) = self { table } else { nil } }

        /// The texts of a list of texts, or of one text alone.
        var texts: [String]? {
            switch self {
            case .text(let text): [text]
            case .list(let items): items.compactMap(\.text).count == items.count ? items.compactMap(\.text) : nil
            default: nil
            }
        }
    }

    /// The file's name in warnings.
    let file: String
    let root: [String: Value]
    private let lines: [String: Int]

    /// Throws a warning with the line of the first syntax error.
    init(_ source: String, file: String) throws(SettingsWarning) {
        self.file = file
        do {
            guard let table = Value(try TOMLTable(string: source)).table else {
                throw SettingsWarning(file: file, line: nil, sentence: "is not a table.")
            }
            root = table
        } catch let error as TOMLParseError {
            throw SettingsWarning(
                file: file, line: error.source.begin.line, sentence: "cannot be read as TOML: \(error.description).")
        } catch let warning as SettingsWarning {
            throw warning
        } catch {
            throw SettingsWarning(file: file, line: nil, sentence: "cannot be read as TOML.")
        }
        lines = Self.lines(of: source)
    }

    /// Where the key at `path` is written.
    func place(of path: [String]) -> SettingsPlace {
        // A key inside an inline table stands on its table's line.
        let known = (1...max(1, path.count)).reversed().lazy.compactMap { length in
            self.lines[path.prefix(length).joined(separator: "\u{1F}")]
        }
        return SettingsPlace(file: file, line: known.first)
    }

    /// A warning about the key at `path`.
    func warning(at path: [String], _ sentence: String) -> SettingsWarning {
        let place = place(of: path)
        return SettingsWarning(file: place.file, line: place.line, sentence: sentence)
    }

    /// A warning for each key of `table` that is not in `known`, with the nearest known one.
    func unknownKeys(in table: [String: Value], at path: [String], known: some Collection<String>) -> [SettingsWarning]
    {
        table.keys.filter { !known.contains($0) }.sorted().map { key in
            let guess = Suggestion.nearest(to: key, in: known).map { " Did you mean \"\($0)\"?" } ?? ""
            return warning(at: path + [key], "has an unknown key \"\((path + [key]).joined(separator: "."))\".\(guess)")
        }
    }

    /// Where each key is written. The parser reports lines for syntax errors only, so the text is looked through for
    /// table headers and keys.
    private static func lines(of source: String) -> [String: Int] {
        var found: [String: Int] = [:]
        var section: [String] = []
        for (index, line) in source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let text = line.drop { $0 == " " || $0 == "\t" }
            if text.hasPrefix("[") {
                section = keys(of: text.drop { $0 == "[" }.prefix { $0 != "]" })
                found[section.joined(separator: "\u{1F}"), default: index + 1] = index + 1
            } else if let equals = text.firstIndex(of: "="), !text.hasPrefix("#") {
                found[(section + keys(of: text[..<equals])).joined(separator: "\u{1F}")] = index + 1
            }
        }
        return found
    }

    /// The parts of a dotted key; quotes around a part are dropped and dots inside them kept.
    private static func keys(of text: Substring) -> [String] {
        var parts: [String] = [""]
        var quote: Character?
        for character in text {
            switch character {
            case quote: quote = nil
            case "\"" where quote == nil, "'" where quote == nil: quote = character
            case "." where quote == nil: parts.append("")
            case " " where quote == nil, "\t" where quote == nil: break
            default: parts[parts.count - 1].append(character)
            }
        }
        return parts
    }
}

extension TOMLDocument.Value {
    init(_ value: any TOMLValueConvertible) {
        switch value.type {
        case .string: self = value.string.map(Self.text) ?? .unsupported
        case .int: self = value.int.map(Self.whole) ?? .unsupported
        case .bool: self = value.bool.map(Self.truth) ?? .unsupported
        case .array: self = .list(value.array?.map { Self($0) } ?? [])
        case .table:
            var table: [String: Self] = [:]
            for (key, item) in value.table ?? TOMLTable() { table[key] = Self(item) }
            self = .table(table)
        default: self = .unsupported
        }
    }
}
