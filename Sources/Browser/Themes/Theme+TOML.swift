internal import Canvas

/// Reads theme files:
///
///     summary = "Light text on a dark ground"
///     inherits = "dusk"
///     [palette]
///     ink = "#d8dee9"
///     [roles]
///     text = "ink"
///     cursor = "black on cyan bold"
///
/// A style is a foreground colour, then optionally `on` and a background colour, then attributes; each part may be
/// left out. Colours are `default`, the eight names and their `bright-` forms, a number from 0 to 255, `#rrggbb`, or a
/// name of the palette.
package struct ThemeSource: Sendable {
    package var name: String
    package var text: String
    /// The file's name in warnings.
    package var file: String

    package init(name: String, text: String, file: String) {
        self.name = name
        self.text = text
        self.file = file
    }
}

extension Theme {
    /// Reads the theme called `name` out of `sources`, of which a later one of the same name counts. What cannot be
    /// used is left out and reported; a missing or unreadable theme gives `fallback`.
    package static func read(
        _ name: String, from sources: [ThemeSource], fallback: Theme = .unstyled
    ) -> (theme: Theme, warnings: [SettingsWarning]) {
        var warnings: [SettingsWarning] = []
        var chain: [String] = []
        var styles: [ThemeRole: Style]? = nil
        var summary = ""
        func load(_ name: String) -> [ThemeRole: Style]? {
            guard !chain.contains(name), let source = sources.last(where: { $0.name == name }) else { return nil }
            chain.append(name)
            let document: TOMLDocument
            do {
                document = try TOMLDocument(source.text, file: source.file)
            } catch {
                warnings.append(error)
                return nil
            }
            if chain.count == 1 { summary = document.root["summary"]?.text ?? "" }
            var inherited: [ThemeRole: Style] = [:]
            if let value = document.root["inherits"] {
                if let base = value.text, let found = load(base) {
                    inherited = found
                } else {
                    let base = value.text.map { "\"\($0)\"" } ?? "something that is no text"
                    warnings.append(document.warning(at: ["inherits"], "inherits \(base), which cannot be read."))
                }
            }
            return inherited.merging(document.roles(warnings: &warnings)) { $1 }
        }
        styles = load(name)
        if styles == nil, warnings.isEmpty {
            let names = Set(sources.map(\.name)).sorted()
            let guess = Suggestion.nearest(to: name, in: names).map { " Did you mean \"\($0)\"?" }
            let all = " There are \(names.joined(separator: ", "))."
            warnings.append(
                SettingsWarning(
                    file: "The theme", line: nil, sentence: "\"\(name)\" does not exist." + (guess ?? all)))
        }
        guard let styles else { return (fallback, warnings) }
        return (Theme(name: name, summary: summary, styles: styles), warnings)
    }

    /// No colours at all: the cursor is reversed, headings are bold. Shown when no theme can be read.
    package static let unstyled = Theme(
        name: "unstyled", summary: "No colours",
        styles: [
            .cursor: Style(attributes: .reverse), .tabActive: Style(attributes: [.bold, .underline]),
            .columnTitle: Style(attributes: .bold), .heading: Style(attributes: .bold),
            .match: Style(attributes: .underline), .messageError: Style(attributes: .bold),
            .buttonFocused: Style(attributes: .reverse), .fieldFocused: Style(attributes: .underline),
        ])
}

extension TOMLDocument {
    /// The styles of the table `roles`.
    fileprivate func roles(warnings: inout [SettingsWarning]) -> [ThemeRole: Style] {
        warnings += unknownKeys(in: root, at: [], known: ["summary", "inherits", "palette", "roles"])
        var palette: [String: Color] = [:]
        for (key, value) in table("palette", &warnings) {
            if let color = value.text.flatMap({ Color(name: $0) }) {
                palette[key] = color
            } else {
                warnings.append(warning(at: ["palette", key], "gives \"\(key)\" a colour that does not exist."))
            }
        }
        let roles = table("roles", &warnings)
        warnings += unknownKeys(in: roles, at: ["roles"], known: ThemeRole.allCases.map(\.rawValue))
        var styles: [ThemeRole: Style] = [:]
        for role in ThemeRole.allCases {
            guard let value = roles[role.rawValue] else { continue }
            if let style = value.text.flatMap({ Style(words: $0, palette: palette) }) {
                styles[role] = style
            } else {
                warnings.append(
                    warning(
                        at: ["roles", role.rawValue],
                        "gives \"\(role.rawValue)\" a style that cannot be read; "
                            + "a style looks like \"white on blue bold\"."))
            }
        }
        return styles
    }

    /// A section of the file; empty if there is none.
    private func table(_ name: String, _ warnings: inout [SettingsWarning]) -> [String: Value] {
        guard let value = root[name] else { return [:] }
        if value.table == nil { warnings.append(warning(at: [name], "has to give \"\(name)\" a table.")) }
        return value.table ?? [:]
    }
}

extension Color {
    private static let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

    /// Reads `default`, a colour's name, a number of the palette of 256, or `#rrggbb`.
    init?(name: String) {
        if name == "default" {
            self = .default
        } else if let index = Self.names.firstIndex(of: name) {
            self = .indexed(UInt8(index))
        } else if name.hasPrefix("bright-"), let index = Self.names.firstIndex(of: String(name.dropFirst(7))) {
            self = .indexed(UInt8(index + 8))
        } else if let number = UInt8(name) {
            self = .indexed(number)
        } else if name.hasPrefix("#"), name.utf8.count == 7, let rgb = UInt32(name.dropFirst(), radix: 16) {
            self = .rgb(red: UInt8(rgb >> 16 & 255), green: UInt8(rgb >> 8 & 255), blue: UInt8(rgb & 255))
        } else {
            return nil
        }
    }
}

extension Style {
    private static let attributeNames: [String: Attributes] = [
        "bold": .bold, "dim": .dim, "italic": .italic, "underline": .underline, "reverse": .reverse,
    ]

    /// Reads `foreground [on background] [attribute …]`.
    init?(words: String, palette: [String: Color]) {
        self = .plain
        var isBackground = false
        for word in words.split(separator: " ").map(String.init) {
            if word == "on" {
                isBackground = true
            } else if let attribute = Self.attributeNames[word] {
                attributes.insert(attribute)
            } else if let color = palette[word] ?? Color(name: word) {
                if isBackground { background = color } else { foreground = color }
                isBackground = false
            } else {
                return nil
            }
        }
        if isBackground { return nil }
    }
}
