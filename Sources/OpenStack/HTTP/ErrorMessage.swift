internal import Catalog

/// The service's own words in an error's body, whatever form that has (image-api 14).
enum ErrorMessage {
    /// Characters that are shown of a message at most.
    static let limit = 300

    /// Nil if there is nothing worth showing.
    static func text(body: [UInt8], contentType: String?, striking secrets: Secrets = Secrets()) -> String? {
        // The largest message known holds a schema of some kilobytes; what is longer is no message.
        guard !body.isEmpty, body.count <= 1 << 20 else { return nil }
        let found: String
        if let json = try? JSONValue(json: body) {
            guard let message = message(in: json) else { return nil }
            found = message
        } else {
            let text = String(decoding: body, as: UTF8.self)
            let isHTML = contentType?.lowercased().contains("html") == true || text.trimmed.hasPrefix("<")
            found = isHTML ? self.text(html: text) : text
        }
        // Before anything is cut, so that no part of one stays.
        let told = secrets.striking(found)
        let plain = schemaMistake(told) ?? withoutPreamble(collapsed(withoutBreaks(told)))
        return plain.isEmpty ? nil : shortened(plain)
    }

    /// What a message about a value that breaks the schema comes to: it quotes the schema by the page.
    private static func schemaMistake(_ text: String) -> String? {
        guard let start = text.firstRange(of: "does not match schema 'image': "),
            let end = text[start.upperBound...].firstRange(of: "Failed validating")
        else { return nil }
        var reason = collapsed(String(text[start.upperBound..<end.lowerBound]))
        // A long value is quoted too.
        if reason.count > 100 { reason = "… " + reason.suffix(98) }
        guard let place = text.firstRange(of: "On instance['") else { return reason }
        return "\(text[place.upperBound...].prefix { $0 != "'" }): \(reason)"
    }

    /// Without the sentence that a web framework begins with, where the service had more to say.
    private static func withoutPreamble(_ text: String) -> String {
        for (start, end) in [
            ("Access was denied to ", "this resource."), ("There was a conflict when ", "complete your request."),
            ("The request media type ", "not supported by this server."),
            ("The server could not comply with the request", "otherwise incorrect."),
        ] where text.hasPrefix(start) {
            let rest = text.firstRange(of: end).map { text[$0.upperBound...].trimmed } ?? ""
            if !rest.isEmpty { return rest }
        }
        return text
    }

    /// Not longer than the limit, an ellipsis standing for the rest.
    static func shortened(_ text: String) -> String {
        text.count > limit ? text.prefix(limit - 1).trimmed + "…" : text
    }

    // MARK: JSON

    /// The message of `{"message"}`, `{"error": {"message"}}`, `{"badRequest": {"message"}}` and their kin.
    private static func message(in json: JSONValue, depth: Int = 0) -> String? {
        switch json {
        case .string(let text): return text
        case .array(let items): return items.first.flatMap { depth < 3 ? message(in: $0, depth: depth + 1) : nil }
        case .object(let fields):
            for key in ["message", "detail", "faultstring", "error", "errors", "title"] {
                if let value = fields[key], depth < 3, let text = message(in: value, depth: depth + 1), !text.isEmpty {
                    return text
                }
            }
            guard fields.count == 1, let only = fields.values.first, depth < 3 else { return nil }
            return message(in: only, depth: depth + 1)
        case .null, .bool, .integer, .number: return nil
        }
    }

    // MARK: HTML

    /// Line breaks, which Glance puts even into JSON, as blanks.
    private static func withoutBreaks(_ text: String) -> String {
        var result = text
        for tag in ["<br />", "<br/>", "<br>"] { result = result.split(separator: tag).joined(separator: " ") }
        return result
    }

    /// What a page says: its body without the heading, or the heading if there is nothing else.
    private static func text(html: String) -> String {
        var heading = ""
        var text = ""
        var skipped: String?
        var rest = Substring(html)
        var isHeading = false
        while let open = rest.firstIndex(of: "<") {
            if skipped == nil { if isHeading { heading += rest[..<open] } else { text += rest[..<open] } }
            let after = rest[open...]
            guard let close = after.firstIndex(of: ">") else {
                rest = ""
                break
            }
            let tag = after[after.index(after: open)..<close].lowercased()
            let name = String(tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber })
            let isClosing = tag.hasPrefix("/")
            if ["script", "style"].contains(name) { skipped = isClosing ? nil : name }
            if ["title", "h1"].contains(name) {
                if !isClosing, name == "h1" { heading = "" }
                isHeading = !isClosing
            }
            text += " "
            rest = rest[rest.index(after: close)...]
        }
        if skipped == nil { text += rest }
        let body = collapsed(text)
        let title = collapsed(heading)
        return decoded(body.isEmpty ? title : body)
    }

    private static func decoded(_ text: String) -> String {
        var result = text
        let entities = [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&nbsp;", " "),
            ("&amp;", "&"),
        ]
        for (entity, character) in entities where result.contains(entity) {
            result = result.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
        }
        return result
    }

    private static func collapsed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
