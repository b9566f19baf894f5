import CTerminal
import Canvas
import Foundation
import TestSupport
import Testing

@Suite("Output on a real terminal")
struct TmuxOutputTests {
    private var knowsShakingFace: Bool {
        _ = ct_set_locale()
        return ct_width(0x1FAE8) == 2
    }

    private func row(_ text: String, at row: Int, of lines: [String]) -> Bool {
        lines.indices.contains(row) && lines[row].trimmingCharacters(in: .whitespaces) == text
    }

    @Test(
        "Hostile text, wide characters and all four corners look as they should",
        arguments: ["tmux-256color", "xterm-256color", "linux", "screen", "vt100"])
    func pattern(term: String) async throws {
        let session = try await Probe.start("pattern", term: term, ready: "step 0")
        var lines = try await session.wait(for: "all corners") { $0[23].hasPrefix("C") && $0[23].hasSuffix("C") }
        #expect(row("漢字漢字", at: 1, of: lines))
        #expect(row("␛[31mred␛[0m �31m �abc�", at: 2, of: lines))
        #expect(row("a�b�c�d", at: 3, of: lines))
        #expect(row("👨 ⒹⒺ 👍 ❤", at: 5, of: lines))
        #expect(row("tab␉here", at: 6, of: lines))
        // The face came with Unicode 15; what the C library does not know is replaced, as wide as it would be.
        #expect(row(knowsShakingFace ? "🫨 �" : "?  �", at: 7, of: lines))
        #expect(row("سلام שלום �", at: 8, of: lines))
        #expect(lines[0].hasPrefix("Cstep 0") && lines[0].hasSuffix("C") && lines[0].count == 80)
        #expect(lines[23].count == 80)
        // Wide characters that do not fit at the edge leave neither a half nor a wrapped line.
        #expect(lines[10].isEmpty && lines[11].isEmpty)
        #expect(lines[12].contains("─ Box ────┬") || lines[12].contains("Box ────┬"))
        // Half of a wide character is written over, then half of the next.
        try session.press("a")
        lines = try await session.wait(forText: "step 1")
        #expect(lines[1] == " x 字漢字")
        #expect(lines[23].hasPrefix("D") && lines[23].hasSuffix("D"))
        try session.press("a")
        lines = try await session.wait(forText: "step 2")
        #expect(lines[1] == "  x字漢字")
        try session.press("a")
        lines = try await session.wait(forText: "step 3")
        #expect(lines[1] == " 漢x 漢字")
    }

    @Test("The cursor is hidden but where a frame has one")
    func cursor() async throws {
        let session = try await Probe.start("pattern", ready: "step 0")
        #expect(try session.state("cursor_flag") == "0")
        try session.press("a", "a")
        try await session.wait(forText: "step 2")
        _ = try await eventually("the cursor") { try session.state("cursor_flag") == "1" ? true : nil }
        #expect(try session.state("cursor_x") == "5")
        #expect(try session.state("cursor_y") == "5")
    }

    @Test(
        "Scrolling shows the right rows, also where the terminal itself scrolls",
        arguments: ["tmux-256color", "xterm-256color", "linux", "vt100"])
    func scrolling(term: String) async throws {
        let session = try await Probe.start("list", size: Size(columns: 120, rows: 20), term: term, ready: "row 0")
        let expect = { (lines: [String], first: Int) in
            for row in 1...18 {
                #expect(lines[row].hasPrefix("   ubuntu-24.04-base-v1.\(first + row - 1) "), "\(term) row \(row)")
                #expect(lines[row].hasSuffix("612 MiB"))
            }
        }
        try session.type(String(repeating: "j", count: 50))
        expect(try await session.wait(forText: "row 50"), 33)
        try session.type(String(repeating: "k", count: 30))
        expect(try await session.wait(forText: "row 20"), 20)
        try session.press("PageDown")
        expect(try await session.wait(forText: "row 37"), 37)
    }

    @Test("What someone else wrote on the screen goes away with a redraw")
    func redraw() async throws {
        let session = try await Probe.start("keys")
        let tty = try #require(FileHandle(forWritingAtPath: try session.state("pane_tty")))
        tty.write(Data("\u{1B}[5;5HGARBAGE".utf8))
        try await session.wait(forText: "GARBAGE")
        try session.press("C-l")
        try await session.wait(for: "a clean screen") { lines in
            lines[0].hasPrefix("ready") && !lines.contains { $0.contains("GARBAGE") }
        }
    }

    // MARK: Colours

