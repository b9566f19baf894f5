import Canvas
import Foundation
import TestSupport
import Testing

/// One after the other: a process that another test starts would hold the copy of the program open that is being written.
@Suite("The release program can be given away", .serialized)
struct DistributionTests {
    @Test("only libc, ncursesw, SQLite, zlib and the runtimes of C and C++ stay dynamic")
    func libraries() throws {
        let (status, output) = try Spawn.run(["ldd", try ReleaseProgram.path()])
        #expect(status == 0)
        let allowed = [
            "linux-vdso.so", "ld-linux", "libc.so", "libm.so", "libgcc_s.so", "libstdc++.so", "libncursesw.so",
            "libtinfo.so", "libsqlite3.so", "libz.so",
        ]
        let needed = output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(needed.contains { $0.hasPrefix("libc.so") })
        #expect(needed.filter { line in !allowed.contains { line.contains($0) } } == [])
    }

    @Test("it runs from any folder, without Swift in reach")
    func alone() throws {
        let folder = try emptyFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let copy = folder.appendingPathComponent("vitrine").path
        try FileManager.default.copyItem(atPath: try ReleaseProgram.path(), toPath: copy)
        let (status, output) = try Spawn.run(["env", "-i", "PATH=/usr/bin:/bin", copy, "--version"])
        #expect(status == 0)
        #expect(output.firstMatch(of: /^\d+\.\d+\.\d+/) != nil, "\(output)")
    }

    @Test("it shows a real catalogue, and gives the terminal back")
    func catalogue() async throws {
        let cloud = try PrivateCloud.stock()
        let home = try emptyFolder()
        defer { try? FileManager.default.removeItem(at: home) }
        let session = try TmuxSession(
            [try ReleaseProgram.path(), "--os-cloud", "alice"],
            environment: ["HOME": home.path, "OS_CLIENT_CONFIG_FILE": cloud.cloudsYAML])
        try await session.wait(forText: "synced")
        try session.press("q")
        #expect(try await session.waitForExit() == 0)
    }

    private func emptyFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
