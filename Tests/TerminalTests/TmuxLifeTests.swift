import Canvas
import Foundation
import TestSupport
import Testing

@Suite("The terminal is always given back")
struct TmuxLifeTests {
    @Test("Quitting leaves the terminal as it was")
    func quit() async throws {
        let session = try await Probe.shell()
        try session.type("probe keys --mouse\n")
        try await session.wait(forText: "ready")
        try session.press("q")
        try await session.wait(forText: "probe: quit")
        try await Probe.expectTerminalGivenBack(session)
    }

    @Test(
        "Signals that end the program let it end in order",
        arguments: [("TERM", "terminated", 143), ("INT", "interrupted", 130), ("HUP", "hung up", 129)])
    func signals(name: String, says: String, status: Int) async throws {
        let session = try await Probe.shell()
        try await start("keys --mouse", in: session)
        try send(name, to: session)
        try await session.wait(forText: "probe: \(says)")
        try session.type("echo status $?\n")
        try await session.wait(forText: "status \(status)")
        try await Probe.expectTerminalGivenBack(session)
    }

    @Test(
        "A crash gives the terminal back before it is reported",
        arguments: ["SEGV", "ABRT", "BUS", "ILL", "TRAP", "FPE", "QUIT"])
    func crash(name: String) async throws {
        let session = try await Probe.shell()
        try await start("keys --mouse", in: session)
        try send(name, to: session)
        try await session.wait(for: "a prompt") { lines in lines.last { !$0.isEmpty } == "shell>" }
        try await Probe.expectTerminalGivenBack(session)
    }

    @Test("A trap of Swift's own gives the terminal back, and its message and the whole report are seen")
    func trap() async throws {
        let session = try await Probe.shell(backtrace: "enable=yes,interactive=no,color=no", rows: 400)
        try await start("keys", in: session)
        try session.press("M-t")
        try await session.wait(forText: "a trap on purpose")
        try await session.wait(forText: "Backtrace took", within: .seconds(60))
        try await session.wait(for: "a prompt", within: .seconds(60)) { lines in lines.last { !$0.isEmpty } == "shell>"
        }
        try await Probe.expectTerminalGivenBack(session)
    }

    @Test("Suspending gives the terminal back, continuing takes it again with everything on it")
    func suspend() async throws {
        let session = try await Probe.shell()
        try await start("keys --mouse", in: session)
        try session.press("a", "C-z")
        try await session.wait(forText: "Stopped")
        try await Probe.expectTerminalGivenBack(session)
        try session.type("fg\n")
        try await session.wait(for: "the screen") { $0[1] == "key a" && $0[23].hasPrefix("ready 1") }
        #expect(try session.state("alternate_on") == "1")
        #expect(try session.state("mouse_standard_flag") == "1")
        try session.press("b")
        try await session.wait(forText: "key b")
        try session.press("C-z")
        try await session.wait(forText: "Stopped")
        try session.type("fg\n")
        try await session.wait(forText: "key b")
        try session.press("q")
        try await session.wait(forText: "probe: quit")
        try await Probe.expectTerminalGivenBack(session)
    }

    @Test("A window that changed its size meanwhile is noticed on continuing")
    func resizedWhileStopped() async throws {
        let session = try await Probe.shell()
        try await start("keys", in: session)
        try session.press("C-z")
        try await session.wait(forText: "Stopped")
        try session.resize(Size(columns: 70, rows: 15))
        try session.type("fg\n")
        try await session.wait(forText: "size 70x15")
    }

