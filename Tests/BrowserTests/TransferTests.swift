import Browser
import Canvas
import Catalog
import Testing

@Suite("Transfers")
struct TransferTests {
    static let here = Workplace(cloud: "xloud", region: "RegionOne", project: Samples.platform)

    static func transfer(
        _ number: Int, _ title: String, _ state: Transfer.State, kind: Transfer.Kind = .upload,
        remedies: Set<Transfer.Remedy> = [], at workplace: Workplace = here,
        _ change: (inout Transfer) -> Void = { _ in }
    ) -> Transfer {
        var transfer = Transfer(
            id: Transfer.ID("t\(number)"), workplace: workplace, image: Samples.id(number), title: title, kind: kind,
            source: kind == .webDownload ? "https://example.org/a.img" : "/img/a.qcow2", state: state)
        transfer.remedies = remedies
        change(&transfer)
        return transfer
    }

    /// 3 GiB of 4 GiB at 10 MiB a second, which leaves 103 seconds.
    static let running = transfer(1, "ubuntu-24.04-base-v1.10", .sending, remedies: [.abort]) {
        $0.bytes = 3 << 30
        $0.total = 4 << 30
        $0.rate = 10 * 1_048_576
        $0.timeLeft = 103
    }

    private func pilot(_ transfers: [Transfer], columns: Int = 80, rows: Int = 24) -> Pilot {
        let pilot = Pilot.signedIn(columns: columns, rows: rows)
        pilot.send(.transfers(transfers))
        return pilot
    }

    @Test("The end of one that was under way is told, once, and not of one that had ended before")
    func ends() {
        let pilot = pilot([Self.running])
        let done = Self.transfer(1, "ubuntu-24.04-base-v1.10", .done(isVerified: true))
        pilot.send(.transfers([done]))
        #expect(pilot.status.contains("ubuntu-24.04-base-v1.10 is active, its data verified."))
        pilot.press("j")
        pilot.send(.transfers([done]))
        #expect(!pilot.status.contains("is active"))
    }

    @Test("One that fails while under way is told with its problem and the key that helps")
    func fails() {
        let pilot = pilot([Self.running])
        let failed = Self.transfer(1, "ubuntu-24.04-base-v1.10", .failed) { $0.problem = Samples.problem() }
        pilot.send(.transfers([failed]))
        #expect(pilot.status.contains("the connection is refused"))
        #expect(pilot.status.contains("T shows what can be done."))
    }

    // MARK: What is shown

    @Test("A running one shows its image, kind, share, rate and time left", arguments: [(80, 24), (140, 45)])
    func running(columns: Int, rows: Int) throws {
        let pilot = pilot([Self.running], columns: columns, rows: rows)
        pilot.press("T")
        let line = try #require(pilot.lines.first { $0.contains("ubuntu-24.04-base-v1.10  ") })
        for text in ["upload", "75 %", "10 MiB/s", "2 min"] { #expect(line.contains(text), "\(text): \(line)") }
        #expect(pilot.shows("3.0 GiB of 4.0 GiB sent."))
        #expect(pilot.shows("Upload from /img/a.qcow2."))
    }

    @Test("At 60×15 name, share and time left stay, and so does the problem of one that failed")
    func small() {
        let failed = Self.transfer(3, "rocky", .failed, remedies: [.retry]) { $0.problem = Samples.problem() }
        let pilot = pilot([failed, Self.running], columns: 60, rows: 15)
        pilot.press("T")
        #expect(
            pilot.lines.contains {
                $0.contains("ubuntu-24.04-base-v1.10") && $0.contains("75 %") && $0.contains("2 min")
            })
        pilot.press("j")
        #expect(pilot.shows("Could not list images: the connection is refused"))
    }

