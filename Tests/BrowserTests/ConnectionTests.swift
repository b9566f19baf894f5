import Browser
import Canvas
import Catalog
import Testing

@Suite("The header tells the truth")
struct ConnectionTests {
    @Test("Who is signed in where, and with which role", arguments: [
        (Samples.member, "alice (member)"), (Samples.reader, "rita (reader)"), (Samples.admin, "root (admin)"),
    ])
    func place(session: Session, user: String) {
        let pilot = Pilot.signedIn(session: session)
        #expect(pilot.header == " vitrine  xloud RegionOne · platform · \(user)".padded(to: 64) + "synced 14:02:31")
    }

    @Test("What does not fit beside the badges is left out part by part, never cut in a word")
    func narrow() {
        var session = Samples.session("a-user-with-a-long-name", roles: ["member"], cloud: "production-frankfurt")
        session.isReadOnly = true
        let expected = [
            (140, "vitrine  production-frankfurt RegionOne · platform · a-user-with-a-long-name (member)"),
            (110, "production-frankfurt RegionOne · platform · a-user-with-a-long-name (member)"),
            (80, "production-frankfurt · platform · member"),
            (60, "production-frankfurt"),
        ]
        for (columns, text) in expected {
            let pilot = Pilot.signedIn(columns: columns, session: session)
            #expect(pilot.header.hasPrefix(" \(text)  "), "\(columns): \(pilot.header)")
            #expect(pilot.header.hasSuffix(" read-only  synced 14:02:31"))
        }
    }

    @Test("A project without a known name shows the alias of the settings, or the beginning of its ID")
    func projectNames() {
        let session = Samples.session("bob", roles: ["member"], project: Samples.teamB, projectName: nil)
        #expect(Pilot.signedIn(session: session).header.contains("· 0d3b8e55 ·"))
        var settings = Settings()
        settings.projects = [Samples.teamB: "kitchen"]
        #expect(Pilot.signedIn(settings: settings, session: session).header.contains("· kitchen ·"))
    }

    @Test("A replica of another day is dated")
    func otherDay() {
        let pilot = Pilot()
        pilot.service(
            .replicaOpened(session: Samples.member, lastPass: Pilot.now + -86_400, counts: PaneCounts()),
            .loaded(Samples.catalogue, isLast: true), .connection(.offlineByChoice))
        #expect(pilot.header.hasSuffix(" offline  synced 2026-11-22 14:02"))
    }

    @Test("Nothing was ever read: signing in, reading, or never synced")
    func neverSynced() {
        let pilot = Pilot()
        #expect(pilot.header.hasSuffix("signing in"))
        pilot.service(.replicaOpened(session: nil, lastPass: nil, counts: PaneCounts()), .loaded([], isLast: true))
        pilot.service(.signedIn(Samples.member), .connection(.online), .passProgress(PassProgress(.full, listed: 50)))
        #expect(pilot.header.hasSuffix("reading"))
        #expect(pilot.status.hasSuffix("reading images 50"))
        pilot.service(.connection(.lost(Samples.problem(), retryAt: nil)))
        #expect(pilot.header.hasSuffix(" offline  never synced"))
    }

    @Test("A lost connection keeps the rows, names the reason once, and says when it tries again")
    func lost() {
        let pilot = Pilot.signedIn()
        let rows = pilot.names
        pilot.service(.connection(.lost(Samples.problem(), retryAt: Pilot.now + 30)))
        #expect(pilot.status.hasSuffix("Is the service running?"))
        #expect(pilot.header.hasSuffix(" offline  synced 14:02:31"))
        pilot.press("j")
        #expect(pilot.status.hasSuffix("Is the service running?"))
        pilot.press("Esc")
        #expect(pilot.status.hasSuffix("trying again at 14:03:01"))
        #expect(pilot.names == rows)
        // Each attempt begins with signing in.
        pilot.service(.connection(.signingIn), .connection(.lost(Samples.problem(), retryAt: Pilot.now + 60)))
        #expect(pilot.status.hasSuffix("trying again at 14:03:31"))
        pilot.service(.connection(.signingIn), .connection(.lost(Samples.problem(.timeout), retryAt: nil)))
        #expect(pilot.status.hasSuffix("Is the service running?"), "trouble of another kind is told")
        pilot.service(.connection(.signingIn), .connection(.online))
        #expect(pilot.status == "Connected again.")
        #expect(pilot.header.hasSuffix(" synced 14:02:31"))
        #expect(!pilot.header.contains("offline"))
    }

