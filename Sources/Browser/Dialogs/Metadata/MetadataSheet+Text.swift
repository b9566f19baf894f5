internal import Catalog

/// What was entered, as text: for drafts, and to tell whether anything was.
extension MetadataSheet {
    /// Key, sign and value of every change, each on a line.
    var text: String {
        get {
            rows.compactMap { row -> String? in
                switch row.edit {
                case .set(let value): "\(row.id.escaped)\n=\(value.escaped)"
                case .remove: "\(row.id.escaped)\n-"
                case nil: nil
                }
            }.joined(separator: "\n")
        }
        set {
            for row in rows { restore(row.id) }
            let lines = newValue.split(separator: "\n", omittingEmptySubsequences: false)
            for index in stride(from: 0, to: lines.count - 1, by: 2) {
                let key = String(lines[index]).unescaped
                if lines[index + 1] == "-" {
                    remove(key)
                } else {
                    set(key, to: String(lines[index + 1].dropFirst()).unescaped)
                }
            }
        }
    }

    /// What an image that is to be made will have.
    var properties: Properties {
        Properties(
            rows.compactMap { row in
                if case .set(let value) = row.edit { (row.id, value) } else { nil }
            })
    }
}

extension String {
    /// On one line.
    fileprivate var escaped: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    fileprivate var unescaped: String {
        var text = ""
        var isEscaped = false
        for scalar in unicodeScalars {
            if isEscaped {
                text.unicodeScalars.append(scalar == "n" ? "\n" : scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
