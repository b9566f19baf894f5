import Catalog
import Testing

@Suite("Reading JSON")
struct JSONReaderTests {
    private func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

    @Test(
        "Every kind of value",
        arguments: [
            (" null ", JSONValue.null), ("true", .bool(true)), ("false", .bool(false)), ("0", .integer(0)),
            ("-12", .integer(-12)), ("9223372036854775807", .integer(.max)), ("1.5", .number(1.5)),
            ("-2E3", .number(-2000)), ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("\"\"", .string("")),
            ("[]", .array([])), ("[1, [2]]", .array([.integer(1), .array([.integer(2)])])), ("{}", .object([:])),
            ("{\"a\": {\"b\": null}}", .object(["a": .object(["b": .null])])),
        ])
    func values(_ text: String, _ expected: JSONValue) throws {
        #expect(try parse(text) == expected)
    }

    @Test(
        "Escape sequences and scalars outside the first plane",
        arguments: [
            (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\u4E2d""#, "é中"),
            (#""\ud83d\ude00!""#, "😀!"), (#""\ud83dx""#, "\u{FFFD}x"), (#""\ude00""#, "\u{FFFD}"),
            (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\u0000""#, "\0"), ("\"é中😀\"", "é中😀"), ("\"a\u{1}b\"", "a\u{1}b"),
        ])
    func strings(_ text: String, _ expected: String) throws {
        #expect(try parse(text) == .string(expected))
    }

    @Test("Bytes that are no UTF-8 become replacement characters")
    func invalidUTF8() throws {
        #expect(try JSONValue(parsing: [0x22, 0x61, 0xFF, 0x62, 0x22]) == .string("a\u{FFFD}b"))
    }

    @Test(
        "What is not JSON is an error",
        arguments: [
            "", " ", "{", "[1", "[1,", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a: 1}", "tru", "nul", "\"a",
            "\"\\",
            "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "1 2", "{} x", "+1", ".5", "-", "1e", "NaN", "'a'", "<html>",
        ])
    func errors(_ text: String) {
        #expect(throws: JSONError.self) { try parse(text) }
    }

    @Test("Every beginning of a document that is cut short is an error")
    func truncated() throws {
        let whole = Array(#"{"images": [{"id": "a\u00e9", "size": 12, "x": [true, null]}], "next": "/v2"}"#.utf8)
        #expect(throws: Never.self) { try JSONValue(parsing: whole) }
        for count in whole.indices {
            #expect(throws: JSONError.self) { try JSONValue(parsing: Array(whole[..<count])) }
        }
    }

    @Test("Nesting beyond all sense is refused instead of overflowing the stack")
    func depth() throws {
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        #expect(throws: JSONError.self) { try parse(deep) }
        let fair = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        #expect(throws: Never.self) { try parse(fair) }
    }

    @Test("Skipping a value ends where reading it ends, and finds the same mistakes")
    func skipping() throws {
        let text = #"[{"a": "x\"]", "b": [1, {"c": null}]}, "after"]"#
        var rest: [JSONValue] = []
        try JSONReader.read(Array(text.utf8)) { (reader) throws(JSONError) in
            var isFirst = true
            try reader.array { (reader) throws(JSONError) in
                if isFirst { try reader.skip() } else { rest.append(try reader.value()) }
                isFirst = false
            }
        }
        #expect(rest == [.string("after")])
        for text in ["[1,]", "{\"a\" 1}", "{1: 2}", "[\"a]"] {
            #expect(throws: JSONError.self) {
                try JSONReader.read(Array(text.utf8)) { (reader) throws(JSONError) in try reader.skip() }
            }
        }
    }

    @Test("What is written is read back the same")
    func roundTrip() throws {
        let value = JSONValue.object([
            "text": .string("a\u{1B}[31m\"\\\n\u{9B}é😀"),
            "list": .array([.null, .bool(true), .integer(-7), .number(0.25)]),
            "empty": .object([:]),
        ])
        #expect(try parse(value.pretty) == value)
    }
}
