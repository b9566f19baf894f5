import Catalog
import CatalogService
import OpenStack
import Replica
import Testing

@Suite("Plans about members, offers and deletion", .timeLimit(.minutes(2)))
struct SharingPlanTests {
    private let scratch = Scratch()
    private let cloud = ScriptedCloud(session())

    private func desk() async throws -> Desk {
        let desk = Desk(scratch, journal: scratch.journal)
        await desk.open(cloud)
        try await desk.passes(1)
        cloud.forgetCalls()
        return desk
    }

    @Test("R71: an image that is not shared takes no members; nothing is sent")
    func notShared() async throws {
        cloud.put(image(1))
        let desk = try await desk()
        let words = try await desk.run(plan(step(1, .addMember(theirs))))[0][0]
        #expect(words.hasSuffix("it is private, and only shared images have members"))
        #expect(cloud.asked == ["image 1"])
    }

    @Test("A project that is a member already, or is none any more, is no failure")
    func again() async throws {
        cloud.put(image(1, .shared))
        let desk = try await desk()
        #expect(try await desk.run(plan(step(1, .addMember(theirs)))) == [["done"]])
        #expect(
            try await desk.run(plan(step(1, .addMember(theirs)))) == [["unchanged: The project is a member already."]])
        let removal = ImageChange.removeMember(theirs, status: .pending)
        #expect(try await desk.run(plan(step(1, removal))) == [["done"]])
        #expect(
            try await desk.run(plan(step(1, removal))) == [["unchanged: The project was no member any more."]])
        #expect(await desk.activity().count == 2)
    }

    @Test("An answer to an offer shows at once, without a mark")
    func answer() async throws {
        cloud.put(image(1, owner: theirs, .shared))
        cloud.share(id(1), with: mine, .pending)
        let desk = try await desk()
        let change = ImageChange.answerOffer(mine, from: .pending, to: .accepted)
        #expect(try await desk.run(plan(step(1, change))) == [["done"]])
        #expect(cloud.asked == ["image 1", "member 1", "answer 1 accepted", "member 1"])
        try await desk.wait("the row", for: { $0.rows[id(1)]?.offer?.status == .accepted })
        #expect(desk.rows[id(1)]?.news == nil)
    }

    @Test("An offer that was answered otherwise meanwhile is a conflict")
    func answeredOtherwise() async throws {
        cloud.put(image(1, owner: theirs, .shared))
        cloud.share(id(1), with: mine, .rejected)
        let desk = try await desk()
        let change = ImageChange.answerOffer(mine, from: .pending, to: .accepted)
        #expect(try await desk.run(plan(step(1, change))) == [["conflict: member status pending → rejected"]])
        #expect(!cloud.calls.contains { $0.hasPrefix("answer") })
    }

    @Test("A deleted image leaves the panes at once; one that is gone already is no failure")
    func delete() async throws {
        cloud.put(image(1))
        let desk = try await desk()
        #expect(try await desk.run(plan(step(1, .delete))) == [["done"]])
        try await desk.wait("the row", for: { $0.rows[id(1)] == nil })
        #expect(try await desk.run(plan(step(1, .delete))) == [["unchanged: It was deleted already."]])
        #expect(await desk.activity().map(\.outcome) == [.done])
    }

    // MARK: Undo

    @Test("The last change is taken back after a look, once, and then the one before")
    func undo() async throws {
        cloud.put(image(1))
        let desk = try await desk()
        _ = try await desk.run(plan(step(1, publishing), name: "Edit Visibility"))
        _ = try await desk.run(plan(step(1, .deactivate), name: "Deactivate"))
        cloud.forgetCalls()
        let last = try #require(try await desk.service.undoProposal())
        #expect(last.name == "Deactivate")
        #expect(last.plan.steps.map(\.change) == [.reactivate])
        #expect(cloud.asked == ["image 1"])
        #expect(try await desk.run(last.plan) == [["done"]])
        let before = try #require(try await desk.service.undoProposal())
        #expect(before.plan.steps.map(\.change) == [patch(.visibility, .string("public"), .string("private"))])
        #expect(try await desk.run(before.plan) == [["done"]])
        #expect(try await desk.service.undoProposal() == nil)
        #expect(cloud.with { $0.images[id(1)]?.visibility } == .private)
        #expect(await desk.activity().count == 4)
    }

    @Test("What somebody has changed since, or deleted, is told and left alone")
    func undoTooLate() async throws {
        cloud.put(image(1), image(2))
        let desk = try await desk()
        _ = try await desk.run(plan(step(1, publishing), step(2, publishing)))
        cloud.change(id(1)) { $0.visibility = .community }
        cloud.delete(id(2))
        let proposal = try #require(try await desk.service.undoProposal())
        #expect(proposal.plan.steps.isEmpty)
        #expect(
            Set(proposal.refused.map(\.reason)) == [
                "changed since: visibility public → community", "it is gone, or this project does not see it any more",
            ])
        #expect(try await desk.service.undoProposal() == nil)
    }

    @Test(
        "R3: what was described before an image was published is not taken back after, but for a change with a reason")
    func undoPublished() async throws {
        cloud.put(image(1))
        let desk = try await desk()
        _ = try await desk.run(plan(step(1, patch(.property("os_distro"), nil, .string("debian")))))
        cloud.change(id(1)) { $0.visibility = .shared }
        let refused = try #require(try await desk.service.undoProposal())
        #expect(refused.plan.steps.isEmpty)
        #expect(
            refused.refused.map(\.reason) == [
                "it is shared now, and a published image keeps its content (os_distro)"
            ])
        #expect(try await desk.service.undoProposal() == nil)
        var override = plan(step(1, patch(.name, .string("image-1"), .string("other"))))
        override.note = "a wrong name"
        _ = try await desk.run(override)
        let allowed = try #require(try await desk.service.undoProposal())
        #expect(allowed.plan.steps.count == 1 && allowed.plan.note == "a wrong name")
    }

    @Test("R26: members of an image that is not shared any more rest, and undoing says so instead of passing over them")
    func undoResting() async throws {
        cloud.put(image(1, .shared))
        let desk = try await desk()
        _ = try await desk.run(plan(step(1, .addMember(ProjectID("theirs")))))
        cloud.change(id(1)) { $0.visibility = .community }
        let proposal = try #require(try await desk.service.undoProposal())
        #expect(proposal.plan.steps.isEmpty)
        #expect(proposal.refused.map(\.reason) == ["it is community now, and only shared images have members"])
    }

    @Test("Deleting cannot be undone and is passed over")
    func deletionStays() async throws {
        cloud.put(image(1), image(2))
        let desk = try await desk()
        _ = try await desk.run(plan(step(1, publishing)))
        _ = try await desk.run(plan(step(2, .delete)))
        #expect(try await desk.service.undoProposal()?.plan.steps.map(\.image) == [id(1)])
    }
}
