import Catalog
import Testing

@Suite("Who uses an image")
struct ImageUsageTests {
    private let plain = Image(id: ImageID("i1"), name: "plain")
    private var deprecated: Image {
        var image = plain
        image.properties["deprecated"] = "true"
        return image
    }
    private let server = Server(id: "s1", name: "web-1", status: "SHUTOFF")
    private let refusal = Problem(.forbidden, attempt: "Could not list servers", reason: "no right")

    private func objection(
        to image: Image, _ answer: ImageUsage.Answer, _ scope: ImageUsage.Scope = .allProjects
    ) -> ImageUsage.Objection? {
        ImageUsage(image: image.id, scope: scope, answer: answer, at: Instant(seconds: 0))
            .objection(toDeleting: image)
    }

    @Test("R54, R55, R57: all projects are asked about a deprecated image, and for an administrator about any")
    func scope() {
        #expect(ImageUsage.scope(beforeDeleting: deprecated, isAdmin: false) == .allProjects)
        #expect(ImageUsage.scope(beforeDeleting: deprecated, isAdmin: true) == .allProjects)
        #expect(ImageUsage.scope(beforeDeleting: plain, isAdmin: true) == .allProjects)
        #expect(ImageUsage.scope(beforeDeleting: plain, isAdmin: false) == .ownProject)
    }

    @Test("R56, R59: any server blocks, whatever its state")
    func inUse() {
        for status in ["ACTIVE", "SHUTOFF", "SHELVED_OFFLOADED", "ERROR", "SOFT_DELETED"] {
            let server = Server(id: "s1", name: "web-1", status: status)
            for image in [plain, deprecated] { #expect(objection(to: image, .servers([server])) == .inUse([server])) }
        }
        #expect(objection(to: deprecated, .servers([])) == nil)
    }

    @Test("R57: unknown is not none for a deprecated image; elsewhere it stands against nothing")
    func unknown() {
        #expect(objection(to: deprecated, .unknown(refusal)) == .unknown(refusal))
        #expect(objection(to: plain, .unknown(refusal)) == nil)
    }

    @Test("R57: without any compute service a deprecated image goes on somebody's word only")
    func noCompute() {
        #expect(objection(to: deprecated, .noCompute) == .unchecked)
        #expect(objection(to: plain, .noCompute) == nil)
    }

    @Test("R57: a project's own servers are shown, and block nothing")
    func partial() {
        #expect(objection(to: plain, .servers([server]), .ownProject) == nil)
    }

    @Test("R57: the command for an administrator asks for all projects")
    func command() {
        #expect(EquivalentCommand.servers(using: plain.id) == "openstack server list --all-projects --image i1")
    }
}
