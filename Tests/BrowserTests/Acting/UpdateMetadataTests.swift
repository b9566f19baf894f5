import Browser
import Canvas
import Catalog
import Testing

@Suite("Update Metadata")
struct UpdateMetadataTests {
    private static func property(_ key: String, _ from: String?, _ to: String?) -> ImagePatch.Entry {
        ImagePatch.Entry(.property(key), from: from.map(JSONValue.string), to: to.map(JSONValue.string))
    }

    /// The dialog for these images, which are marked first.
    private static func several(_ names: String..., rows: Int = 45) -> Pilot {
        let pilot = Pilot.signedIn(columns: 80, rows: rows)
        pilot.leavesEffects = true
        for name in names {
            pilot.go(to: name)
            pilot.press("Space")
        }
        pilot.press("m")
        return pilot
    }

    @Test("R8, R83: the quick fill adds exactly its five properties, and all values are text")
    func template() {
        let pilot = Pilot.acting("m", on: "ubuntu-24.04-base-v1.8")
        pilot.press("g", "Enter", "Enter", "A template", "Enter", "C-s")
        #expect(
            pilot.changes == [
                .edit(
                    ImagePatch([
                        Self.property("description", nil, "A template"), Self.property("hw_disk_bus", nil, "virtio"),
                        Self.property("hw_vif_model", nil, "virtio"), Self.property("os_distro", nil, "ubuntu"),
                        Self.property("os_version", nil, "24.04"),
                    ]))
            ])
    }

    @Test("A value that is missing is told where the cursor is put, and nothing is sent")
    func unfinished() {
        let pilot = Pilot.acting("m", on: "ubuntu-24.04-base-v1.8")
        pilot.press("+", "empty_key", "Enter", "Esc", "+", "other", "Enter", "1", "Enter", "C-s")
        #expect(pilot.status == "empty_key needs a value; Del takes the key away.")
        #expect(pilot.plans.isEmpty)
        pilot.press("Enter", "2", "Enter", "C-s")
        #expect(
            pilot.changes == [
                .edit(ImagePatch([Self.property("empty_key", nil, "2"), Self.property("other", nil, "1")]))
            ])
    }

    @Test("What was only looked at stays as it is: lines, and values and operators that the definition does not know")
    func untouched() throws {
        let list = MetadataNamespace(
            .object([
                "namespace": .string("Lists"),
                "properties": .object([
                    "hw_l": .object([
                        "title": .string("L"), "type": .string("array"),
                        "items": .object(["type": .string("string"), "enum": .array([.string("x"), .string("y")])]),
                        "operators": .array([.string("<in>")]),
                    ])
                ]),
            ]))
        let properties: Properties = ["note": "two\nlines", "hw_l": "<or> x,old"]
        let pilot = Pilot.signedIn(rows: 45, entries: [Samples.entry(40, "a", .private, properties: properties)])
        pilot.leavesEffects = true
        pilot.press("m")
        pilot.send(.definitions([try #require(list)]))
        pilot.press("g", "Enter", "Enter", "j", "Enter", "Enter", "C-s")
        #expect(pilot.plans.isEmpty)
        #expect(pilot.status == "Nothing was changed, so nothing was sent.")
        // With another value what does not belong there is named, and goes when it is taken away.
        pilot.press("m", "g", "Enter", "Right", "Space", "Enter")
        #expect(pilot.status == "hw_l: old is none of x, y.")
        pilot.press("Right", "Space", "Enter", "C-s")
        #expect(pilot.changes == [.edit(ImagePatch([Self.property("hw_l", "<or> x,old", "<or> x,y")]))])
    }

    @Test("A key that is being named when C-s is pressed is not thrown away: its value is asked for")
    func named() {
        let pilot = Pilot.acting("m", on: "ubuntu-24.04-base-v1.8")
        pilot.press("+", "other", "C-s")
        #expect(pilot.plans.isEmpty)
        pilot.press("1", "C-s")
        #expect(pilot.changes == [.edit(ImagePatch([Self.property("other", nil, "1")]))])
    }

    // MARK: What will be sent

    @Test("What will change is seen beside the buttons at 80×24, and no value leaves no gap")
    func summary() {
        let pilot = Pilot.acting("m", on: "ubuntu-24.04-base-v1.9", columns: 80, rows: 24)
        pilot.press("+", "my_key", "Enter", "Esc")
        #expect(pilot.shows("my_key without a value yet"))
        pilot.press("Enter", "1", "Enter")
        #expect(pilot.shows("my_key 1 added"))
        let several = Self.several("ubuntu-24.04-base-v1.8", "ubuntu-24.04-base-v1.9", rows: 24)
        several.press("+", "deprecated", "Enter", "Enter", "t", "Enter")
        #expect(several.shows("1 of 2 images change: deprecated … → true"))
    }

    @Test("Where images differ no value is proposed: Enter leaves them so, and giving one says for how many")
    func differing() {
        let pilot = Self.several("ubuntu-24.04-base-v1.8", "ubuntu-24.04-base-v1.9", rows: 24)
        pilot.press("+", "deprecated", "Enter", "Enter")
        #expect(pilot.shows("leave as they are"))
        pilot.press("Enter", "C-s")
        #expect(pilot.plans.isEmpty)
        #expect(pilot.status == "Nothing was changed, so nothing was sent.")
    }

    @Test("The command that does the same is shown before anything is sent, and Y copies it whole")
    func command() {
        let pilot = Pilot.acting("m", on: "ubuntu-24.04-base-v1.8", columns: 80, rows: 24)
        pilot.press("+", "my_key", "Enter", "two words", "Enter", "M-n")
        #expect(pilot.says("openstack image set --property 'my_key=two words'"))
        pilot.press("Y")
        #expect(
            pilot.effects.contains(
                .copy("openstack image set --property 'my_key=two words' \(Samples.id(3).rawValue)")))
        #expect(pilot.plans.isEmpty)
        // It is the last field.
        pilot.press("Enter")
        #expect(pilot.plans.count == 1)
    }

    @Test("F1 tells all of a definition, however long it is")
    func definition() throws {
        let words = (1...80).map { "word\($0)" }.joined(separator: " ")
        let namespace = try #require(
            MetadataNamespace(
                .object([
                    "namespace": .string("OS::Test"),
                    "properties": .object([
                        "test_key": .object([
                            "title": .string("A Key"), "type": .string("integer"), "description": .string(words),
                            "minimum": .integer(3),
                        ])
                    ]),
                ])))
        let pilot = Pilot.acting("m", on: "ubuntu-24.04-base-v1.8", columns: 80, rows: 24)
        pilot.send(.definitions([namespace]))
        pilot.press("g", "j", "Enter", "j")
        #expect(pilot.shows("A Key  test_key"))
        #expect(pilot.shows("… F1") && !pilot.shows("word80"))
        pilot.press("F1")
        #expect(pilot.shows("word80") && pilot.shows("at least 3"))
        pilot.press("Esc")
        #expect(pilot.says("Update Metadata"))
    }

    @Test("Space on a group adds all that is in it")
    func wholeGroup() throws {
        let pilot = Pilot.acting("m", on: "ubuntu-24.04-base-v1.8")
        pilot.send(.definitions(Samples.definitions))
        pilot.press("g", "j", "Space")
        #expect(pilot.status == "1 property added; 1 of them need a value.")
        pilot.press("Enter", "ide", "Enter", "C-s")
        #expect(pilot.changes == [.edit(ImagePatch([Self.property("hw_disk_bus", nil, "ide")]))])
    }

    // MARK: Published images

    @Test("R3: a published image opens locked and says so; the way to a new version stands there")
    func locked() {
        let pilot = Pilot.acting("m", on: "ubuntu-24.04-nginx-v2.0", columns: 80, rows: 24)
        #expect(pilot.says("This image is published, so its metadata stays as it is: a new version takes its place."))
        #expect(!pilot.shows("(R3)"))
        pilot.press("M-n", "+", "my_key", "Enter")
        #expect(
            pilot.status == "Locked, because it is published; M-p leads to a new version, and to the override.")
        pilot.press("C-s")
        #expect(pilot.plans.isEmpty)
        let other = Pilot.acting("m", on: "ubuntu-24.04-nginx-v2.0")
        other.press("S-Tab", "Enter")
        #expect(other.says("Create Image") && other.says("ubuntu-24.04-nginx-v2.3"))
        other.press("Esc")
        #expect(other.says("Update Metadata"))
    }

    @Test("R3: the override asks for a reason at its field, which goes with the change")
    func override() {
        let pilot = Pilot.acting("m", on: "ubuntu-24.04-nginx-v2.0")
        pilot.press("Space", "M-n", "+", "my_key", "Enter", "1", "Enter", "C-s")
        #expect(pilot.plans.isEmpty)
        #expect(pilot.says("Reason* Say why a published image has to change."))
        pilot.press("the key was forgotten", "C-s")
        #expect(pilot.changes == [.edit(ImagePatch([Self.property("my_key", nil, "1")]))])
        #expect(pilot.plans.first?.note == "the key was forgotten")
    }

    @Test("R4: a published image is marked as deprecated with its replacement without a reason")
    func deprecation() {
        let pilot = Pilot.acting("m", on: "ubuntu-24.04-nginx-v2.0")
        pilot.press("M-n", "+", "replacement", "Enter", "ubuntu-24.04-nginx-v2.2", "Enter")
        pilot.press("+", "deprecated", "Enter", "Space", "C-s")
        #expect(
            pilot.changes == [
                .edit(
                    ImagePatch([
                        Self.property("deprecated", nil, "true"),
                        Self.property("replacement", nil, "ubuntu-24.04-nginx-v2.2"),
                    ]))
            ])
    }

    @Test("R3: of several images the published ones are left out, which is shown before anything is sent")
    func someLocked() {
        let pilot = Self.several("ubuntu-24.04-base-v1.8", "ubuntu-24.04-nginx-v2.0")
        pilot.press("+", "my_key", "Enter", "1", "Enter", "C-s")
        #expect(pilot.says("It is published, so my_key stays as it is."))
        pilot.press("Enter")
        #expect(pilot.plans.first?.steps.map(\.image) == [Samples.id(3)])
    }

    // MARK: Several

    @Test("Several images: what differs is counted, a change is made only where it is one, after the list of all")
    func several() {
        let pilot = Self.several("ubuntu-24.04-base-v1.8", "ubuntu-24.04-base-v1.9")
        pilot.press("+", "deprecated", "Enter", "Enter", "t", "Enter", "+", "my_key", "Enter", "1", "Enter", "C-s")
        #expect(pilot.plans.isEmpty)
        pilot.press("Enter")
        let steps = Dictionary(uniqueKeysWithValues: (pilot.plans.first?.steps ?? []).map { ($0.image, $0.change) })
        #expect(
            steps == [
                Samples.id(2): .edit(ImagePatch([Self.property("my_key", nil, "1")])),
                Samples.id(3): .edit(
                    ImagePatch([Self.property("deprecated", nil, "true"), Self.property("my_key", nil, "1")])),
            ])
    }

    @Test("Esc in the list of what will be done leads back to the dialog with all that was entered")
    func back() {
        let pilot = Self.several("ubuntu-24.04-base-v1.8", "ubuntu-24.04-base-v1.9")
        pilot.press("+", "my_key", "Enter", "1", "Enter", "C-s")
        #expect(pilot.hints.contains("Esc back to the form"))
        pilot.press("Esc")
        #expect(pilot.says("Update Metadata") && pilot.shows("my_key"))
        pilot.press("C-s", "Enter")
        #expect(pilot.plans.first?.steps.count == 2)
    }

    @Test("What was entered is kept also if the program ends while the list is shown")
    func keptBehindList() {
        let pilot = Self.several("ubuntu-24.04-base-v1.8", "ubuntu-24.04-base-v1.9")
        pilot.press("+", "my_key", "Enter", "1", "Enter", "C-s")
        pilot.send(.terminated)
        let kept = pilot.effects.compactMap { if case .saveDraft(let draft) = $0 { draft.answers } else { nil } }
        #expect(kept == [["metadata": "my_key\n=1"]])
    }
}
