import Canvas
import Testing

@testable import Terminal

@Suite("Decoding of input")
struct InputDecoderTests {
    private let start = ContinuousClock.now

    private func key(_ name: String) throws -> Input { .key(try #require(Key(name))) }

    /// What comes of bytes that arrive together, and after a while without more.
    private func decode(_ text: String, keys: [[UInt8]: Key] = [:]) -> [Input] {
        var decoder = InputDecoder(keys: keys)
        let inputs = decoder.feed(text.utf8, at: start)
        return inputs + decoder.expire(at: start + .seconds(60))
    }

    @Test(
        "Keys of all kinds of terminals",
        arguments: [
            ("j", "j"), ("G", "G"), (" ", "Space"), ("\r", "Enter"), ("\t", "Tab"), ("\u{7F}", "Backspace"),
            ("\u{8}", "Backspace"),
            ("\u{1}", "C-a"), ("\u{1A}", "C-z"), ("\n", "C-j"), ("\0", "C-Space"), ("\u{1C}", "C-\\"),
            ("\u{1F}", "C-_"), ("é", "é"), ("漢", "漢"),
            ("😀", "😀"), ("\u{1B}", "Esc"), ("\u{1B}x", "M-x"), ("\u{1B}é", "M-é"), ("\u{1B}\r", "M-Enter"),
            ("\u{1B}\u{7F}", "M-Backspace"),
            ("\u{1B}[A", "Up"), ("\u{1B}OA", "Up"), ("\u{1B}[D", "Left"), ("\u{1B}OD", "Left"), ("\u{1B}[H", "Home"),
            ("\u{1B}OF", "End"),
            ("\u{1B}[1~", "Home"), ("\u{1B}[4~", "End"), ("\u{1B}[7~", "Home"), ("\u{1B}[2~", "Ins"),
            ("\u{1B}[3~", "Del"),
            ("\u{1B}[5~", "PgUp"), ("\u{1B}[6~", "PgDn"), ("\u{1B}[Z", "S-Tab"), ("\u{1B}OP", "F1"),
            ("\u{1B}[11~", "F1"),
            ("\u{1B}[[A", "F1"), ("\u{1B}[[E", "F5"), ("\u{1B}[15~", "F5"), ("\u{1B}[17~", "F6"), ("\u{1B}[24~", "F12"),
            ("\u{1B}[34~", "F20"),
            ("\u{1B}[1;5D", "C-Left"), ("\u{1B}[1;2A", "S-Up"), ("\u{1B}[1;3C", "M-Right"), ("\u{1B}[1;6H", "C-S-Home"),
            ("\u{1B}[5;5~", "C-PgUp"),
            ("\u{1B}[6;5~", "C-PgDn"), ("\u{1B}[3;2~", "S-Del"), ("\u{1B}[1;5P", "C-F1"), ("\u{1B}[6^", "C-PgDn"),
            ("\u{1B}[7$", "S-Home"),
            ("\u{1B}[a", "S-Up"), ("\u{1B}Od", "C-Left"), ("\u{1B}[3@", "C-S-Del"), ("\u{1B}\u{1B}[A", "M-Up"),
            ("\u{1B}\u{1B}OA", "M-Up"),
            ("\u{1B}OM", "Enter"), ("\u{1B}Oq", "1"), ("\u{1B}Ok", "+"), ("\u{1B}[97;5u", "C-a"),
            ("\u{1B}[27;5;9~", "C-Tab"), ("\u{1B}[13;2u", "S-Enter"),
            ("\u{1B}[", "M-["), ("\u{1B}O", "M-O"), ("\u{1B}]", "M-]"), ("\u{1B}P", "M-P"),
        ])
    func keys(bytes: String, name: String) throws { #expect(decode(bytes) == [try key(name)]) }

    @Test(
        "What is known to nobody is swallowed whole",
        arguments: [
            "\u{1B}[?62;4c", "\u{1B}[99~", "\u{1B}[I", "\u{1B}[12;40R", "\u{1B}[?2026;2$y", "\u{1B}]11;rgb:0/0/0\u{7}",
            "\u{1B}]11;rgb:0/0/0\u{1B}\\",
            "\u{1B}P1$r0m\u{1B}\\", "\u{1B}_Gok\u{1B}\\", "\u{1B}[<0;1;1", "\u{1B}[<0;-9223372036854775808;1M",
            "\u{1B}[1;", "\u{1B}Oz", "\u{1B}[>1;2q",
            "\u{80}", "\u{1B}[1;5",
        ])
    func swallowed(bytes: String) { #expect(decode(bytes).isEmpty) }

    @Test("After something unknown the next key is itself again")
    func afterUnknown() throws {
        #expect(decode("\u{1B}[99~j\u{1B}]0;x\u{7}k") == [try key("j"), try key("k")])
        #expect(decode("\u{1B}[3\u{1}j") == [try key("C-a"), try key("j")])
    }

    @Test("Sequences that only this terminal sends are known from its description")
    func terminfo() throws {
        let keys: [[UInt8]: Key] = [
            Array("\u{1B}[224z".utf8): Key(.function(1)), Array("\u{1B}Ot".utf8): Key(.function(5)),
        ]
        #expect(decode("\u{1B}[224z", keys: keys) == [try key("F1")])
        #expect(decode("\u{1B}Ot", keys: keys) == [try key("F5")])
    }

    @Test("Keys that arrive together come out in order")
    func together() throws {
        #expect(
            decode("jj\u{1B}[Bx\u{1B}\u{1B}") == [
                try key("j"), try key("j"), try key("Down"), try key("x"), try key("Esc"), try key("Esc"),
            ])
    }

    @Test("Invalid UTF-8 is a replacement character and stops nothing")
    func invalid() throws {
        var decoder = InputDecoder()
        #expect(decoder.feed([0xFF, 0x6A], at: start) == [try key("\u{FFFD}"), try key("j")])
        #expect(decoder.feed([0xC3], at: start).isEmpty)
        #expect(decoder.feed([0xA9, 0xE6, 0x6B], at: start) == [try key("é"), try key("\u{FFFD}"), try key("k")])
        #expect(decoder.feed([0xE6, 0xBC], at: start).isEmpty)
        #expect(decoder.expire(at: start + .seconds(1)) == [try key("\u{FFFD}")])
    }

    // MARK: Time

    @Test("A lone Esc waits for no longer than the delay")
    func escape() throws {
        var decoder = InputDecoder(escapeDelay: .milliseconds(25))
        #expect(decoder.feed([0x1B], at: start).isEmpty)
        #expect(decoder.deadline == start + .milliseconds(25))
        #expect(decoder.expire(at: start + .milliseconds(24)).isEmpty)
        #expect(decoder.expire(at: start + .milliseconds(25)) == [try key("Esc")])
        #expect(decoder.deadline == nil)
    }

    @Test("A sequence in two parts within the delay is one key")
    func inTime() throws {
        var decoder = InputDecoder()
        #expect(decoder.feed([0x1B], at: start).isEmpty)
        #expect(decoder.feed("[D".utf8, at: start + .milliseconds(10)) == [try key("Left")])
        #expect(decoder.feed("\u{1B}[".utf8, at: start + .milliseconds(20)).isEmpty)
        #expect(decoder.feed("1;".utf8, at: start + .milliseconds(200)).isEmpty)
        #expect(decoder.feed("5D".utf8, at: start + .milliseconds(400)) == [try key("C-Left")])
    }

    @Test(
        "The rest of a sequence whose Esc timed out is swallowed, and later ones are given more time",
        arguments: ["[D", "OD", "[1;5D", "[200~"])
    func tail(rest: String) throws {
        var decoder = InputDecoder(escapeDelay: .milliseconds(25))
        _ = decoder.feed([0x1B], at: start)
        #expect(decoder.expire(at: start + .milliseconds(25)) == [try key("Esc")])
        #expect(decoder.feed(rest.utf8, at: start + .milliseconds(50)).isEmpty)
        #expect(decoder.escapeDelay == .milliseconds(50))
        if rest == "[200~" {
            #expect(decoder.feed("q\u{1B}[201~".utf8, at: start + .milliseconds(60)) == [.paste("q")])
        }
        #expect(decoder.feed("j".utf8, at: start + .milliseconds(70)) == [try key("j")])
    }

    @Test("A paste whose first byte was taken for Esc loses nothing else")
    func tornPaste() throws {
        var decoder = InputDecoder()
        _ = decoder.feed([0x1B], at: start)
        _ = decoder.expire(at: start + .milliseconds(25))
        let inputs = decoder.feed("[200~whole\u{1B}[201~j".utf8, at: start + .milliseconds(50))
        #expect(inputs == [.paste("whole"), try key("j")])
    }

    @Test("What is typed after Esc is text, also when it looks like the rest of a sequence half a second later")
    func typedAfterEscape() throws {
        var decoder = InputDecoder()
        _ = decoder.feed([0x1B], at: start)
        _ = decoder.expire(at: start + .milliseconds(30))
        #expect(decoder.feed("[".utf8, at: start + .milliseconds(60)) == [try key("[")])
        _ = decoder.feed([0x1B], at: start + .seconds(1))
        _ = decoder.expire(at: start + .milliseconds(1030))
        #expect(decoder.feed("Ok".utf8.dropLast(), at: start + .milliseconds(1060)) == [try key("O")])
        _ = decoder.feed([0x1B], at: start + .seconds(2))
        _ = decoder.expire(at: start + .milliseconds(2030))
        #expect(decoder.feed("[D".utf8, at: start + .milliseconds(2600)) == [try key("["), try key("D")])
    }

    @Test("A torn sequence is dropped, not typed")
    func torn() throws {
        var decoder = InputDecoder()
        #expect(decoder.feed("\u{1B}[1;".utf8, at: start).isEmpty)
        #expect(decoder.expire(at: start + .milliseconds(30)).isEmpty)
        #expect(decoder.expire(at: start + .milliseconds(500)).isEmpty)
        #expect(decoder.feed("j".utf8, at: start + .seconds(1)) == [try key("j")])
    }

    // MARK: Pasting

    @Test("Pasted text is text: no key in it does anything, and its lines end in line feeds")
    func paste() throws {
        #expect(decode("\u{1B}[200~q\rD\r\nx\u{1B}[Ay\u{1B}[201~j") == [.paste("q\nD\nx\u{1B}[Ay"), try key("j")])
        #expect(decode("\u{1B}[200~\u{1B}[201~").isEmpty)
        #expect(decode("\u{1B}[200~a\u{1B}[201~\u{1B}[200~b\u{1B}[201~") == [.paste("a"), .paste("b")])
    }

    @Test("However a paste is cut into parts, the same text comes of it")
    func chunks() {
        let bytes = Array("x\u{1B}[200~größe 漢字\r\u{1B}[20 end\u{1B}[201~y".utf8)
        for size in 1...bytes.count {
            var decoder = InputDecoder()
            var inputs: [Input] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                inputs += decoder.feed(bytes[start..<min(start + size, bytes.count)], at: self.start)
            }
            #expect(inputs == [.key(Key("x")), .paste("größe 漢字\n\u{1B}[20 end"), .key(Key("y"))], "parts of \(size)")
        }
    }

    @Test("A paste that never ends is given out after a while, and keys are keys again")
    func unfinished() throws {
        var decoder = InputDecoder()
        #expect(decoder.feed("\u{1B}[200~half".utf8, at: start).isEmpty)
        #expect(decoder.feed(" of it".utf8, at: start + .seconds(1)).isEmpty)
        #expect(decoder.expire(at: start + .seconds(2)).isEmpty)
        #expect(decoder.deadline == start + .seconds(3))
        #expect(decoder.expire(at: start + .seconds(3)) == [.paste("half of it")])
        #expect(decoder.feed("j".utf8, at: start + .seconds(4)) == [try key("j")])
    }

    @Test("A megabyte is pasted in parts without being looked at again and again")
    func large() {
        var decoder = InputDecoder()
        let part = [UInt8](repeating: 0x78, count: 4096)
        _ = decoder.feed("\u{1B}[200~".utf8, at: start)
        for _ in 0..<256 { _ = decoder.feed(part, at: start) }
        let inputs = decoder.feed("\u{1B}[201~".utf8, at: start)
        guard case .paste(let text)? = inputs.first else { return #expect(Bool(false), "no paste") }
        #expect(text.utf8.count == 1 << 20)
    }

    // MARK: Mouse

    @Test(
        "Buttons and the wheel, with their places from zero",
        arguments: [
            ("\u{1B}[<0;1;1M", MouseEvent(.press, button: .left, at: Point(column: 0, row: 0))),
            ("\u{1B}[<0;300;90m", MouseEvent(.release, button: .left, at: Point(column: 299, row: 89))),
            ("\u{1B}[<2;5;6M", MouseEvent(.press, button: .right, at: Point(column: 4, row: 5))),
            ("\u{1B}[<64;5;6M", MouseEvent(.wheelUp, at: Point(column: 4, row: 5))),
            ("\u{1B}[<65;5;6M", MouseEvent(.wheelDown, at: Point(column: 4, row: 5))),
            ("\u{1B}[<16;5;6M", MouseEvent(.press, button: .left, at: Point(column: 4, row: 5), modifiers: .control)),
            ("\u{1B}[M !!", MouseEvent(.press, button: .left, at: Point(column: 0, row: 0))),
            ("\u{1B}[M#%&", MouseEvent(.release, at: Point(column: 4, row: 5))),
            ("\u{1B}[M`%&", MouseEvent(.wheelUp, at: Point(column: 4, row: 5))),
        ])
    func mouse(bytes: String, event: MouseEvent) { #expect(decode(bytes) == [.mouse(event)]) }

    @Test(
        "Movements and nonsense of the mouse are nothing",
        arguments: ["\u{1B}[<35;5;6M", "\u{1B}[<66;5;6M", "\u{1B}[<0;0;6M", "\u{1B}[<0;6M"])
    func noMouse(bytes: String) { #expect(decode(bytes).isEmpty) }

    @Test("Whatever bytes arrive, in whatever parts, decoding ends and typing goes on")
    func anything() {
        var state: UInt64 = 42
        let next = { () -> UInt64 in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        let likely = Array("\u{1B}\u{1B}\u{1B}[[[O;0129<~mMAZu]P$^\\\u{7}".utf8)
        for round in 0..<500 {
            var decoder = InputDecoder()
            var now = start
            for _ in 0..<20 {
                let bytes = (0..<next() % 12).map { _ in
                    next() % 2 == 0 ? likely[Int(next() % UInt64(likely.count))] : UInt8(next() % 256)
                }
                _ = decoder.feed(bytes, at: now)
                now += .milliseconds(Int(next() % 40))
                _ = decoder.expire(at: now)
            }
            now += .seconds(3)
            _ = decoder.expire(at: now)
            now += .seconds(3)
            #expect(decoder.deadline == nil)
            #expect(decoder.feed("j".utf8, at: now) == [.key(Key("j"))], "round \(round)")
        }
    }
}
