import Browser
import Canvas
import Catalog
import Testing

@Suite("Drafts")
struct DraftTests {
    /// What is kept of an open dialog when the program is asked to end.
    private func kept(_ pilot: Pilot) -> [Draft] {
        pilot.leavesEffects = true
        pilot.send(.terminated)
        return pilot.effects.compactMap { if case .saveDraft(let draft) = $0 { draft } else { nil } }
    }

    /// The program as it starts again with a draft, after the answer Enter.
    private func restarted(with drafts: Draft..., session: Session = Samples.member) -> Pilot {
        let pilot = Pilot.signedIn(rows: 40, session: session)
        pilot.leavesEffects = true
        pilot.service(.leftOver(LeftOver(plans: [], drafts: drafts, transfers: 0)))
        pilot.press("Enter")
        return pilot
    }

    @Test("Projects typed into Share Image come back at the next start")
    func share() throws {
        let pilot = Pilot.signedIn(rows: 40)
        pilot.go(to: "ubuntu-24.04-base-v1.8")
        pilot.press("s", Samples.teamB.rawValue)
        let draft = try #require(kept(pilot).first)
        #expect(draft.dialog == "share-image" && draft.images == [Samples.id(3).rawValue] && draft.cloud == "xloud")
        let again = restarted(with: draft)
        #expect(again.shows("Share Image") && again.shows(Samples.teamB.rawValue))
        #expect(again.effects.contains(.discardDraft(draft.id)))
    }

    @Test("A value that is being typed is kept too, and so is a key that is being named")
    func halfTyped() throws {
        let pilot = Pilot.acting("m", on: "ubuntu-24.04-base-v1.8")
        pilot.press("+", "note", "Enter", "C-u", "a long text")
        #expect(try #require(kept(pilot).first).answers == ["metadata": "note\n=a long text"])
        let naming = Pilot.acting("m", on: "ubuntu-24.04-base-v1.8")
        naming.press("+", "note")
        #expect(try #require(kept(naming).first).answers == ["metadata": "note\n="])
    }

    @Test("What is secret of an address is not kept, and asked for anew")
    func addressWithSecrets() throws {
        let pilot = try CreateImageTests.pilot(file: nil, site: SiteOffer(importMethods: ["web-download"]))
        // The service fetches what an address leads to: the source behind "File".
        pilot.press("S-Tab", "Right", "Tab")
        pilot.send(.input(.paste("https://bob:hidden@example.org/a.raw?sig=hidden")))
        let draft = try #require(kept(pilot).first)
        #expect(draft.answers["url"] == "https://***@example.org/a.raw?***")
        #expect(!"\(draft)".contains("hidden"))
    }

    @Test("A draft of another project waits until that is open again")
    func otherProject() throws {
        let pilot = Pilot.acting("e", on: "ubuntu-24.04-base-v1.8")
        pilot.press("C-u", "mine")
        var draft = try #require(kept(pilot).first)
        #expect(draft.project == Samples.platform.rawValue)
        draft.project = Samples.teamB.rawValue
        #expect(!restarted(with: draft).shows("Edit Image"))
    }

    @Test("A choice of what the site has stands again once the site has told what that is")
    func siteChoices() throws {
        let site = SiteOffer(
            schema: nil, stores: [Store(id: "fast"), Store(id: "archive")], importMethods: ["web-download"])
        let pilot = try CreateImageTests.pilot(file: nil, site: site)
        // The service fetches what an address leads to: the source behind "File".
        pilot.press("S-Tab", "Right", "Tab", "http://example.org/a.raw")
        var draft = try #require(kept(pilot).first)
        #expect(draft.answers["source"] == "url")
        draft.answers["store"] = "archive"
        let again = restarted(with: draft)
        again.send(.site(site, generation: again.browser.generation))
        #expect(again.shows("(•) URL") && again.shows("http://example.org/a.raw"))
        #expect(again.shows("archive"))
    }

    @Test("What somebody else changed since is told before a draft is sent over it")
    func outdated() throws {
        let pilot = Pilot.acting("e", on: "ubuntu-24.04-base-v1.8")
        pilot.press("C-u", "ubuntu-24.04-base-v1.11")
        var draft = try #require(kept(pilot).first)
        #expect(draft.originals == ["name": "ubuntu-24.04-base-v1.8"])
        let same = restarted(with: draft)
        same.press("C-s")
        #expect(same.plans.count == 1)
        draft.originals = ["name": "ubuntu-24.04-base-v1.7"]
        let later = restarted(with: draft)
        later.press("C-s")
        #expect(later.plans.isEmpty)
        #expect(later.says("Since you typed this somebody else changed “Name”: look again. C-s once more sends"))
        later.press("C-s")
        #expect(later.plans.count == 1)
    }

    @Test("What was sent already is the journal's: nothing of it is offered to be sent once more")
    func sent() {
        let pilot = Pilot.acting("e", on: "ubuntu-24.04-base-v1.8")
        pilot.press("C-u", "ubuntu-24.04-base-v1.11", "C-s")
        #expect(pilot.plans.count == 1)
        #expect(kept(pilot).isEmpty)
    }

    @Test("What was entered for a change that went on in the background, and came to nothing, is offered again")
    func background() throws {
        let pilot = Pilot.acting("e", on: "ubuntu-24.04-base-v1.8")
        pilot.leavesEffects = true
        pilot.press("C-u", "ubuntu-24.04-base-v1.11", "C-s")
        let plan = try #require(pilot.plans.last)
        pilot.send(.planStep(plan.id, 0, .held(until: "Waits, because its data is on its way.")))
        pilot.press("b")
        #expect(!pilot.shows("Minimum disk"))
        let other = ImagePatch.Entry(.property("os_distro"), from: .string("ubuntu"), to: .string("debian"))
        pilot.send(.planStep(plan.id, 0, .conflict([other])))
        pilot.send(.planEnded(plan.id))
        #expect(pilot.says("Somebody else changed it meanwhile"))
        pilot.press("Esc")
        #expect(pilot.shows("Go on with Edit Image of ubuntu-24.04-base-v1.8"))
        pilot.press("Enter")
        #expect(pilot.shows("ubuntu-24.04-base-v1.11"))
    }

