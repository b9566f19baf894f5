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
        var lines = try await session.wait(for: "all corners") { $0[23].hasPrefix("Cstep") && $0[23].hasSuffix("C") }
        #expect(row("漢字漢字", at: 1, of: lines))
        #expect(row("␛[31mred␛[0m �31m �abc�", at: 2, of: lines))
        #expect(row("a�b�c�d", at: 3, of: lines))
        #expect(row("👨 ⒹⒺ 👍 ❤", at: 5, of: lines))
        #expect(row("tab␉here", at: 6, of: lines))
        // The face came with Unicode 15; what the C library does not know is replaced, as wide as it would be.
        #expect(row(knowsShakingFace ? "🫨 �" : "?  �", at: 7, of: lines))
        #expect(row("سلام שלום �", at: 8, of: lines))
        #expect(lines[0].hasPrefix("Cpattern") && lines[0].hasSuffix("C") && lines[0].count == 80)
        #expect(lines[23].count == 80)
        // Wide characters that do not fit at the edge leave neither a half nor a wrapped line.
        #expect(lines[10].isEmpty && lines[11].isEmpty)
        #expect(lines[12].contains("─ Box ────┬") || lines[12].contains("Box ────┬"))
        // Half of a wide character is written over, then half of the next.
        for (corner, text) in [("D", " x 字漢字"), ("C", "  x字漢字"), ("D", " 漢x 漢字")] {
            try session.press("a")
            lines = try await session.wait(for: "corners of \(corner)") {
                $0[23].hasPrefix(corner) && $0[23].hasSuffix(corner)
            }
            #expect(lines[1] == text)
        }
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

    @Test(
        "Whatever frames follow one another, the terminal shows the last of them",
        arguments: ["tmux-256color", "xterm-256color", "linux", "vt100"])
    func anyFrames(term: String) async throws {
        var frames = RandomFrames(size: Size(columns: 60, rows: 16), seed: 1)
        let session = try TmuxSession([Probe.path, "random"], size: frames.frame.size, term: term)
        _ = try await eventually("the screen") {
            try session.state("alternate_on") == "1" || term == "linux" || term == "vt100" ? true : nil
        }
        for _ in 1...40 {
            frames.advance()
            let expected = Self.seen(frames.frame, on: term)
            try session.press("a")
            var there = ""
            let state = { "but there is:\n\(there)" }
            _ = try await eventually("this frame:\n\(expected)", state: state) {
                there = Self.seen(try session.frame(), on: term)
                return there == expected ? true : nil
            }
        }
    }

    /// What of a frame is to be seen on a terminal.
    private static func seen(_ frame: Frame, on term: String) -> String {
        var seen = Frame(size: frame.size)
        let depth: ColorDepth = term == "vt100" ? .monochrome : term == "linux" ? .eight : .xterm
        for row in 0..<frame.size.rows {
            // tmux does not tell of the colour of blanks that were erased at the end of a row.
            let isErasing = term == "xterm-256color" || term == "linux"
            let cells = frame[row: row]
            let text = cells.lastIndex { $0.scalar != " " }.map { $0 - cells.startIndex + 1 } ?? 0
            for column in 0..<(isErasing ? text : cells.count) {
                let cell = frame[column, row]
                var style = cell.style.reduced(to: depth)
                // The Linux console cannot show these together with colours, so curses leaves them out.
                if term == "linux" { style.attributes.subtract([.dim, .underline]) }
                if term == "vt100" { style.attributes.remove(.dim) }
                // A blank has neither colour nor weight.
                if cell.scalar == " " && style.attributes.isDisjoint(with: [.underline, .reverse]) {
                    style = Style(background: style.background)
                } else if cell.scalar == " " {
                    style.attributes.subtract([.bold, .dim])
                }
                seen.write(cell, at: Point(column: column, row: row), style: style)
            }
        }
        return seen.styledText
    }

    @Test("What someone else wrote on the screen goes away with a redraw")
    func redraw() async throws {
        let session = try await Probe.start("keys")
        let tty = try #require(FileHandle(forWritingAtPath: try session.state("pane_tty")))
        tty.write(Data("\u{1B}[5;5HGARBAGE".utf8))
        try await session.wait(forText: "GARBAGE")
        try session.press("C-l")
        try await session.wait(for: "a clean screen") { lines in
            lines[23].hasPrefix("ready") && !lines.contains { $0.contains("GARBAGE") }
        }
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
