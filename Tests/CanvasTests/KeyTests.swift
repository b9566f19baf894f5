import Testing

@testable import Canvas

@Suite("Names of keys")
struct KeyTests {
    @Test(
        "A key is read by its name and tells it",
        arguments: [
            ("C-f", Key("f", .control)), ("S-Tab", Key(.tab, .shift)), ("PgDn", Key(.pageDown)),
            ("F1", Key(.function(1))),
            ("F12", Key(.function(12))), ("M-p", Key("p", .alt)), ("Space", Key(" ")), ("Esc", Key(.escape)),
            ("Enter", Key(.enter)), ("j", Key("j")), ("G", Key("G")), ("/", Key("/")), ("-", Key("-")),
            ("C-PgUp", Key(.pageUp, .control)),
            ("C-Space", Key(" ", .control)), ("M-S-Left", Key(.left, [.alt, .shift])),
            ("C-M-Del", Key(.delete, [.control, .alt])),
            ("*", Key("*")), ("=", Key("=")), ("?", Key("?")), ("Home", Key(.home)), ("Up", Key(.up)),
            ("Ins", Key(.insert)),
            ("C--", Key("-", .control)), ("é", Key("é")), ("C-\\", Key("\\", .control)), ("Backspace", Key(.backspace)),
        ])
    func names(name: String, key: Key) {
        #expect(Key(name) == key)
        #expect(key.description == name)
    }

    @Test(
        "Other spellings are understood",
        arguments: [
            ("A-p", "M-p"), ("S-C-Left", "C-S-Left"), ("pagedown", "PgDn"), ("PageUp", "PgUp"), ("return", "Enter"),
            ("ESC", "Esc"),
            ("escape", "Esc"), ("space", "Space"), ("Delete", "Del"), ("BS", "Backspace"), ("↑", "Up"), ("→", "Right"),
            ("f5", "F5"),
            ("S-a", "A"), ("S-Space", "S-Space"),
        ])
    func spellings(name: String, canonical: String) { #expect(Key(name)?.description == canonical) }

    @Test(
        "Keys that terminals cannot tell apart are one",
        arguments: [
            ("C-i", "Tab"), ("C-m", "Enter"), ("C-[", "Esc"), ("C-h", "Backspace"), ("C-F", "C-f"), ("C-@", "C-Space"),
            ("C-?", "Backspace"), ("C-/", "C-_"),
        ])
    func same(name: String, other: String) { #expect(Key(name)?.description == other) }

    @Test(
        "What names no key is refused",
        arguments: ["", "C-", "Foo", "F0", "F25", "X-a", "ab", "C-ab", "\u{1B}", "\n", "M-"])
    func refused(name: String) { #expect(Key(name) == nil) }

    @Test("Only keys without modifiers type text")
    func text() {
        #expect(Key("a").text == "a")
        #expect(Key(" ").text == " ")
        #expect(Key("a", .control).text == nil)
        #expect(Key("a", .alt).text == nil)
        #expect(Key(.enter).text == nil)
    }
}
