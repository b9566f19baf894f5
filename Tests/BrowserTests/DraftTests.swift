import Browser
import Canvas
import Catalog
import Testing

@Suite("Drafts of Share Image and Edit Visibility")
struct DraftTests {
    /// What is kept of an open dialog when the program is asked to end.
    private func kept(_ pilot: Pilot) -> [Draft] {
        pilot.leavesEffects = true
        pilot.send(.terminated)
        return pilot.effects.compactMap { if case .saveDraft(let draft) = $0 { draft } else { nil } }
    }

    /// The program as it starts again with a draft, after the answer Enter.
    private func restarted(with draft: Draft, session: Session = Samples.member) -> Pilot {
        let pilot = Pilot.signedIn(rows: 40, session: session)
        pilot.leavesEffects = true
        pilot.service(.leftOver(LeftOver(plans: [], drafts: [draft], transfers: 0)))
        pilot.press("Enter")
        return pilot
    }

    @Test("Projects typed into Share Image come back at the next start")
    func share() throws {
        let pilot = Pilot.signedIn(rows: 40)
        pilot.go(to: "ubuntu-24.04-base-v1.8")
        pilot.press("s", Samples.teamB.rawValue)
        let draft = try #require(kept(pilot).first)
        #expect(draft.dialog == "share-image" && draft.image == Samples.id(3).rawValue && draft.cloud == "xloud")
        let again = restarted(with: draft)
        #expect(again.shows("Share Image") && again.shows(Samples.teamB.rawValue))
        #expect(again.effects.contains(.discardDraft(draft.id)))
    }

    @Test("A visibility chosen comes back at the next start, for one image")
    func visibility() throws {
        let pilot = Pilot.signedIn(rows: 40)
        pilot.go(to: "ubuntu-24.04-base-v1.8")
        pilot.press("v", "Right")
        let draft = try #require(kept(pilot).first)
        #expect(draft.dialog == "edit-visibility" && draft.answers["visibility"] == "shared")
        let again = restarted(with: draft)
        #expect(again.shows("Edit Visibility") && again.shows("visibility private → shared"))
    }

    @Test("Nothing is kept of a dialog in which nothing was typed, or that is for several images")
    func nothing() {
        let pilot = Pilot.signedIn(rows: 40)
        pilot.go(to: "ubuntu-24.04-base-v1.8")
        pilot.press("s")
        #expect(kept(pilot).isEmpty)
        let several = Pilot.signedIn(rows: 40)
        several.go(to: "ubuntu-24.04-base-v1.8")
        several.press("Space", "Space", "v", "Right")
        #expect(several.shows("2 images"))
        #expect(kept(several).isEmpty)
    }

    @Test("A draft for an image that may not be changed any more says so, and is kept")
    func refused() {
        let draft = Draft(
            id: "edit-visibility/x", dialog: "edit-visibility", cloud: "xloud", image: Samples.id(3).rawValue,
            title: "ubuntu-24.04-base-v1.8", answers: ["visibility": "shared"], at: 1_795_000_000)
        let pilot = restarted(with: draft, session: Samples.reader)
        #expect(pilot.status == "The image is gone, or may not be changed any more. The draft is kept.")
        #expect(!pilot.effects.contains(.discardDraft(draft.id)))
    }
}
