extension ImagePatch {
    /// The patch as the image service reads it: a list of operations on one level (image-api 6).
    ///
    /// Properties are set with `add`, which creates or overwrites; `replace` would fail on a missing one.
    package var json: JSONValue { .array(entries.map(\.json)) }
}

extension ImagePatch.Entry {
    fileprivate var json: JSONValue {
        var operation: [String: JSONValue] = ["path": .string("/" + field.name.asPointerPart)]
        switch (field, to) {
        case (.property, nil): operation["op"] = .string("remove")
        case (.property, let value?):
            operation["op"] = .string("add")
            operation["value"] = value
        case (_, let value):
            operation["op"] = .string("replace")
            operation["value"] = value ?? .null
        }
        return .object(operation)
    }
}

extension String {
    /// As a part of a JSON pointer (RFC 6901): `~` is `~0`, `/` is `~1`.
    fileprivate var asPointerPart: String {
        var part = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "~": part += "~0"
            case "/": part += "~1"
            default: part.unicodeScalars.append(scalar)
            }
        }
        return part
    }
}
