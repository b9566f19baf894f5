/// Any JSON value: what is kept of attributes that this program has no field for.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// The text if this is a string.
    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }
}

extension JSONValue: Codable {
    /// Deeper nesting is refused: no service sends it, and Foundation's time for it grows with the cube of the depth.
    private static let depthLimit = 32

    package init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        // The most frequent types first: each wrong guess costs the making of an error.
        if box.decodeNil() {
            self = .null
        } else if let text = try? box.decode(String.self) {
            self = .string(text)
        } else if box.codingPath.count > Self.depthLimit {
            throw DecodingError.dataCorruptedError(in: box, debugDescription: "JSON that is nested too deeply")
        } else if let fields = try? box.decode([String: JSONValue].self) {
            self = .object(fields)
        } else if let items = try? box.decode([JSONValue].self) {
            self = .array(items)
        } else if let truth = try? box.decode(Bool.self) {
            self = .bool(truth)
        } else if let whole = try? box.decode(Int64.self) {
            self = .integer(whole)
        } else if let number = try? box.decode(Double.self) {
            self = .number(number)
        } else {
            throw DecodingError.dataCorruptedError(in: box, debugDescription: "a text or number that is no valid JSON")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var box = encoder.singleValueContainer()
        switch self {
        case .null: try box.encodeNil()
        case .bool(let truth): try box.encode(truth)
        case .integer(let whole): try box.encode(whole)
        case .number(let number): try box.encode(number)
        case .string(let text): try box.encode(text)
        case .array(let items): try box.encode(items)
        case .object(let fields): try box.encode(fields)
        }
    }
}

extension JSONValue {
    /// The value as JSON text: keys sorted, two blanks of indentation a level, control characters escaped.
    package var pretty: String {
        var text = ""
        write(to: &text, indent: 0)
        return text
    }

    private func write(to text: inout String, indent: Int) {
        switch self {
        case .null: text += "null"
        case .bool(let truth): text += truth ? "true" : "false"
        case .integer(let whole): text += String(whole)
        case .number(let number): text += String(number)
        case .string(let string): Self.quote(string, into: &text)
        case .array(let items):
            Self.write(items, brackets: ("[", "]"), to: &text, indent: indent) { item, text in
                item.write(to: &text, indent: indent + 1)
            }
        case .object(let fields):
            Self.write(fields.sorted { $0.key < $1.key }, brackets: ("{", "}"), to: &text, indent: indent) {
                field, text in
                Self.quote(field.key, into: &text)
                text += ": "
                field.value.write(to: &text, indent: indent + 1)
            }
        }
    }

    private static func write<Item>(
        _ items: [Item], brackets: (String, String), to text: inout String, indent: Int,
        each: (Item, inout String) -> Void
    ) {
        guard !items.isEmpty else {
            text += brackets.0 + brackets.1
            return
        }
        let margin = "\n" + String(repeating: "  ", count: indent)
        text += brackets.0
        for (index, item) in items.enumerated() {
            text += (index == 0 ? "" : ",") + margin + "  "
            each(item, &text)
        }
        text += margin + brackets.1
    }

    /// What a terminal would obey, or a reader not see.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x20, scalar.value != 0x7F else { return true }
        guard scalar.value >= 0x80 else { return false }
        let category = scalar.properties.generalCategory
        return [.control, .format, .lineSeparator, .paragraphSeparator].contains(category)
    }

    private static func quote(_ string: String, into text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            case _ where isInvisible(scalar):
                for unit in String(scalar).utf16 {
                    let hex = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
                }
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
