internal import Canvas
internal import Foundation
internal import Logging
internal import Synchronization

/// A log handler that appends lines to a file of the user's choice, readable by the user alone.
struct FileLog: LogHandler {
    private final class Output: Sendable {
        private let file: Mutex<FileHandle>

        init(_ handle: sending FileHandle) { file = Mutex(handle) }

        func write(_ line: String) {
            file.withLock { file in
                // A full disk must not stop the program; there is nobody to be told but the log itself.
                try? file.write(contentsOf: Data(line.utf8))
            }
        }
    }

    private let output: Output
    private let label: String
    var logLevel = Logger.Level.debug
    var metadata: Logger.Metadata = [:]

    /// - Throws: `CocoaError` or a POSIX error if the file cannot be opened for writing.
    static func logger(path: String) throws -> Logger {
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        let output = Output(FileHandle(fileDescriptor: descriptor, closeOnDealloc: true))
        return Logger(label: "vitrine") { FileLog(output: output, label: $0) }
    }

    private init(output: Output, label: String) {
        self.output = output
        self.label = label
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let extra = all.isEmpty ? "" : " " + all.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: " ")
        let moment = Date.now.formatted(.iso8601)
        output.write("\(moment) \(event.level) \(label): \(Printable("\(event.message)\(extra)").text)\n")
    }
}