    /// The styles tmux saw for a text.
    private func style(of text: String, in screen: String) throws -> Substring {
        let place = try #require(screen.range(of: text))
        return screen[..<place.lowerBound].suffix(40)
    }

    @Test(
        "Colours are what the terminal has, nearest to what was asked for",
        arguments: [
            ("xterm-256color", [:], "xterm", "38;5;208m"), ("linux", [:], "eight", "33m"),
            ("vt100", [:], "monochrome", nil),
            ("xterm-256color", ["NO_COLOR": "1"], "monochrome", nil),
            ("tmux-256color", ["NO_COLOR": ""], "xterm", "38;5;208m"),
        ] as [(String, [String: String], String, String?)])
    func colors(term: String, environment: [String: String], depth: String, code: String?) async throws {
        let session = try await Probe.start("colors", term: term, environment: environment, ready: "orange")
        let screen = try session.styled()
        if let code {
            #expect(try style(of: "orange", in: screen).contains(code), "\(screen.debugDescription)")
        } else {
            #expect(!screen.contains("\u{1B}[3") && !screen.contains("\u{1B}[4"))
        }
        // With or without colours, weight is shown.
        #expect(try style(of: "orange", in: screen).contains("\u{1B}[1"))
        let other = try await Probe.start("keys", term: term, environment: environment, ready: depth)
        other.stop()
    }

    @Test("A depth that is asked for is kept, but no terminal gets more than it has")
    func forcedDepth() async throws {
        for (wanted, term, depth) in [
            ("16", "xterm-256color", "sixteen"), ("0", "xterm-256color", "monochrome"), ("256", "linux", "eight"),
        ] {
            let session = try await Probe.start(
                "keys", "--depth", wanted, term: term,
                ready: "unicode \(depth)".replacingOccurrences(of: "unicode eight", with: "console eight"))
            session.stop()
        }
    }

    @Test("When pairs of colours run out, those no longer seen make way")
    func pairs() async throws {
        // Eight colours, 63 pairs; eight steps of eight pairs and a few more.
        let session = try await Probe.start("colors", term: "screen", ready: "step 0")
        for step in 1...9 {
            try session.press("a")
            try await session.wait(forText: "step \(step)")
            let screen = try session.styled()
            for color in 0..<8 {
                let seen = try style(of: "color \(color)", in: screen)
                let expected = (color == step % 8 ? (color == 7 ? 0 : [1, 4, 5, 0].contains(color) ? 7 : 0) : color)
                if color != step % 8 {
                    #expect(seen.contains("3\(expected)"), "step \(step): \(seen.debugDescription)")
                }
            }
            #expect(try style(of: "color 0", in: screen).contains("4\(step % 8)"), "step \(step)")
        }
    }

    // MARK: Locale

    @Test(
        "What the locale can encode is shown, all else in ASCII",
        arguments: [
            (["LC_ALL": "C"], "ascii", "no notice"), (["LC_ALL": "POSIX"], "ascii", "no notice"),
            (["LC_ALL": "", "LANG": "C"], "ascii", "no notice"),
            (["LC_ALL": ""], "unicode", "no notice"), (["LC_ALL": "C.UTF-8"], "unicode", "no notice"),
            (["LC_ALL": "", "LANG": "xx_XX.UTF-8"], "unicode", "no notice"),
            (["LC_ALL": "xx_XX.ISO-8859-1"], "ascii", "not UTF-8"),
        ])
    func locale(environment: [String: String], glyphs: String, notice: String) async throws {
        let session = try await Probe.start("keys", environment: environment)
        let state = try #require(try session.lines().last)
        #expect(state.hasPrefix(glyphs))
        #expect(state.contains(notice))
    }

    @Test("In a plain locale lines are drawn in ASCII and other characters are question marks")
    func plainLocale() async throws {
        let session = try await Probe.start("pattern", environment: ["LC_ALL": "C"], ready: "step 0")
        let lines = try await session.wait(for: "all corners") { $0[23].hasSuffix("C") }
        #expect(row("? ? ? ?", at: 1, of: lines))
        #expect(row("?[31mred?[0m ?31m ?abc?", at: 2, of: lines))
        #expect(lines[12].contains("+ Box ----+--------+"))
    }

    // MARK: Beside curses

    @Test("Copied text reaches the clipboard of a terminal that takes it")
    func copying() async throws {
        let session = try await Probe.start("keys")
        try session.acceptCopies()
        try session.press("M-y")
        _ = try await eventually("the copy") { try session.copied() == "grüße" ? true : nil }
    }
}
