package import Canvas
internal import Foundation

/// A program on a pseudo-terminal without anything behind it: for counting the bytes it writes.
///
/// Not for two threads at once.
package final class PseudoTerminal {
    private let controller: Int32
    private let process: pid_t
    /// Everything the program wrote and no call has answered yet.
    private var unread: [UInt8] = []

    /// Starts a program with nothing in its environment but `PATH`, `TERM`, UTF-8 and `environment`.
    package init(
        _ command: [String], size: Size = Size(columns: 80, rows: 24), term: String,
        environment: [String: String] = [:]
    ) throws {
        // As posix_openpt, grantpt, unlockpt and ptsname do it on Linux; Swift does not see those.
        controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var unlocked: Int32 = 0
        var number: Int32 = 0
        guard ioctl(controller, 0x4004_5431, &unlocked) == 0, ioctl(controller, 0x8004_5430, &number) == 0 else {
            throw Spawn.Failure(description: "no pseudo-terminal")
        }
        var variables = ["TERM": term, "LC_ALL": "C.UTF-8", "PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""]
        variables.merge(environment) { $1 }
        var window = winsize(ws_row: UInt16(size.rows), ws_col: UInt16(size.columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(controller, UInt(TIOCSWINSZ), &window)
        process = try Spawn.start(command, environment: variables, terminal: "/dev/pts/\(number)")
    }

    deinit {
        kill(process, SIGKILL)
        close(controller)
        _ = Spawn.wait(for: process)
    }

    /// The process of the program.
    package var processID: Int32 { process }

    /// Types text.
    package func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(controller, bytes, bytes.count)
    }

    /// Reads until the program wrote `end`; answers everything before it.
    ///
    /// - Throws: `DeadlinePassed`
    package func read(until end: UInt8, within limit: Duration = .seconds(20)) throws -> [UInt8] {
        let deadline = ContinuousClock.now + limit
        while true {
            if let index = unread.firstIndex(of: end) {
                defer { unread.removeFirst(index + 1) }
                return Array(unread[..<index])
            }
            guard readMore(until: deadline) else {
                throw DeadlinePassed(description: "no byte \(end) in \(String(decoding: unread, as: UTF8.self))")
            }
        }
    }

    /// Reads until the program has closed its terminal; answers the rest of what it wrote.
    package func readToEnd(within limit: Duration = .seconds(20)) -> [UInt8] {
        let deadline = ContinuousClock.now + limit
        while readMore(until: deadline) {}
        defer { unread = [] }
        return unread
    }

    private func readMore(until deadline: ContinuousClock.Instant) -> Bool {
        var events = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
        let left = max(.zero, deadline - .now).components
        guard poll(&events, 1, Int32(left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000)) > 0 else {
            return false
        }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Foundation.read(controller, &buffer, buffer.count)
        guard count > 0 else { return false }
        unread += buffer[..<count]
        return true
    }
}