    @Test("Refused credentials and a busy service are not called offline")
    func badges() {
        for (kind, badge) in [(Problem.Kind.unauthorized, "not signed in"), (.busy(retryAfter: 5), "service busy")] {
            let pilot = Pilot.signedIn()
            pilot.service(.connection(.lost(Samples.problem(kind), retryAt: nil)))
            #expect(pilot.header.contains(" \(badge) "))
        }
    }

    @Test("A sentence longer than the line is shown whole, with the request at its end")
    func longMessage() {
        let pilot = Pilot.signedIn(columns: 60, rows: 15)
        let problem = Samples.problem(
            .serverFault, reason: "the image service answered with an error page (500)",
            advice: "Try again later, or tell the operator the request.", requestID: "req-1234")
        pilot.service(.connection(.lost(problem, retryAt: nil)))
        let shown = pilot.lines.dropLast().suffix(4).joined(separator: " ")
        #expect(shown.split(separator: " ").joined(separator: " ").hasSuffix(problem.sentence))
        pilot.press("Esc")
        #expect(!pilot.shows("req-1234"))
    }

    @Test("Started offline nothing is asked, and refreshing says so")
    func offlineByChoice() {
        let pilot = Pilot()
        pilot.service(.connection(.offlineByChoice))
        #expect(pilot.shows("Started with --offline, and this cloud was never seen before."))
        pilot.press("r")
        #expect(pilot.status == "Started with --offline: only what was seen before is shown.")
    }

    @Test("C-c breaks off what is running, and asks before it quits otherwise")
    func abort() {
        let pilot = Pilot.signedIn()
        pilot.service(.passProgress(PassProgress(.full, listed: 50)))
        pilot.press("C-c")
        pilot.expect(.abort)
        #expect(pilot.status.hasPrefix("Stopped."))
        pilot.press("C-c")
        #expect(pilot.status == "Quit Vitrine?")
        pilot.press("n", "q", "Esc")
        #expect(pilot.status == "1–11 of 11")
        pilot.press("C-c", "Enter")
        pilot.expect(.quit)
    }

    @Test("A cloud marked in the settings wears its word in its colour, red where none is set")
    func tag() {
        var settings = Settings()
        let text = "[clouds.xloud]\ntag = \"PROD\"\n[clouds.other]\ntag = \"lab\"\ntag-color = \"green\"\n"
        #expect(settings.read(text, file: "s").isEmpty)
        let pilot = Pilot.signedIn(settings: settings)
        #expect(pilot.header.contains(" PROD "))
        #expect(pilot.style(of: "PROD")?.background == .indexed(1))
        pilot.press(":", "cloud", "Space", "other", "Enter")
        pilot.expect(.openCloud(CloudSelection(cloud: "other"), .images, generation: 2))
        #expect(pilot.style(of: "lab")?.background == .indexed(2))
    }

    @Test("Certificates that are not verified leave a lasting badge")
    func unverified() {
        var session = Samples.member
        session.verifiesCertificates = false
        let pilot = Pilot.signedIn(session: session)
        pilot.press("j", "Esc")
        #expect(pilot.header.contains(" TLS unverified "))
    }

    @Test("A notice of the model layer is shown; requests and quiet passes say nothing")
    func notices() {
        let pilot = Pilot.signedIn()
        pilot.service(.requested([]), .synchronised(at: Pilot.now + 30, quiet: true))
        #expect(pilot.status == "1–11 of 11")
        #expect(pilot.header.hasSuffix("synced 14:03:01"))
        pilot.service(.notice(Samples.problem(.storage, attempt: "The local copy was set aside", advice: "")))
        #expect(pilot.status.hasPrefix("The local copy was set aside"))
    }

    @Test("What a terminal cannot do, and choices that cannot be written, are told")
    func notes() {
        let pilot = Pilot(notice: "This terminal has no UTF-8.")
        #expect(pilot.status == "This terminal has no UTF-8.")
        pilot.send(.choicesNotSaved(reason: "No space left on device"))
        #expect(pilot.status == "Your choice could not be written down: No space left on device")
        pilot.send(.copyTooLong)
        #expect(pilot.status == "Too long for the terminal's clipboard.")
        pilot.send(.terminated)
        pilot.expect(.quit)
        pilot.send(.resumed)
        pilot.expect(.redraw)
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
