internal import Foundation

/// Starting of programs without the machinery of `Foundation.Process`, which wants a run loop.
package enum Spawn {
    /// A program that could not be started or driven.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Starts a program found in the search path.
    ///
    /// - Parameter terminal: the path of a terminal that becomes the program's own, or else `output` is what it writes
    ///   to, and `input` what it reads, if anything.
    static func start(
        _ command: [String], environment: [String: String], terminal: String? = nil, input: Int32? = nil,
        output: Int32 = -1
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, terminal ?? "/dev/null", O_RDWR, 0)
        }
        for descriptor: Int32 in [1, 2] {
            posix_spawn_file_actions_adddup2(&actions, terminal == nil ? output : 0, descriptor)
        }
        // Leading a session of its own, the program gets the terminal it opens first as its own.
        var flags = Int16(POSIX_SPAWN_SETSIGMASK)
        if terminal != nil { flags |= newSession }
        posix_spawnattr_setflags(&attributes, flags)
        // The threads tests run on block signals, and programs inherit that.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        let words = command.map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + variables { free(word) } }
        var process: pid_t = 0
        let error = posix_spawnp(&process, command[0], &actions, &attributes, words, variables)
        if error != 0 { throw Failure(description: "cannot start \(command[0]): \(String(cString: strerror(error)))") }
        return process
    }

    /// Runs a program to its end and answers what it wrote.
    package static func run(_ command: [String]) throws -> (status: Int32, output: String) {
        // A file, not a pipe: whatever the program leaves running may keep it open without keeping us.
        let file = try temporaryFile()
        defer { close(file) }
        var environment = ProcessInfo.processInfo.environment
        environment["LC_ALL"] = "C.UTF-8"
        environment["TMUX"] = nil
        let status = wait(for: try start(command, environment: environment, output: file))
        return (status, text(of: file))
    }

    /// A file without a name, which goes when it is closed.
    static func temporaryFile() throws -> Int32 {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Failure(description: "cannot write \(path)") }
        unlink(path)
        return file
    }

    /// Everything in a file so far, as somebody else writes it.
    static func text(of file: Int32) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = pread(file, &buffer, buffer.count, off_t(bytes.count)), count > 0 {
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// POSIX_SPAWN_SETSID of the GNU C library, which shows it only to programs that ask for its extensions.
    private static let newSession: Int16 = 0x80

    /// Waits for a program's end; answers its exit status, or 128 and the signal that ended it.
    static func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }
}
