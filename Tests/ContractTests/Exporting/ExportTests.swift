import Catalog
import CatalogService
import Foundation
import OpenStack
import TestSupport
import Testing

extension PanesTests {
    /// R31 to R38 against the real service, whose connections break, whose answers lie, and whose tokens end.
    @Suite("Exports by an administrator", .serialized, .stage(.administrator))
    struct ExportTests {
        private static func entry(_ stage: Stage) throws -> JSONValue {
            try PrivateCloud.stock.entry("admin", at: stage.proxy.keystone())
        }

        @Test(
            "R31, R32, R34, R37: deactivated, read, reactivated; the same bytes, verified; what was deactivated stays so"
        )
        func whole() async throws {
            let stage = try await Stage.begin()
            let (owner, scratch) = (stage.team.owner, try Scratch())
            let image = try await Exported("whole", kilobytes: 3_000, by: owner, in: scratch)
            let old = try await Exported("old", kilobytes: 10, by: owner, in: scratch)
            try await owner.call("POST", "/v2/images/\(old.id)/actions/deactivate")
            try await Dock.use(try Self.entry(stage), in: scratch) { dock in
                let end = try await dock.export(image.export, as: Transfer.ID("1"))
                #expect(end.state == .done(isVerified: true), "\(end)")
                #expect(try await dock.export(old.export, as: Transfer.ID("2")).state == .done(isVerified: true))
            }
            #expect(
                try await stage.proxy.exporting(image.id) == [
                    "POST actions/deactivate", "GET file", "POST actions/reactivate",
                ])
            #expect(try await image.fileHash() == image.sha512)
            #expect(try await image.status(owner) == "active")
            #expect(try await stage.proxy.exporting(old.id) == ["GET file"], "R34")
            #expect(try await old.status(owner) == "deactivated")
            let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
            #expect(!names.contains { $0.hasSuffix(".part") })
        }

        @Test("R33: cut off at random offsets, and with a token that ends meanwhile, it goes on from where it was")
        func cuts() async throws {
            let stage = try await Stage.begin()
            let (owner, proxy, scratch) = (stage.team.owner, stage.proxy, try Scratch())
            let image = try await Exported("cut", kilobytes: 3_000, by: owner, in: scratch)
            let offsets = (0..<3).map { _ in Int64.random(in: 1..<Int64(image.size / 4)) }
            try await Dock.use(try Self.entry(stage), in: scratch) { dock in
                for (number, offset) in offsets.enumerated() {
                    let how = ["reset", "cut", "stall"][number]
                    try await proxy.rule(
                        how == "stall" ? "cut" : how,
                        ["method": "GET", "path": "/file$", "after": .integer(offset), "times": 1])
                }
                try await proxy.rule("hold", ["method": "GET", "path": "/file$", "times": 1])
                await dock.service.export(image.export, as: Transfer.ID("1"))
                try await proxy.request("the fourth attempt") { request in
                    request.path.hasSuffix("/file") && request.ended == nil
                        && request.headers["Range"] != nil
                }
                let attempts = { try await proxy.exporting(image.id).count { $0 == "GET file" } }
                let end = ContinuousClock.now + .seconds(20)
                while try await attempts() < 4, ContinuousClock.now < end {
                    try await Task.sleep(for: .milliseconds(20))
                }
                // The one that is held has its token already; what follows a refusal has a new one.
                try await proxy.expireTokens()
                try await proxy.relent()
                let done = try await dock.exportEnds(Transfer.ID("1"))
                #expect(done.state == .done(isVerified: true), "\(offsets): \(done)")
            }
            #expect(try await image.fileHash() == image.sha512, "\(offsets)")
            #expect(try await image.status(owner) == "active")
            let reads = try await proxy.requests().filter { $0.path.hasSuffix("/file") }
            let ranges = reads.dropFirst().compactMap { $0.headers["Range"]?.string }
            // An attempt that brought nothing asks for everything again.
            #expect(ranges.allSatisfy { $0.hasPrefix("bytes=") && $0 != "bytes=0-" })
            #expect(reads.contains { $0.status == 401 }, "the token that ended was refused")
        }

        @Test(
            "R37: a flipped byte, and an end that comes too early: put away as corrupt, with both hashes, and reactivated"
        )
        func corrupt() async throws {
            let stage = try await Stage.begin()
            let (owner, proxy, scratch) = (stage.team.owner, stage.proxy, try Scratch())
            let image = try await Exported("flip", kilobytes: 64, by: owner, in: scratch)
            try await Dock.use(try Self.entry(stage), in: scratch) { dock in
                try await proxy.rule(
                    "replace",
                    [
                        "method": "GET", "path": "/file$", "times": 1, "type": "application/octet-stream",
                        "body": .string(String(repeating: "x", count: image.size)),
                    ])
                let flipped = try await dock.export(image.export, as: Transfer.ID("1"))
                #expect(flipped.state == .failed)
                #expect(flipped.problem?.reason.contains(image.sha512) == true)
                #expect(try await image.fileHash() == nil, "no final file exists that was not verified")
                let corrupt = try #require(try await image.fileHash(".corrupt"))
                #expect(flipped.problem?.reason.contains(corrupt) == true)
                #expect(try await image.status(owner) == "active", "R33")
                try await proxy.rule("truncate", ["method": "GET", "path": "/file$", "times": 1, "after": 1_000])
                await dock.service.retryTransfer(Transfer.ID("1"))
                try await dock.wait("the second failure", of: Transfer.ID("1")) {
                    $0.problem?.reason.contains("1000 bytes") == true && $0.remedies.contains(.retry)
                }
                #expect(try await image.fileHash() == nil)
                #expect(try await dock.retry(Transfer.ID("1")).state == .done(isVerified: true))
            }
            #expect(try await image.fileHash() == image.sha512)
            #expect(try await image.status(owner) == "active")
        }

