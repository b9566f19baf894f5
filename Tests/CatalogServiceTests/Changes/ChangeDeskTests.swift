import Catalog
import CatalogService
import OpenStack
import Replica
import Testing

@Suite("Carrying out plans", .timeLimit(.minutes(2)))
struct ChangeDeskTests {
    private let scratch = Scratch()
    private let cloud = ScriptedCloud(session())

    private func desk(isReadOnly: Bool = false) async throws -> Desk {
        let desk = Desk(scratch, journal: scratch.journal)
        await desk.open(cloud, isReadOnly: isReadOnly)
        try await desk.passes(1)
        cloud.forgetCalls()
        return desk
    }

    @Test("A change is read, sent once, read back, shown at once and without a mark, and kept in the log")
    func change() async throws {
        cloud.put(image(1))
        let desk = try await desk()
        #expect(try await desk.run(plan(step(1, publishing), name: "Edit Visibility")) == [["done"]])
        #expect(cloud.asked == ["image 1", "edit 1 visibility", "image 1"])
        try await desk.wait("the row", for: { $0.rows[id(1)]?.image.visibility == .public })
        #expect(desk.rows[id(1)]?.news == nil)
        let entry = try #require(await desk.activity().first)
        #expect(entry.deed == .changed(publishing))
        #expect(entry.outcome == .done)
        #expect(entry.name == "Edit Visibility")
        #expect(entry.user == "alice")
        #expect(entry.requestID == "req-1")
        #expect(entry.commands == ["openstack image set --public \(id(1))"])
    }

    @Test("What is so already is not sent, and not logged")
    func unchanged() async throws {
        cloud.put(image(1, .public))
        let desk = try await desk()
        #expect(try await desk.run(plan(step(1, publishing))) == [["unchanged"]])
        #expect(cloud.asked == ["image 1"])
        #expect(await desk.activity().isEmpty)
    }

    @Test("Only what the image does not have yet is sent")
    func rest() async throws {
        cloud.put(image(1, .public))
        let desk = try await desk()
        let both = ImageChange.edit(
            ImagePatch([
                ImagePatch.Entry(.visibility, from: .string("private"), to: .string("public")),
                ImagePatch.Entry(.property("os_distro"), from: nil, to: .string("debian")),
            ]))
        #expect(try await desk.run(plan(step(1, both))) == [["done"]])
        #expect(cloud.asked == ["image 1", "edit 1 os_distro", "image 1"])
    }

    // MARK: Other writers

    @Test("A change that another writer overwrites is sent once more")
    func overwrittenOnce() async throws {
        cloud.put(image(1))
        cloud.with { state in
            state.afterwards = { words, cloud in
                guard words.hasPrefix("edit"), cloud.calls.count(where: { $0 == words }) == 1 else { return }
                cloud.change(id(1)) { $0.visibility = .private }
            }
        }
        let desk = try await desk()
        #expect(try await desk.run(plan(step(1, publishing))) == [["done"]])
        #expect(cloud.asked == ["image 1", "edit 1 visibility", "image 1", "edit 1 visibility", "image 1"])
        #expect(cloud.with { $0.images[id(1)]?.visibility } == .public)
    }

    @Test("A change that is overwritten twice is lost, and said to be")
    func overwrittenTwice() async throws {
        cloud.put(image(1))
        cloud.with { state in
            state.afterwards = { words, cloud in
                if words.hasPrefix("edit") { cloud.change(id(1)) { $0.visibility = .private } }
            }
        }
        let desk = try await desk()
        #expect(try await desk.run(plan(step(1, publishing))) == [["lost"]])
        #expect(cloud.calls.count { $0.hasPrefix("edit") } == 2)
        #expect(await desk.activity().map(\.outcome) == [.lost])
    }

