import Catalog
import CatalogService
import Foundation
import OpenStack
import TestSupport
import Testing

extension OwnersStage {
    /// Issue 3, section 6: whatever breaks on the way of record, members and data, nothing is lost, nothing is done twice,
    /// and what is half done is shown.
    @Suite("Trouble while an image is created", .serialized)
    struct CreationFaultTests {
        /// Where the connection is cut, and whether the service has done its part by then.
        private struct Cut: CustomStringConvertible {
            let description: String
            let doing: String
            let fields: [String: JSONValue]
            /// Whether the program gets over it by itself.
            var isOvercome = false

            /// The request does not arrive.
            static func before(_ method: String, _ path: String, isOvercome: Bool = false) -> Cut {
                Cut(
                    description: "before \(method) \(path)", doing: "close",
                    fields: ["method": .string(method), "path": .string(path)], isOvercome: isOvercome)
            }

            /// The service does it, and its answer is lost.
            static func answer(_ method: String, _ path: String) -> Cut {
                Cut(
                    description: "the answer to \(method) \(path)", doing: "close",
                    fields: ["method": .string(method), "path": .string(path), "forward": true], isOvercome: true)
            }

            /// The connection breaks after so many bytes of the request.
            static func middle(_ method: String, _ path: String, after: Int64) -> Cut {
                Cut(
                    description: "after \(after) bytes of \(method) \(path)", doing: "reset",
                    fields: [
                        "method": .string(method), "path": .string(path), "of": "request", "after": .integer(after),
                    ], isOvercome: true)
            }

            static let all = [
                before("POST", "^/v2/images$"), answer("POST", "^/v2/images$"),
                before("POST", "/members$"), answer("POST", "/members$"),
                before("PUT", "/file$", isOvercome: true), middle("PUT", "/file$", after: 3 << 20),
                answer("PUT", "/file$"),
            ]
        }

        @Test(
            "The connection is cut at every stage: by itself or by a retry one image comes of it, with its member and the right data"
        )
        func everyCut() async throws {
            let stage = try await Stage.begin()
            let (team, proxy, scratch) = (stage.team, stage.proxy, try Scratch())
            let file = try await PlainFile("disk.raw", megabytes: 8, in: scratch)
            let entry = team.entry(team.owner, at: proxy.keystone())
            try await Dock.use(entry, in: scratch) { dock in
                for (number, cut) in Cut.all.enumerated() {
                    try await expectRecovery(from: cut, number, file, dock, proxy, team)
                }
            }
        }

