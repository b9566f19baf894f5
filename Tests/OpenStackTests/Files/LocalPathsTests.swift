import Catalog
import Foundation
import OpenStack
import TestSupport
import Testing

@Suite("Paths as users type them")
struct LocalPathsTests {
    private let home: TemporaryFolder
    private let current: TemporaryFolder
    private let paths: LocalPaths

    init() throws {
        home = try TemporaryFolder()
        current = try TemporaryFolder()
        paths = LocalPaths(homeDirectory: home.url.path, currentDirectory: current.url.path)
    }

    @Test("A tilde is the home directory, and relative paths count from the current one")
    func absolute() {
        #expect(paths.absolute("~") == home.url.path)
        #expect(paths.absolute("~/a b.raw") == home.url.path + "/a b.raw")
        #expect(paths.absolute("~other/a") == current.url.path + "/~other/a")
        #expect(paths.absolute("a.raw") == current.url.path + "/a.raw")
        #expect(paths.absolute("/a.raw") == "/a.raw")
    }

    @Test("A file is looked at by its content, and its facts have the whole path")
    func look() async throws {
        var header = [UInt8](repeating: 0, count: 66_000)
        header.replaceSubrange(0..<8, with: [0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 2])
        // 2 GiB, and no tables.
        header[24 + 4] = 0x80
        let path = try home.file("disk.img", bytes: header)
        let facts = try await paths.look(at: "~/disk.img").get()
        #expect(facts.path == path)
        #expect(facts.fileName == "disk.img")
        #expect(facts.format == .qcow2)
        #expect(facts.size == 66_000)
        #expect(facts.minDisk == 2)
        #expect(facts.warnings == ["It is QCOW2, although many take “.img” for raw data."])
    }

    @Test("What is no readable file is told in words")
    func unreadable() async throws {
        let missing = await paths.look(at: "missing.raw")
        #expect(
            throws: Problem(
                .file, attempt: "Could not read \(current.url.path)/missing.raw", reason: "there is no such file")
        ) {
            try missing.get()
        }
        let folder = await paths.look(at: "~")
        #expect(throws: Problem(.file, attempt: "Could not read \(home.url.path)", reason: "it is a folder")) {
            try folder.get()
        }
    }

    @Test("Completion offers folders and files that look like images before other files, as they were typed")
    func complete() async throws {
        let folder = home.url.appendingPathComponent("north")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        for name in ["north/a.raw", "no-notes.txt", "noble.img", "node.QCOW2", "other.raw", ".nothing"] {
            _ = try home.file(name, "")
        }
        #expect(
            await paths.complete("~/no") == ["~/noble.img", "~/node.QCOW2", "~/north/", "~/no-notes.txt"])
        #expect(await paths.complete("~/north/") == ["~/north/a.raw"])
        #expect(await paths.complete("~/north") == ["~/north/"])
        #expect(await paths.complete("~") == ["~/"])
        #expect(await paths.complete("~/.") == ["~/.nothing"])
        #expect(await paths.complete(home.url.path + "/oth") == [home.url.path + "/other.raw"])
    }

    @Test("Nothing is offered where the path is complete, or the folder cannot be read")
    func completed() async throws {
        _ = try current.file("a.raw", "")
        #expect(await paths.complete("a.ra") == ["a.raw"])
        #expect(await paths.complete("") == ["a.raw"])
        #expect(await paths.complete("a.raw").isEmpty)
        #expect(await paths.complete("missing/a").isEmpty)
        #expect(await paths.complete("a.raw/").isEmpty)
    }

    @Test("Names that cannot be typed, pipes and broken links are not offered; links to files are")
    func odd() async throws {
        _ = try current.file("a\u{1B}[31m.raw", "")
        let target = try current.file("b.raw", "")
        try #require(mkfifo(current.url.path + "/pipe", 0o600) == 0)
        try FileManager.default.createSymbolicLink(atPath: current.url.path + "/link.raw", withDestinationPath: target)
        try FileManager.default.createSymbolicLink(
            atPath: current.url.path + "/lost.raw", withDestinationPath: "nowhere")
        #expect(await paths.complete("") == ["b.raw", "link.raw"])
    }

    @Test("Large folders offer as many as anybody reads")
    func large() async throws {
        for number in 100..<200 { _ = try current.file("\(number).raw", "") }
        #expect(await paths.complete("1").count == 50)
    }
}
