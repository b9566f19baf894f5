import Browser
import Canvas
import Catalog
import Testing

@Suite("Several images at once")
struct ReportTests {
    private static let images: [CatalogueEntry] =
        (1...9).map { Samples.entry($0, "image-\($0)", .private, size: 1_073_741_824) } + [
            Samples.entry(10, "kept-protected", .private, protected: true),
            Samples.entry(11, "kept-foreign", .public, owner: Samples.teamA),
            Samples.entry(12, "resting", .private, status: .deactivated),
        ]

    private static func pilot(_ key: String, columns: Int = 80, rows: Int = 24) -> Pilot {
        let pilot = Pilot.signedIn(columns: columns, rows: rows, entries: images)
        pilot.leavesEffects = true
        pilot.press("*", key)
        return pilot
    }

    /// What the dialog lists, line by line, by moving to its end.
    private static func listed(_ pilot: Pilot) -> String {
        var text = ""
        for _ in 0..<60 {
            text += pilot.frame.text
            pilot.press("Down")
        }
        return text
    }

    private static func end(_ pilot: Pilot, failing: Set<Int> = []) {
        guard let plan = pilot.plans.last else { return }
        for index in plan.steps.indices {
            let problem = Samples.problem(.forbidden, attempt: "Could not", reason: "the policy forbids it")
            pilot.send(.planStep(plan.id, index, failing.contains(index) ? .failed(problem) : .done(nil)))
        }
        pilot.send(.planEnded(plan.id))
    }

    @Test(
        "Each image that will be lost, and each that is kept with the reason, can be read before the word is typed",
        arguments: [80, 60])
    func deletion(columns: Int) {
        let pilot = Self.pilot("D", columns: columns, rows: columns == 80 ? 24 : 15)
        #expect(pilot.says("10 images will be lost, 9.0 GiB in all. Data cannot be recovered. 2 images will be kept"))
        let listed = Self.listed(pilot)
        for number in 1...9 { #expect(listed.contains("image-\(number) of platform, 1.0 GiB, private")) }
        #expect(listed.contains("resting of platform"))
        #expect(listed.contains("kept-protected: It is protected") && listed.contains("kept-foreign: It is public"))
        // In one piece it would be the name of a key.
        pilot.press("delet", "e")
        #expect(pilot.plans.isEmpty)
        pilot.press("Enter")
        #expect(pilot.changes == Array(repeating: .delete, count: 10))
    }

    @Test("Enter without the word deletes nothing")
    func noWord() {
        let pilot = Self.pilot("D")
        pilot.press("Enter", "y", "Enter")
        #expect(pilot.status == "Type delete to confirm, or press Esc.")
        #expect(pilot.plans.isEmpty)
    }

    @Test("Deactivation of marked images shows what will be done and what not, then reports each")
    func deactivation() {
        let pilot = Self.pilot("t", rows: 45)
        for text in [
            "image-9 of platform: deactivate", "resting: It is deactivated already.", "kept-foreign: It is public",
        ] {
            #expect(pilot.says(text), "\(text)")
        }
        pilot.press("Enter")
        #expect(pilot.changes.count == 10)
        Self.end(pilot)
        for number in 1...9 { #expect(pilot.says("done image-\(number): deactivate")) }
        #expect(pilot.says("left out resting: It is deactivated already."))
        #expect(pilot.says("10 done, 2 left out."))
        #expect(pilot.status == "Deactivate: 10 changes done.")
        pilot.press("Enter")
        #expect(!pilot.says("left out"))
    }

    @Test("What failed stands first in the report, and is repeated alone")
    func repeated() throws {
        let pilot = Self.pilot("t", columns: 60, rows: 15)
        pilot.press("Enter")
        Self.end(pilot, failing: [8])
        #expect(pilot.says("failed image-9: deactivate. Could not: the policy forbids it."))
        #expect(pilot.says("9 done, 1 not done, 2 left out."))
        pilot.press("r")
        let again = try #require(pilot.plans.last)
        #expect(again.steps.map(\.title) == ["image-9"] && pilot.plans.count == 2)
        Self.end(pilot)
        #expect(pilot.status == "Deactivate: 1 change done.")
    }

    @Test("U is at hand in the report")
    func undone() {
        let pilot = Self.pilot("t")
        pilot.press("Enter")
        Self.end(pilot)
        pilot.press("u")
        #expect(pilot.effects.contains(.proposeUndo))
    }
}
