import Foundation

/// The program as people get it: built for release, given by `make check-release`.
enum ReleaseProgram {
    struct Missing: Error, CustomStringConvertible {
        let description = "VITRINE_PROGRAM is not set: run make check-release"
    }

    static func path() throws -> String {
        guard let path = ProcessInfo.processInfo.environment["VITRINE_PROGRAM"] else { throw Missing() }
        return path
    }
}
