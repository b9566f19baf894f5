internal import Glibc
internal import Synchronization

/// A program that runs beside this one and has nothing of its terminal: in a session of its own, so that keys such as C-z
/// do not reach it and it can ask nobody anything, with sockets for all that it reads and writes.
final class ChildProcess: Sendable {
    /// What a program left behind.
    struct Outcome: Sendable {
        /// The exit status, or 128 and the number of the signal that ended it.
        var status: Int32
        var output: [UInt8]
        var errors: String
    }

    /// Why a program could not be started: an `errno`.
    struct Failure: Error {
        var code: Int32
    }

    private let input: Int32
    private let output: Int32
    private let errors: Int32
    private let life: Mutex<Life>

    private struct Life {
        let process: pid_t
        var isInputOpen = true
        var isReaped = false
    }

    /// Starts a program by its path.
    ///
    /// - Parameter secret: a line that the program reads from its descriptor 3, where neither lists of processes nor
    ///   files have it.
    init(_ path: String, _ arguments: [String], secret: String = "") throws(Failure) {
        let sockets = try Sockets()
        defer { sockets.closeTheirs() }
        // A line that does not fit is cut short; the program says then what it misses.
        let line = Array("\(secret)\n".utf8)
        _ = line.withUnsafeBytes { send(sockets.secret.ours, $0.baseAddress, $0.count, Self.quietly) }
        close(sockets.secret.ours)
        do throws(Failure) {
            life = Mutex(Life(process: try Self.spawn([path] + arguments, sockets)))
        } catch {
            for pair in [sockets.input, sockets.output, sockets.errors] { close(pair.ours) }
            throw error
        }
        input = sockets.input.ours
        output = sockets.output.ours
        errors = sockets.errors.ours
    }

    deinit {
        // Whoever started it waits for its end. This is for those that failed before.
        if !life.withLock(\.isReaped) {
            kill()
            _ = finish()
        }
        close(output)
        close(errors)
    }

    /// Gives the program something to read. Blocks until it took it; answers whether it did.
    func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = send(input, rest.baseAddress, rest.count, Self.quietly)
            if count < 0, errno != EINTR { return false }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(max(0, count)))
        }
        return true
    }

    /// Tells the program that nothing follows, and waits for its end. Blocks.
    ///
    /// For programs that write little: nothing is read before.
    func finish() -> Outcome {
        let process = life.withLock { life in
            if life.isInputOpen { close(input) }
            life.isInputOpen = false
            return life.process
        }
        let (written, complaints) = (Self.rest(of: output), Self.rest(of: errors))
        // As long as it was not reaped, its number is nobody else's, and may be killed.
        var end = siginfo_t()
        while waitid(P_PID, id_t(process), &end, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        let status = life.withLock { life in
            var status: Int32 = 0
            while waitpid(process, &status, 0) < 0, errno == EINTR {}
            life.isReaped = true
            return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
        }
        return Outcome(status: status, output: written, errors: String(decoding: complaints, as: UTF8.self))
    }

    /// Ends the program at once, wherever it is.
    func kill() {
        life.withLock { life in
            if !life.isReaped { _ = Glibc.kill(life.process, SIGKILL) }
        }
    }

    private static func rest(of socket: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(socket, &buffer, buffer.count)
            if count > 0 { bytes += buffer[..<count] }
            if count == 0 || count < 0 && errno != EINTR { return bytes }
        }
    }

    // MARK: Starting

    /// A write to a program that is gone is an error here, and no signal.
    private static let quietly = Int32(MSG_NOSIGNAL)
    /// `POSIX_SPAWN_SETSID` of the GNU C library, which shows it only to programs that ask for its extensions.
    private static let newSession: Int16 = 0x80

    /// Sockets rather than pipes: those can be made so that no other program that is started meanwhile inherits them.
    private struct Sockets {
        typealias Pair = (ours: Int32, theirs: Int32)
        let input: Pair
        let output: Pair
        let errors: Pair
        let secret: Pair

        init() throws(Failure) {
            var pairs: [Pair] = []
            for _ in 0..<4 {
                var ends: [Int32] = [-1, -1]
                let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
                guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
                    let code = errno
                    for pair in pairs {
                        close(pair.ours)
                        close(pair.theirs)
                    }
                    throw Failure(code: code)
                }
                pairs.append((ends[0], ends[1]))
            }
            (input, output, errors, secret) = (pairs[0], pairs[1], pairs[2], pairs[3])
        }

        func closeTheirs() { for pair in [input, output, errors, secret] { close(pair.theirs) } }
    }

    private static func spawn(_ command: [String], _ sockets: Sockets) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        // Connections and the terminal are nothing to it.
        for descriptor in inheritable() where descriptor > 3 {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        let theirs = [sockets.input, sockets.output, sockets.errors, sockets.secret].map(\.theirs)
        for (number, descriptor) in theirs.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | newSession)
        // Threads here block signals, and programs inherit that.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        let words = command.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, command[0], &actions, &attributes, words, environ)
        if code != 0 { throw Failure(code: code) }
        return process
    }

    /// Open descriptors that programs would inherit.
    private static func inheritable() -> [Int32] {
        guard let folder = opendir("/proc/self/fd") else { return [] }
        defer { closedir(folder) }
        var found: [Int32] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
                start.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let number = Int32(name), fcntl(number, F_GETFD) & FD_CLOEXEC == 0 { found.append(number) }
        }
        return found
    }
}
