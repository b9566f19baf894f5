/// Reaching into a value whose shape is only hoped for: what is missing or of another type is nil.
extension JSONValue {
    /// The field of an object.
    package subscript(key: String) -> JSONValue? {
        if case .object(let fields) = self { fields[key] } else { nil }
    }

    /// The elements if this is an array.
    package var array: [JSONValue]? {
        if case .array(let items) = self { items } else { nil }
    }

    /// The fields if this is an object.
    package var object: [String: JSONValue]? {
        if case .object(let fields) = self { fields } else { nil }
    }

    /// The number if this is a whole one.
    package var integer: Int64? {
        switch self {
        case .integer(let whole): whole
        case .number(let number): Int64(exactly: number)
        default: nil
        }
    }

    /// The number if this is one.
    package var number: Double? {
        switch self {
        case .integer(let whole): Double(whole)
        case .number(let number): number
        default: nil
        }
    }

    /// The truth value if this is one; services also send it as text (`"true"`).
    package var bool: Bool? {
        switch self {
        case .bool(let truth): truth
        case .string("true"), .string("True"): true
        case .string("false"), .string("False"): false
        default: nil
        }
    }

    /// The texts of an array, leaving out whatever is none.
    package var strings: [String]? { array?.compactMap(\.string) }
}