    @Test("A draft whose image is not listed yet is offered once it is")
    func later() {
        let pilot = Pilot.signedIn(entries: [])
        pilot.leavesEffects = true
        let draft = Draft(
            id: "edit", dialog: "edit-image", cloud: "xloud", images: [Samples.id(3).rawValue], title: "mine",
            answers: [:], at: 1_795_000_000)
        pilot.service(.leftOver(LeftOver(plans: [], drafts: [draft], transfers: 0)))
        #expect(!pilot.shows("Go on with"))
        pilot.service(.changed([CatalogueChange(.added, Samples.entry(3, "mine", .private))]))
        #expect(pilot.shows("Go on with Edit Image of mine"))
    }

    @Test("A draft comes back in the pane in which it was typed; each new image is a draft of its own")
    func paneOfDraft() throws {
        let pilot = Pilot.admin()
        pilot.leavesEffects = true
        pilot.press("3", "n", "/img/a.qcow2")
        let draft = try #require(kept(pilot).first)
        #expect(draft.pane == .admin)
        #expect(draft.id != "create-image")
        let again = Pilot.admin()
        again.leavesEffects = true
        again.service(.leftOver(LeftOver(plans: [], drafts: [draft], transfers: 0)))
        again.press("Enter")
        #expect(again.shows("Create Image") && again.browser.active == .admin)
        // Whoever may not go there any more has it where they are.
        #expect(restarted(with: draft).browser.active == .images)
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

    @Test("Nothing is kept of a dialog in which nothing was typed")
    func nothing() {
        let pilot = Pilot.signedIn(rows: 40)
        pilot.go(to: "ubuntu-24.04-base-v1.8")
        pilot.press("s")
        #expect(kept(pilot).isEmpty)
    }

    @Test("Of a dialog for several images all of them come back, without any marks")
    func several() throws {
        let pilot = Pilot.signedIn(rows: 40)
        pilot.go(to: "ubuntu-24.04-base-v1.8")
        pilot.press("Space", "Space", "v", "Right")
        #expect(pilot.shows("2 images"))
        let draft = try #require(kept(pilot).first)
        #expect(draft.images.count == 2 && draft.title == "2 images")
        let again = restarted(with: draft)
        #expect(again.shows("Edit Visibility") && again.shows("2 images"))
    }

    @Test("Metadata typed for several images comes back for those that are still there")
    func metadata() throws {
        let pilot = Pilot.signedIn(rows: 40)
        pilot.go(to: "ubuntu-24.04-base-v1.8")
        pilot.press("Space", "Space", "m", "+", "kept_key", "Enter", "kept", "Enter")
        var draft = try #require(kept(pilot).first)
        #expect(draft.dialog == "update-metadata" && draft.answers == ["metadata": "kept_key\n=kept"])
        #expect(draft.images.count == 2)
        let again = restarted(with: draft)
        #expect(again.shows("Update Metadata") && again.shows("2 images"))
        #expect(again.shows("kept_key"))
        draft.images.append("00000000-0000-4000-8000-00000000dead")
        let without = restarted(with: draft)
        #expect(without.shows("kept_key"))
    }

    @Test("The next draft is offered when the one before was dismissed, put off, or gone on with to its end")
    func next() {
        func draft(_ dialog: String) -> Draft {
            Draft(
                id: dialog, dialog: dialog, cloud: "xloud", images: [Samples.id(3).rawValue], title: "one image",
                answers: [:], at: 1_795_000_000)
        }
        let pilot = Pilot.signedIn(rows: 40)
        pilot.leavesEffects = true
        let all = [draft("edit-image"), draft("edit-visibility"), draft("share-image")]
        pilot.service(.leftOver(LeftOver(plans: [], drafts: all, transfers: 1)))
        #expect(pilot.shows("Go on with Edit Image of one image"))
        pilot.press("d")
        #expect(pilot.shows("Go on with Edit Visibility of one image"))
        pilot.press("Enter")
        #expect(pilot.shows("Edit Visibility") && !pilot.shows("Go on with"))
        pilot.press("Esc")
        #expect(pilot.shows("Go on with Share Image of one image"))
        pilot.press("Esc")
        #expect(pilot.shows("An earlier run left unfinished: 1 transfer."))
        pilot.press("Esc")
        #expect(!pilot.shows("Go on with"), "each is asked about once")
        #expect(pilot.effects.contains(.discardDraft("edit-image")))
        #expect(pilot.effects.contains(.discardDraft("edit-visibility")))
        #expect(!pilot.effects.contains(.discardDraft("share-image")), "put off, it is kept")
    }

    @Test("A draft for an image that may not be changed any more says so, and is kept")
    func refused() {
        let draft = Draft(
            id: "edit-visibility/x", dialog: "edit-visibility", cloud: "xloud", images: [Samples.id(3).rawValue],
            title: "ubuntu-24.04-base-v1.8", answers: ["visibility": "shared"], at: 1_795_000_000)
        let pilot = restarted(with: draft, session: Samples.reader)
        #expect(pilot.status == "The image is gone, or may not be changed any more. The draft is kept.")
        #expect(!pilot.effects.contains(.discardDraft(draft.id)))
    }
}
