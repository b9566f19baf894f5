import Canvas
import Catalog
import Foundation
import TestSupport

/// The program itself in a terminal of tmux, with a folder of its own.
enum RunningProgram {
    static let path = BuiltProgram.path("vitrine")

    /// Starts it on the first entry of clouds.yaml.
    static func start(
        _ clouds: [String: JSONValue], in scratch: Scratch, _ options: String...,
        size: Size = Size(columns: 140, rows: 45)
    ) throws -> TmuxSession {
        try TmuxSession([path] + options, size: size, environment: try variables(clouds, in: scratch))
    }

    static func variables(_ clouds: [String: JSONValue], in scratch: Scratch) throws -> [String: String] {
        var variables = try scratch.environment(clouds)
        variables["XDG_STATE_HOME"] = scratch.path + "/state"
        variables["XDG_CONFIG_HOME"] = scratch.path + "/config"
        return variables
    }

    /// Runs it to its end, without a terminal.
    static func run(
        _ arguments: String..., environment: [String: String]
    ) async throws -> (status: Int32, output: String) {
        try await Shell.run([path] + arguments, environment: environment)
    }
}

extension TmuxSession {
    /// The program's process: `env` has become it.
    var process: pid_t {
        get throws {
            // A signal to what is no number would go to many.
            guard let process = try pid_t(state("pane_pid")), process > 1 else {
                throw DeadlinePassed(description: "tmux tells of no process")
            }
            return process
        }
    }

    /// Kills the program as the machine's end would, and waits until nothing of it is left: its files are unlocked then.
    /// tmux does not always learn of such an end.
    func killProgram() async throws {
        let process = try process
        kill(process, SIGKILL)
        _ = try await eventually("the end of the killed program") {
            guard let state = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
            let threads = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")
            return state.contains(") Z ") && (threads ?? []).count <= 1 ? true : nil
        }
    }

    /// The screen as if it were one line.
    var text: String {
        get throws { try lines().joined(separator: " ").joinedBlanks }
    }
}
