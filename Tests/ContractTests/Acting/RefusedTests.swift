import Catalog
import Testing

extension OwnersStage {
    /// Who may not do something is told why before anything is sent, and what the service refuses nevertheless is explained;
    /// either way the image stays as it was.
    @Suite("What may not be done", .serialized)
    struct RefusedTests {
        private static let changing = ["e", "m", "s", "v", "t", "D", "N"]

        @Test("A reader is told which role is missing, for every dialog, and nothing is sent")
        func reader() async throws {
            let stage = try await Stage.begin()
            let team = stage.team
            let reader = try #require(team.reader)
            let id = try await team.owner.createActive("ubuntu-24.04-read-v1.0")
            let offered = try await team.receiver.createActive("0-offered", "shared")
            try await team.receiver.share(offered, with: team.owner.project)
            let before = try await team.owner.record(id)
            try await Seat.use(["reader": team.entry(reader)]) { seat in
                try await seat.synchronised()
                seat.go(to: id)
                for key in ["n", "U"] + Self.changing {
                    seat.refuses(key, "The role reader may only look: changes need the role member.")
                }
                seat.press("2")
                seat.go(to: offered)
                for key in ["a", "R"] {
                    seat.refuses(key, "The role reader may only look: changes need the role member.")
                }
                #expect(seat.changes.isEmpty)
            }
            #expect(try await team.owner.record(id) == before)
            #expect(try await team.receiver.answers(on: offered) == [team.owner.project: "pending"], "R74")
            // The service agrees.
            let patch: [JSONValue] = [["op": "replace", "path": "/name", "value": "mine"]]
            #expect(try await reader.ask("PATCH", "/v2/images/\(id)", .patch(patch)).status == 403)
        }

        @Test("R12, R13: the receiver of an image, and every project that a published one is for, may not change it")
        func receiver() async throws {
            let stage = try await Stage.begin()
            let team = stage.team
            let shared = try await team.owner.createActive("ubuntu-24.04-shared-v1.0", "shared")
            try await team.owner.share(shared, with: team.receiver.project)
            try await team.receiver.answer(shared, "accepted")
            let cloud = try await Person.named("bob", of: team.cloud)
            let published = try #require(
                try await cloud.images("visibility=public&status=active").first { $0["owner"]?.string != cloud.project }
            )
            let publicID = try #require(published.imageID)
            let before = try await team.owner.record(shared)
            try await Seat.use(["receiver": team.entry(team.receiver)]) { seat in
                try await seat.synchronised()
                let reasons = [shared: "Only its owner, ", publicID: "only administrators may change"]
                for (id, reason) in reasons {
                    seat.go(to: id)
                    for key in ["e", "m", "s", "v", "t", "D"] { seat.refuses(key, reason) }
                }
                seat.press("2")
                seat.go(to: shared)
                for key in ["e", "m", "s", "v", "t", "D"] {
                    seat.refuses(key, "An offer can only be accepted or rejected: the image belongs to")
                }
                #expect(seat.changes.isEmpty)
            }
            #expect(try await team.owner.record(shared) == before)
            #expect(try await cloud.record(publicID) == published)
        }

        @Test(
            "R12, R14: a member neither publishes an own image, nor changes what an administrator has published of it")
        func publishedOwn() async throws {
            let stage = try await Stage.begin()
            let team = stage.team
            let id = try await team.owner.createActive("ubuntu-24.04-own-v1.0")
            let before = try await team.owner.record(id)
            try await Seat.use(["owner": team.entry(team.owner)]) { seat in
                try await seat.synchronised()
                seat.go(to: id)
                for choice in [["Down", "Down"], ["End"]] {
                    seat.press("v")
                    for key in choice { seat.press(key) }
                    seat.press("C-s")
                    #expect(seat.says("Only administrators make images"), "R14")
                    seat.press("Esc", "Enter")
                }
                #expect(seat.changes.isEmpty)
                #expect(try await team.owner.record(id) == before)

                try await team.admin.set(id, ["visibility": "community"])
                try await seat.refresh()
                let published = try await team.owner.record(id)
                for key in ["e", "m", "s", "v", "t", "D"] {
                    seat.refuses(key, "It is community: only administrators may change what every project uses.")
                }
                #expect(seat.changes.isEmpty)
                #expect(try await team.owner.record(id) == published)
            }
        }
    }
}
