import Canvas
import TestSupport
import Testing

@Suite("What a change costs on the line")
struct OutputCostTests {
    private static let size = Size(columns: 120, rows: 40)
    private let bell: UInt8 = 0x07

    private func start(_ arguments: String..., term: String) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal([Probe.path] + arguments, size: Self.size, term: term)
        _ = try terminal.read(until: bell)
        return terminal
    }

    @Test(
        "Moving the cursor line costs 300 bytes at most",
        arguments: ["xterm-256color", "tmux-256color", "screen", "linux", "vt100"], [[], ["--dense"]])
    func cursorMovement(term: String, options: [String]) throws {
        let terminal = try PseudoTerminal([Probe.path, "list"] + options, size: Self.size, term: term)
        _ = try terminal.read(until: bell)
        for key in "jjjjjkkkkjjjj" {
            terminal.send(String(key))
            let bytes = try terminal.read(until: bell)
            #expect(
                (1...300).contains(bytes.count),
                "\(bytes.count): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
    }

    @Test(
        "Scrolling by a line costs a few lines, not the whole screen", arguments: ["xterm-256color", "tmux-256color"])
    func scrolling(term: String) throws {
        let terminal = try start("list", term: term)
        for _ in 0..<37 {
            terminal.send("j")
            _ = try terminal.read(until: bell)
        }
        terminal.send("j")
        #expect(try terminal.read(until: bell).count < 450)
    }

    @Test("A frame like the one before costs nothing")
    func nothing() throws {
        let terminal = try start("list", term: "xterm-256color")
        for key in "xyz" {
            terminal.send(String(key))
            #expect(try terminal.read(until: bell).isEmpty)
        }
    }

    @Test("At the end every mode that was switched on is switched off", arguments: ["xterm-256color", "tmux-256color"])
    func balance(term: String) throws {
        let terminal = try PseudoTerminal([Probe.path, "keys", "--mouse"], size: Self.size, term: term)
        let begin = String(decoding: try terminal.read(until: bell), as: UTF8.self)
        terminal.send("q")
        let end = String(decoding: terminal.readToEnd(), as: UTF8.self)
        for mode in ["?1049", "?2004", "?1000", "?1006", "?1"] {
            #expect(begin.contains("\u{1B}[\(mode)h"), "\(mode) on")
            #expect(end.contains("\u{1B}[\(mode)l"), "\(mode) off")
        }
        #expect(begin.contains("\u{1B}[?25l") && end.contains("\u{1B}[?25h"))
    }
}
