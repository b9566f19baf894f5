import Browser
import Canvas
import Catalog
import Testing

@Suite("Undo")
struct UndoTests {
    private static let back = ImageChange.edit(
        ImagePatch([ImagePatch.Entry(.visibility, from: .string("community"), to: .string("private"))]))

    private static func step(_ number: Int, _ title: String, _ change: ImageChange = back) -> ChangePlan.Step {
        ChangePlan.Step(image: Samples.id(number), title: title, change: change)
    }

    private static func proposal(_ steps: [ChangePlan.Step], refused: [UndoProposal.Refusal] = []) -> UndoProposal {
        UndoProposal(
            name: "Edit Visibility", at: Instant(iso: "2026-11-20T09:15:00Z") ?? Pilot.now,
            plan: ChangePlan(id: ChangePlan.ID("undo 7"), name: "Undo Edit Visibility", steps: steps), refused: refused)
    }

    /// A pilot that pressed `U` and got an answer.
    private func pilot(
        _ answer: Result<UndoProposal?, Problem>, columns: Int = 80, rows: Int = 24, in place: String? = nil,
        session: Session = Samples.admin
    ) -> Pilot {
        let pilot = Pilot.signedIn(columns: columns, rows: rows, session: session)
        if let place {
            pilot.go(to: "ubuntu-24.04-base-v1.10")
            pilot.press(place)
            pilot.expectDetails(1, definitions: true)
        }
        pilot.press("U")
        pilot.expect(.proposeUndo)
        #expect(pilot.status.hasPrefix("Looking for the last change"))
        pilot.send(.undoProposed(answer))
        return pilot
    }

    @Test(
        "One change is named with its image, whose it is and what is sent, and sent on Enter only",
        arguments: [nil, "Enter"])
    func one(place: String?) {
        let proposal = Self.proposal([Self.step(1, "ubuntu-24.04-base-v1.10", .reactivate)])
        let pilot = pilot(.success(proposal), in: place)
        #expect(pilot.says("Undo Edit Visibility of 2026-11-20 09:15:00?"))
        #expect(pilot.says("Sends for ubuntu-24.04-base-v1.10 of platform: reactivate."))
        pilot.press("y")
        #expect(pilot.effects.isEmpty)
        pilot.press("Enter")
        pilot.expect(.run(proposal.plan))
        pilot.send(.planStep(proposal.plan.id, 0, .done(nil)))
        pilot.send(.planEnded(proposal.plan.id))
        #expect(pilot.status.hasPrefix("Undone: ubuntu-24.04-base-v1.10"))
    }

    @Test("R20, R25: undoing that publishes or withdraws an image says who gains and who loses by it")
    func reach() {
        let proposal = Self.proposal([Self.step(1, "ubuntu-24.04-base-v1.10")])
        let pilot = pilot(.success(proposal))
        for text in [
            "Loses access: every other project of the cloud.", "Running instances stay; only future launches",
            "ubuntu-24.04-base-v1.10 of platform: visibility community → private",
        ] {
            #expect(pilot.says(text), "\(text)")
        }
        #expect(pilot.effects.isEmpty)
        pilot.press("Enter")
        pilot.expect(.run(proposal.plan))
    }

    @Test("R26: undoing that takes an image from its members says from whom, and that they are kept")
    func membersLose() {
        let back = ImageChange.edit(
            ImagePatch([ImagePatch.Entry(.visibility, from: .string("shared"), to: .string("private"))]))
        let pilot = Pilot.signedIn(columns: 80, rows: 24)
        pilot.leavesEffects = true
        let member = Member(image: Samples.id(4), project: Samples.teamA, status: .accepted)
        pilot.send(.members([Samples.id(4): .success([member])]))
        pilot.press("U")
        pilot.send(.undoProposed(.success(Self.proposal([Self.step(4, "ubuntu-24.04-nginx-v2.0", back)]))))
        #expect(pilot.says("Loses access: 1 project: team-a (accepted)."))
        #expect(pilot.says("The members are kept: switching back gives them access again."))

        // Unless they go with it.
        let share = Self.step(4, "ubuntu-24.04-nginx-v2.0", .removeMember(Samples.teamA, status: .accepted))
        pilot.press("Esc", "U")
        pilot.send(.undoProposed(.success(Self.proposal([share, Self.step(4, "ubuntu-24.04-nginx-v2.0", back)]))))
        #expect(pilot.says("Loses access: 1 project: team-a (accepted)."))
        #expect(!pilot.says("The members are kept"))
    }

