import Catalog
import CatalogService
import OpenStack
import Replica
import Testing

@Suite("Deleting what nobody uses", .timeLimit(.minutes(2)))
struct DeletionTests {
    private let web = Server(id: "s1", name: "web-1", status: "SHUTOFF", project: theirs)

    private func cloud(_ roles: [String] = ["member"], deprecated: Bool = true) -> ScriptedCloud {
        let cloud = ScriptedCloud(session(roles))
        var image = image(1)
        if deprecated { image.properties["deprecated"] = "true" }
        cloud.put(image)
        return cloud
    }

    private func delete(_ cloud: ScriptedCloud, unchecked: Bool = false) async throws -> (
        words: String, log: [Activity]
    ) {
        // Of two desks at one folder only one would compare.
        let scratch = Scratch()
        let desk = Desk(scratch, journal: scratch.journal)
        await desk.open(cloud)
        try await desk.passes(1)
        cloud.forgetCalls()
        var deletion = plan(step(1, .delete), name: "Delete Image")
        deletion.deletesUnchecked = unchecked
        if unchecked { deletion.note = "nobody to ask" }
        let words = try await desk.run(deletion)[0].joined()
        return (words, await desk.activity())
    }

    private static let failed = "failed: Could not delete “image-1”: "

    @Test("R56, R58, R59: a server that came since the user looked keeps the image, right before anything is sent")
    func inUse() async throws {
        for roles in [["member"], ["admin"]] {
            let cloud = cloud(roles)
            cloud.with { [web] in $0.usages[id(1)] = .servers([web]) }
            #expect(try await delete(cloud).words == Self.failed + "servers use it now: web-1 (SHUTOFF, s1)")
            #expect(cloud.asked == ["image 1", "usage 1"])
        }
    }

    @Test("R55: with no server anywhere it is deleted")
    func unused() async throws {
        let cloud = cloud()
        cloud.with { $0.usages[id(1)] = .servers([]) }
        #expect(try await delete(cloud).words == "done")
        #expect(cloud.asked == ["image 1", "usage 1", "delete 1"])
    }

    @Test("R57: where the question is refused a deprecated image is kept, another one is not")
    func unknown() async throws {
        let cloud = cloud(["admin"])
        cloud.with { $0.trouble = { $0 == "usage 1" ? .forbidden : nil } }
        let words = try await delete(cloud).words
        #expect(words == Self.failed + "it is deprecated, and whether servers use it is not known: no right")
        #expect(!cloud.asked.contains("delete 1"))

        let plain = self.cloud(["admin"], deprecated: false)
        plain.with { $0.trouble = { $0 == "usage 1" ? .forbidden : nil } }
        #expect(try await delete(plain).words == "done")
    }

    @Test("R57: an administrator's deletion of any image is checked, a member's of a plain one is not")
    func whoever() async throws {
        let admin = cloud(["admin"], deprecated: false)
        admin.with { [web] in $0.usages[id(1)] = .servers([web]) }
        #expect(try await delete(admin).words.hasPrefix(Self.failed + "servers use it now"))
        let member = cloud(deprecated: false)
        member.with { [web] in $0.usages[id(1)] = .servers([web]) }
        #expect(try await delete(member).words == "done")
        #expect(member.asked == ["image 1", "delete 1"])
    }

    @Test("R57: without any compute service it takes the user's word, which the activity log keeps")
    func unchecked() async throws {
        let cloud = cloud()
        #expect(try await delete(cloud).words.contains("the cloud has no compute service"))
        #expect(!cloud.asked.contains("delete 1"))
        let deletion = try await delete(cloud, unchecked: true)
        #expect(deletion.words == "done")
        #expect(deletion.log.first?.note == "nobody to ask")
        // The word counts for a cloud without compute, and for nothing else.
        let other = self.cloud()
        other.with { $0.trouble = { $0 == "usage 1" ? .forbidden : nil } }
        #expect(try await delete(other, unchecked: true).words.contains("is not known"))
    }

    @Test("The word outlives the program, as the plan does")
    func kept() {
        var deletion = plan(step(1, .delete))
        deletion.deletesUnchecked = true
        #expect(ChangePlan(deletion.json)?.deletesUnchecked == true)
        #expect(ChangePlan(plan(step(1, .delete)).json)?.deletesUnchecked == false)
    }

    @Test("R58: many images are asked about some at a time, each for itself, and nothing is kept of it")
    func many() async throws {
        let cloud = ScriptedCloud(session())
        cloud.with { state in
            for number in 1...20 { state.usages[id(number)] = .servers([]) }
            state.delay = { _ in try? await Task.sleep(for: .milliseconds(5)) }
        }
        let desk = Desk(Scratch())
        await desk.open(cloud)
        try await desk.passes(1)
        for _ in 0..<2 {
            cloud.forgetCalls()
            cloud.with { $0.mostRunning = 0 }
            var answered: Set<ImageID> = []
            for await usage in desk.service.usage(of: (1...20).map { UsageQuestion(id($0), .allProjects) }) {
                answered.insert(usage.image)
            }
            #expect(answered.count == 20)
            #expect(cloud.asked.count == 20)
            #expect(cloud.with { $0.mostRunning } <= 4)
        }
    }
}
