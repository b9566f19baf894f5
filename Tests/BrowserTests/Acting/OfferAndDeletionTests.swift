import Browser
import Catalog
import Testing

@Suite("Accept and Reject")
struct OfferTests {
    @Test("R73: an answer is asked about with image and owner, and put on the own project's membership")
    func accepts() {
        let pilot = Pilot.acting("a", on: "plan9-4-lab-v1.0", pane: "2")
        #expect(pilot.says("Accept plan9-4-lab-v1.0 from team-a?"))
        #expect(pilot.plans.isEmpty)
        pilot.press("Enter")
        #expect(pilot.changes == [.answerOffer(Samples.platform, from: .pending, to: .accepted)])
        #expect(pilot.plans.first?.steps.first?.image == Samples.id(10))
    }

    @Test("R74: the question names image and owner, and who is responsible for the answer", arguments: ["a", "R"])
    func responsible(key: String) {
        let words = "You answer for all of platform, for which its project administrator is responsible."
        let verb = key == "a" ? "Accept" : "Reject"
        let one = Pilot.acting(key, on: "plan9-4-lab-v1.0", pane: "2", columns: 60, rows: 15)
        #expect(one.says("\(verb) plan9-4-lab-v1.0 from team-a? \(words)"))
        let several = Pilot.signedIn(columns: 80, rows: 24)
        several.leavesEffects = true
        several.press("2", "*", key)
        #expect(several.says(words))
        #expect(several.says("plan9-4-lab-v1.0 from team-a, pending now"))
        #expect(several.says("Enter: \(verb) 2 offers."))
    }

    @Test("R73: an administrator answers for the own project only")
    func administrator() {
        let pilot = Pilot.acting("R", on: "plan9-4-lab-v1.0", session: Samples.admin, pane: "2")
        pilot.press("Enter")
        #expect(pilot.changes == [.answerOffer(Samples.platform, from: .pending, to: .rejected)])
    }

    @Test("R74: a reader answers nothing; the owner is never asked; the answer that stands is not given twice")
    func refused() {
        let reader = Pilot.acting("a", on: "plan9-4-lab-v1.0", session: Samples.reader, pane: "2")
        #expect(reader.status == "The role reader may only look: changes need the role member.")
        let owner = Pilot.acting("a", on: "ubuntu-24.04-nginx-v2.0")
        #expect(owner.status == "Offers are answered in the pane Shared with Me.")
        let twice = Pilot.acting("a", on: "debian-13-gpu-v0.9", pane: "2")
        #expect(twice.status == "Your project has accepted it already.")
        for pilot in [reader, owner, twice] { #expect(pilot.plans.isEmpty) }
    }

    @Test("R75: what was accepted is rejected later and the other way round")
    func later() {
        let back = Pilot.acting("R", on: "debian-13-gpu-v0.9", pane: "2")
        back.press("Enter")
        #expect(back.changes == [.answerOffer(Samples.platform, from: .accepted, to: .rejected)])
        let forth = Pilot.acting("a", on: "fedora-44-k8s-v2.2", pane: "2")
        forth.press("Enter")
        #expect(forth.changes == [.answerOffer(Samples.platform, from: .rejected, to: .accepted)])
    }

    @Test("R73: marked offers are answered together, those left out with the reason")
    func several() {
        let pilot = Pilot.signedIn(columns: 80, rows: 45)
        pilot.leavesEffects = true
        pilot.press("2", "*", "a")
        #expect(pilot.says("debian-13-gpu-v0.9: Your project has accepted it already."))
        pilot.press("Enter")
        #expect(
            Set(pilot.changes) == [
                .answerOffer(Samples.platform, from: .pending, to: .accepted),
                .answerOffer(Samples.platform, from: .rejected, to: .accepted),
            ])
    }
}

@Suite("Delete Image")
struct DeletionTests {
    @Test("What will be lost is named; a protected image is not deleted; a shared one needs a word")
    func deletes() {
        let plain = Pilot.acting("D", on: "ubuntu-24.04-base-v1.8")
        #expect(plain.says("Data cannot be recovered."))
        #expect(plain.says("ubuntu-24.04-base-v1.8 of platform, 609 MiB, private."))
        plain.press("Enter")
        #expect(plain.changes == [.delete])

        let shared = Pilot.acting("D", on: "ubuntu-24.04-nginx-v2.0")
        shared.press("Enter")
        #expect(shared.status == "Type delete to confirm, or press Esc.")
        #expect(shared.plans.isEmpty)
        shared.press("delet", "e", "Enter")
        #expect(shared.changes == [.delete])

        let guarded = Pilot.acting("D", on: "ubuntu-24.04-base-v1.10", session: Samples.admin, pane: "3")
        #expect(guarded.status == "It is protected: lift the protection in Edit Image first.")
        #expect(guarded.plans.isEmpty)
    }
}
