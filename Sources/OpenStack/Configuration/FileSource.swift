internal import Glibc

/// Reads configuration files; the tests put another one in its place.
package struct FileSource: Sendable {
    package enum Content: Hashable, Sendable {
        case missing
        /// There, but not to be read; says why.
        case unreadable(String)
        case text(String)
    }

    package var read: @Sendable (_ path: String) -> Content

    /// Why a file cannot be read that is not needed yet; nil if it can.
    package var refusal: @Sendable (_ path: String) -> String?

    package init(
        read: @escaping @Sendable (_ path: String) -> Content,
        refusal: @escaping @Sendable (_ path: String) -> String? = { _ in nil }
    ) {
        self.read = read
        self.refusal = refusal
    }

    /// The files of this machine.
    package static let disk = FileSource(
        read: content, refusal: { access($0, R_OK) == 0 ? nil : String(cString: strerror(errno)) })

    @Sendable private static func content(_ path: String) -> Content {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            return errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(String(cString: strerror(errno)))
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return .unreadable(String(cString: strerror(errno))) }
            if count == 0 { break }
            bytes += chunk[..<count]
            guard bytes.count <= sizeLimit else { return .unreadable("larger than 4 MiB") }
        }
        return .text(String(decoding: bytes, as: UTF8.self))
    }

    /// Bytes; a configuration is a few kilobytes, so anything beyond this is something else.
    private static let sizeLimit = 4 << 20
}