    @Test("Every state has its word, and what is known of it stands below")
    func states() {
        let states: [(Transfer.State, String, String)] = [
            (.waiting, "waits for its turn", "Upload"),
            (.held(until: "Held until 15:00."), "held", "Held until 15:00."),
            (.processing, "the service works on it", "Upload"),
            (.done(isVerified: true), "done, verified", "The service's hash is the one of what was sent."),
            (.done(isVerified: false), "done", "no hashes to compare"),
            (.failed, "failed", "the connection is refused"),
            (.aborted, "aborted", "The record is still there"), (.interrupted, "cut off", "The program ended"),
        ]
        for (state, word, below) in states {
            let pilot = pilot([
                Self.transfer(1, "image-a", state, remedies: [.forget]) {
                    $0.problem = state == .failed ? Samples.problem() : nil
                }
            ])
            pilot.press("T")
            #expect(pilot.lines.contains { $0.hasPrefix("› image-a") && $0.contains(word) }, "\(word)")
            #expect(pilot.shows(below), "\(below)")
        }
    }

    @Test("The status line has running ones in short, and counts those that stopped")
    func statusLine() {
        let pilot = pilot([Self.running])
        #expect(pilot.status.hasSuffix("↑ 75 %, 2 min left"))
        let other = Self.transfer(3, "rocky", .sending) {
            $0.bytes = 0
            $0.total = 2 << 30
        }
        pilot.send(.transfers([Self.running, other]))
        // 3 GiB of 6 GiB.
        #expect(pilot.status.hasSuffix("↑ 2 transfers 50 %"))
        pilot.send(.transfers([Self.transfer(1, "a", .failed), Self.transfer(3, "b", .done(isVerified: true))]))
        #expect(pilot.status.contains("The data of a did not arrive."), "the failure is told, not the other's success")
        pilot.press("Esc")
        #expect(pilot.status.hasSuffix("1 transfer stopped"))
        pilot.send(.transfers([]))
        #expect(!pilot.status.contains("transfer"))
    }

    @Test("What arrives while the list is open is shown, and the cursor stays on its transfer")
    func live() {
        let pilot = pilot([Self.running])
        pilot.press("T")
        pilot.send(.transfers([Self.running, Self.transfer(3, "rocky", .waiting)]))
        #expect(pilot.lines.contains { $0.hasPrefix("› ubuntu") } && pilot.shows("rocky"))
        pilot.send(.transfers([Self.transfer(3, "rocky", .waiting)]))
        #expect(pilot.lines.contains { $0.hasPrefix("› rocky") } && !pilot.shows("ubuntu-24.04-base-v1.10  "))
    }

    @Test("Nothing on its way is said, with the key that changes it")
    func none() {
        let pilot = pilot([])
        pilot.press("T")
        #expect(pilot.shows("Nothing is on its way, and nothing was cut off. n creates an image"))
        pilot.press("T")
        #expect(pilot.shows("NAME"))
    }

    // MARK: What can be done

    @Test("x, D and r ask once, with image, owner and cloud; Enter does it and Esc does not")
    func asked() {
        let cases: [(String, Set<Transfer.Remedy>, Effect, String)] = [
            (
                "x", [.abort], .abortTransfer(Transfer.ID("t1")),
                "Abort the transfer of image-a (owner platform, cloud xloud)?"
            ),
            (
                "D", [.delete], .deleteTransfer(Transfer.ID("t1")),
                "Delete the record of image-a (owner platform, cloud xloud), image"
            ),
            (
                "r", [.retry], .retryTransfer(Transfer.ID("t1")),
                "Go on with the upload of image-a (owner platform, cloud xloud)?"
            ),
        ]
        for (key, remedies, effect, question) in cases {
            let pilot = pilot([Self.transfer(1, "image-a", key == "x" ? .sending : .failed, remedies: remedies)])
            pilot.press("T", key)
            #expect(pilot.shows(question))
            pilot.press("j", "Esc")
            #expect(pilot.effects.isEmpty && !pilot.shows(question))
            pilot.press(key, "Enter")
            pilot.expect(effect)
        }
    }