    @Test("R72: a member that undoing brings back has to answer again, and that is said")
    func member() {
        let pilot = pilot(.success(Self.proposal([Self.step(1, "first", .addMember(Samples.teamA))])))
        #expect(pilot.shows("share with \(Samples.teamA). A member that comes back has to answer again."))
    }

    @Test("R12: what the service has just told of the image counts, and not its row, which may be older")
    func publishedUnseen() {
        var step = Self.step(3, "third", .edit(.minDisk, .integer(4), .integer(0)))
        step.undoes = 41
        var image = Samples.entry(3, "third", .private).image
        image.visibility = .community
        step.seen = image
        let pilot = pilot(.success(Self.proposal([step])), session: Samples.member)
        pilot.expect(.giveUpUndoing([41]))
        #expect(pilot.says("third: It is community: only administrators"))
    }

    @Test("R3, R12: what an administrator has published meanwhile, its owner does not change by undoing either")
    func published() {
        var step = Self.step(1, "first")
        step.undoes = 41
        let pilot = pilot(.success(Self.proposal([step])), session: Samples.member)
        // It is told once: what was done before it can be undone then.
        pilot.expect(.giveUpUndoing([41]))
        #expect(
            pilot.status.hasPrefix(
                "Edit Visibility of 2026-11-20 09:15:00 cannot be undone. first: It is community: only administrators"),
            "\(pilot.status)")
        #expect(pilot.effects.isEmpty)
    }

    @Test("The whole question is on the smallest screen too")
    func small() {
        let name = String(repeating: "long-", count: 20)
        let pilot = pilot(.success(Self.proposal([Self.step(1, name, .reactivate)])), columns: 60, rows: 15)
        #expect(pilot.shows("Undo Edit Visibility of"))
        #expect(pilot.says("of platform: reactivate."))
    }

    @Test("Several changes are listed with those that cannot be taken back, and run together")
    func several() {
        let proposal = Self.proposal(
            [Self.step(1, "first"), Self.step(3, "second", .reactivate)],
            refused: [UndoProposal.Refusal(title: "third", reason: "it is gone")])
        let pilot = pilot(.success(proposal))
        for text in [
            "first of platform: visibility community → private", "second of platform: reactivate", "third: it is gone",
            "2 changes",
        ] {
            #expect(pilot.says(text), "\(text)")
        }
        pilot.press("Enter")
        pilot.expect(.run(proposal.plan))
        pilot.send(.planStep(proposal.plan.id, 0, .done(nil)))
        pilot.send(.planStep(proposal.plan.id, 1, .lost))
        pilot.send(.planEnded(proposal.plan.id))
        #expect(pilot.shows("second: reactivate. The service answered well"))
    }

    @Test("Esc sends nothing, neither while it looks nor when it asks")
    func escape() {
        let asked = pilot(.success(Self.proposal([Self.step(1, "first")])))
        asked.press("Esc")
        #expect(asked.effects.isEmpty && !asked.shows("Undo Edit"))
        let pilot = Pilot.signedIn()
        pilot.press("U")
        pilot.expect(.proposeUndo)
        pilot.press("Esc")
        pilot.send(.undoProposed(.success(Self.proposal([Self.step(1, "first")]))))
        #expect(!pilot.shows("Undo Edit"))
    }

    @Test("It says plainly that there is nothing to undo, what cannot be undone and why, and what went wrong")
    func nothing() {
        #expect(pilot(.success(nil)).status.hasPrefix("There is nothing to undo"))
        let refused = Self.proposal(
            [], refused: [UndoProposal.Refusal(title: "first", reason: "changed since: name a → b")])
        #expect(
            pilot(.success(refused)).status
                == "Edit Visibility of 2026-11-20 09:15:00 cannot be undone. first: Changed since: name a → b.")
        #expect(pilot(.failure(Samples.problem())).shows("the connection is refused"))
    }

    @Test("Whoever may not change anything is told so without asking the service")
    func refused() {
        var readOnly = Samples.member
        readOnly.isReadOnly = true
        for (session, reason) in [(readOnly, "read-only"), (Samples.reader, "The role reader may only look")] {
            let pilot = Pilot.signedIn(session: session)
            pilot.press("U")
            #expect(pilot.shows(reason))
            #expect(pilot.effects.isEmpty)
        }
    }
}
