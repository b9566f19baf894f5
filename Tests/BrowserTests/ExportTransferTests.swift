import Browser
import Canvas
import Catalog
import Testing

@Suite("Exports among the transfers")
struct ExportTransferTests {
    static func export(
        _ state: Transfer.State, remedies: Set<Transfer.Remedy> = [], _ change: (inout Transfer) -> Void = { _ in }
    ) -> Transfer {
        TransferTests.transfer(1, "ubuntu-24.04-base-v1.10", state, kind: .download, remedies: remedies) { transfer in
            transfer.source = "/srv/ubuntu.qcow2"
            (transfer.bytes, transfer.total) = (1 << 30, 4 << 30)
            change(&transfer)
        }
    }

    static let running = export(.sending, remedies: [.pause, .abort]) {
        ($0.rate, $0.timeLeft) = (100 * 1_048_576, 31)
        $0.isHolding = true
    }

    static let left = Problem(
        .forbidden, attempt: "Could not reactivate “ubuntu-24.04-base-v1.10” (\(Samples.id(1)))", reason: "not allowed",
        advice: "Ask.", requestID: "req-1")

    private func pilot(_ transfers: Transfer...) -> Pilot {
        let pilot = Pilot.signedIn(session: Samples.admin)
        pilot.send(.transfers(transfers))
        return pilot
    }

    @Test("A running one shows where it goes, how much is there, and that the image is deactivated meanwhile")
    func running() throws {
        let pilot = pilot(Self.running)
        #expect(pilot.status.hasSuffix("↓ 25 %, 31 s left"))
        pilot.press("T")
        let line = try #require(pilot.lines.first { $0.contains("ubuntu-24.04-base-v1.10  ") })
        for text in ["export", "25 %", "100 MiB/s", "31 s"] { #expect(line.contains(text), "\(text): \(line)") }
        #expect(pilot.shows("1.0 GiB of 4.0 GiB fetched."))
        #expect(pilot.shows("Export to /srv/ubuntu.qcow2."))
        #expect(pilot.shows("The image is deactivated meanwhile, and reactivated however this ends."))
        #expect(pilot.hints.hasPrefix("p pause  x abort"))
    }

    @Test("p pauses at once, x asks and says that pausing is less")
    func stopping() {
        let pilot = pilot(Self.running)
        pilot.press("T", "p")
        pilot.expect(.pauseTransfer(Transfer.ID("t1")))
        pilot.press("x")
        #expect(pilot.shows("Abort the export of ubuntu-24.04-base-v1.10 (owner platform, cloud xloud)?"))
        #expect(pilot.shows("What came of it (1.0 GiB) is removed; p pauses instead."))
        pilot.press("Enter")
        pilot.expect(.abortTransfer(Transfer.ID("t1")))
    }

    @Test("A paused one resumes or is dropped, after a question")
    func paused() {
        let pilot = pilot(Self.export(.paused, remedies: [.retry, .forget]))
        pilot.press("T")
        #expect(pilot.shows("Paused. What came so far is kept."))
        #expect(pilot.hints.hasPrefix("r resume  f drop"))
        pilot.press("r", "Enter")
        pilot.expect(.retryTransfer(Transfer.ID("t1")))
        pilot.press("f")
        #expect(pilot.shows("Drop the export of"))
        #expect(pilot.effects.isEmpty)
        pilot.press("Enter")
        pilot.expect(.forgetTransfer(Transfer.ID("t1")))
    }

    @Test("R37: the end is told with the file, and whether it was verified")
    func done() {
        let pilot = pilot(Self.running)
        pilot.send(.transfers([Self.export(.done(isVerified: true), remedies: [.forget])]))
        #expect(pilot.status == "ubuntu-24.04-base-v1.10 was exported to /srv/ubuntu.qcow2, verified.")
        pilot.press("T")
        #expect(pilot.shows("done, verified") && pilot.shows("The service's hash is the one of the file."))
        pilot.send(.transfers([Self.running]))
        pilot.send(.transfers([Self.export(.done(isVerified: false), remedies: [.forget])]))
        #expect(pilot.shows("Not verified: the service keeps no hash of it."))
        pilot.press("f")
        pilot.expect(.forgetTransfer(Transfer.ID("t1")))
    }

    @Test("The end of one that was asked for is told also if it was never seen under way; of an earlier run it is not")
    func atOnce() throws {
        let pilot = Pilot.signedIn(session: Samples.admin, entries: [ExportImageTests.image()])
        pilot.leavesEffects = true
        pilot.press("3", "x")
        pilot.send(.targetFacts("fedora-44-web-v1.0.qcow2", .success(ExportImageTests.free)))
        pilot.press("C-s")
        let id = try #require(
            pilot.effects.compactMap { if case .export(_, let id) = $0 { id } else { nil } }.first)
        var done = Self.export(.done(isVerified: true), remedies: [.forget])
        done.id = id
        pilot.send(.transfers([Self.export(.failed, remedies: [.retry, .forget]), done]))
        #expect(pilot.status == "ubuntu-24.04-base-v1.10 was exported to /srv/ubuntu.qcow2, verified.")
    }

