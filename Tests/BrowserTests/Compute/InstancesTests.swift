import Browser
import Catalog
import Testing

@Suite("Instances")
struct InstancesTests {
    static let servers = [
        Server(
            id: "7d1f0000-0000-4000-8000-000000000001", name: "web-1", status: "ACTIVE", project: Samples.teamA,
            createdAt: Instant(iso: "2026-11-20T08:00:00Z")),
        Server(
            id: "7d1f0000-0000-4000-8000-000000000002", name: "", status: "ERROR", project: Samples.teamB,
            task: "rebuilding"),
    ]
    static let volume = Volume(
        id: "7d1f0000-0000-4000-8000-00000000000a", name: "root-of-db", status: "in-use", size: 40,
        project: Samples.platform, servers: ["7d1f0000-0000-4000-8000-000000000009"])

    static func session(_ session: Session, _ services: Set<String> = ["image", "compute"]) -> Session {
        var session = session
        session.services = services
        return session
    }

    static func usage(
        _ number: Int, _ answer: ImageUsage.Answer, _ scope: ImageUsage.Scope = .allProjects
    ) -> Event {
        .usage(ImageUsage(image: Samples.id(number), scope: scope, answer: answer, at: Pilot.now))
    }

    private static let name = "ubuntu-24.04-base-v1.10"

    @Test("An administrator sees the servers of all projects, with status and project")
    func administrator() {
        let pilot = Pilot.acting("i", on: Self.name, session: Self.session(Samples.admin), pane: "3")
        pilot.expect(.checkUsage([UsageQuestion(Samples.id(1), .allProjects)]))
        #expect(pilot.shows("Instances of \(Self.name)"))
        #expect(pilot.shows("Asking the compute service."))
        pilot.send(Self.usage(1, .servers(Self.servers)))
        #expect(pilot.shows("2 servers of all projects, as of 14:02:31"))
        #expect(pilot.shows("ACTIVE, team-a, since 2026-11-20 08:00:00"))
        #expect(pilot.shows("ERROR, 0d3b8e55, rebuilding"))
        #expect(pilot.shows("Servers booted from a volume carry no image"))
        pilot.press("j", "Y")
        #expect(pilot.effects.contains(.copy("7d1f0000-0000-4000-8000-000000000001")))
        pilot.press("r")
        #expect(pilot.shows("Asking the compute service."))
        pilot.press("Esc")
        #expect(!pilot.shows("Instances of"))
    }

    @Test("Others see those of their own project, and are told so")
    func member() {
        let pilot = Pilot.acting("i", on: Self.name, session: Self.session(Samples.member))
        pilot.expect(.checkUsage([UsageQuestion(Samples.id(1), .ownProject)]))
        pilot.send(Self.usage(1, .servers([]), .ownProject))
        #expect(pilot.shows("No server of this project, as of 14:02:31"))
        #expect(pilot.shows("Servers of other projects are for administrators to see."))
    }

    @Test("A service that refuses, or that is not there, is stated plainly")
    func statements() {
        let forbidden = Pilot.acting("i", on: Self.name, session: Self.session(Samples.admin), pane: "3")
        let problem = Samples.problem(
            .forbidden, attempt: "Could not list the servers", reason: "not allowed", advice: "", requestID: "req-1")
        forbidden.send(Self.usage(1, .unknown(problem)))
        #expect(forbidden.shows("Could not list the servers: not allowed. req-1"))

        let absent = Pilot.acting("i", on: Self.name)
        #expect(absent.status == "The cloud's service catalogue has no compute service.")

        let volumesOnly = Pilot.acting(
            "i", on: Self.name, session: Self.session(Samples.member, ["image", "block-storage"]))
        volumesOnly.send(Self.usage(1, .noCompute, .ownProject))
        #expect(volumesOnly.shows("The cloud has no compute service."))
    }

    @Test("Volumes made from the image stand below, where there is a service for them")
    func volumes() {
        let pilot = Pilot.acting(
            "i", on: Self.name, session: Self.session(Samples.admin, ["image", "compute", "block-storage"]), pane: "3")
        pilot.expect(.fetchVolumes(Samples.id(1), .allProjects))
        #expect(pilot.shows("Asking the block storage service."))
        pilot.send(.volumes(Samples.id(1), .success([Self.volume])))
        #expect(pilot.shows("1 volume made from it"))
        #expect(pilot.shows("in-use, 40 GiB, platform, attached to 7d1f0000-0000-4000-8000-000000000009"))
        pilot.send(.volumes(Samples.id(1), .failure(Samples.problem(attempt: "Could not list the volumes"))))
        #expect(pilot.shows("Could not list the volumes: the connection is refused"))
    }

    @Test("From the details too, and back to them")
    func fromDetails() {
        let pilot = Pilot.acting("Enter", on: Self.name, session: Self.session(Samples.member))
        pilot.press("i")
        #expect(pilot.shows("Instances of \(Self.name)"))
        pilot.press("Esc")
        #expect(pilot.shows("Minimum disk"))
    }
}
