import CTerminal
import Canvas
import Foundation
import TestSupport
import Testing

@Suite("The part in C")
struct CTerminalTests {
    @Test("Every function works on a real terminal")
    func calls() async throws {
        let session = try await Probe.shell()
        try session.type("probe calls\n")
        try await session.wait(forText: "Stopped")
        try session.type("fg\n")
        let lines = try await session.wait(forText: "woken")
        for answer in [
            "locale 0", "width 2", "diverts true", "catches true", "starts true", "size 80x24",
            "colors 256 pairs 65536 defined true",
            "clear true nonsense false", "writes true", "reads 0", "woken true waits 0",
        ] {
            #expect(lines.contains(answer), "\(answer) in \(lines)")
        }
    }

    @Test("It compiles whether curses shows its windows or hides them", arguments: ["0", "1"])
    func opaque(value: String) throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/CTerminal").path
        for name in try FileManager.default.contentsOfDirectory(atPath: sources) where name.hasSuffix(".c") {
            let (status, output) = try Spawn.run([
                "clang", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-DNCURSES_OPAQUE=\(value)",
                "-I\(sources)/include", "\(sources)/\(name)",
            ])
            #expect(status == 0, "\(output)")
        }
    }

    @Test("The reasons for waking are the same bits in C and in Swift")
    func reasons() {
        let pairs: [(Int, WakeReasons)] = [
            (CT_INPUT, .input), (CT_WOKEN, .woken), (CT_RESIZED, .resized), (CT_TERMINATE, .terminate),
            (CT_HANGUP, .hangup),
            (CT_INTERRUPT, .interrupt), (CT_STOP, .stop), (CT_CONTINUED, .continued),
        ]
        for (number, reason) in pairs { #expect(UInt32(number) == reason.rawValue) }
    }

    @Test("Attributes are the same bits in C and in Swift")
    func attributes() {
        let pairs: [(Int, Style.Attributes)] = [
            (CT_BOLD, .bold), (CT_DIM, .dim), (CT_ITALIC, .italic), (CT_UNDERLINE, .underline), (CT_REVERSE, .reverse),
        ]
        for (number, attribute) in pairs { #expect(UInt8(number) == attribute.rawValue) }
    }
}
