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
            "R86: single actions that are denied in mid-session are told in the service's words in every dialog; the image stays, and the same input goes through later"
        )
        func denied() async throws {
            let stage = try await Stage.begin()
            let (team, proxy, seat) = (stage.team, stage.proxy, stage.seat)
            let id = try await team.owner.createActive("0-denied")
            let before = try await team.owner.record(id)
            try await seat.refresh()

            /// Presses keys, and expects that the refusal is told with all there is to know of it.
            func expectRefusal(_ what: String, _ keys: [String]) async throws {
                let words = "The platform denies to \(what) this."
                try await proxy.relent()
                for method in ["POST", "PATCH", "PUT", "DELETE"] {
                    try await proxy.rule(
                        "answer",
                        [
                            "status": 403, "method": .string(method), "body": ["message": .string(words)],
                            "headers": ["x-openstack-request-id": .string(Fault.requestID)],
                        ])
                }
                seat.go(to: id)
                for key in keys { seat.press(key) }
                try await seat.wait(forWords: words)
                #expect(seat.says("Your roles in this project: member"), "\(what): \(seat.text)")
                #expect(seat.says(Fault.requestID), "\(what)")
                #expect(seat.entry(id)?.image.json == before.withSortedTags, "\(what): the row is as it was")
            }
            try await expectRefusal("describe", ["m", "+", "fresh", "Enter", "mine", "Enter", "C-s"])
            seat.leaveDialogs()
            try await expectRefusal("share", ["s", team.receiver.project, "C-s"])
            seat.leaveDialogs()
            try await expectRefusal("offer", ["v", "Down", "C-s"])
            seat.leaveDialogs()
            try await expectRefusal("deactivate", ["t", "Enter"])
            try await expectRefusal("delete", ["D", "Enter"])
            seat.leaveDialogs()
            #expect(try await team.owner.record(id) == before)
            #expect(try await proxy.requests().allSatisfy { $0.method == "GET" || $0.status == 403 })

            try await expectRefusal("edit", ["e", "C-u", "0-mine", "C-s"])
            #expect(seat.says("Edit Image"), "the dialog stays with its input")
            try await proxy.relent()
            seat.press("C-s")
            try await seat.wait(forWords: "1 attribute updated")
            #expect(try await team.owner.record(id).differs(from: before) == ["name"])
        }

        @Test(
            "R86: a role that is taken away in mid-session: the service's refusal is explained with the roles that are left, and the image stays"
        )
        func demoted() async throws {
            let stage = try await Stage.begin()
            let team = stage.team
            let person = try #require(team.reader)
            let id = try await team.owner.createActive("0-ours")
            let before = try await team.owner.record(id)
            try await team.change("PUT", "member", of: person)
            try await Seat.use(["person": team.entry(person, at: stage.proxy.keystone())]) { seat in
                try await seat.synchronised()
                seat.go(to: id)
                seat.press("e", "C-u", "0-renamed")
                try await team.change("DELETE", "member", of: person)
                // The service would believe the old token for a while.
                try await stage.proxy.expireTokens()
                seat.press("C-s")
                try await seat.wait(forWords: "Changes need the role member in the project that owns the image")
                #expect(seat.says("You are not authorized to complete modify_image action"))
                #expect(seat.says("Your roles in this project: reader."))
                #expect(seat.says("req-") && !seat.text.contains("<br"))
                #expect(seat.says("Edit Image"), "the dialog stays with its input")
                #expect(seat.entry(id)?.image.name == "0-ours")
                #expect(try await team.owner.record(id) == before)
            }
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
