import Browser
import Canvas
import Catalog
import Testing

@Suite("Paths in forms")
struct PathFieldTests {
    private func typed(_ text: String) -> Pilot {
        let pilot = Pilot.signedIn(rows: 40)
        pilot.leavesEffects = true
        pilot.press("n", text)
        return pilot
    }

    private func asked(_ pilot: Pilot) -> String? {
        pilot.effects.compactMap { if case .completePath(let path) = $0 { path } else { nil } }.last
    }

    @Test("Tab goes on as far as all candidates agree, and shows them")
    func common() {
        let pilot = typed("/i")
        pilot.send(.pathCandidates("/i", ["/images/a.qcow2", "/images/b.qcow2"]))
        pilot.press("Tab")
        #expect(asked(pilot) == "/images/")
        pilot.send(.pathCandidates("/images/", ["/images/a.qcow2", "/images/b.qcow2"]))
        #expect(pilot.shows("a.qcow2") && pilot.shows("b.qcow2"))
    }

    @Test("Where they differ Tab goes from one to the next, and Enter takes it")
    func choosing() {
        let pilot = typed("/i/")
        pilot.send(.pathCandidates("/i/", ["/i/a", "/i/b"]))
        pilot.press("Tab", "Tab", "Enter")
        #expect(asked(pilot) == "/i/b")
    }

    @Test("Tab that comes before the candidates waits for them")
    func early() {
        let pilot = typed("/i")
        pilot.press("Tab")
        pilot.send(.pathCandidates("/i", ["/images/"]))
        #expect(asked(pilot) == "/images/")
    }

    @Test("What is typed while Tab waits comes after it")
    func typedAhead() {
        let pilot = typed("/i")
        pilot.press("Tab", "x")
        #expect(!pilot.shows("/ix"))
        pilot.send(.pathCandidates("/i", ["/images/"]))
        #expect(asked(pilot) == "/images/x")
        pilot.press("Tab", "Tab", "my-name")
        pilot.send(.pathCandidates("/images/x", []))
        #expect(pilot.shows("Name*             my-name"))
    }

    @Test("Candidates of an earlier text are not used")
    func late() {
        let pilot = typed("/im")
        pilot.send(.pathCandidates("/i", ["/index"]))
        #expect(!pilot.shows("index"))
    }

    @Test("On a whole file Tab goes to the next field")
    func complete() throws {
        let pilot = typed("/img/a.qcow2")
        let facts = try CreateImageTests.qcow2("/img/a.qcow2")
        pilot.send(.pathCandidates("/img/a.qcow2", ["/img/a.qcow2.old"]))
        pilot.send(.fileFacts("/img/a.qcow2", .success(facts)))
        pilot.press("Tab", "Tab", "xyz")
        #expect(pilot.shows("axyz") || pilot.shows("xyz"))
        #expect(asked(pilot) == "/img/a.qcow2")
    }
}
