import Canvas
import TestSupport
import Testing

@Suite("Colours on a real terminal")
struct TmuxColorTests {
    /// How the row that begins with a text looks.
    private func style(of text: String, on session: TmuxSession) throws -> Style {
        let frame = try session.frame()
        for (row, line) in frame.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix(text) { return frame[0, row].style }
        }
        throw DeadlinePassed(description: "no \(text)")
    }

    private static let bright: Style.Attributes = [.bold, .underline]

    @Test(
        "Colours are what the terminal has, nearest to what was asked for",
        arguments: [
            ("xterm-256color", [:], "xterm", Style(foreground: .indexed(208), attributes: bright)),
            // The Linux console has no underline beside colours.
            ("linux", [:], "eight", Style(foreground: .indexed(3), attributes: .bold)),
            ("vt100", [:], "monochrome", Style(attributes: bright)),
            ("xterm-256color", ["NO_COLOR": "1"], "monochrome", Style(attributes: bright)),
            ("tmux-256color", ["NO_COLOR": ""], "xterm", Style(foreground: .indexed(208), attributes: bright)),
        ] as [(String, [String: String], String, Style)])
    func colors(term: String, environment: [String: String], depth: String, expected: Style) async throws {
        let colors = try await Probe.start("colors", term: term, environment: environment, ready: "orange")
        #expect(try style(of: "orange", on: colors) == expected)
        try await Probe.start("keys", term: term, environment: environment, ready: "\(depth) no notice")
    }

    @Test(
        "A depth that is asked for is kept, but no terminal gets more than it has",
        arguments: [
            ("16", "xterm-256color", "sixteen"), ("0", "xterm-256color", "monochrome"), ("256", "linux", "eight"),
        ])
    func forcedDepth(wanted: String, term: String, depth: String) async throws {
        try await Probe.start("keys", "--depth", wanted, term: term, ready: "\(depth) no notice")
    }

    @Test("When pairs of colours run out, those no longer seen make way")
    func pairs() async throws {
        // Eight colours, 63 pairs; each step shows another eight and a half.
        let session = try await Probe.start("colors", term: "screen", ready: "step 0")
        for step in 1...9 {
            try session.press("a")
            try await session.wait(forText: "step \(step)")
            let ground = step % 8
            for color in 0..<8 where color != ground {
                let style = try style(of: "color \(color)", on: session)
                #expect(style == Style(foreground: .indexed(UInt8(color)), background: .indexed(UInt8(ground))))
            }
        }
    }
}
