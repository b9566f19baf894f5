import Browser
import Catalog
import Testing

@Suite("What somebody else changed meanwhile")
struct MeanwhileTests {
    private static func entry(_ field: ImageField, _ from: String, _ to: String) -> ImagePatch.Entry {
        ImagePatch.Entry(field, from: .string(from), to: .string(to))
    }

    /// The dialog as it is after its change met these differences.
    private static func met(_ entries: ImagePatch.Entry..., typing keys: String, on dialog: String = "e") throws
        -> Pilot
    {
        let pilot = Pilot.acting(dialog, on: "ubuntu-24.04-base-v1.8", columns: 80, rows: 24)
        if dialog == "e" { pilot.press("C-u", keys) } else { pilot.press("+", keys, "Enter", "1", "Enter") }
        pilot.press("C-s")
        let plan = try #require(pilot.plans.last)
        pilot.send(.planStep(plan.id, 0, .conflict(entries)))
        pilot.send(.planEnded(plan.id))
        return pilot
    }

    @Test("Edit and Update Metadata send what was seen with the change, so that any difference is found")
    func seen() throws {
        for key in ["e", "m"] {
            let pilot = try Self.met(Self.entry(.property("os_distro"), "a", "b"), typing: "x-1-y-v1.0", on: key)
            #expect(pilot.plans.first?.steps.first?.seen?.id == Samples.id(3))
        }
    }

    @Test("Every difference is shown with what was and what is; one's own is marked as a conflict")
    func shown() throws {
        let pilot = try Self.met(
            Self.entry(.name, "ubuntu-24.04-base-v1.8", "theirs"),
            Self.entry(.property("os_distro"), "ubuntu", "debian"),
            typing: "mine-1-y-v1.0")
        #expect(pilot.says("Somebody else changed this image meanwhile:"))
        #expect(pilot.says("ubuntu-24.04-base-v1.8 → theirs. Conflict: yours is mine-1-y-v1.0."))
        #expect(pilot.says("os_distro ubuntu → debian"))
        #expect(!pilot.says("debian. Conflict"))
        #expect(pilot.says("Sending yours overwrites what is a conflict; the rest stays as it is now."))
    }

    @Test("Where nothing is a conflict that is said, and Enter sends one's own change only")
    func send() throws {
        let pilot = try Self.met(Self.entry(.property("os_distro"), "ubuntu", "debian"), typing: "mine-1-y-v1.0")
        #expect(pilot.says("You changed none of this: it stays as it is now when yours is sent."))
        pilot.press("Enter")
        let plan = try #require(pilot.plans.last)
        #expect(pilot.plans.count == 2 && plan.overwrites)
        #expect(plan.steps.map(\.change) == [.edit(.name, .string("ubuntu-24.04-base-v1.8"), .string("mine-1-y-v1.0"))])
        pilot.send(.planStep(plan.id, 0, .done(nil)))
        pilot.send(.planEnded(plan.id))
        #expect(!pilot.says("Edit Image"))
        #expect(pilot.status == "Sent; what somebody else had changed stays as it is.")
    }

    @Test("R3, R12: over an image that was published meanwhile nothing is sent", arguments: ["community", "shared"])
    func published(_ visibility: String) throws {
        let pilot = try Self.met(Self.entry(.visibility, "private", visibility), typing: "mine-1-y-v1.0")
        let reason =
            visibility == "shared"
            ? "It was made shared, so its content is kept as it is: a new version takes its place."
            : "It was made community: only administrators may change what every project uses."
        #expect(pilot.says(reason) && pilot.says("Yours cannot be sent."))
        #expect(!pilot.hints.contains("send mine"))
        pilot.press("Enter")
        #expect(pilot.plans.count == 1)
        #expect(pilot.status == reason)
        pilot.press("Esc", "Esc")
        #expect(pilot.says("mine-1-y-v1.0"))
    }

    @Test("Esc leads back to the dialog with all that was entered", arguments: ["e", "m"])
    func back(_ dialog: String) throws {
        let pilot = try Self.met(
            Self.entry(.property("os_distro"), "ubuntu", "debian"), typing: "mine-1-y-v1.0", on: dialog)
        #expect(pilot.hints.contains("Esc back to the form"))
        pilot.press("Esc")
        #expect(pilot.says(dialog == "e" ? "Edit Image" : "Update Metadata") && pilot.says("mine-1-y-v1.0"))
        #expect(pilot.plans.count == 1)
    }

    @Test("Of several images those that met a difference are sent over it by a key of the report")
    func several() throws {
        let pilot = Pilot.signedIn(columns: 80, rows: 24)
        pilot.leavesEffects = true
        for name in ["ubuntu-24.04-base-v1.8", "ubuntu-24.04-base-v1.9"] {
            pilot.go(to: name)
            pilot.press("Space")
        }
        pilot.press("m", "+", "my_key", "Enter", "1", "Enter", "C-s", "Enter")
        let plan = try #require(pilot.plans.last)
        pilot.send(.planStep(plan.id, 0, .done(nil)))
        pilot.send(.planStep(plan.id, 1, .conflict([Self.entry(.property("os_distro"), "ubuntu", "debian")])))
        pilot.send(.planEnded(plan.id))
        #expect(pilot.says("os_distro ubuntu → debian. Nothing was sent."))
        pilot.press("o")
        let again = try #require(pilot.plans.last)
        #expect(again.overwrites && again.steps.map(\.image) == [plan.steps[1].image])
    }
}