    @Test("A failure is told short and by name; all of it stands in Transfers")
    func failed() {
        let pilot = pilot(Self.running)
        let failed = Self.export(.failed, remedies: [.retry, .forget]) { $0.problem = Samples.problem() }
        pilot.send(.transfers([failed]))
        #expect(
            pilot.status.hasPrefix("Could not export “ubuntu-24.04-base-v1.10”: the connection is refused"))
        #expect(pilot.status.hasSuffix("T shows what can be done."))
        let upload = TransferTests.transfer(1, "a", .failed) { $0.problem = Samples.problem() }
        pilot.send(.transfers([TransferTests.transfer(1, "a", .sending)]))
        pilot.send(.transfers([upload]))
        #expect(pilot.status.hasPrefix("Could not upload “a”: the connection is refused"))
        #expect(!pilot.status.contains("Could not list images"), "the words of the one request stand in Transfers")
        pilot.press("Esc", "T")
        #expect(pilot.shows("Could not list images: the connection is refused"))
    }

    @Test("R33: an image that is left deactivated is told at once, stays on the status line, and t tries again")
    func left() {
        let pilot = pilot(Self.running)
        let left = Self.export(.done(isVerified: true), remedies: [.reactivate]) {
            $0.isHolding = true
            $0.holdProblem = Self.left
        }
        pilot.send(.transfers([left]))
        #expect(pilot.shows("Could not reactivate “ubuntu-24.04-base-v1.10” (\(Samples.id(1))): not allowed."))
        pilot.press("Esc")
        #expect(pilot.status.hasSuffix("1 image left deactivated"))
        pilot.press("T")
        #expect(pilot.shows("not allowed. Ask. req-1"))
        #expect(pilot.hints.hasPrefix("t reactivate"))
        pilot.press("f")
        #expect(pilot.status == "The image is still deactivated for it: t reactivates it first.")
        pilot.press("t")
        pilot.expect(.reactivate(Transfer.ID("t1")))
        pilot.send(.transfers([Self.export(.done(isVerified: true), remedies: [.forget])]))
        pilot.press("Esc")
        #expect(!pilot.status.contains("deactivated"))
    }

    @Test("q asks, and says that it goes on at the next start, and the image is reactivated meanwhile")
    func quit() {
        let pilot = pilot(Self.running)
        pilot.press("q")
        #expect(pilot.shows("Quit Vitrine? 1 export goes on when this cloud is opened the next time"))
        #expect(pilot.shows("what is deactivated for that is reactivated now."))
        pilot.press("Enter")
        pilot.expect(.quit)
    }

    /// An entry of the activity log about a transfer of an image.
    private func ended(
        _ number: Int64, of image: Int, _ title: String, _ deed: Deed, _ outcome: Activity.Outcome = .done
    ) -> Activity {
        var activity = Activity(
            id: number, at: Pilot.now + -3_600, workplace: TransferTests.here, user: "eve", plan: number,
            name: "Upload", image: Samples.id(image), title: title, deed: deed, outcome: outcome)
        activity.reason = outcome == .failed ? "the disk is full" : nil
        return activity
    }

    @Test("What has ended stands below what has not, also of earlier runs; once each")
    func history() {
        let pilot = pilot(Self.running)
        pilot.press("T")
        pilot.send(
            .pastTransfers([
                ended(3, of: 3, "rocky-9-base-v1.0", .uploaded(bytes: 1 << 20, digest: "sha512:1:00")),
                ended(4, of: 4, "debian-13-gpu-v0.9", .exported(bytes: 5, path: "/srv/d", digest: nil), .failed),
            ]))
        pilot.press("j")
        #expect(pilot.lines.contains { $0.contains("› rocky-9-base-v1.0") && $0.contains("done, verified") })
        #expect(pilot.shows("Upload 1.0 MiB, verified, ended 2026-11-23 13:02"))
        #expect(pilot.hints.hasPrefix("Enter image"))
        pilot.press("j")
        #expect(pilot.lines.contains { $0.contains("› debian-13-gpu-v0.9") && $0.contains("failed") })
        #expect(pilot.shows("The disk is full."))
        pilot.press("f")
        #expect(pilot.status == "It is over, and kept in the activity log.")
        // What is in the list itself is not shown twice.
        let done = TransferTests.transfer(3, "rocky-9-base-v1.0", .done(isVerified: true), remedies: [.forget]) {
            $0.plan = 3
        }
        pilot.send(.transfers([done]))
        #expect(pilot.lines.count { $0.contains("rocky-9-base-v1.0") } == 1)
    }

    @Test("One that has stopped hides its own entries and no earlier ones of the same image")
    func earlier() {
        let name = "ubuntu-24.04-base-v1.10"
        let pilot = pilot(Self.export(.paused, remedies: [.retry, .forget]) { $0.plan = 9 })
        pilot.press("T")
        let path = "/srv/ubuntu.qcow2"
        pilot.send(
            .pastTransfers([
                ended(9, of: 1, name, .exported(bytes: 5, path: path, digest: nil), .failed),
                ended(8, of: 1, name, .exported(bytes: 5, path: path, digest: nil)),
                ended(7, of: 1, name, .exported(bytes: 5, path: "/srv/old", digest: "sha512:5:00")),
            ]))
        let rows = pilot.lines.filter { $0.contains(name) && $0.contains(" export ") }
        #expect(rows.count == 3)
        #expect(!rows.contains { $0.contains("failed") })
    }

    @Test("What helps nothing is not done and says why", arguments: ["p", "t"])
    func refused(key: String) {
        let pilot = pilot(TransferTests.transfer(1, "image-a", .sending, remedies: [.abort]))
        pilot.press("T", key)
        #expect(pilot.effects.isEmpty && !pilot.status.contains("means nothing"))
        #expect(pilot.browser.message != nil)
    }
}
