import Browser
import Canvas
import Catalog
import Testing

@Suite("The activity log")
struct ActivityTests {
    private static func activity(_ outcome: Activity.Outcome = .done, reason: String? = nil) -> Activity {
        var activity = Activity(
            id: 4, at: Instant(iso: "2026-11-20T09:15:00Z") ?? Pilot.now, workplace: TransferTests.here, user: "alice",
            plan: 3, name: "Edit Visibility", image: Samples.id(1), title: "ubuntu-24.04-base-v1.10",
            deed: .changed(
                .edit(ImagePatch([ImagePatch.Entry(.visibility, from: .string("private"), to: .string("shared"))]))),
            outcome: outcome)
        activity.reason = reason
        activity.requestID = "req-23678f8b-2bd4-4e07-807f-7cd76f147f4c"
        activity.commands = ["openstack image set --shared \(Samples.id(1))"]
        activity.note = "tested elsewhere"
        return activity
    }

    private func pilot(_ activity: [Activity]?, columns: Int = 80) -> Pilot {
        let pilot = Pilot.signedIn(columns: columns)
        pilot.press("!")
        pilot.expect(.fetchActivity(latest: 500))
        if let activity { pilot.send(.activity(activity)) }
        return pilot
    }

    @Test("A change kept by the journal has who, when, what, from and to, request ID and command")
    func whole() {
        let pilot = pilot([Self.activity()])
        #expect(pilot.shows("2026-11-20 09:15:00  ubuntu-24.04-base-v1.10: visibility private → shared."))
        pilot.press("Enter")
        for text in [
            "Edit Visibility by alice in xloud RegionOne", "req-23678f8b-2bd4-4e07-807f-7cd76f147f4c",
            "tested elsewhere",
            "openstack image set --shared",
        ] {
            #expect(pilot.shows(text), "\(text)")
        }
        pilot.press("Y")
        let copied = pilot.effects.compactMap { if case .copy(let text) = $0 { text } else { nil } }
        #expect(copied.count == 1 && copied[0].hasSuffix("$ openstack image set --shared \(Samples.id(1))"))
        for text in copied { pilot.expect(.copy(text)) }
    }

    @Test("What failed, was lost or is not known to have happened says so first, and why")
    func bad() {
        let outcomes: [(Activity.Outcome, String)] = [
            (.failed, "FAILED: ubuntu"), (.lost, "LOST, overwritten by another writer: ubuntu"),
            (.unknown, "UNKNOWN whether it was done: ubuntu"),
        ]
        for (outcome, text) in outcomes {
            let pilot = pilot([Self.activity(outcome, reason: "it is protected")], columns: 140)
            #expect(pilot.shows(text), "\(text)")
            #expect(pilot.shows("it is protected."))
        }
    }

    @Test("Requests of this run stand beside it: Tab goes there and back, and / searches in both")
    func requests() {
        let pilot = pilot([Self.activity()])
        pilot.service(
            .requested([
                RequestRecord(
                    at: Pilot.now, service: "image", method: "GET", path: "/v2/images", milliseconds: 9, httpStatus: 200
                )
            ]))
        #expect(!pilot.shows("/v2/images") && pilot.hints.hasPrefix("Tab requests"))
        pilot.press("/private", "Enter")
        #expect(pilot.status.contains("1 of 1"))
        pilot.press("Tab")
        #expect(pilot.shows("image GET /v2/images") && pilot.hints.hasPrefix("Tab changes"))
        pilot.press("Tab")
        #expect(pilot.shows("visibility private → shared"))
    }

    @Test("It says when the journal is being read, and when there is nothing in it")
    func empty() {
        let pilot = pilot(nil)
        #expect(pilot.shows("Reading the journal."))
        pilot.send(.activity([]))
        #expect(pilot.shows("Nothing was changed yet"))
    }

    @Test("A plan that ends while the log is open is read from the journal")
    func refreshed() {
        let pilot = pilot([])
        pilot.send(.planEnded(ChangePlan.ID("p")))
        pilot.expect(.fetchActivity(latest: 500))
        pilot.send(.activity([Self.activity()]))
        #expect(pilot.shows("visibility private → shared"))
    }
}
