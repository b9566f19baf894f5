import Browser
import Canvas
import Catalog
import Testing

@Suite("Site Usage and Image Cache")
struct SiteTests {
    private static let report = SiteReport(
        usage: .success([
            SiteUsage(id: "image_count_total", used: 95, limit: 100),
            SiteUsage(id: "image_size_total", used: 1_536, limit: 10_240),
            SiteUsage(id: "image_stage_total", used: 0, limit: -1),
        ]), stores: .success(StoresTests.site.stores), importMethods: .success(["copy-image", "web-download", "odd"]))

    private static func usage(_ report: SiteReport?, columns: Int = 80, rows: Int = 24) -> Pilot {
        let pilot = Pilot.signedIn(columns: columns, rows: rows)
        pilot.press(":", "site usage", "Enter")
        pilot.expect(.fetchSiteReport(generation: 1))
        if let report { pilot.send(.siteReport(report, generation: 1)) }
        return pilot
    }

    @Test("Limits with what is used of them, stores with descriptions and the default, ways of importing")
    func usage() {
        let pilot = Self.usage(Self.report, rows: 40)
        #expect(pilot.shows("Limits of the project platform"))
        #expect(pilot.shows("95 of 100, 95 %"))
        #expect(pilot.style(of: "95 of 100") == pilot.browser.theme[.messageWarning], "little is left")
        #expect(pilot.shows("1.5 GiB of 10 GiB, 15 %"))
        #expect(pilot.shows("0 B, no limit"))
        #expect(pilot.shows("Fast local disk; default: data goes there unless another one is named"))
        #expect(pilot.shows("Plain web servers; takes nothing new"))
        #expect(pilot.shows("copies of data between stores"))
        #expect(pilot.shows("glance usage"))
        pilot.press("r")
        pilot.expect(.fetchSiteReport(generation: 1))
        pilot.press("Esc")
        #expect(pilot.shows("ubuntu-24.04-base-v1.10"))
    }

    @Test("A site that tells nothing, and a part that cannot be read, say so; an older cloud's answer is dropped")
    func nothing() {
        let pilot = Self.usage(nil)
        #expect(pilot.shows("Asking the service."))
        pilot.send(.siteReport(Self.report, generation: 0))
        #expect(pilot.shows("Asking the service."))
        let problem = Samples.problem(attempt: "Could not list the stores")
        pilot.send(
            .siteReport(
                SiteReport(usage: .success([]), stores: .failure(problem), importMethods: .success([])),
                generation: 1))
        #expect(pilot.shows("The site sets no limits for projects, or does not tell them."))
        #expect(pilot.shows("Could not list the stores"))
        #expect(pilot.shows("The site offers none."))
    }

    // MARK: The cache

    private static func cached(_ number: Int, hits: Int64) -> JSONValue {
        .object([
            "image_id": .string(Samples.id(number).rawValue), "size": .integer(641_728_512), "hits": .integer(hits),
            "last_accessed": .number(1_795_435_351.5), "last_modified": .number(1_795_400_000),
        ])
    }

    private static let cache = ImageCache(
        .object([
            "cached_images": .array([cached(3, hits: 2), cached(1, hits: 41)]),
            "queued_images": .array([.string(Samples.id(4).rawValue), .string("gone")]),
        ]))

    private static func cachePilot(
        _ answer: Result<ImageCache, Problem>? = .success(cache), session: Session = Samples.admin, columns: Int = 80
    ) -> Pilot {
        let pilot = Pilot.signedIn(columns: columns, session: session)
        pilot.press(":", "image cache", "Enter")
        if session.isAdmin { pilot.expect(.fetchImageCache(generation: 1)) }
        if let answer { pilot.send(.imageCache(answer, generation: 1)) }
        return pilot
    }

    @Test("What is cached, the most used first, and what is queued; an image that is not listed by its ID")
    func list() {
        let pilot = Self.cachePilot()
        #expect(pilot.shows("2 images, 1.2 GiB, 2 queued, on the node that answered"))
        let rows = pilot.lines.dropFirst(4).prefix(4).map { $0.dropFirst(2).prefix { $0 != " " } }
        #expect(rows == ["ubuntu-24.04-base-v1.10", "ubuntu-24.04-base-v1.8", "ubuntu-24.04-nginx-v2.0", "gone"])
        #expect(pilot.lines[4].hasSuffix("41       2 h"))
        pilot.press("Enter")
        pilot.expectDetails(1, definitions: true)
    }

    @Test("One is dropped after a question, all after a list; then the service is asked again")
    func drop() {
        let pilot = Self.cachePilot()
        pilot.press("d")
        #expect(pilot.shows("Drop ubuntu-24.04-base-v1.10 (owner "))
        pilot.press("Enter")
        let plan = pilot.plans[0]
        #expect(plan.steps.map(\.change) == [.dropFromCache])
        pilot.expect(.run(plan))
        pilot.send(.planStep(plan.id, 0, .done(nil)))
        pilot.send(.planEnded(plan.id))
        pilot.expect(.fetchImageCache(generation: 1))
        pilot.press("D")
        #expect(pilot.shows("Enter: Drop 4 images."))
        pilot.press("Enter")
        #expect(pilot.plans[0].steps.count == 4)
        pilot.leavesEffects = true
    }

    @Test("It is the administrators': others see it dimmed with the reason; a site without one says so")
    func refused() {
        let pilot = Self.cachePilot(session: Samples.member)
        #expect(pilot.status == "The service's cache is for administrators.")
        let none = Problem(.notFound, attempt: "Could not list the image cache", reason: "not found", httpStatus: 404)
        #expect(Self.cachePilot(.failure(none)).shows("The site has no cache that can be managed from here."))
        var session = Samples.admin
        session.isReadOnly = true
        let reading = Self.cachePilot(session: session)
        reading.press("d")
        #expect(reading.status == "This session is read-only, by the settings or by --read-only.")
    }

    @Test("Marked images are queued for the cache; those that are not active are left out with the reason")
    func queue() {
        let pilot = Pilot.signedIn(session: Samples.admin)
        pilot.leavesEffects = true
        pilot.go(to: "ubuntu-24.04-base-v1.8")
        pilot.press(":", "queue for cache", "Enter")
        #expect(pilot.shows("Queue ubuntu-24.04-base-v1.8 (owner platform) for the cache?"))
        pilot.press("Esc", "Space", "Space", ":", "queue for cache", "Enter")
        #expect(pilot.says("ubuntu-24.04-base-v1.9: Only an active image is cached; it is deactivated."))
        pilot.press("Enter")
        #expect(pilot.changes == [.queueForCache])
    }

    @Test("Both at 80×24 and 140×45", arguments: [Size(columns: 80, rows: 24), Size(columns: 140, rows: 45)])
    func golden(size: Size) {
        let usage = Self.usage(Self.report, columns: size.columns, rows: size.rows)
        Golden.expect(usage.frame, Golden.name("site-usage", size))
        let cache = Self.cachePilot(columns: size.columns)
        cache.resize(columns: size.columns, rows: size.rows)
        Golden.expect(cache.frame, Golden.name("image-cache", size))
    }
}
