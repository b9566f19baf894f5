import Testing

@testable import Terminal

@Suite("Base 64")
struct Base64Tests {
    // RFC 4648, section 10.
    @Test(
        "The examples of RFC 4648",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func examples(text: String, expected: String) {
        #expect(String(decoding: Array(text.utf8).base64, as: UTF8.self) == expected)
    }

    @Test("Bytes of all values")
    func bytes() { #expect(String(decoding: [0xFF, 0xEF, 0xBE, 0x00].base64, as: UTF8.self) == "/+++AA==") }
}
