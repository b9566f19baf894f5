import Catalog
import Testing

@Suite("JSON as text")
struct JSONValueTests {
    @Test("What a terminal would obey or a reader not see is escaped, everything else is not")
    func invisible() {
        let text = "a\u{1B}[2J\u{9B}\u{7F}\u{202E}\u{200B}\u{2028}\u{E0041}ü漢😀\"\\\n"
        #expect(
            JSONValue.string(text).pretty
                == #""a\u001b[2J\u009b\u007f\u202e\u200b\u2028\udb40\udc41ü漢😀\"\\\n""#)
    }
}