    @Test(
        "Stopped from outside, in the manner that can be caught and in the one that cannot, it comes back whole",
        arguments: ["TSTP", "STOP"])
    func stopped(name: String) async throws {
        let session = try await Probe.shell()
        try await start("keys", in: session)
        try session.press("a")
        try await session.wait(forText: "key a")
        try send(name, to: session)
        try await session.wait(forText: "Stopped")
        if name == "TSTP" { try await Probe.expectTerminalGivenBack(session) }
        try session.type("fg\n")
        try await session.wait(for: "the screen") { $0[1] == "key a" && $0[23].hasPrefix("ready 1") }
        try session.press("b")
        try await session.wait(forText: "key b")
        try session.press("q")
        try await session.wait(forText: "probe: quit")
        try await Probe.expectTerminalGivenBack(session)
    }

    @Test("Under make, which has no job control, suspending stops make too")
    func underMake() async throws {
        let session = try await Probe.shell()
        try session.type("printf 'run:\\n\\t@%s keys\\n' '\(Probe.path)' > Makefile; make run\n")
        try await session.wait(forText: "ready")
        try session.press("C-z")
        try await session.wait(forText: "Stopped")
        try await Probe.expectTerminalGivenBack(session)
        try session.type("fg\n")
        try await session.wait(forText: "ready")
        try session.press("j")
        try await session.wait(forText: "key j")
        try session.press("q")
        try await session.wait(forText: "probe: quit")
    }

    @Test("A terminal that goes away ends the program")
    func gone() async throws {
        let session = try await Probe.shell()
        try await start("keys", in: session)
        let process = try #require(Int32(try processID(session)))
        session.stop()
        _ = try await eventually("the program's end") { kill(process, 0) != 0 ? true : nil }
    }

    @Test("What libraries write to standard error is not on the screen, and is seen in the end")
    func standardError() async throws {
        let session = try await Probe.shell()
        try session.type("probe keys\n")
        try await session.wait(forText: "ready")
        try session.press("M-e", "x")
        let lines = try await session.wait(forText: "key x")
        #expect(!lines.contains { $0.contains("complains") })
        try session.press("q")
        try await session.wait(forText: "a library complains")
        try session.type("clear; probe keys\n")
        try await session.wait(forText: "ready 0")
        try session.press("q")
        let later = try await session.wait(forText: "probe: quit")
        #expect(!later.contains { $0.contains("complains") })
    }

    // MARK: No terminal

    @Test(
        "Where there is no terminal of use a sentence says so and nothing else happens",
        arguments: [
            ("probe keys < /dev/null", "Vitrine needs a terminal"),
            ("probe keys | cat; (exit ${PIPESTATUS[0]})", "Vitrine needs a terminal"),
            ("TERM=dumb probe keys", "The terminal \"dumb\""), ("TERM=nonsense probe keys", "terminal \"nonsense\""),
            ("TERM= probe keys", "TERM is not set"),
        ])
    func unusable(command: String, message: String) async throws {
        let session = try await Probe.shell()
        try session.type("\(command); echo status $?\n")
        let lines = try await session.wait(forText: "status 2")
        #expect(lines.contains { $0.contains(message) }, "\(lines)")
        try await Probe.expectTerminalGivenBack(session)
    }

    // MARK: Help

    private func start(_ arguments: String, in session: TmuxSession) async throws {
        try session.type("(echo $BASHPID > pid; exec '\(Probe.path)' \(arguments))\n")
        try await session.wait(forText: "ready")
    }

    /// The process the shell started last.
    private func processID(_ session: TmuxSession) throws -> String {
        let file = session.folder.appendingPathComponent("pid")
        return try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .newlines)
    }

    private func send(_ signal: String, to session: TmuxSession) throws {
        let numbers = [
            "TERM": SIGTERM, "INT": SIGINT, "HUP": SIGHUP, "SEGV": SIGSEGV, "ABRT": SIGABRT, "BUS": SIGBUS,
            "ILL": SIGILL, "TRAP": SIGTRAP, "FPE": SIGFPE, "QUIT": SIGQUIT, "TSTP": SIGTSTP, "STOP": SIGSTOP,
        ]
        let process = try #require(Int32(try processID(session)))
        #expect(kill(process, try #require(numbers[signal])) == 0)
    }
}
