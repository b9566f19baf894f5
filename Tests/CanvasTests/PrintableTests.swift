import Testing

@testable import Canvas

@Suite("Text made printable")
struct PrintableTests {
    /// What a terminal would be sent.
    private func shown(_ text: String) -> String {
        String(Printable(text).cells.reduce(into: String.UnicodeScalarView()) { $1.append(to: &$0) })
    }

    @Test(
        "Text that is what it looks like stays as it is",
        arguments: [
            "ubuntu-24.04-base-v1.10", "naïve", "Größe", "漢字かな", "한글", "Привет", "سلام", "שלום", "ไทย", "€5 – 7½",
        ])
    func harmless(text: String) { #expect(shown(text) == text) }

    @Test(
        "Control characters become their pictures",
        arguments: [
            ("\u{1B}[2Jx", "␛[2Jx"), ("\u{07}", "␇"), ("a\nb", "a␊b"), ("a\tb", "a␉b"), ("\0", "␀"), ("\r", "␍"),
            ("\u{7F}", "␡"),
        ])
    func controls(text: String, expected: String) { #expect(shown(text) == expected) }

    @Test(
        "What is invisible, reorders text or means nothing is shown as a placeholder",
        arguments: [
            ("\u{9B}31m", "�31m"), ("gpj\u{202E}exe", "gpj�exe"), ("a\u{2066}b\u{2069}", "a�b�"),
            ("ubuntu\u{200B}", "ubuntu�"),
            ("\u{FEFF}x", "�x"), ("so\u{AD}ft", "so�ft"), ("a\u{200D}b", "a�b"), ("2\u{FE0F}4", "2�4"),
            ("\u{E001}", "�"), ("\u{3164}", "�"), ("\u{FDFD}", "�"), ("a\u{2028}b", "a�b"), ("\u{E0041}", "�"),
            ("\u{FFFF}", "�"), ("é\u{200C}", "é�"),
        ])
    func placeholders(text: String, expected: String) { #expect(shown(text) == expected) }

    @Test("Joiners and selectors stay away from where they belong: within words of other scripts and after symbols")
    func joiners() {
        #expect(shown("می\u{200C}خواهم") == "میخواهم")
        #expect(shown("क\u{94D}\u{200D}ष") == "क\u{94D}ष")
        #expect(shown("❤\u{FE0F}") == "❤")
        #expect(shown("1\u{FE0F}\u{20E3}") == "1\u{20E3}")
    }

    @Test("A sequence of emoji is its first, without skin tone")
    func emoji() {
        #expect(shown("👨‍👩‍👧‍👦!") == "👨!")
        #expect(shown("👍🏽") == "👍")
        #expect(shown("🏃🏽‍♀️") == "🏃")
        #expect(shown("🏴\u{E0067}\u{E0062}\u{E007F}") == "🏴")
        #expect(Printable("👨‍👩‍👧‍👦").columns == 2)
    }

    @Test("A flag is its two letters in circles")
    func flags() {
        #expect(shown("🇩🇪") == "ⒹⒺ")
        #expect(Printable("🇩🇪").columns == 2)
    }

    @Test("A character carries two marks at most")
    func marks() {
        #expect(shown("e\u{301}\u{302}\u{303}\u{304}x") == "e\u{301}\u{302}x")
        #expect(Printable("e\u{301}\u{302}\u{303}").columns == 1)
    }

    @Test("A mark without a character before it stands on a dotted circle")
    func leadingMarks() {
        #expect(shown("\u{301}a") == "◌\u{301}a")
        #expect(shown("\u{200B}\u{301}") == "�◌\u{301}")
        #expect(shown("\u{1B}\u{301}") == "␛◌\u{301}")
    }

    @Test("Blanks of other kinds are blanks")
    func blanks() {
        #expect(shown("a\u{A0}b\u{2003}c\u{202F}d") == "a b c d")
        #expect(Printable("\u{A0} \u{3000}").isBlank)
        #expect(Printable("").isBlank)
        #expect(!Printable("\u{200B}").isBlank)
    }

    @Test(
        "A name nobody would see is put in quotes",
        arguments: [
            ("", "\"\""), ("  ", "\"  \""), ("x ", "\"x \""), (" x", "\" x\""), ("x", "x"), ("\u{A0}", "\"\u{A0}\""),
        ])
    func quotes(name: String, expected: String) { #expect(name.quotedIfBlank == expected) }

    @Test("No character of Unicode reaches the terminal as a control, or at another width than it says")
    func everything() {
        for scalar in (0..<0x11_0000).lazy.compactMap(Unicode.Scalar.init)
        where scalar.value % 7 == 0 || scalar.value < 0x3000 {
            for cell in Printable("x\(scalar)").cells {
                let kind = DisplayWidth.kind(of: cell.scalar)
                let isSafe = kind == .narrow && cell.width == 1 || kind == .wide && cell.width == 2
                if !isSafe { Issue.record("U+\(String(scalar.value, radix: 16)) becomes \(cell)") }
            }
        }
    }

    @Test("Reading stops once more than the limit is taken")
    func limit() {
        let long = Printable(String(repeating: "ä", count: 10_000), limit: 10)
        #expect(long.columns == 11)
    }
}
