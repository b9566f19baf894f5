import Foundation
import TestSupport

/// Programs that take their time: run beside the threads that tests share.
enum Shell {
    /// Runs a program with nothing in its environment but `PATH` and what is given, and answers its exit status and
    /// all it wrote.
    static func run(
        _ command: [String], environment: [String: String] = [:]
    ) async throws -> (status: Int32, output: String) {
        var variables = ["LC_ALL": "C.UTF-8", "PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""]
        variables.merge(environment) { $1 }
        let words = ["env", "-i"] + variables.map { "\($0.key)=\($0.value)" } + command
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try Spawn.run(words) })
            }
        }
    }
}
