package import Canvas
package import Foundation

/// A program in a terminal of its own, driven by tmux on a private socket.
///
/// The server belongs to this value alone: it ends with `stop`, with the last reference, or with the process.
package final class TmuxSession: Sendable {
    /// An empty folder the program is started in; it goes with the session.
    package let folder: URL
    private let socket: String
    private static let counter = Counter()

    /// Starts a program with nothing in its environment but `PATH`, `HOME`, `TERM`, UTF-8 and `environment`.
    package init(
        _ command: [String], size: Size = Size(columns: 80, rows: 24), term: String = "tmux-256color",
        environment: [String: String] = [:]
    ) throws {
        let own = ProcessInfo.processInfo
        socket = "vitrine-test-\(own.processIdentifier)-\(Self.counter.next())"
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(socket)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var variables = ["TERM": term, "LC_ALL": "C.UTF-8"]
        for name in ["PATH", "HOME", "TMPDIR"] { variables[name] = own.environment[name] }
        variables.merge(environment) { $1 }
        let settings = variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        // Should this process be killed, the server goes too.
        let watch =
            "while kill -0 \(own.processIdentifier) 2>/dev/null; do sleep 1; done; tmux -L \(socket) kill-server"
        try tmux(
            "start-server", ";", "set", "-g", "remain-on-exit", "on", ";", "set", "-g", "status", "off", ";",
            "set", "-s", "escape-time", "0", ";", "new-session", "-d", "-s", "test",
            "-c", folder.path, "-x", "\(size.columns)", "-y", "\(size.rows)", "--",
            Self.quoted(["env", "-i"] + settings + command), ";",
            // Only now: tmux 3.3 crashes when it is told so before there is a window.
            "set", "-g", "window-size", "manual", ";", "run-shell", "-b", watch)
    }

    deinit { stop() }

    /// Ends the program and its terminal.
    package func stop() {
        _ = try? Spawn.run(["tmux", "-L", socket, "kill-server"])
        try? FileManager.default.removeItem(at: folder)
    }

    // MARK: Input

    /// Presses keys by tmux's names: `Enter`, `C-c`, `S-Left`, `j`.
    package func press(_ keys: String...) throws { try tmux(["send-keys", "-t", "test"] + keys) }

    /// Types text as it is.
    package func type(_ text: String) throws { try tmux("send-keys", "-t", "test", "-l", "--", text) }

    /// Sends bytes at once.
    package func send(_ bytes: [UInt8]) throws {
        try tmux(["send-keys", "-t", "test", "-H"] + bytes.map { String($0, radix: 16) })
    }

    /// Pastes text as a terminal does: in brackets, if the program asked for them.
    package func paste(_ text: String) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try tmux("load-buffer", file.path, ";", "paste-buffer", "-p", "-t", "test")
    }

    /// Gives the window another size.
    package func resize(_ size: Size) throws {
        try tmux("resize-window", "-t", "test", "-x", "\(size.columns)", "-y", "\(size.rows)")
    }

    // MARK: Output

    /// The lines on the screen, without blanks at their ends.
    package func lines() throws -> [String] {
        let text = try tmux("capture-pane", "-p", "-t", "test")
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
            String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// The screen with its styles as escape sequences.
    package func styled() throws -> String { try tmux("capture-pane", "-p", "-e", "-N", "-t", "test") }

    /// Something tmux knows about the pane, by its name in formats: `pane_pid`, `cursor_flag`, `alternate_on` …
    package func state(_ name: String) throws -> String { try states([name])[0] }

    /// Several things tmux knows about the pane, by their names in formats.
    package func states(_ names: [String]) throws -> [String] {
        let format = names.map { "#{\($0)}" }.joined(separator: "\t")
        let answer = try tmux("display-message", "-p", "-t", "test", format)
        return answer.trimmingCharacters(in: .newlines).components(separatedBy: "\t")
    }

    /// The exit status of the program; nil while it runs, -1 if it was killed.
    package func exitStatus() throws -> Int? {
        let states = try states(["pane_dead", "pane_dead_status", "pane_dead_signal", "pid"])
        guard states[0] == "1" else { return nil }
        if let status = Int(states[1]) { return status }
        if !states[2].isEmpty { return -1 }
        // The terminal closes a moment before the program's end, and in that moment libutempter takes SIGCHLD away from
        // tmux, which then never looks how the program ended unless it is told again.
        if let server = pid_t(states[3]) { kill(server, SIGCHLD) }
        return nil
    }

    /// Waits until the screen is as it should be, and answers its lines.
    @discardableResult
    package func wait(
        for what: String, within limit: Duration = .seconds(20), until isReached: ([String]) throws -> Bool
    ) async throws -> [String] {
        let state = { (try? self.lines().joined(separator: "\n")) ?? "" }
        return try await eventually(what, within: limit, state: state) {
            let lines = try lines()
            return try isReached(lines) ? lines : nil
        }
    }

    /// Waits until a text stands somewhere on the screen, and answers its lines.
    @discardableResult
    package func wait(forText text: String, within limit: Duration = .seconds(20)) async throws -> [String] {
        try await wait(for: text, within: limit) { lines in lines.contains { $0.contains(text) } }
    }

    /// Waits until the program has ended, and answers its exit status.
    package func waitForExit(within limit: Duration = .seconds(20)) async throws -> Int {
        let state = {
            let states = (try? self.states(["pane_dead", "pane_dead_status", "pane_dead_signal"])) ?? []
            return "\(states)\n" + ((try? self.lines().joined(separator: "\n")) ?? "")
        }
        return try await eventually("the program's end", within: limit, state: state) { try exitStatus() }
    }

    /// Makes this terminal one that takes what programs copy.
    package func acceptCopies() throws { try tmux("set", "-s", "set-clipboard", "on") }

    /// What a program copied last; nil where none did.
    package func copied() throws -> String? { try? tmux("show-buffer") }

    // MARK: tmux

    @discardableResult
    private func tmux(_ words: String...) throws -> String { try tmux(words) }

    @discardableResult
    private func tmux(_ words: [String]) throws -> String {
        let (status, output) = try Spawn.run(["tmux", "-u", "-L", socket, "-f", "/dev/null"] + words)
        if status != 0 { throw Spawn.Failure(description: "tmux \(words.joined(separator: " ")): \(output)") }
        return output
    }

    /// One line for a shell.
    private static func quoted(_ words: [String]) -> String {
        words.map { "'" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'" }.joined(separator: " ")
    }
}

/// Numbers that are given out once.
private final class Counter: @unchecked Sendable {
    // Unchecked: every access is under the lock.
    private let lock = NSLock()
    private var last = 0

    func next() -> Int {
        lock.withLock {
            last += 1
            return last
        }
    }
}
