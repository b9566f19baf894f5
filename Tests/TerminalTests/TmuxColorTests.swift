import Canvas
import Foundation
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
        let colors = try await Probe.start("colors", term: term, environment: environment, ready: "step 0")
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

    @Test("A terminal that takes red, green and blue gets them")
    func direct() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // What distributions keep in a package of its own, cut down to what matters.
        let description = #"""
            test-direct|colours by their parts,
                RGB, colors#0x1000000, pairs#0x7FFF,
                setaf=\E[%?%p1%{8}%<%t3%p1%d%e38;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,
                setab=\E[%?%p1%{8}%<%t4%p1%d%e48;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,
                use=xterm-256color,

            """#
        let source = folder.appendingPathComponent("source")
        try Data(description.utf8).write(to: source)
        let (status, output) = try Spawn.run(["tic", "-x", "-o", folder.path, source.path])
        try #require(status == 0, "\(output)")
        let environment = ["TERMINFO": folder.path]
        let colors = try await Probe.start("colors", term: "test-direct", environment: environment, ready: "step 0")
        let orange = Color.rgb(red: 255, green: 135, blue: 0)
        #expect(try style(of: "orange", on: colors) == Style(foreground: orange, attributes: Self.bright))
        #expect(try style(of: "color 3", on: colors).foreground == .indexed(3))
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
