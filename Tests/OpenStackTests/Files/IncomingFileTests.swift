import Catalog
import Foundation
import TestSupport
import Testing

@testable import OpenStack

@Suite("Files that data comes into")
struct IncomingFileTests {
    private let folder: TemporaryFolder
    private let image = Image(id: ImageID("418f8306-d10c"), name: "a")

    init() throws { folder = try TemporaryFolder() }

    private var path: String { folder.url.path + "/a" }
    private var export: ImageExport { ImageExport(image, to: path) }

    private func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("What comes is hashed, lies beside the file until it gets its name, and is gone then")
    func whole() async throws {
        let file = try IncomingFile(export, algorithm: .md5)
        try await file.append(Array("ab".utf8))
        try await file.append(Array("c".utf8))
        #expect(file.count == 3)
        // RFC 1321, A.5.
        #expect(file.digest?.hex == "900150983cd24fb0d6963f7d28e17f72")
        #expect(text(path) == nil && text(export.partPath) == "abc")
        try file.settle()
        #expect(text(path) == "abc" && text(export.partPath) == nil)
    }

    @Test("What an earlier attempt left is hashed first; more than there should be is thrown away")
    func takeUp() async throws {
        try Data("ab".utf8).write(to: URL(fileURLWithPath: export.partPath))
        let file = try IncomingFile(export, algorithm: .md5)
        #expect(file.count == 0)
        try await file.takeUp(atMost: 3)
        #expect(file.count == 2)
        try await file.append(Array("c".utf8))
        #expect(file.digest?.hex == "900150983cd24fb0d6963f7d28e17f72")
        try await file.takeUp(atMost: 2)
        #expect(file.count == 0 && file.digest?.byteCount == 0)
        #expect(text(export.partPath) == "")
    }

    @Test("Without a hash nothing of an earlier attempt is used")
    func unverifiable() async throws {
        try Data("ab".utf8).write(to: URL(fileURLWithPath: export.partPath))
        let file = try IncomingFile(export, algorithm: nil)
        try await file.takeUp(atMost: 3)
        #expect(file.count == 0 && file.digest == nil)
    }

    @Test("A file that is there is replaced only if that was allowed")
    func replacing() async throws {
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
        let file = try IncomingFile(export, algorithm: nil)
        try await file.append([65])
        #expect(throws: Problem.self) { try file.settle() }
        #expect(text(path) == "mine" && text(export.partPath) == "A")
        var allowed = export
        allowed.replaces = true
        #expect(throws: Problem.self, "it is locked") { try IncomingFile(allowed, algorithm: nil) }
        // Whoever wrote for it may hold on to it for a moment.
        file.unlock()
        let other = try IncomingFile(allowed, algorithm: .md5)
        try await other.takeUp(atMost: nil)
        try other.settle()
        #expect(text(path) == "A")
    }

    @Test("What is not the image's data is put away, beside what was put away before")
    func putAway() async throws {
        for number in 1...3 {
            let file = try IncomingFile(export, algorithm: nil)
            try await file.append([UInt8(64 + number)])
            let place = try file.putAway()
            #expect(place == path + [".corrupt", ".corrupt-2", ".corrupt-3"][number - 1])
            #expect(text(place) == ["A", "B", "C"][number - 1])
        }
    }

    @Test("A link, a folder or a second name in the place of what has come so far is not written to")
    func planted() throws {
        let victim = folder.url.path + "/victim"
        try Data("precious".utf8).write(to: URL(fileURLWithPath: victim))
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: export.partPath, withDestinationPath: victim)
        #expect(throws: Problem.self) { try IncomingFile(export, algorithm: nil) }
        try manager.removeItem(atPath: export.partPath)
        try manager.linkItem(atPath: victim, toPath: export.partPath)
        #expect(throws: Problem.self) { try IncomingFile(export, algorithm: nil) }
        try manager.removeItem(atPath: export.partPath)
        try manager.createDirectory(atPath: export.partPath, withIntermediateDirectories: false)
        #expect(throws: Problem.self) { try IncomingFile(export, algorithm: nil) }
        #expect(text(victim) == "precious")
    }

    @Test("A folder stands for the proposed name in it; what is there and the room for more are told")
    func facts() async throws {
        let found = try await TargetFacts.found(at: folder.url.path, for: image)
        #expect(found.path == path && found.existing == nil && found.part == 0 && found.free > 0)
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
        try Data("ab".utf8).write(to: URL(fileURLWithPath: export.partPath))
        let again = try await TargetFacts.found(at: folder.url.path + "/", for: image)
        #expect(again.path == path && again.existing == 4 && again.part == 2)
    }

    @Test(
        "Where no file can be written it is said why",
        arguments: [
            ("no/such/a", "there is no folder"), ("\(String(repeating: "x", count: 256))", "its name is too long"),
            ("a\0b", "its name holds a character that no name may hold"),
        ])
    func refused(_ name: String, _ reason: String) async throws {
        let problem = await problem { try await TargetFacts.found(at: folder.url.path + "/" + name, for: image) }
        #expect(problem?.kind == .file && problem?.reason.hasPrefix(reason) == true)
    }
}
