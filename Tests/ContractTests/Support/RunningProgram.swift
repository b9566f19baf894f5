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
        get throws { try pid_t(state("pane_pid")) ?? -1 }
    }

    /// The screen as if it were one line.
    var text: String {
        get throws { try lines().joined(separator: " ").joinedBlanks }
    }
}
