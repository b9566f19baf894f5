import Testing

@testable import Canvas

@Suite("Text in lines")
struct WrappingTests {
    @Test(
        "Lines are broken at blanks",
        arguments: [
            ("", [""]), ("one two three", ["one two", "three"]), ("exactly8 b", ["exactly8", "b"]),
            ("exactly8", ["exactly8"]),
            ("a\nb\n\nc", ["a", "b", "", "c"]), ("a   b", ["a   b"]), ("trailing  ", ["trailing"]),
            ("one two  three", ["one two", "three"]),
            ("sesquipedalian", ["sesquipe", "dalian"]), ("a sesquipedalian", ["a", "sesquipe", "dalian"]),
            ("  in dented text", ["  in", "  dented", "  text"]), ("a\tb", ["a b"]), ("   ", [""]),
            ("x\r\ny", ["x", "y"]),
        ])
    func eight(text: String, lines: [String]) { #expect(text.wrapped(columns: 8) == lines) }

    @Test("Wide characters count twice and are not cut")
    func wide() {
        #expect("漢字漢字漢字".wrapped(columns: 5) == ["漢字", "漢字", "漢字"])
        #expect("漢".wrapped(columns: 1) == ["漢"])
    }

    @Test("No line is longer than it may be")
    func never() {
        let text =
            "Images that another project offers are listed here; 漢字 and 👨‍👩‍👧 too.\n  - indented-by-two-with-a-long-word here"
        for columns in 2...40 {
            #expect(text.wrapped(columns: columns).allSatisfy { DisplayWidth.columns(of: $0) <= columns })
        }
        #expect(text.wrapped(columns: 0).isEmpty)
    }
}
