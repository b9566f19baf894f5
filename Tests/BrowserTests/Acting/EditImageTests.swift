import Browser
import Catalog
import Testing

@Suite("Edit Image")
struct EditImageTests {
    @Test("Only what differs is sent; nothing is sent where nothing does")
    func difference() {
        let pilot = Pilot.acting("e", on: "ubuntu-24.04-base-v1.8")
        pilot.press("C-u", "ubuntu-24.04-base-v1.11", "Tab", "Tab", "C-u", "4", "C-s")
        #expect(
            pilot.changes == [
                .edit(
                    ImagePatch([
                        ImagePatch.Entry(
                            .name, from: .string("ubuntu-24.04-base-v1.8"), to: .string("ubuntu-24.04-base-v1.11")),
                        ImagePatch.Entry(.minDisk, from: .integer(0), to: .integer(4)),
                    ]))
            ])
        let idle = Pilot.acting("e", on: "ubuntu-24.04-base-v1.8")
        idle.press("C-s")
        #expect(idle.status == "Nothing was changed, so nothing was sent.")
        #expect(idle.plans.isEmpty)
    }

    @Test("R2: a version's name that its owner has used already is refused here too; any other name is advice")
    func usedName() {
        let pilot = Pilot.acting("e", on: "ubuntu-24.04-base-v1.8")
        pilot.press("C-u", "ubuntu-24.04-base-v1.9", "C-s")
        #expect(pilot.plans.isEmpty)
        #expect(pilot.says("This version is there already"))
        pilot.press("C-u", "web-1-2026-11-01", "C-s")
        #expect(pilot.changes.count == 1)
    }

    @Test("What a field cannot show as it is stays so unless it is typed over: control characters, ends of lines")
    func beyondTheField() {
        // Those that the form takes at all: a name, and within Unicode's basic plane.
        let names = Samples.hostile.filter { entry in
            entry.image.name.map { !$0.isEmpty && $0.unicodeScalars.allSatisfy { $0.value <= 0xFFFF } } ?? false
        }
        #expect(names.count > 7)
        for entry in names {
            let pilot = Pilot.signedIn(entries: Samples.hostile)
            pilot.leavesEffects = true
            pilot.press("/", "id:\(entry.id)", "Enter", "e", "Tab", "Tab", "C-u", "4", "C-s")
            #expect(pilot.changes == [.edit(.minDisk, .integer(0), .integer(4))], "\(entry.title)")
        }
    }

    @Test("R3: the content of a published image is locked with the reason, and N makes the new version from it")
    func locked() {
        let pilot = Pilot.acting("e", on: "ubuntu-24.04-nginx-v2.0")
        #expect(pilot.says("This image is published, so its content stays as it is: a new version takes its place."))
        // From the visibility up to minimum RAM, minimum disk, description and name.
        for _ in 0..<4 {
            pilot.press("S-Tab", "9")
            #expect(pilot.status == "Locked, because the image is published: a new version takes its place.")
        }
        pilot.press("C-s")
        #expect(pilot.status == "Nothing was changed, so nothing was sent.")
        #expect(pilot.plans.isEmpty)
        pilot.press("N")
        #expect(pilot.says("Create Image") && pilot.says("ubuntu-24.04-nginx-v2.3"))
    }

    @Test("R6, R20: promoting asks here what Edit Visibility asks, and says who gains access")
    func promotion() {
        let pilot = Pilot.acting("e", on: "ubuntu-24.04-nginx-v2.2", session: Samples.admin, pane: "3")
        #expect(!pilot.effects.contains(.fetchEveryProject), "nobody has to be asked before")
        pilot.press("Tab", "Tab", "Tab", "Tab", "Right", "Right")
        #expect(pilot.effects.filter { $0 == .fetchEveryProject }.count == 1)
        #expect(pilot.says("Gains access: every other project of the cloud."))
        pilot.press("C-s")
        #expect(pilot.status == "Not yet: tick it, or say below why it does not matter.")
        #expect(pilot.plans.isEmpty)
        pilot.press("Space", "Tab", "Space", "Tab", "Tab", "free software only", "C-s")
        #expect(pilot.plans.isEmpty, "it asks once more")
        pilot.press("Enter")
        #expect(pilot.changes == [.edit(.visibility, .string("private"), .string("community"))])
        #expect(pilot.plans.first?.note == "free software only")
    }

    @Test("R25: withdrawing an image says who loses access, and that instances stay")
    func withdrawal() {
        let pilot = Pilot.acting("e", on: "ubuntu-24.04-base-v1.10", session: Samples.admin, pane: "3")
        pilot.press("Left", "Left")
        for text in ["Loses access: every other project", "Running instances stay; only future launches"] {
            #expect(pilot.says(text), "\(text)")
        }
        pilot.press("C-s", "Enter")
        #expect(pilot.changes == [.edit(.visibility, .string("community"), .string("private"))])
    }

    @Test("A locked choice keeps what it has, and says why")
    func lockedFormat() {
        let pilot = Pilot.acting("e", on: "ubuntu-24.04-base-v1.8")
        for _ in 0..<7 { pilot.press("Tab") }
        #expect(pilot.says("(•) qcow2"))
        pilot.press("Right")
        #expect(pilot.status == "The service lets formats change only while the image is queued.")
        #expect(pilot.says("(•) qcow2"))
    }

    @Test("R3: an override has to be given a reason, which goes with the change")
    func override() {
        let pilot = Pilot.acting("e", on: "ubuntu-24.04-nginx-v2.0")
        pilot.press("S-Tab", "S-Tab", "S-Tab", "S-Tab", "S-Tab", "Space", "C-s")
        #expect(pilot.status == "Say why a published image has to change.")
        #expect(pilot.plans.isEmpty)
        pilot.press("wrong name", "Tab", "C-u", "ubuntu-24.04-nginx-v2.1", "C-s")
        #expect(
            pilot.changes == [.edit(.name, .string("ubuntu-24.04-nginx-v2.0"), .string("ubuntu-24.04-nginx-v2.1"))])
        #expect(pilot.plans.first?.note == "wrong name")
    }

    @Test("R4: protection, hiding and visibility of a published image change without an override")
    func lifecycle() {
        let pilot = Pilot.acting("e", on: "ubuntu-24.04-nginx-v2.0")
        pilot.press("Tab", "Space", "Tab", "Space", "C-s")
        #expect(
            pilot.changes == [
                .edit(
                    ImagePatch([
                        ImagePatch.Entry(.protected, from: .bool(false), to: .bool(true)),
                        ImagePatch.Entry(.hidden, from: .bool(false), to: .bool(true)),
                    ]))
            ])
        #expect(pilot.plans.first?.note == "")
        let other = Pilot.acting("e", on: "ubuntu-24.04-nginx-v2.0")
        other.press("Up", "C-s")
        #expect(other.plans.isEmpty, "what takes access away is asked about first")
        other.press("Enter")
        #expect(other.changes == [.edit(.visibility, .string("shared"), .string("private"))])
    }

    @Test("R3: the way to the new version stands in the dialog, and Esc leads back from it")
    func successor() {
        let pilot = Pilot.acting("e", on: "ubuntu-24.04-nginx-v2.0")
        pilot.press("S-Tab", "S-Tab", "S-Tab", "S-Tab", "S-Tab", "S-Tab", "Enter")
        #expect(pilot.says("Create Image") && pilot.says("ubuntu-24.04-nginx-v2.3"))
        pilot.press("Esc")
        #expect(pilot.says("Edit Image") && pilot.says("[ Create new version ]"))
    }

    @Test("A format is open only while there is no data")
    func format() {
        let pilot = Pilot.acting("e", on: "ubuntu-24.04-base-v1.8")
        for _ in 0..<7 { pilot.press("Tab") }
        pilot.press("r")
        #expect(pilot.status == "The service lets formats change only while the image is queued.")
        pilot.press("C-s")
        #expect(pilot.plans.isEmpty)
    }
}
