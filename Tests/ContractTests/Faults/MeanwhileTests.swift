import Catalog
import Testing

extension OwnersStage {
    /// Issue 3, section 6: somebody else changes or deletes the image between opening a dialog and submitting it.
    @Suite("Images that others change or delete while a dialog is open", .serialized)
    struct MeanwhileTests {
        /// A dialog that somebody has filled in, but for its last key.
        private struct Dialog: Sendable {
            let title: String
            /// Of the image that it is opened for.
            var visibility = "private"
            /// Opens it and fills it in.
            let fill: @Sendable (Seat, Team) async throws -> Void

            static let all = [
                Dialog(title: "Edit Image") { seat, _ in seat.press("e", "C-u", "0-mine") },
                Dialog(title: "Update Metadata") { seat, _ in
                    seat.press("m")
                    try await seat.wait(forText: "kept")
                    seat.press("+", "fresh", "Enter", "mine", "Enter")
                },
                Dialog(title: "Share Image", visibility: "shared") { seat, team in
                    seat.press("s")
                    try await seat.wait(forText: "none yet")
                    seat.press(team.receiver.project)
                },
                Dialog(title: "Edit Visibility") { seat, _ in seat.press("v", "Down") },
            ]
        }

        @Test(
            "Deleted meanwhile: Edit, Metadata, Share and Visibility tell so, with the request's ID; nothing is sent, the row goes"
        )
        func deleted() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            var ids: [ImageID] = []
            for (number, dialog) in Dialog.all.enumerated() {
                ids.append(try await team.owner.createActive("0-doomed-\(number)", dialog.visibility, ["kept": "1"]))
            }
            try await seat.refresh()
            for (dialog, id) in zip(Dialog.all, ids) {
                seat.go(to: id)
                try await dialog.fill(seat, team)
                #expect(seat.says(dialog.title))
                try await team.owner.delete(id)
                seat.press("C-s")
                try await seat.wait(forWords: "No image found with ID \(id)")
                #expect(seat.says("req-"), "\(dialog.title)")
                #expect(seat.says(dialog.title), "the dialog stays with its input")
                try await seat.wait("the row to go", of: id) { $0 == nil || $0?.isWithdrawn == true }
                seat.leaveDialogs()
            }
            try await stage.expectNothingSent()
        }

        @Test(
            "Deleted meanwhile: what switches or deletes it says that it is gone, and so is the row",
            arguments: ["t", "D"])
        func goneBefore(key: String) async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.createActive("0-doomed-\(key)")
            try await seat.refresh()
            seat.go(to: id)
            seat.press(key)
            try await seat.wait(forText: "0-doomed-\(key)")
            try await team.owner.delete(id)
            seat.press("Enter")
            try await seat.wait(forWords: key == "D" ? "It was deleted already." : "No image found with ID \(id)")
            try await seat.wait("the row to go", of: id) { $0 == nil || $0?.isWithdrawn == true }
            seat.leaveDialogs()
        }

        @Test(
            "R12: made community meanwhile, an image is neither switched nor deleted by an answer about a private one",
            arguments: ["t", "D"])
        func publishedBefore(key: String) async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.createActive("0-promoted-\(key)")
            try await seat.refresh()
            seat.go(to: id)
            seat.press(key)
            try await seat.wait(forText: "0-promoted-\(key)")
            try await team.admin.set(id, ["visibility": "community"])
            seat.press("Enter")
            try await seat.wait(forWords: "it was made community meanwhile, and was private")
            try await stage.expectNothingSent()
            #expect(try await team.admin.record(id)["status"] == "active")
            try await seat.wait("the row", of: id) { $0?.image.visibility == .community }
            seat.leaveDialogs()
            try await team.admin.delete(id)
        }

        @Test(
            "Edit Image, changed meanwhile: what and how is shown; who then sends nothing leaves it as the other made it"
        )
        func edited() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.createActive("0-first")
            try await seat.refresh()
            seat.go(to: id)
            seat.press("e", "C-u", "0-mine")
            try await team.owner.set(id, ["name": "0-theirs"])
            try await expectConflict(stage, "0-first → 0-theirs. Conflict", on: id)
            #expect(try await team.owner.record(id)["name"] == "0-theirs")
        }

        @Test(
            "Update Metadata, changed meanwhile: the value that is there now is shown; sent all the same, only mine changes"
        )
        func described() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.createActive("0-described", "private", ["kept": "before"])
            try await seat.refresh()
            seat.go(to: id)
            seat.press("m")
            try await seat.wait(forText: "before")
            seat.press("Enter", "C-u", "mine", "Enter")
            try await team.owner.set(id, ["kept": "theirs", "more": "theirs"])
            seat.press("C-s")
            try await seat.wait(forWords: "before → theirs")
            try await stage.expectNothingSent("before the answer")
            let before = try await team.owner.record(id)
            seat.press("Enter")
            try await seat.wait(forWords: "Sent over what somebody else had changed.")
            let record = try await team.owner.record(id)
            #expect(record["kept"] == "mine")
            #expect(record.differs(from: before) == ["kept"])
            try await stage.expect(["PATCH"])
        }

        @Test("Share Image, made private meanwhile: nothing is sent, and what stands in the way is told")
        func shared() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.createActive("0-offered", "shared")
            try await seat.refresh()
            seat.go(to: id)
            seat.press("s")
            try await seat.wait(forText: "none yet")
            seat.press(team.receiver.project)
            try await team.owner.set(id, ["visibility": "private"])
            seat.press("C-s")
            try await seat.wait(forWords: "it is private, and only shared images have members")
            try await stage.expectNothingSent()
            // Somebody else offers it to the same project: it is a member once, and that is no failure.
            try await team.owner.set(id, ["visibility": "shared"])
            try await team.owner.share(id, with: team.receiver.project)
            seat.press("C-s")
            try await seat.wait(forWords: "Shared with 1 project, waiting for acceptance")
            #expect(try await team.owner.answers(on: id) == [team.receiver.project: "pending"])
        }

        @Test("Edit Visibility, promoted meanwhile: that is shown, and who sends nothing leaves it to all projects")
        func switched() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.createActive("0-switched", "shared")
            try await seat.refresh()
            seat.go(to: id)
            seat.press("v", "Up")
            try await team.admin.set(id, ["visibility": "community"])
            seat.press("C-s")
            #expect(seat.says("make it private?"))
            try await expectConflict(stage, "shared → community", on: id, key: "Enter")
            #expect(try await team.owner.record(id)["visibility"] == "community")
            try await team.admin.delete(id)
        }

        /// Submits, and sends nothing over what the other has changed.
        private func expectConflict(
            _ stage: Stage, _ words: String, on id: ImageID, key: String = "C-s"
        ) async throws {
            let before = try await stage.team.owner.record(id)
            stage.seat.press(key)
            try await stage.seat.wait(forWords: words)
            stage.seat.leaveDialogs()
            try await stage.expectNothingSent()
            #expect(try await stage.team.owner.record(id) == before)
        }
    }
}
