import Browser
import Canvas
import Catalog
import Testing

@Suite("Golden frames of connection and surroundings")
struct GoldenStateTests {
    private let problem = Samples.problem(
        .serverFault, reason: "the image service answered with an error page (500)",
        advice: "Try again later, or tell the operator the request.",
        requestID: "req-23678f8b-2bd4-4e07-807f-7cd76f147f4c")

    @Test("Before anything is known: signing in, then reading", arguments: [sizes[0], sizes[1]])
    func beginning(size: Size) {
        let pilot = Pilot(columns: size.columns, rows: size.rows)
        pilot.service(.replicaOpened(session: nil, lastPass: nil, counts: PaneCounts()), .connection(.signingIn))
        Golden.expect(pilot.frame, Golden.name("signing-in", size))
        pilot.service(
            .signedIn(Samples.member), .connection(.online), .passProgress(PassProgress(.full, listed: 50)),
            .loaded(Array(Samples.catalogue.prefix(3)), isLast: false))
        Golden.expect(pilot.frame, Golden.name("reading", size))
    }

    @Test("The connection is lost: the rows stay, and the sentence is whole", arguments: [sizes[0], sizes[1]])
    func lost(size: Size) {
        let pilot = Pilot.signedIn(columns: size.columns, rows: size.rows)
        pilot.service(.connection(.lost(problem, retryAt: Pilot.now + 30)))
        Golden.expect(pilot.frame, Golden.name("lost", size))
        pilot.press("Esc")
        Golden.expect(pilot.frame, Golden.name("offline", size))
    }

    @Test("The connection is lost before anything was seen", arguments: [sizes[0], sizes[1]])
    func neverSeen(size: Size) {
        let pilot = Pilot(columns: size.columns, rows: size.rows)
        pilot.service(
            .replicaOpened(session: nil, lastPass: nil, counts: PaneCounts()), .loaded([], isLast: true),
            .connection(.lost(problem, retryAt: nil)))
        Golden.expect(pilot.frame, Golden.name("never-seen", size))
    }

    @Test("Started offline with a replica of another day")
    func offlineByChoice() {
        let pilot = Pilot()
        pilot.service(
            .replicaOpened(session: Samples.member, lastPass: Pilot.now + -200_000, counts: PaneCounts()),
            .loaded(Samples.catalogue, isLast: true), .connection(.offlineByChoice))
        pilot.press("r")
        Golden.expect(pilot.frame, "offline-by-choice-80x24")
    }

    @Test("Several clouds, none of them named; and none chosen")
    func noCloud() {
        let pilot = Pilot(cloud: nil)
        Golden.expect(pilot.frame, "no-cloud-chooser-80x24")
        pilot.press("Esc")
        Golden.expect(pilot.frame, "no-cloud-80x24")
    }

    @Test("A production cloud, read-only, without verified certificates", arguments: [sizes[0], sizes[1]])
    func badges(size: Size) {
        var settings = Settings()
        #expect(settings.read("[clouds.xloud]\ntag = \"PRODUCTION\"", file: "s").isEmpty)
        var session = Samples.member
        session.isReadOnly = true
        session.verifiesCertificates = false
        let pilot = Pilot.signedIn(columns: size.columns, rows: size.rows, settings: settings, session: session)
        Golden.expect(pilot.frame, Golden.name("badges", size))
    }

    @Test("The search for an administrator's offers goes on", arguments: [sizes[0], sizes[1]])
    func searching(size: Size) {
        let pilot = Pilot.signedIn(
            columns: size.columns, rows: size.rows, session: Samples.admin, entries: Samples.foreign)
        pilot.press("2")
        pilot.expect(.searchOffers(visible: []))
        pilot.service(.offerSearch(checked: 40, total: 84))
        Golden.expect(pilot.frame, Golden.name("searching", size))
    }

    @Test("A window that is too small")
    func tooSmall() {
        Golden.expect(Pilot.signedIn(columns: 59, rows: 24).frame, "too-small-59x24")
    }

    @Test("Every theme on one list", arguments: ["dusk", "paper", "contrast", "clear", "mono"])
    func themes(name: String) {
        let pilot = Pilot.signedIn(rows: 24, theme: name, entries: Samples.catalogue)
        pilot.press("j", "Space")
        Golden.expect(pilot.frame, "theme-\(name)-80x24")
    }
}
