import Browser
import Canvas
import Catalog
import Testing

@Suite("Golden frames of the dialogs about one image")
struct GoldenFormTests {
    private static let some = Array(sizes.prefix(3))

    private static func opened(_ key: String, on name: String, _ size: Size) -> Pilot {
        Pilot.acting(key, on: name, columns: size.columns, rows: size.rows)
    }

    @Test("Create Image with a file that is known, on its first field and with the template unfolded", arguments: some)
    func create(size: Size) throws {
        let pilot = Pilot.signedIn(columns: size.columns, rows: size.rows)
        pilot.leavesEffects = true
        pilot.press("n")
        pilot.send(.site(CreateImageTests.site, generation: pilot.browser.generation))
        pilot.paste("/img/fedora-44-web.qcow2")
        pilot.send(
            .fileFacts("/img/fedora-44-web.qcow2", .success(try CreateImageTests.qcow2("/img/fedora-44-web.qcow2"))))
        Golden.expect(pilot.frame, Golden.name("create", size))
        for _ in 0..<10 { pilot.press("Tab") }
        pilot.press("Space")
        Golden.expect(pilot.frame, Golden.name("create-template", size))
    }

    @Test("Edit Image, of a published one, with what is sent", arguments: some)
    func edit(size: Size) {
        let pilot = Self.opened("e", on: "ubuntu-24.04-nginx-v2.0", size)
        Golden.expect(pilot.frame, Golden.name("edit-published", size))
        pilot.press("Tab", "Space", "Tab", "Tab", "Tab", "Tab", "Tab")
        Golden.expect(pilot.frame, Golden.name("edit-changed", size))
    }

    @Test("Update Metadata: the columns, what is sent, and a published image", arguments: some)
    func metadata(size: Size) {
        let pilot = Self.opened("m", on: "ubuntu-24.04-base-v1.9", size)
        pilot.send(.definitions(Samples.definitions))
        pilot.press("+", "hw_disk_bus", "Enter", "ide", "Enter")
        Golden.expect(pilot.frame, Golden.name("metadata", size))
        pilot.press("M-n")
        Golden.expect(pilot.frame, Golden.name("metadata-review", size))
        Golden.expect(
            Self.opened("m", on: "ubuntu-24.04-nginx-v2.0", size).frame, Golden.name("metadata-published", size))
    }

    @Test("What somebody else changed meanwhile", arguments: some)
    func conflict(size: Size) throws {
        let pilot = Self.opened("e", on: "ubuntu-24.04-base-v1.8", size)
        pilot.press("C-u", "ubuntu-24.04-base-v1.11", "C-s")
        let plan = try #require(pilot.plans.last)
        let entries = [
            ImagePatch.Entry(.name, from: .string("ubuntu-24.04-base-v1.8"), to: .string("ubuntu-24.04-db-v1.0")),
            ImagePatch.Entry(.minDisk, from: .integer(0), to: .integer(20)),
            ImagePatch.Entry(.property("os_distro"), from: nil, to: .string("ubuntu")),
        ]
        pilot.send(.planStep(plan.id, 0, .conflict(entries)))
        pilot.send(.planEnded(plan.id))
        Golden.expect(pilot.frame, Golden.name("conflict", size))
    }
}
