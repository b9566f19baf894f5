import Catalog
import CatalogService
import Foundation
import OpenStack
import Testing

@Suite("How transfers end", .timeLimit(.minutes(2)))
struct TransferEndTests {
    private let scratch = Scratch()
    private let cloud = ScriptedCloud(session())

    private func desk() async throws -> (Desk, TransferWatch) {
        let desk = Desk(scratch, journal: scratch.journal)
        await desk.open(cloud)
        try await desk.passes(1)
        cloud.forgetCalls()
        return (desk, TransferWatch(desk))
    }

    // MARK: Comparing

    @Test("Data that arrived as something else is said to have, with both hashes; it is not tried again")
    func mismatch() async throws {
        let other = String(repeating: "ab", count: 64)
        cloud.with { state in
            state.afterwards = { words, cloud in
                if words == "upload 1" { cloud.change(id(1)) { $0.hashDigest = other } }
            }
        }
        let (desk, watch) = try await desk()
        _ = await desk.create(new(1, .file(path: try scratch.file())))
        let transfer = try await desk.end(in: watch)
        let problem = try #require(transfer.problem)
        #expect(transfer.state == .failed)
        #expect(problem.reason.contains("3 bytes with sha512 \(DataDigest.scripted([1, 2, 3]).hex) went out"))
        #expect(problem.reason.contains("3 bytes with sha512 \(other) are there"))
        #expect(problem.advice == "Do not use the image \(id(1)): delete it, and upload again.")
        #expect(transfer.remedies == [.forget, .delete])
        #expect(await desk.activity().first?.outcome == .failed)
    }

    @Test("Fewer bytes than were sent are something else, too")
    func tooShort() async throws {
        cloud.with { state in
            state.afterwards = { words, cloud in
                if words == "upload 1" { cloud.change(id(1)) { $0.size = 2 } }
            }
        }
        let (desk, watch) = try await desk()
        _ = await desk.create(new(1, .file(path: try scratch.file())))
        let transfer = try await desk.end(in: watch)
        #expect(transfer.state == .failed)
        #expect(transfer.problem?.reason.contains("3 bytes with") == true)
        #expect(transfer.problem?.reason.contains("2 bytes with") == true)
    }

    @Test("Where the service hashes by another function nothing is claimed")
    func incomparable() async throws {
        cloud.with { state in
            state.afterwards = { words, cloud in
                guard words == "upload 1" else { return }
                cloud.change(id(1)) { image in
                    image.hashAlgorithm = "blake2b"
                    image.hashDigest = "00"
                }
            }
        }
        let (desk, watch) = try await desk()
        _ = await desk.create(new(1, .file(path: try scratch.file())))
        #expect(try await desk.end(in: watch).state == .done(isVerified: false))
        #expect(await desk.activity().first?.deed == .uploaded(bytes: 3, digest: nil))
    }

    @Test("Trouble with the connection after all was sent is waited out; then it is compared")
    func lookRefused() async throws {
        cloud.with { state in
            state.trouble = { $0 == "image 1" ? .refusedConnection : nil }
        }
        let (desk, watch) = try await desk()
        _ = await desk.create(new(1, .file(path: try scratch.file())))
        try await desk.wait("the trouble", in: watch) { $0.problem != nil }
        #expect(watch[first]?.state == .processing)
        cloud.with { $0.trouble = { _ in nil } }
        #expect(try await desk.end(in: watch).state == .done(isVerified: true))
        #expect(watch[first]?.problem == nil)
        #expect(cloud.writes == ["create 1", "upload 1"])
    }

    // MARK: The file

    @Test("A file that was changed after it was chosen is not sent before somebody says so; then as it is now")
    func fileChanged() async throws {
        let file = try scratch.file([1, 2, 3])
        cloud.with { state in
            state.afterwards = { words, _ in
                if words == "create 1" { try? Data([4, 5, 6, 7]).write(to: URL(fileURLWithPath: file)) }
            }
        }
        let (desk, watch) = try await desk()
        _ = await desk.create(new(1, .file(path: file)))
        let transfer = try await desk.end(in: watch)
        #expect(transfer.state == .failed)
        #expect(transfer.problem?.reason == "the file was changed after the image had been described")
        #expect(transfer.remedies == [.retry, .forget, .delete])
        #expect(cloud.writes == ["create 1"])
        #expect(try await desk.retry(in: watch).state == .done(isVerified: true))
        #expect(cloud.image(numbered: 1)?.size == 4)
        #expect(cloud.writes == ["create 1", "upload 1"])
    }

    @Test("A file that is gone when its turn comes: the record is offered for a retry, which needs the file")
    func fileGone() async throws {
        let file = try scratch.file()
        cloud.with { state in
            state.afterwards = { words, _ in
                if words == "create 1" { try? FileManager.default.removeItem(atPath: file) }
            }
        }
        let (desk, watch) = try await desk()
        _ = await desk.create(new(1, .file(path: file)))
        let transfer = try await desk.end(in: watch)
        #expect(transfer.state == .failed)
        #expect(transfer.problem?.reason == "\(file): No such file or directory")
        #expect(transfer.remedies == [.retry, .forget, .delete])
        await desk.service.retryTransfer(first)
        try await desk.wait("another reason", in: watch) { $0.problem?.attempt.hasPrefix("Could not retry") == true }
        #expect(cloud.writes == ["create 1"])
        _ = try scratch.file()
        #expect(try await desk.retry(in: watch).state == .done(isVerified: true))
    }

    // MARK: The service

