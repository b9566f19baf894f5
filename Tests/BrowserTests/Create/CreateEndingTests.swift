import Browser
import Canvas
import Catalog
import Testing

/// What becomes of a filled-in Create Image: sent, refused, aborted, left, cut off.
@Suite("How Create Image ends")
struct CreateEndingTests {
    @Test("After Create the cursor stands on the new image, also if its row comes a moment later")
    func cursor() throws {
        for isEarly in [true, false] {
            let pilot = try CreateImageTests.pilot()
            pilot.press("C-s")
            let (image, id) = try #require(CreateImageTests.created(pilot))
            let entry = Samples.entry(77, image.name, .private, status: .queued)
            let change = CatalogueChange(.added, entry)
            if isEarly { pilot.service(.changed([change])) }
            pilot.send(.creation(id, .created(entry.image)))
            pilot.send(.creation(id, .ended))
            if !isEarly { pilot.service(.changed([change])) }
            #expect(pilot.cursorName == "fedora-44-web-v1.0")
        }
    }

    @Test("Who has gone on by then keeps the cursor where it is")
    func cursorStays() throws {
        let pilot = try CreateImageTests.pilot()
        pilot.press("C-s")
        let (image, id) = try #require(CreateImageTests.created(pilot))
        pilot.send(.creation(id, .created(Image(id: Samples.id(77), name: image.name, status: .queued))))
        pilot.send(.creation(id, .ended))
        pilot.press("j", "j")
        let before = pilot.cursorName
        pilot.service(.changed([CatalogueChange(.added, Samples.entry(77, image.name, .private, status: .queued))]))
        #expect(pilot.cursorName == before)
    }

    @Test("A refusal keeps the dialog with all input, and stands at its field with the request ID")
    func refusedByService() throws {
        let pilot = try CreateImageTests.pilot()
        pilot.press("C-s")
        let id = try #require(CreateImageTests.created(pilot)?.id)
        var problem = Problem(.refused, attempt: "Could not create it", reason: "Invalid disk_format")
        problem.requestID = "req-1"
        pilot.send(.creation(id, .refused(problem)))
        #expect(pilot.shows("Invalid disk_format. req-1"))
        #expect(pilot.shows("fedora-44-web-v1.0"))
        pilot.press("C-s")
        #expect(CreateImageTests.created(pilot)?.id != id)
    }

    @Test("The fields are locked until the record is there; then the dialog closes")
    func closes() throws {
        let pilot = try CreateImageTests.pilot()
        pilot.press("C-s", "x")
        let (image, id) = try #require(CreateImageTests.created(pilot))
        pilot.send(.creation(id, .created(Image(id: Samples.id(77), name: image.name, status: .queued))))
        #expect(pilot.shows("Create Image"))
        pilot.send(.creation(id, .ended))
        #expect(!pilot.shows("Review"))
        #expect(pilot.shows("its data is"))
    }

    @Test("Esc while the record is being made aborts it under its own ID")
    func aborted() throws {
        let pilot = try CreateImageTests.pilot()
        pilot.press("C-s", "Esc")
        let id = try #require(CreateImageTests.created(pilot)?.id)
        #expect(pilot.effects.contains(.abortTransfer(id)))
    }

    @Test("Esc asks once when something was entered, and keeps it if not confirmed")
    func escape() throws {
        let pilot = try CreateImageTests.pilot()
        pilot.press("Esc")
        #expect(pilot.shows("Discard what you entered?"))
        pilot.press("Esc")
        #expect(pilot.shows("/img/fedora-44-web.qcow2"))
        pilot.press("Esc", "Enter")
        #expect(!pilot.shows("Create Image"))
    }

    @Test("What was typed is kept when the program is ended, and goes on from there")
    func draft() throws {
        let pilot = try CreateImageTests.pilot()
        pilot.send(.terminated)
        let draft = try #require(
            pilot.effects.compactMap { if case .saveDraft(let draft) = $0 { draft } else { nil } }.last)
        #expect(draft.cloud == "xloud" && draft.title == "fedora-44-web-v1.0")
        let next = Pilot.signedIn()
        next.leavesEffects = true
        next.service(.leftOver(LeftOver(plans: [], drafts: [draft], transfers: 0)))
        #expect(next.status.contains("Go on with Create Image of fedora-44-web-v1.0"))
        next.press("Enter")
        #expect(next.shows("/img/fedora-44-web.qcow2"))
        #expect(next.effects.contains(.discardDraft(draft.id)))
    }
}
