import Catalog
import Testing

extension OwnersStage {
    /// What a project does with what it is offered.
    @Suite("The receiver's answers", .serialized)
    struct ReceiverTests {
        @Test("R73, R75: a rejected offer stays in Shared with Me, from where it is accepted later; U takes that back")
        func rejectThenAccept() async throws {
            let stage = try await Stage.begin()
            let team = stage.team
            let id = try await team.owner.createActive("0-offered", "shared")
            try await team.owner.share(id, with: team.receiver.project)
            try await Seat.use(["receiver": team.entry(team.receiver)], pane: .shared) { seat in
                try await seat.synchronised()
                seat.go(to: id)
                seat.press("R")
                #expect(seat.says("Reject 0-offered from"))
                #expect(try await team.owner.answers(on: id) == [team.receiver.project: "pending"])
                seat.press("Enter")
                try await seat.wait(forWords: "Rejected: 0-offered stays here, to be accepted later.")
                #expect(try await team.owner.answers(on: id) == [team.receiver.project: "rejected"])
                try await seat.wait("the rejection", of: id) { $0?.offer?.status == .rejected }
                #expect(!seat.ids(.images).contains(id))
                seat.refuses("R", "Your project has rejected it already.")

                seat.press("a", "Enter")
                try await seat.wait(forWords: "Accepted: 0-offered is among the images now.")
                #expect(try await team.owner.answers(on: id) == [team.receiver.project: "accepted"])
                try await seat.wait("the acceptance", of: id) { $0?.offer?.status == .accepted }
                #expect(seat.ids(.images).contains(id) && seat.ids(.shared).contains(id))
                #expect(try await team.receiver.ids().contains(id))
                try await seat.expectChanges(["PUT", "PUT"])

                seat.press("U")
                try await seat.wait(forWords: "Undo Accept Offer of")
                seat.press("Enter")
                try await seat.wait(forWords: "Undone:")
                #expect(try await team.owner.answers(on: id) == [team.receiver.project: "rejected"])
            }
        }

        @Test(
            "R73: marked offers are answered together; one that was taken back meanwhile is told, and its row is marked gone"
        )
        func several() async throws {
            let stage = try await Stage.begin()
            let team = stage.team
            var ids: [ImageID] = []
            for number in 1...3 {
                let id = try await team.owner.createActive("0-several-\(number)", "shared")
                try await team.owner.share(id, with: team.receiver.project)
                ids.append(id)
            }
            try await Seat.use(["receiver": team.entry(team.receiver)], pane: .shared) { seat in
                try await seat.synchronised()
                seat.press("/", "0-several", "Enter")
                #expect(seat.ids(.shared) == Set(ids))
                try await team.owner.withdrawShare(ids[1], from: team.receiver.project)
                seat.press("*", "a")
                #expect(seat.says("for which its project administrator is responsible."), "R74")
                #expect(seat.changes.isEmpty)
                seat.press("Enter")
                try await seat.wait(forText: "repeat the failed ones")
                #expect(seat.says("No image found"))
                for id in [ids[0], ids[2]] {
                    #expect(try await team.owner.answers(on: id) == [team.receiver.project: "accepted"])
                }
                #expect(try await team.owner.answers(on: ids[1]) == [:])
                try await seat.wait("the end of the offer", of: ids[1]) { $0 == nil || $0?.isWithdrawn == true }
            }
        }
    }
}
