/// Why bytes are not the JSON that was expected.
package struct JSONError: Error, Hashable, Sendable {
    package var reason: String
    /// The byte at which it was noticed.
    package var offset: Int

    package init(_ reason: String, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}

/// Reads JSON (RFC 8259) piece by piece from bytes in memory, without building what nobody asked for.
///
/// A page of a thousand images is a megabyte; a general decoder takes longer for it than the network. Invalid UTF-8
/// and lone surrogates become U+FFFD, control characters inside strings are accepted; anything else that is not JSON
/// is an error. The bytes must outlive the reader: use `JSONReader.read`.
package struct JSONReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// The next byte to read.
    package private(set) var offset: Int
    private var depth = 0
    /// Deeper nesting is refused: it comes from no service, and each level takes some of the stack.
    private static let depthLimit = 128

    /// Reads from the bytes at `range`. Offsets, also those of errors, count from the start of `bytes`.
    private init(_ bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>) {
        self.bytes = UnsafeBufferPointer(rebasing: bytes[..<range.upperBound])
        offset = range.lowerBound
    }

    /// Lends a reader for `bytes`, or for a part of them.
    package static func read<Result>(
        _ bytes: [UInt8], at range: Range<Int>? = nil,
        _ body: (inout JSONReader) throws(JSONError) -> Result
    ) throws(JSONError) -> Result {
        // The detour by way of `Swift.Result` is for the typed error, which the pointer's scope cannot pass on.
        let outcome = bytes.withUnsafeBufferPointer { pointer in
            var reader = JSONReader(pointer, range: range ?? 0..<pointer.count)
            return Swift.Result { () throws(JSONError) in try body(&reader) }
        }
        return try outcome.get()
    }

    // MARK: Structure

    /// Reads an object, calling `member` for each of its keys; `member` has to read or skip the value.
    package mutating func object(
        _ member: (String, inout JSONReader) throws(JSONError) -> Void
    ) throws(JSONError) {
        try nested(from: UInt8(ascii: "{"), to: UInt8(ascii: "}")) { (reader) throws(JSONError) in
            let key = try reader.string()
            try reader.expect(UInt8(ascii: ":"))
            try member(key, &reader)
        }
    }

    /// Reads an array, calling `element` before each of its elements; `element` has to read or skip it.
    package mutating func array(_ element: (inout JSONReader) throws(JSONError) -> Void) throws(JSONError) {
        try nested(from: UInt8(ascii: "["), to: UInt8(ascii: "]"), element)
    }

    /// The first byte of the next value, which tells its type; nil at the end.
    package mutating func peek() -> UInt8? {
        skipBlanks()
        return offset < bytes.count ? bytes[offset] : nil
    }

    /// Makes sure that nothing follows the last value.
    package mutating func end() throws(JSONError) {
        if peek() != nil { throw problem("text after the end") }
    }

    private mutating func nested(
        from opening: UInt8, to closing: UInt8, _ item: (inout JSONReader) throws(JSONError) -> Void
    ) throws(JSONError) {
        try expect(opening)
        depth += 1
        guard depth <= Self.depthLimit else { throw problem("nested too deeply") }
        if peek() == closing {
            offset += 1
        } else {
            repeat {
                try item(&self)
            } while try isContinued(closing: closing)
        }
        depth -= 1
    }

    /// Reads the comma or the closing bracket after an item.
    private mutating func isContinued(closing: UInt8) throws(JSONError) -> Bool {
        let next = peek()
        guard next == UInt8(ascii: ",") || next == closing else { throw unexpected() }
        offset += 1
        return next != closing
    }

    private mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard peek() == byte else { throw unexpected() }
        offset += 1
    }

    private mutating func skipBlanks() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x0A, 0x0D, 0x09: offset += 1
            default: return
            }
        }
    }

    // MARK: Values

    /// Reads a value of any type.
    package mutating func value() throws(JSONError) -> JSONValue {
        switch peek() {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"):
            var fields: [String: JSONValue] = [:]
            try object { (key, reader) throws(JSONError) in fields[key] = try reader.value() }
            return .object(fields)
        case UInt8(ascii: "["):
            var items: [JSONValue] = []
            try array { (reader) throws(JSONError) in items.append(try reader.value()) }
            return .array(items)
        case UInt8(ascii: "t"):
            try word("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        default: return try number()
        }
    }

    /// Passes over a value of any type.
    package mutating func skip() throws(JSONError) {
        switch peek() {
        case UInt8(ascii: "\""): _ = try rawString()
        case UInt8(ascii: "{"):
            try nested(from: UInt8(ascii: "{"), to: UInt8(ascii: "}")) { (reader) throws(JSONError) in
                guard reader.peek() == UInt8(ascii: "\"") else { throw reader.unexpected() }
                _ = try reader.rawString()
                try reader.expect(UInt8(ascii: ":"))
                try reader.skip()
            }
        case UInt8(ascii: "["): try array { (reader) throws(JSONError) in try reader.skip() }
        default: _ = try value()
        }
    }

    /// Reads a string.
    package mutating func string() throws(JSONError) -> String {
        guard peek() == UInt8(ascii: "\"") else { throw unexpected() }
        let raw = try rawString()
        return raw.isEscaped ? try unescaped(raw.range) : String(decoding: bytes[raw.range], as: UTF8.self)
    }

    /// Passes over a string and answers where its text is, without the quotes.
    private mutating func rawString() throws(JSONError) -> (range: Range<Int>, isEscaped: Bool) {
        let start = offset + 1
        var index = start
        var isEscaped = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                offset = index + 1
                return (start..<index, isEscaped)
            }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                index += 1
            }
            index += 1
        }
        throw JSONError("the text ends inside a string", at: bytes.count)
    }

    private func unescaped(_ range: Range<Int>) throws(JSONError) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            guard bytes[index] == UInt8(ascii: "\\") else {
                text.append(bytes[index])
                index += 1
                continue
            }
            index += 2
            switch bytes[index - 1] {
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[index - 1])
            case UInt8(ascii: "u"):
                let (scalar, next) = try scalar(at: index, before: range.upperBound)
                text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                index = next
            default: throw JSONError("an unknown escape sequence", at: index - 2)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The scalar whose hexadecimal digits begin at `index`, a surrogate pair taken together.
    private func scalar(at index: Int, before end: Int) throws(JSONError) -> (Unicode.Scalar, next: Int) {
        let first = try hexadecimal(at: index, before: end)
        if (0xD800...0xDBFF).contains(first), index + 10 <= end,
            bytes[index + 4] == UInt8(ascii: "\\"), bytes[index + 5] == UInt8(ascii: "u")
        {
            let second = try hexadecimal(at: index + 6, before: end)
            if (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            {
                return (scalar, index + 10)
            }
        }
        return (Unicode.Scalar(first) ?? "\u{FFFD}", index + 4)
    }

    private func hexadecimal(at index: Int, before end: Int) throws(JSONError) -> UInt32 {
        guard index + 4 <= end else { throw JSONError("an escape sequence is cut short", at: index) }
        var value: UInt32 = 0
        for byte in bytes[index..<index + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw JSONError("an escape sequence is not hexadecimal", at: index)
            }
            value = value * 16 + UInt32(digit)
        }
        return value
    }

    private mutating func word(_ word: StaticString) throws(JSONError) {
        let end = offset + word.utf8CodeUnitCount
        let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard end <= bytes.count, bytes[offset..<end].elementsEqual(letters) else { throw unexpected() }
        offset = end
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = offset
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
                UInt8(ascii: "e"), UInt8(ascii: "E"):
                offset += 1
                continue
            default: break
            }
            break
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        guard let first = text.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: ".") else {
            throw unexpected()
        }
        if let whole = Int64(text) { return .integer(whole) }
        guard let number = Double(text) else { throw JSONError("not a number", at: start) }
        return .number(number)
    }

    // MARK: Errors

    /// What stands at the present place instead of what JSON asks for.
    private func unexpected() -> JSONError {
        offset < bytes.count ? problem("an unexpected character") : problem("the text ends too early")
    }

    private func problem(_ reason: String) -> JSONError { JSONError(reason, at: offset) }
}

extension JSONValue {
    /// Reads one JSON value that fills `bytes`.
    package init(parsing bytes: [UInt8]) throws(JSONError) {
        self = try JSONReader.read(bytes) { (reader) throws(JSONError) in
            let value = try reader.value()
            try reader.end()
            return value
        }
    }
}
