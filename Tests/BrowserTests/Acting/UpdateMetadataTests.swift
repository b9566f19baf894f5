import Browser
import Catalog
import Testing

@Suite("Update Metadata")
struct UpdateMetadataTests {
    private static func property(_ key: String, _ from: String?, _ to: String?) -> ImagePatch.Entry {
        ImagePatch.Entry(.property(key), from: from.map(JSONValue.string), to: to.map(JSONValue.string))
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

    @Test("R3: other metadata of a published image changes only with a reason, which goes with the change")
    func locked() {
        let pilot = Pilot.acting("m", on: "ubuntu-24.04-nginx-v2.0")
        pilot.press("+", "my_key", "Enter", "1", "Enter", "C-s")
        #expect(pilot.says("published images keep their metadata (R3). Say why this change has to be made:"))
        pilot.press("Enter")
        #expect(pilot.plans.isEmpty)
        pilot.press("the key was forgotten", "Enter")
        #expect(pilot.changes == [.edit(ImagePatch([Self.property("my_key", nil, "1")]))])
        #expect(pilot.plans.first?.note == "the key was forgotten")
    }

    @Test("R4: a published image is marked as deprecated with its replacement without a reason")
    func deprecation() {
        let pilot = Pilot.acting("m", on: "ubuntu-24.04-nginx-v2.0")
        pilot.press("+", "replacement", "Enter", "ubuntu-24.04-nginx-v2.2", "Enter")
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

    @Test("Several images: what differs is counted, a change is made only where it is one, after the list of all")
    func several() {
        let pilot = Pilot.signedIn(columns: 80, rows: 45)
        pilot.leavesEffects = true
        for name in ["ubuntu-24.04-base-v1.8", "ubuntu-24.04-base-v1.9"] {
            pilot.go(to: name)
            pilot.press("Space")
        }
        pilot.press(
            "m", "+", "deprecated", "Enter", "Enter", "t", "Enter", "+", "my_key", "Enter", "1", "Enter", "C-s")
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
}