    @Test("p asks where data would have to be sent again, and pauses at once where none was sent")
    func pausing() {
        var sending = Self.running
        sending.remedies = [.abort, .pause]
        let pilot = pilot([sending])
        pilot.press("T")
        #expect(pilot.hints.hasPrefix("p pause  x abort"))
        pilot.press("p")
        #expect(pilot.shows("Pause the upload of ubuntu-24.04-base-v1.10 (owner platform, cloud xloud)?"))
        #expect(pilot.shows("The service takes data in one piece: 3.0 GiB will be sent again."))
        #expect(pilot.effects.isEmpty)
        pilot.press("Enter")
        pilot.expect(.pauseTransfer(Transfer.ID("t1")))
        pilot.send(.transfers([Self.transfer(1, "image-a", .waiting, remedies: [.abort, .pause])]))
        pilot.press("p")
        pilot.expect(.pauseTransfer(Transfer.ID("t1")))
        pilot.send(.transfers([Self.transfer(1, "image-a", .paused, remedies: [.retry, .forget, .delete])]))
        #expect(pilot.shows("Paused. The record is there, without data, which is sent from its beginning."))
        #expect(pilot.hints.hasPrefix("r resume  f keep record  D delete record"))
        pilot.send(.transfers([Self.transfer(1, "image-a", .processing, kind: .webDownload, remedies: [.abort])]))
        pilot.press("p")
        #expect(pilot.effects.isEmpty && pilot.status == "The service does this by itself, and knows no pause.")
        // Nothing stops it there.
        #expect(pilot.hints.hasPrefix("x stop following"))
        pilot.press("x")
        #expect(
            pilot.shows("Follow the transfer of image-a (owner platform, cloud xloud) no more? The service goes on"))
        pilot.press("Esc")
        pilot.send(.transfers([Self.transfer(1, "image-a", .paused)]))
        pilot.press("r")
        #expect(pilot.status == "It is just being stopped.")
    }

    @Test("f keeps the record at once, for it sends nothing")
    func atOnce() {
        let pilot = pilot([Self.transfer(1, "image-a", .failed, remedies: [.retry, .forget, .delete])])
        pilot.press("T")
        #expect(pilot.hints.hasPrefix("r retry  f keep record  D delete record"))
        pilot.press("f")
        pilot.expect(.forgetTransfer(Transfer.ID("t1")))
    }

    @Test("What helps nothing is neither offered nor done, and says why", arguments: ["x", "r", "f", "D", "u"])
    func refused(key: String) {
        let pilot = pilot([Self.transfer(1, "image-a", .sending)])
        pilot.press("T")
        #expect(pilot.hints.hasPrefix("Enter image"))
        pilot.press(key)
        #expect(pilot.effects.isEmpty && !pilot.status.contains("?"))
        #expect(pilot.browser.message != nil && !pilot.status.contains("means nothing"))
    }

    @Test("Enter opens the image, and says which cloud has it where that is another")
    func image() {
        let pilot = pilot([
            Self.transfer(2, "elsewhere", .failed, at: Workplace(cloud: "other")), Self.transfer(1, "here", .sending),
        ])
        pilot.press("T", "j", "Enter")
        #expect(pilot.status.contains("It is in the cloud other"))
        pilot.press("k", "Enter")
        pilot.expectDetails(1, definitions: true)
        #expect(pilot.shows("Minimum disk"))
    }

    // MARK: The end of the program

    @Test("q and C-c ask while something is on its way, and say what becomes of it", arguments: ["q", "C-c"])
    func quit(key: String) {
        let pilot = pilot([Self.running, Self.transfer(3, "b", .processing, kind: .webDownload)])
        pilot.press(key)
        #expect(pilot.shows("Quit Vitrine? 1 transfer is cut off and begins again when this cloud is opened"))
        #expect(pilot.shows("The service goes on with 1 transfer by itself."))
        pilot.press("Esc")
        #expect(pilot.effects.isEmpty)
        pilot.press(key, "Enter")
        pilot.expect(.quit)
    }

    @Test("q asks nothing where all transfers are over")
    func quitAtRest() {
        let pilot = pilot([Self.transfer(1, "a", .failed), Self.transfer(3, "b", .done(isVerified: true))])
        pilot.press("q")
        pilot.expect(.quit)
    }
}
