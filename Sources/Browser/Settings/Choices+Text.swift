internal import Catalog

extension Choices {
    /// The text of `choices.toml`: what the program itself remembers, in the form that `Settings.read` takes.
    package var text: String {
        var text =
            "# Written by Vitrine when you choose something on the screen. Your own settings belong in\n"
            + "# settings.toml; what stands here counts more.\n"
        if let theme { text += "theme = \(Self.quoted(theme))\n" }
        if let families { text += "families = \(families)\n" }
        if !filterHistory.isEmpty {
            text += "filter-history = [\(filterHistory.map(Self.quoted).joined(separator: ", "))]\n"
        }
        text += Self.table(
            "columns",
            columns.map { pane, choices in
                let words = choices.map { Self.quoted($0.column.rawValue + ($0.width.map { ":\($0)" } ?? "")) }
                return (pane.rawValue, "[\(words.joined(separator: ", "))]")
            })
        text += Self.table(
            "sort",
            sort.map { pane, choice in
                (pane.rawValue, Self.quoted((choice.descending ? "-" : "") + choice.column.rawValue))
            })
        text += Self.table("filters", filters.map { (Self.quoted($0), Self.quoted($1)) })
        return text
    }

    private static func table(_ name: String, _ lines: [(String, String)]) -> String {
        if lines.isEmpty { return "" }
        return "\n[\(name)]\n" + lines.sorted { $0.0 < $1.0 }.map { "\($0.0) = \($0.1)\n" }.joined()
    }

    /// A TOML basic string.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let hex = String(scalar.value, radix: 16, uppercase: true)
                quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
