import Browser
import Canvas
import Catalog
import Testing

@Suite("The header tells the truth")
struct ConnectionTests {
    @Test(
        "Who is signed in where, and with which role",
        arguments: [
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
            (80, "production-frankfurt RegionOne · platform · member"),
            (60, "production-frankfurt RegionOne"),
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

    @Test("A service that answers is not called offline")
    func badges() {
        let badges: [(Problem.Kind, String)] = [
            (.unauthorized, "not signed in"), (.busy(retryAfter: 5), "service busy"), (.forbidden, "refused"),
            (.notFound, "refused"), (.limitReached, "refused"), (.serverFault, "service error"),
            (.malformed, "service error"), (.configuration, "not set up"), (.timeout, "offline"),
        ]
        for (kind, badge) in badges {
            let pilot = Pilot.signedIn()
            pilot.service(.connection(.lost(Samples.problem(kind), retryAt: nil)))
            #expect(pilot.header.contains(" \(badge) "))
        }
    }

    @Test("What a refresh comes to is told, also when it fails as it did before")
    func refreshed() {
        let pilot = Pilot.signedIn()
        let loss = ServiceEvent.connection(.lost(Samples.problem(), retryAt: Pilot.now + 30))
        func refresh() {
            pilot.press("r")
            pilot.leavesEffects = true
            #expect(pilot.status.hasPrefix("Asking for everything again."))
        }
        for _ in 1...2 {
            refresh()
            pilot.service(.connection(.signingIn), loss)
            #expect(pilot.status.hasSuffix("Is the service running?"))
        }
        refresh()
        pilot.service(
            .connection(.signingIn), .connection(.waiting), .connection(.online),
            .synchronised(at: Pilot.now, quiet: true), .passProgress(PassProgress(.full, listed: 11, isDone: true)),
            .synchronised(at: Pilot.now, quiet: true))
        #expect(pilot.status == "Everything was read again: 11 images.")
        pilot.press("j")
        pilot.service(.passProgress(PassProgress(.full, listed: 11, isDone: true)))
        #expect(!pilot.status.contains("Everything"))
    }

    @Test("A list that cannot be read whole stays told while the service answers, until it can")
    func incomplete() {
        let pilot = Pilot.signedIn()
        let problem = Samples.problem(.malformed, reason: "the answer is no valid JSON")
        pilot.service(.connection(.incomplete(problem, retryAt: Pilot.now + 30)))
        #expect(pilot.header.contains(" service error "))
        #expect(pilot.status.contains("no valid JSON"))
        // A part of the list was read again, and a new attempt at the whole begins.
        pilot.service(.connection(.incomplete(problem, retryAt: nil)), .passProgress(PassProgress(.full, listed: 5)))
        #expect(pilot.header.contains(" service error "))
        #expect(pilot.status.contains("no valid JSON"))
        pilot.service(.connection(.online))
        #expect(pilot.status == "The service answers as it should again.")
        #expect(!pilot.header.contains("service error"))
    }

    @Test("A service that asks to be left alone is, until a time that is told by the clock")
    func leftAlone() {
        let pilot = Pilot.signedIn()
        let problem = Samples.problem(.busy(retryAfter: 15), advice: "It asks to come back in 15 s.")
        pilot.service(.connection(.lost(problem, retryAt: Pilot.now + 15)))
        #expect(pilot.status.hasSuffix("It is asked again at 14:02:46."))
        // No effect: nothing is asked for before.
        pilot.press("Esc", "r")
        #expect(pilot.status == "The service asked to be left alone until 14:02:46. It is asked again then.")
    }

    @Test("With nothing but trouble to show, the keys that help are hinted; a missing secret names the key")
    func helpfulHints() {
        let pilot = Pilot()
        let problem = Samples.problem(.credentialMissing, reason: "no secret was given", advice: "Sign in again.")
        pilot.service(
            .replicaOpened(session: nil, lastPass: nil, counts: PaneCounts()), .loaded([], isLast: true),
            .connection(.lost(problem, retryAt: nil)))
        #expect(pilot.shows("no secret was given. r asks again."))
        #expect(pilot.hints.contains("r refresh") && pilot.hints.contains("C cloud"), "\(pilot.hints)")
        #expect(!pilot.hints.contains("create"))
    }

    @Test("Signed in, but without an answer of the image service: that is what is waited for")
    func waiting() {
        let pilot = Pilot()
        pilot.service(
            .replicaOpened(session: nil, lastPass: nil, counts: PaneCounts()), .loaded([], isLast: true),
            .signedIn(Samples.member), .connection(.waiting))
        #expect(pilot.shows("Waiting for the image service to answer."))
        #expect(pilot.header.hasSuffix("waiting"))
        #expect(pilot.status.hasSuffix("waiting for the image service"))
    }

    @Test("The region stays in the header beside a tag and a read-only badge at 80 columns")
    func region() {
        var settings = Settings()
        #expect(settings.read("[clouds.xloud]\ntag = \"PROD\"\n", file: "s").isEmpty)
        var session = Samples.member
        session.isReadOnly = true
        let pilot = Pilot.signedIn(settings: settings, session: session)
        #expect(pilot.header.hasPrefix(" xloud RegionOne · platform · "), "\(pilot.header)")
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
        #expect(pilot.shows("Opening the local copy."))
        pilot.service(.replicaOpened(session: nil, lastPass: nil, counts: PaneCounts()), .loaded([], isLast: true))
        #expect(pilot.shows("Started with --offline, and there is no local copy of this catalogue."))
        pilot.press("r")
        #expect(pilot.status == "Started with --offline: only what was seen before is shown.")
    }

    @Test("Started offline nothing that asks or changes the cloud can be done, and the reason is told")
    func offlineActions() {
        let pilot = Pilot()
        pilot.service(
            .replicaOpened(session: Samples.member, lastPass: Pilot.now, counts: PaneCounts()),
            .loaded(Samples.catalogue, isLast: true), .connection(.offlineByChoice))
        pilot.go(to: "ubuntu-24.04-base-v1.8")
        for key in ["n", "e", "m", "s", "v", "t", "D", "d", "U", "l"] {
            pilot.press(key)
            #expect(pilot.status == "Started with --offline: nothing can be changed.", "\(key)")
        }
        for key in ["x", "i"] {
            pilot.press(key)
            #expect(pilot.status == "Started with --offline: nothing is asked of the cloud.", "\(key)")
        }
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
