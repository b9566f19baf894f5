import Catalog
import Testing

@testable import OpenStack

@Suite("Reading JSON")
struct JSONTests {
    private func parse(_ text: String) throws -> JSONValue { try JSONValue(json: Array(text.utf8)) }

    @Test(
        "Every kind of value; a number that is whole is an integer, however it is written",
        arguments: [
            (" null ", JSONValue.null), ("true", .bool(true)), ("false", .bool(false)), ("0", .integer(0)),
            ("-12", .integer(-12)), ("9223372036854775807", .integer(.max)), ("1.5", .number(1.5)),
            ("-2.5E3", .integer(-2500)), ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("\"\"", .string("")), ("[]", .array([])), ("[1, [2]]", .array([.integer(1), .array([.integer(2)])])),
            ("{}", .object([:])),
            ("{\"a\": {\"b\": null}}", .object(["a": .object(["b": .null])])),
        ])
    func values(_ text: String, _ expected: JSONValue) throws {
        #expect(try parse(text) == expected)
    }

    @Test(
        "Escape sequences and scalars outside the first plane",
        arguments: [
            (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\u4E2d""#, "é中"),
            (#""\ud83d\ude00!""#, "😀!"), (#""\u0000""#, "\0"), ("\"é中😀\"", "é中😀"),
        ])
    func strings(_ text: String, _ expected: String) throws {
        #expect(try parse(text) == .string(expected))
    }

    @Test("Bytes that are no UTF-8 become replacement characters")
    func invalidUTF8() throws {
        #expect(try JSONValue(json: [0x22, 0x61, 0xFF, 0x62, 0x22]) == .string("a\u{FFFD}b"))
    }

    @Test(
        "What is not JSON is an error, half a surrogate pair and control characters in a text included",
        arguments: [
            "", " ", "{", "[1", "[1,", "{\"a\"}", "{\"a\":}", "{a: 1}", "tru", "\"a", "\"\\x\"", "\"\\u12g4\"",
            "1 2", "{} x", "+1", "-", "1e", "NaN", "'a'", "<html>", #""\ud83dx""#, #""\ude00""#, #""\ud83d\u0041""#,
            "\"a\u{1}b\"", #"{"a": ["\ud83d"]}"#, #"{"\ud83d": 1}"#, "[1, 1e999]",
        ])
    func errors(_ text: String) throws {
        let error = #expect(throws: (any Error).self) { try parse(text) }
        #expect(DecodingError.words(for: try #require(error)) == "no valid JSON")
    }

    @Test("Every beginning of a document that is cut short is an error")
    func truncated() throws {
        let whole = Array(#"{"images": [{"id": "a\u00e9", "size": 12, "x": [true, null]}], "next": "/v2"}"#.utf8)
        #expect(throws: Never.self) { try JSONValue(json: whole) }
        for count in whole.indices {
            #expect(throws: (any Error).self) { try JSONValue(json: Array(whole[..<count])) }
        }
    }

    @Test("Nesting beyond all sense is refused, soon and without overflowing the stack", arguments: ["[]", "{}"])
    func depth(_ brackets: String) throws {
        func nested(_ levels: Int) -> String {
            brackets == "[]"
                ? String(repeating: "[", count: levels) + "7" + String(repeating: "]", count: levels)
                : String(repeating: "{\"a\":", count: levels) + "7" + String(repeating: "}", count: levels)
        }
        for levels in [33, 500, 100_000] { #expect(throws: (any Error).self) { try parse(nested(levels)) } }
        #expect(throws: Never.self) { try parse(nested(32)) }
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
