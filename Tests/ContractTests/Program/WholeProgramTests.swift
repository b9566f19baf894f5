import Canvas
import Catalog
import Foundation
import TestSupport
import Testing

/// Issue 2, section 5, with the program itself in a terminal.
@Suite("The whole program in a terminal", .serialized)
struct WholeProgramTests {
    @Test(
        "Trouble comes and goes: refused, an error page, silence; the rows stay, and it says when it is connected again"
    )
    func trouble() async throws {
        try await FaultProxy.use(PrivateCloud.strict) { proxy, scratch in
            let session = try RunningProgram.start(["alice": proxy.entry("alice", ["api_timeout": 3])], in: scratch)
            try await session.wait(forText: "synced ")
            let row = try #require(try session.lines().first { $0.contains(" active ") })
            let name = try #require(row.split(separator: " ").first { $0.count > 3 })

            func meet(
                _ words: String, badge: String = "offline", over: String = "Connected again.",
                _ begin: () async throws -> Void, end: () async throws -> Void
            ) async throws {
                try await begin()
                try session.press("r")
                let lines = try await session.wait(forText: words, within: .seconds(60))
                #expect(lines.contains { $0.contains(name) }, "the rows stay while it says: \(words)")
                try await session.wait(for: "the badge", within: .seconds(30)) { $0[0].contains(" \(badge) ") }
                try await end()
                try await session.wait(forText: over, within: .seconds(60))
                try await session.wait(for: "no badge") { !$0[0].contains(" \(badge) ") }
                try session.press("Escape")
                try await session.wait(for: "an empty line") { !$0.joined().contains(over) }
            }
            try await meet("the connection is refused") {
                try await proxy.setListening("image", false)
                try await proxy.dropConnections()
            } end: {
                try await proxy.setListening("image", true)
            }
            try await meet(
                "Out of workers. Try again later; if it stays so, tell the site's operators. req-17",
                badge: "service error", over: "The service answers as it should again."
            ) {
                try await proxy.rule(
                    "answer",
                    [
                        "status": 500, "body": "<html><h1>Error</h1><p>Out of workers</p></html>",
                        "headers": ["X-Openstack-Request-Id": "req-17"], "path": "^/v2/images",
                    ])
            } end: {
                try await proxy.relent()
            }
            try await meet("no answer within the time allowed") {
                try await proxy.rule("stall", ["after": -1, "path": "^/v2/images"])
            } end: {
                try await proxy.relent()
            }
            try session.press("q")
            #expect(try await session.waitForExit() == 0)
        }
    }

    @Test("The terminal is given back after quitting and after signals", arguments: ["q", "TERM", "HUP", "INT"])
    func givenBack(_ way: String) async throws {
        let cloud = try PrivateCloud.strict
        let scratch = try Scratch()
        let variables = try RunningProgram.variables(["alice": cloud.entry("alice")], in: scratch)
        let session = try TmuxSession(
            ["bash", "--norc", "--noprofile", "-i"], size: Size(columns: 140, rows: 40),
            environment: variables.merging(["PS1": "shell> "]) { $1 })
        try await session.wait(forText: "shell>")
        try session.type("stty -g > before; echo ready'.'\n")
        try await session.wait(forText: "ready.")
        try session.type("'\(RunningProgram.path)' & echo $! > pid; fg\n")
        try await session.wait(forText: "synced ")
        #expect(try session.state("alternate_on") == "1")
        if way == "q" {
            try session.press("q")
        } else {
            let pid = try String(contentsOf: session.folder.appendingPathComponent("pid"), encoding: .utf8)
            let signals = ["TERM": SIGTERM, "HUP": SIGHUP, "INT": SIGINT]
            kill(try #require(pid_t(pid.trimmingCharacters(in: .newlines))), try #require(signals[way]))
        }
        try await session.wait(for: "the shell") { lines in lines.last { !$0.isEmpty } == "shell>" }
        let status = ["q": 0, "TERM": 143, "HUP": 129, "INT": 130][way] ?? -1
        try session.type("echo status $?.; stty -g | cmp before - && echo as be'fore'\n")
        try await session.wait(forText: "as before")
        let text = try session.text
        #expect(text.contains("status \(status)."), "\(text)")
        #expect(try session.state("alternate_on") == "0")
        #expect(try session.state("cursor_flag") == "1")
    }

    @Test(
        "What is typed in a dialog when the connection drops is offered at the next start",
        arguments: [SIGHUP, SIGTERM])
    func draft(_ number: Int32) async throws {
        let scratch = try Scratch()
        let entries = ["alice": try PrivateCloud.strict.entry("alice")]
        let session = try RunningProgram.start(entries, in: scratch)
        try await session.wait(forText: "synced ")
        try session.press("n")
        try await session.wait(forText: "No data yet")
        try session.type("/nowhere/draft.qcow2")
        try await session.wait(forText: "/nowhere/draft.qcow2")
        kill(try session.process, number)
        #expect(try await session.waitForExit() == Int(128 + number))
        let next = try RunningProgram.start(entries, in: scratch)
        try await next.wait(forText: "Go on with Create Image")
        try next.press("Enter")
        try await next.wait(forText: "/nowhere/draft.qcow2")
        try next.press("Escape")
        try await next.wait(forText: "Discard what you")
        try next.press("Enter")
        next.stop()
    }

    @Test("Without a terminal it says so and ends with 2")
    func noTerminal() async throws {
        let scratch = try Scratch()
        let entries = ["alice": try PrivateCloud.strict.entry("alice")]
        let (status, output) = try await Shell.run(
            [RunningProgram.path], environment: try RunningProgram.variables(entries, in: scratch))
        #expect(status == 2)
        #expect(output.hasPrefix("vitrine: "))
        #expect(output.contains("terminal"))
        #expect(output.split(separator: "\n").count == 1)
    }
}