        @Test(
            "R33: a reactivation that is refused stays in sight with the image's ID until it is done, across a restart")
        func leftDeactivated() async throws {
            let stage = try await Stage.begin()
            let (owner, proxy, scratch) = (stage.team.owner, stage.proxy, try Scratch())
            let image = try await Exported("left", kilobytes: 10, by: owner, in: scratch)
            try await proxy.rule(
                "answer", ["method": "POST", "path": "/reactivate$", "status": 403, "body": ["message": "Not now."]])
            let entry = try Self.entry(stage)
            try await Dock.use(entry, in: scratch) { dock in
                let end = try await dock.export(image.export, as: Transfer.ID("1"))
                #expect(end.state == .done(isVerified: true))
                #expect(end.holdProblem?.sentence.contains("\(image.id)") == true)
                #expect(end.holdProblem?.reason == "Not now.")
            }
            #expect(try await image.status(owner) == "deactivated")
            try await Dock.use(entry, in: scratch) { dock in
                try await dock.wait("the same at the next start", of: Transfer.ID("1")) { $0.holdProblem != nil }
                try await proxy.relent()
                await dock.service.reactivate(Transfer.ID("1"))
                try await dock.wait("the reactivation", of: Transfer.ID("1")) { !$0.isHolding }
            }
            #expect(try await image.status(owner) == "active")
        }

        @Test("Refused parts, an image without data, one that was changed: told, or fetched anew, and never mixed")
        func odd() async throws {
            let stage = try await Stage.begin()
            let (owner, proxy, scratch) = (stage.team.owner, stage.proxy, try Scratch())
            let image = try await Exported("odd", kilobytes: 64, by: owner, in: scratch, deactivates: false)
            try Data(repeating: 1, count: 1_000).write(to: URL(filePath: image.export.partPath))
            try await Dock.use(try Self.entry(stage), in: scratch) { dock in
                // What lies there is not of the image: the hash says so.
                let mixed = try await dock.export(image.export, as: Transfer.ID("1"))
                #expect(mixed.state == .failed && mixed.problem?.reason.contains(image.sha512) == true)
                #expect(try await image.fileHash() == nil)
                // A service, or a store, that has no parts.
                try Data(repeating: 1, count: 1_000).write(to: URL(filePath: image.export.partPath))
                try await proxy.rule("answer", ["method": "GET", "path": "/file$", "status": 416, "times": 1])
                #expect(try await dock.retry(Transfer.ID("1")).state == .done(isVerified: true))
                // More than there is: not asked for at all.
                let other = try await Exported("longer", kilobytes: 8, by: owner, in: scratch, deactivates: false)
                try Data(repeating: 1, count: 9_000).write(to: URL(filePath: other.export.partPath))
                #expect(try await dock.export(other.export, as: Transfer.ID("2")).state == .done(isVerified: true))
                #expect(try await other.fileHash() == other.sha512)
                // Its record says that it has data, and it has none.
                let queued = try await owner.create("none")
                let none = ImageExport(Image(id: queued, name: "none"), to: scratch.path + "/none")
                #expect(
                    try await dock.export(none, as: Transfer.ID("3")).problem?.reason == "it has no data; it is queued")
            }
            #expect(try await image.fileHash() == image.sha512)
        }

        @Test("R35: the owner exports plainly; deactivated, the service itself closes the data to him, and it is said")
        func owner() async throws {
            let stage = try await Stage.begin()
            let (team, scratch) = (stage.team, try Scratch())
            let image = try await Exported("mine", kilobytes: 10, by: team.owner, in: scratch, deactivates: false)
            try await Dock.use(team.entry(team.owner, at: stage.proxy.keystone()), in: scratch) { dock in
                #expect(try await dock.export(image.export, as: Transfer.ID("1")).state == .done(isVerified: true))
                try await team.owner.call("POST", "/v2/images/\(image.id)/actions/deactivate")
                var second = image.export
                second.path += "-2"
                let refused = try await dock.export(second, as: Transfer.ID("2"))
                #expect(refused.state == .failed && refused.problem?.kind == .forbidden)
            }
            #expect(try await image.fileHash() == image.sha512)
            #expect(
                try await stage.proxy.exporting(image.id) == ["GET file", "GET file"], "nothing was deactivated for it")
        }

        @Test(
            "R30, R36, R38: x in Admin, the box by the threshold, a file that is there, and the end on the status line")
        func dialog() async throws {
            let stage = try await Stage.begin()
            let (seat, scratch) = (stage.seat, try Scratch())
            let image = try await Exported("0-shown", kilobytes: 10, by: stage.team.owner, in: scratch)
            try Data("mine".utf8).write(to: URL(filePath: scratch.path + "/0-shown.raw"))
            try await seat.refresh()
            seat.go(to: image.id)
            seat.press("x", "C-u", scratch.path + "/")
            try await seat.wait(forText: "A file of 4 B is there already.")
            #expect(seat.says("Deactivate [ ]"), "R36: it is a small one")
            seat.press("C-s")
            #expect(seat.says("Allow to replace the file, or choose another name."), "R38")
            seat.press("Space")
            seat.press("C-s")
            try await seat.wait(forWords: "was exported to \(scratch.path)/0-shown.raw, verified.")
            #expect(try await stage.proxy.exporting(image.id) == ["GET file"])
            let saved = try await Shell.run(["sha512sum", scratch.path + "/0-shown.raw"]).output.prefix(128)
            #expect(saved == image.sha512)
            #expect(try await image.status(stage.team.owner) == "active")
        }
    }
}