    @Test("An attribute that somebody changed since the user saw it is a conflict; nothing is sent")
    func conflict() async throws {
        cloud.put(image(1, .community))
        let desk = try await desk()
        #expect(
            try await desk.run(plan(step(1, publishing))) == [["conflict: visibility private → community"]])
        #expect(cloud.asked == ["image 1"])
        try await desk.wait("the row as it is", for: { $0.rows[id(1)]?.image.visibility == .community })
    }

    @Test("Other attributes that somebody changed are no conflict")
    func noConflict() async throws {
        var changed = image(1)
        changed.name = "renamed"
        cloud.put(changed)
        let desk = try await desk()
        #expect(try await desk.run(plan(step(1, publishing))) == [["done"]])
        #expect(cloud.with { $0.images[id(1)]?.name } == "renamed")
    }

    /// The change of `step` made by somebody who saw the image like this.
    private func seen(_ image: Image, _ change: ImageChange = publishing) -> ChangePlan {
        var step = step(1, change)
        step.seen = image
        return plan(step)
    }

    @Test("Where the dialog saw the whole image, any attribute that somebody changed stops the change and is told")
    func meanwhile() async throws {
        var changed = image(1)
        changed.name = "renamed"
        changed.properties = ["os_distro": "debian"]
        cloud.put(changed)
        let desk = try await desk()
        let outcomes = try await desk.run(seen(image(1)))
        #expect(outcomes == [["conflict: name image-1 → renamed, os_distro debian added"]])
        #expect(cloud.asked == ["image 1"])
        var plan = seen(image(1))
        plan.overwrites = true
        #expect(try await desk.run(plan) == [["done"]])
        #expect(cloud.with { $0.images[id(1)]?.name } == "renamed", "only the own change is sent")
    }

    @Test("R3: data that arrives meanwhile makes a shared image one that others rely on; and it is not deleted unseen")
    func dataArrived() async throws {
        cloud.put(image(1, .shared))
        let desk = try await desk()
        let queued = image(1, .shared, status: .queued)
        let renamed = try await desk.run(seen(queued, patch(.name, .string("image-1"), .string("renamed"))))
        #expect(
            renamed.count == 1 && renamed[0].last?.contains("its data has arrived meanwhile, and it is shared") == true)
        let deleted = try await desk.run(seen(queued, .delete))
        #expect(deleted.count == 1 && deleted[0].last?.contains("its data has arrived meanwhile") == true)
        #expect(cloud.writes.isEmpty)
    }

    @Test("R12: an image that was published after the user was told of a difference is not changed over that")
    func publishedAfterwards() async throws {
        cloud.put(image(1, .community))
        let desk = try await desk()
        var plan = seen(image(1), patch(.name, .string("image-1"), .string("renamed")))
        plan.overwrites = true
        let outcomes = try await desk.run(plan)
        #expect(outcomes.count == 1 && outcomes[0].last?.contains("it was made community meanwhile") == true)
        #expect(cloud.writes.isEmpty)
        // Once that was told too, it is for the rights to say.
        plan.steps = plan.steps.map {
            $0.told([ImagePatch.Entry(.visibility, from: .string("private"), to: .string("community"))])
        }
        #expect(try await desk.run(plan) == [["done"]])
    }

    @Test("An image that somebody deactivated meanwhile is told of; what the service writes itself is not")
    func meanwhileBesides() async throws {
        var changed = image(1, status: .deactivated)
        changed.size = 12_345
        changed.properties = ["os_glance_importing_to_stores": "fast"]
        cloud.put(changed)
        let desk = try await desk()
        // Promoting it is out of the question then (R21); what else is to change is asked about.
        let promoted = try await desk.run(seen(image(1)))
        #expect(promoted.count == 1 && promoted[0].last?.contains("only an active image is promoted") == true)
        let described = ImageChange.edit(ImagePatch([ImagePatch.Entry(.minDisk, from: .integer(0), to: .integer(4))]))
        #expect(try await desk.run(seen(image(1), described)) == [["conflict: status active → deactivated"]])
        changed.status = .active
        changed.properties = [:]
        cloud.put(changed)
        #expect(try await desk.run(seen(image(1))) == [["done"]])
    }

    @Test("Somebody who made the same change as part of another is not in the way of it")
    func meanwhileSame() async throws {
        cloud.put(image(1, .public))
        let desk = try await desk()
        #expect(try await desk.run(seen(image(1))) == [["unchanged"]])
        var changed = image(1, .public)
        changed.name = "renamed"
        cloud.put(changed)
        let both = ImageChange.edit(
            ImagePatch([
                ImagePatch.Entry(.visibility, from: .string("private"), to: .string("public")),
                ImagePatch.Entry(.minDisk, from: .integer(0), to: .integer(2)),
            ]))
        #expect(try await desk.run(seen(image(1), both)) == [["conflict: name image-1 → renamed"]])
    }

    @Test("A conflict that the user has seen is overwritten, and undone to what was really there")
    func overwriting() async throws {
        cloud.put(image(1, .community))
        let desk = try await desk()
        var plan = plan(step(1, publishing))
        plan.overwrites = true
        #expect(try await desk.run(plan) == [["done"]])
        let entry = try #require(await desk.activity().first)
        #expect(entry.deed == .changed(patch(.visibility, .string("community"), .string("public"))))
    }

    // MARK: Waiting

    @Test(
        "An image whose data is on its way is not changed before that ends",
        arguments: [
            ImageStatus.saving, .uploading, .importing,
        ])
    func held(_ status: ImageStatus) async throws {
        cloud.put(image(1, status: status))
        let desk = try await desk()
        let run = await desk.begin(plan(step(1, publishing)))
        try await desk.wait("the hold", advancing: .seconds(1), for: { _ in run.outcomes[0].count >= 3 })
        #expect(run.outcomes[0].allSatisfy { $0.hasPrefix("held: Waits, because its data is being") })
        #expect(!cloud.calls.contains { $0.hasPrefix("edit") })
        cloud.change(id(1)) { $0.status = .active }
        try await run.end(.seconds(1), in: desk)
        #expect(run.outcomes[0].last == "done")
        #expect(cloud.calls.count { $0.hasPrefix("edit") } == 1)
    }

    @Test("An image that a task of the service works on is waited for as well")
    func heldByTask() async throws {
        var copied = image(1)
        copied.properties["os_glance_import_task"] = "t1"
        cloud.put(copied)
        let desk = try await desk()
        let run = await desk.begin(plan(step(1, publishing)))
        try await desk.wait("the hold", advancing: .seconds(1), for: { _ in !run.outcomes[0].isEmpty })
        cloud.change(id(1)) { $0.properties["os_glance_import_task"] = nil }
        try await run.end(.seconds(1), in: desk)
        #expect(run.outcomes[0].last == "done")
    }

    @Test("Waiting ends when the user stops the plan, and nothing is sent")
    func stopWhileHeld() async throws {
        cloud.put(image(1, status: .saving))
        let desk = try await desk()
        let run = await desk.begin(plan(step(1, publishing), step(1, .deactivate)))
        try await desk.wait("the hold", for: { _ in !run.outcomes[0].isEmpty })
        await desk.service.stop(ChangePlan.ID("plan"))
        try await run.end(in: desk)
        #expect(run.outcomes[0].last == "skipped")
        #expect(run.outcomes[1] == ["skipped"])
        #expect(cloud.asked.allSatisfy { $0 == "image 1" })
    }

    @Test("What was sent when the user stops is followed to its end; what comes after is skipped")
    func stopWhileSending() async throws {
        cloud.put(image(1))
        let gate = Gate()
        cloud.with { $0.delay = { if $0.hasPrefix("edit") { await gate.pass() } } }
        let desk = try await desk()
        let run = await desk.begin(plan(step(1, publishing), step(1, .deactivate)))
        try await desk.wait("the sending", for: { _ in self.cloud.calls.contains("edit 1 visibility") })
        await desk.service.stop(ChangePlan.ID("plan"))
        gate.open()
        try await run.end(in: desk)
        #expect(run.outcomes == [["done"], ["skipped"]])
        #expect(await desk.activity().map(\.outcome) == [.done])
    }

    // MARK: Several

    @Test("Steps on one image stop at the first failure; other images go on")
    func lanes() async throws {
        cloud.put(image(1), image(2))
        cloud.with { $0.trouble = { $0.hasPrefix("edit 1") ? .forbidden : nil } }
        let desk = try await desk()
        let outcomes = try await desk.run(
            plan(step(1, publishing), step(1, .deactivate), step(2, publishing), step(2, .deactivate)))
        #expect(outcomes[0] == ["failed: Could not change “image-1”: no right"])
        #expect(Array(outcomes[1...]) == [["skipped"], ["done"], ["done"]])
        let log = await desk.activity()
        #expect(log.first { $0.outcome == .failed }?.reason == "no right")
        #expect(log.count == 3)
    }

    @Test("At most four requests are under way at once")
    func four() async throws {
        for number in 1...12 { cloud.put(image(number)) }
        let desk = try await desk()
        cloud.with { state in
            state.mostRunning = 0
            state.delay = { _ in try? await Task.sleep(for: .milliseconds(3)) }
        }
        let steps = (1...12).map { step($0, publishing) }
        let all = ChangePlan(id: ChangePlan.ID("plan"), name: "Edit Image", steps: steps)
        #expect(try await desk.run(all) == Array(repeating: ["done"], count: 12))
        #expect(cloud.with { $0.mostRunning } == 4)
    }

    @Test("Two plans never change one image at once")
    func twoPlans() async throws {
        cloud.put(image(1))
        let gate = Gate()
        cloud.with { $0.delay = { if $0 == "edit 1 visibility" { await gate.pass() } } }
        let desk = try await desk()
        let first = await desk.begin(plan(step(1, publishing)))
        try await desk.wait("the first", for: { _ in self.cloud.calls.contains("edit 1 visibility") })
        let second = await desk.begin(plan(step(1, patch(.name, .string("image-1"), .string("renamed")))))
        try await desk.wait("the hold", for: { _ in !second.outcomes[0].isEmpty })
        #expect(!cloud.calls.contains("edit 1 name"))
        gate.open()
        try await first.end(in: desk)
        try await second.end(in: desk)
        #expect(second.outcomes[0].last == "done")
        #expect(cloud.with { $0.images[id(1)] }.map { [$0.name, $0.visibility.text] } == ["renamed", "public"])
    }

    // MARK: Refusals

    @Test("A read-only session refuses every change before a request is made")
    func readOnly() async throws {
        cloud.put(image(1), image(2, .shared))
        let desk = try await desk(isReadOnly: true)
        let changes: [ImageChange] = [
            publishing, .deactivate, .reactivate, .addMember(theirs), .removeMember(theirs, status: .pending),
            .answerOffer(mine, from: .pending, to: .accepted), .delete,
        ]
        for change in changes {
            let words = try await desk.run(plan(step(1, change)))[0][0]
            #expect(words.hasSuffix(": this session is read-only"), "\(change)")
        }
        let new = NewImage(name: "x", diskFormat: "raw", containerFormat: "bare", source: .none)
        let creation = CreationWatch(await desk.service.create(new, as: .random()))
        try await desk.wait("the refusal", for: { _ in creation.isOver })
        #expect(creation.words == ["refused: this session is read-only"])
        #expect(cloud.calls.isEmpty)
        #expect(await desk.activity().isEmpty)
    }

    @Test("A refusal by the service names the image and leaves the row as it was")
    func refusal() async throws {
        cloud.put(image(1))
        cloud.with { $0.trouble = { $0 == "deactivate 1" ? .forbidden : nil } }
        let desk = try await desk()
        #expect(
            try await desk.run(plan(step(1, .deactivate))) == [["failed: Could not deactivate “image-1”: no right"]])
        #expect(desk.rows[id(1)]?.image.status == .active)
    }

    @Test("A change whose answer is lost is in the log as one that may stand")
    func uncertain() async throws {
        cloud.put(image(1))
        var lost = Problem(.timeout, attempt: "Could not change it", reason: "no answer")
        lost.isUncertain = true
        cloud.with { [lost] in $0.trouble = { $0.hasPrefix("edit") ? lost : nil } }
        let desk = try await desk()
        _ = try await desk.run(plan(step(1, publishing)))
        #expect(await desk.activity().map(\.outcome) == [.unknown])
    }
}

extension Problem {
    static let forbidden = Problem(.forbidden, attempt: "Could not do it", reason: "no right", httpStatus: 403)
}
