internal import Catalog

/// What stands in front of a packed JSON value. Part of the file's format.
private enum Tag {
    static let null: UInt64 = 0
    static let no: UInt64 = 1
    static let yes: UInt64 = 2
    static let integer: UInt64 = 3
    static let number: UInt64 = 4
    static let string: UInt64 = 5
    static let array: UInt64 = 6
    static let object: UInt64 = 7
}

extension PackWriter {
    mutating func value(_ value: JSONValue) {
        switch value {
        case .null: count(Tag.null)
        case .bool(let truth): count(truth ? Tag.yes : Tag.no)
        case .integer(let whole):
            count(Tag.integer)
            integer(whole)
        case .number(let number):
            count(Tag.number)
            count(number.bitPattern)
        case .string(let string):
            count(Tag.string)
            text(string)
        case .array(let items):
            count(Tag.array)
            count(items.count)
            for item in items { self.value(item) }
        case .object(let fields):
            count(Tag.object)
            object(fields)
        }
    }

    mutating func object(_ fields: [String: JSONValue]) {
        count(fields.count)
        for (key, field) in fields {
            text(key)
            value(field)
        }
    }
}

extension PackReader {
    /// `depth` is how far values may be nested yet, so that a damaged file cannot exhaust the stack.
    mutating func value(depth: Int = 512) throws(DamagedRecord) -> JSONValue {
        guard depth > 0 else { throw DamagedRecord() }
        switch try count() {
        case Tag.null: return .null
        case Tag.no: return .bool(false)
        case Tag.yes: return .bool(true)
        case Tag.integer: return .integer(try integer())
        case Tag.number: return .number(Double(bitPattern: try count()))
        case Tag.string: return .string(try text())
        case Tag.array:
            var items: [JSONValue] = []
            for _ in 0..<(try length()) { items.append(try value(depth: depth - 1)) }
            return .array(items)
        case Tag.object: return .object(try object(depth: depth - 1))
        default: throw DamagedRecord()
        }
    }

    mutating func object(depth: Int = 512) throws(DamagedRecord) -> [String: JSONValue] {
        var fields: [String: JSONValue] = [:]
        for _ in 0..<(try length()) {
            let key = try text()
            fields[key] = try value(depth: depth)
        }
        return fields
    }
}