        private func expectRecovery(
            from cut: Cut, _ number: Int, _ file: PlainFile, _ dock: Dock, _ proxy: FaultProxy, _ team: Team
        ) async throws {
            let words = "\(cut)" as Comment
            let image = file.image("cut-\(number)", members: team.receiver.project)
            let (transfer, id) = (Transfer.ID("\(number)"), try #require(image.id))
            try await proxy.forgetRequests()
            var fields = cut.fields
            fields["times"] = 1
            try await proxy.rule(cut.doing, fields)
            let refusal = await dock.create(image, as: transfer)
            var shown = try await dock.end(of: transfer)
            if cut.isOvercome {
                #expect(refusal == nil, words)
                #expect(shown?.state == .done(isVerified: true), words)
            } else {
                // It stopped somewhere, and says where and what can be done.
                let stopped = try #require(shown, words)
                #expect(stopped.state == .failed, words)
                #expect(stopped.problem?.reason.isEmpty == false, words)
                #expect(stopped.remedies.contains(.retry), words)
                try await proxy.relent()
                shown = try await dock.retry(transfer)
                #expect(shown?.state == .done(isVerified: true), "\(cut): \(String(describing: shown))")
            }
            try await proxy.relent()
            #expect(try await team.owner.ids("name=cut-\(number)") == [id], words)
            #expect(try await team.owner.answers(on: id) == [team.receiver.project: "pending"], words)
            let record = try await team.owner.record(id)
            #expect(record["status"] == "active", words)
            #expect(record["os_hash_value"] == .string(file.sha512), words)
            // What was answered well was not asked for again.
            let answered = try await proxy.requests().filter {
                $0.method != "GET" && $0.status.map { $0 < 300 } == true
            }
            #expect(Set(answered.map { $0.method + $0.path }).count == answered.count, words)
        }

        @Test(
            "Trouble with the connection after all data was sent is waited out, and the hash is compared all the same")
        func cutAfterwards() async throws {
            let stage = try await Stage.begin()
            let (team, proxy, scratch) = (stage.team, stage.proxy, try Scratch())
            let file = try await PlainFile("disk.raw", megabytes: 1, in: scratch)
            let image = file.image("look")
            let id = try #require(image.id)
            try await proxy.rule("close", ["method": "GET", "path": .string("/v2/images/\(id)$"), "times": 4])
            try await Dock.use(team.entry(team.owner, at: proxy.keystone()), in: scratch) { dock in
                #expect(await dock.create(image, as: Transfer.ID("1")) == nil)
                let end = try await dock.end(of: Transfer.ID("1"))
                #expect(end?.state == .done(isVerified: true))
            }
            #expect(try await proxy.requests().count { $0.method == "PUT" } == 1)
        }

        // MARK: Refusals

        @Test(
            "Refused in the middle of the data (401, 403, 409, 413, 415, 503): the words are the service's, the record stays, a retry succeeds"
        )
        func refusedInTheMiddle() async throws {
            let refusals: [(status: Int64, kind: Problem.Kind)] = [
                (401, .unauthorized), (403, .forbidden), (409, .conflict), (413, .limitReached), (415, .refused),
                (503, .busy(retryAfter: nil)),
            ]
            let stage = try await Stage.begin()
            let (team, proxy, scratch) = (stage.team, stage.proxy, try Scratch())
            let file = try await PlainFile("disk.raw", megabytes: 8, in: scratch)
            try await Dock.use(team.entry(team.owner, at: proxy.keystone()), in: scratch) { dock in
                for (status, kind) in refusals {
                    let words = "\(status)" as Comment
                    let image = file.image("refused-\(status)")
                    let (transfer, id) = (Transfer.ID("\(status)"), try #require(image.id))
                    try await proxy.rule(
                        "answer",
                        [
                            "status": .integer(status), "early": true, "method": "PUT", "path": "/file$",
                            "body": ["message": "Not like this."],
                        ])
                    #expect(await dock.create(image, as: transfer) == nil, words)
                    let shown = try await dock.end(of: transfer)
                    let stopped = try #require(shown, words)
                    #expect(stopped.state == .failed, words)
                    #expect(stopped.problem?.kind == kind, "\(String(describing: stopped.problem))")
                    if status != 401 { #expect(stopped.problem?.reason == "Not like this.", words) }
                    #expect(try await team.owner.record(id)["status"] == "queued", words)
                    try await proxy.relent()
                    guard status != 415 else {
                        // What is of no use to the service once is of none another time.
                        #expect(stopped.remedies == [.forget, .delete])
                        continue
                    }
                    #expect(stopped.remedies == [.retry, .forget, .delete], words)
                    let end = try await dock.retry(transfer)
                    #expect(end.state == .done(isVerified: true), words)
                    #expect(try await team.owner.record(id)["os_hash_value"] == .string(file.sha512), words)
                }
            }
        }

        @Test("A token that is refused once in the middle of the data is replaced, and the data sent again, unasked")
        func tokenReplaced() async throws {
            let stage = try await Stage.begin()
            let (team, proxy, scratch) = (stage.team, stage.proxy, try Scratch())
            let file = try await PlainFile("disk.raw", megabytes: 8, in: scratch)
            let image = file.image("renewed")
            try await proxy.rule(
                "answer", ["status": 401, "early": true, "method": "PUT", "path": "/file$", "times": 1])
            try await Dock.use(team.entry(team.owner, at: proxy.keystone()), in: scratch) { dock in
                #expect(await dock.create(image, as: Transfer.ID("1")) == nil)
                let end = try await dock.end(of: Transfer.ID("1"))
                #expect(end?.state == .done(isVerified: true))
            }
            let uploads = try await proxy.requests().filter { $0.method == "PUT" }
            #expect(uploads.map(\.status) == [401, 204])
            #expect(Set(uploads.compactMap(\.token)).count == 2)
            #expect(try await team.owner.ids("name=renewed") == [try #require(image.id)])
        }

        // MARK: Others

        @Test(
            "The image is deleted by somebody else while its data is on its way: that is said, and it is not made again"
        )
        func deletedMeanwhile() async throws {
            let stage = try await Stage.begin()
            let (team, proxy, scratch) = (stage.team, stage.proxy, try Scratch())
            let file = try await PlainFile("disk.raw", megabytes: 4, in: scratch)
            let image = file.image("gone")
            let (transfer, id) = (Transfer.ID("1"), try #require(image.id))
            let hold = try await proxy.rule("hold", ["method": "PUT", "path": "/file$"])
            try await Dock.use(team.entry(team.owner, at: proxy.keystone()), in: scratch) { dock in
                #expect(await dock.create(image, as: transfer) == nil)
                try await proxy.request("the data") { $0.method == "PUT" }
                try await team.owner.delete(id)
                try await proxy.remove(hold)
                let shown = try await dock.end(of: transfer)
                let stopped = try #require(shown)
                #expect(stopped.state == .failed)
                #expect(stopped.problem?.reason.isEmpty == false)
                #expect(stopped.remedies == [.forget])
                await dock.service.forgetTransfer(transfer)
                let end = try await dock.end(of: transfer)
                #expect(end == nil)
            }
            #expect(try await team.owner.ids("name=gone").isEmpty)
        }
    }
}