    @Test(
        "A refusal that leaves the record as it was can be tried again, to the right hash",
        arguments: [
            Problem(.conflict, attempt: "Could not upload", reason: "in use", httpStatus: 409),
            Problem(.limitReached, attempt: "Could not upload", reason: "over quota", httpStatus: 413),
            Problem(.forbidden, attempt: "Could not upload", reason: "no right", httpStatus: 403),
            Problem(.unauthorized, attempt: "Could not upload", reason: "token expired", httpStatus: 401),
        ])
    func refused(_ refusal: Problem) async throws {
        cloud.with { $0.trouble = { $0 == "upload 1" ? refusal : nil } }
        let (desk, watch) = try await desk()
        let creation = await desk.create(new(1, .file(path: try scratch.file()), members: theirs))
        let transfer = try await desk.end(in: watch)
        #expect(transfer.state == .failed)
        #expect(transfer.problem == refusal)
        #expect(transfer.remedies == [.retry, .forget, .delete])
        #expect(creation.words == ["created 1", "ended"], "record and member are there")
        #expect(await desk.activity().first?.reason == refusal.reason)
        cloud.with { $0.trouble = { _ in nil } }
        #expect(try await desk.retry(in: watch).state == .done(isVerified: true))
        #expect(cloud.writes == ["create 1", "add 1 0b", "upload 1", "upload 1"])
    }

    private static let broken = Problem(.unreachable, attempt: "Could not upload", reason: "the connection broke off")

    @Test(
        "A connection that breaks while data is sent is taken up again by itself: all is sent anew, to the right hash")
    func resumed() async throws {
        cloud.with { $0.trouble = { $0 == "upload 1" ? Self.broken : nil } }
        let (desk, watch) = try await desk()
        _ = await desk.create(new(1, .file(path: try scratch.file()), members: theirs))
        try await desk.wait(
            "the break", for: { _ in watch[first].map { "\($0.state)".contains("sent anew") } ?? false })
        #expect(watch[first]?.isUnderWay == true)
        // Nor can the service be asked for a while.
        cloud.with { $0.trouble = { $0 == "image 1" ? .refusedConnection : nil } }
        try await desk.wait("the trouble", in: watch) { $0.problem != nil }
        cloud.with { $0.trouble = { _ in nil } }
        #expect(try await desk.end(in: watch).state == .done(isVerified: true))
        #expect(watch[first]?.problem == nil)
        #expect(cloud.writes == ["create 1", "add 1 0b", "upload 1", "upload 1"])
    }

    @Test("A connection that breaks each time is given up after the third, and left to the user")
    func givenUp() async throws {
        cloud.with { $0.trouble = { $0 == "upload 1" ? Self.broken : nil } }
        let (desk, watch) = try await desk()
        _ = await desk.create(new(1, .file(path: try scratch.file())))
        let transfer = try await desk.end(in: watch)
        #expect(transfer.state == .failed)
        #expect(transfer.problem == Self.broken)
        #expect(transfer.remedies == [.retry, .forget, .delete])
        #expect(cloud.writes == ["create 1", "upload 1", "upload 1", "upload 1"])
    }

    @Test("What somebody else brought while the connection was broken stays, and nothing is sent over it")
    func filledWhileBroken() async throws {
        cloud.with { $0.trouble = { $0 == "upload 1" ? Self.broken : nil } }
        let (desk, watch) = try await desk()
        _ = await desk.create(new(1, .file(path: try scratch.file())))
        try await desk.wait(
            "the break", for: { _ in watch[first].map { "\($0.state)".contains("sent anew") } ?? false })
        cloud.finishImport(id(1))
        let transfer = try await desk.end(in: watch)
        #expect(transfer.problem?.reason == "somebody else has brought other data meanwhile, and that stays")
        #expect(cloud.writes == ["create 1", "upload 1"])
    }

    @Test("Data of another format than was said spoils the record: only deleting helps")
    func wrongFormat() async throws {
        let refusal = Problem(.refused, attempt: "Could not upload", reason: "not a qcow2", httpStatus: 415)
        cloud.with { $0.trouble = { $0 == "upload 1" ? refusal : nil } }
        let (desk, watch) = try await desk()
        _ = await desk.create(new(1, .file(path: try scratch.file())))
        let transfer = try await desk.end(in: watch)
        #expect(transfer.state == .failed)
        #expect(transfer.remedies == [.forget, .delete])
        await desk.service.retryTransfer(first)
        await desk.time.advance(by: .seconds(1))
        #expect(cloud.writes == ["create 1", "upload 1"])
    }

    @Test(
        "An image that somebody deleted meanwhile: that is said, and there is nothing left to be done but to clear it")
    func deletedMeanwhile() async throws {
        cloud.with { state in
            state.afterwards = { words, cloud in if words == "create 1" { cloud.delete(id(1)) } }
        }
        let (desk, watch) = try await desk()
        _ = await desk.create(new(1, .file(path: try scratch.file())))
        let transfer = try await desk.end(in: watch)
        #expect(transfer.state == .failed)
        #expect(transfer.problem?.kind == .notFound)
        #expect(transfer.remedies == [.forget])
    }

    @Test("Data that somebody else brought meanwhile is not replaced")
    func filledMeanwhile() async throws {
        cloud.with { state in
            state.afterwards = { words, cloud in
                guard words == "create 1" else { return }
                cloud.change(id(1)) { image in
                    image.status = .active
                    image.size = 7
                }
            }
        }
        let (desk, watch) = try await desk()
        _ = await desk.create(new(1, .file(path: try scratch.file())))
        let transfer = try await desk.end(in: watch)
        #expect(transfer.state == .failed)
        #expect(transfer.problem?.httpStatus == 409)
        #expect(transfer.remedies == [.forget, .delete])
        #expect(cloud.image(numbered: 1)?.size == 7)
    }
}
