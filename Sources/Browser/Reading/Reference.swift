internal import Catalog

/// What documentation says about keys, filters, columns and themes: made from the tables that the program itself uses.
package enum Reference {
    package static var markdown: String {
        keys + "\n" + filterWords + "\n" + columns + "\n" + themeRoles
    }

    /// Every action with its default keys, under the headings of the action table.
    package static var keys: String {
        var text = "### Keys\n\n| key | action | name in settings |\n|---|---|---|\n"
        for group in ActionGroup.allCases {
            for entry in ActionTable.entries where entry.group == group {
                let keys = entry.keys.map { "`\($0 == "|" ? "\\|" : $0)`" }.joined(separator: " ")
                text += "| \(keys.isEmpty ? "palette" : keys) | \(entry.summary) | `\(entry.action.rawValue)` |\n"
            }
        }
        return text
    }

    package static var filterWords: String {
        var text = "### Filter words\n\n| word | meaning |\n|---|---|\n"
        for field in FilterField.allCases { text += "| `\(field.rawValue):` | \(field.summary) |\n" }
        let flags = FilterFlag.allCases.map { "`\($0.rawValue)`" }.joined(separator: " ")
        return text + "\nAfter `is:` there may be \(flags). Any other name before a colon is a property's.\n"
    }

    package static var columns: String {
        var text = "### Columns\n\n| column | shows |\n|---|---|\n"
        for column in Column.allCases { text += "| `\(column.rawValue)` | \(column.summary) |\n" }
        return text
    }

    package static var themeRoles: String {
        "### Theme roles\n\n" + ThemeRole.allCases.map { "`\($0.rawValue)`" }.joined(separator: " ") + "\n"
    }
}
