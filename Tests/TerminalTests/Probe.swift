import Canvas
import Foundation
import TestSupport

/// The probe program on a real terminal.
enum Probe {
    static let path = BuiltProgram.path("TerminalProbe")

    /// Starts the probe and waits for its first frame.
    @discardableResult
    static func start(
        _ arguments: String..., size: Size = Size(columns: 80, rows: 24), term: String = "tmux-256color",
        environment: [String: String] = [:], ready: String = "ready"
    ) async throws -> TmuxSession {
        let session = try TmuxSession([path] + arguments, size: size, term: term, environment: environment)
        try await session.wait(forText: ready)
        return session
    }

    /// Starts a shell with job control in which `probe` runs the probe.
    ///
    /// - Parameter backtrace: what Swift does in a crash; by itself it would ask a question on a terminal.
    static func shell(backtrace: String = "enable=no", rows: Int = 24) async throws -> TmuxSession {
        let session = try TmuxSession(
            ["bash", "--norc", "--noprofile", "-i"], size: Size(columns: 80, rows: rows),
            environment: ["PS1": "shell> ", "SWIFT_BACKTRACE": backtrace])
        try await session.wait(forText: "shell>")
        try session.type("ulimit -c 0; probe() { '\(path)' \"$@\"; }; stty -g > before; clear\n")
        try await session.wait(for: "an empty screen") {
            $0.first == "shell>" && $0.dropFirst().allSatisfy(\.isEmpty)
        }
        return session
    }

    /// Asserts in a shell that its terminal is as it was before anything ran.
    static func expectTerminalGivenBack(_ session: TmuxSession) async throws {
        try session.type("stty -g | cmp before - && echo 'as ''before'\n")
        try await session.wait(forText: "as before")
        for flag in ["alternate_on", "mouse_any_flag", "keypad_cursor_flag", "keypad_flag", "insert_flag"] {
            guard try session.state(flag) == "0" else { throw DeadlinePassed(description: "\(flag) is still on") }
        }
        guard try session.state("cursor_flag") == "1" else { throw DeadlinePassed(description: "no cursor") }
        try session.type("clear\n")
        try await session.wait(for: "an empty screen") { $0.first == "shell>" && $0.dropFirst().allSatisfy(\.isEmpty) }
        // Were bracketed paste still on, the brackets would be typed into the shell's next line by tmux.
        try session.type("cat\n")
        try await session.wait(forText: "cat")
        try session.paste("plain")
        try session.press("Enter", "C-d")
        let lines = try await session.wait(for: "pasted text twice") { $0.count { $0.hasSuffix("plain") } >= 2 }
        guard !lines.contains(where: { $0.contains("200~") }) else {
            throw DeadlinePassed(description: "pasting is still in brackets")
        }
    }
}
