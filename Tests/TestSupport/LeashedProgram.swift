internal import Foundation

/// A program beside the tests that ends when its standard input does: with this value, or with the process.
package final class LeashedProgram: Sendable {
    private let process: pid_t
    private let leash: Int32
    private let output: Int32

    /// Starts a program that was written to heed such a leash, in the environment of the tests.
    package init(_ command: [String]) throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Spawn.Failure(description: "no pipe") }
        // What else is started must not hold the leash.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        leash = ends[1]
        output = try Spawn.temporaryFile()
        process = try Spawn.start(
            command, environment: ProcessInfo.processInfo.environment, input: ends[0], output: output)
    }

    deinit {
        close(leash)
        close(output)
        _ = Spawn.wait(for: process)
    }

    /// Waits for the first line that the program writes.
    package func firstLine(within limit: Duration = .seconds(30)) async throws -> String {
        let state = { Spawn.text(of: self.output) }
        return try await eventually("a line of the program", within: limit, state: state) {
            let text = Spawn.text(of: output)
            return text.contains("\n") ? text.split(separator: "\n").first.map(String.init) : nil
        }
    }
}
