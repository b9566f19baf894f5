import Browser
import Canvas
import Catalog
import Testing

@Suite("Golden frames of servers")
struct GoldenComputeTests {
    @Test("Deleting a deprecated image that servers use", arguments: [sizes[0], sizes[1]])
    func inUse(size: Size) {
        let pilot = Pilot.acting(
            "D", on: "ubuntu-24.04-base-v1.9", session: InstancesTests.session(Samples.admin), columns: size.columns,
            rows: size.rows)
        pilot.send(InstancesTests.usage(2, .servers(InstancesTests.servers)))
        Golden.expect(pilot.frame, Golden.name("delete-in-use", size))
    }

    @Test("Instances, and volumes", arguments: [sizes[0], sizes[1]])
    func instances(size: Size) {
        let pilot = Pilot.acting(
            "i", on: "ubuntu-24.04-base-v1.10",
            session: InstancesTests.session(Samples.admin, ["image", "compute", "block-storage"]), pane: "3",
            columns: size.columns, rows: size.rows)
        pilot.send(InstancesTests.usage(1, .servers(InstancesTests.servers)))
        pilot.send(.volumes(Samples.id(1), .success([InstancesTests.volume])))
        Golden.expect(pilot.frame, Golden.name("instances", size))
    }

    @Test("Launch Instance with user data", arguments: sizes.prefix(3))
    func launch(size: Size) {
        let pilot = LaunchTests.pilot(
            offer: LaunchTests.offer(networks: LaunchTests.networks), columns: size.columns, rows: size.rows)
        pilot.press("web-1", "Tab")
        Golden.expect(pilot.frame, Golden.name("launch", size))
        pilot.press("Tab", "Tab", "Tab", "Space", "Tab", "Tab", "Right", "Tab")
        pilot.paste("#cloud-config\npackages:\n  - nginx\n")
        Golden.expect(pilot.frame, Golden.name("launch-data", size))
    }
}
