import Browser
import Canvas
import Catalog
import Testing

@Suite("Golden frames of details and texts")
struct GoldenReadingTests {
    private static let some = Array(sizes.prefix(3))

    private func details(_ size: Size, of number: Int = 1) -> Pilot {
        let pilot = Pilot.signedIn(columns: size.columns, rows: size.rows)
        pilot.press("O", Samples.id(number).rawValue, "Enter")
        pilot.expectDetails(number, definitions: true)
        pilot.send(.definitions(Samples.definitions))
        pilot.send(.detail(Samples.id(number), .stores(.success([]))))
        pilot.send(.detail(Samples.id(number), .tasks(.success([]))))
        return pilot
    }

    @Test("Details from the top", arguments: some)
    func details(size: Size) {
        Golden.expect(details(size).frame, Golden.name("details", size))
    }

    @Test("Details further down, with definitions of properties and a line in full")
    func further() {
        let pilot = details(sizes[0])
        pilot.press("/Specifies", "Enter", "Enter")
        Golden.expect(pilot.frame, "details-properties-80x24")
    }

    @Test("Details of a deprecated version: family, replacement, findings")
    func deprecated() {
        let pilot = details(sizes[0], of: 2)
        pilot.press("C-d", "C-d")
        Golden.expect(pilot.frame, "details-deprecated-80x24")
    }

    @Test("Details of a shared image: members with their answers")
    func members() {
        let pilot = details(sizes[0], of: 4)
        let id = Samples.id(4)
        let offered = Instant(iso: "2026-11-19T08:00:00Z")
        pilot.send(
            .detail(
                id,
                .members(
                    .success([
                        Member(image: id, project: Samples.teamA, status: .accepted, createdAt: offered),
                        Member(image: id, project: Samples.teamB, status: .pending, createdAt: offered),
                    ]))))
        pilot.press("/Members", "Enter")
        Golden.expect(pilot.frame, "details-members-80x24")
    }

    @Test("Help of the panes", arguments: [sizes[0], sizes[1]])
    func help(size: Size) {
        let pilot = Pilot.signedIn(columns: size.columns, rows: size.rows)
        pilot.press("?")
        Golden.expect(pilot.frame, Golden.name("help", size))
    }

    @Test("Help of the panes to its end")
    func helpEnd() {
        let pilot = Pilot.signedIn(columns: 80, rows: 140)
        pilot.press("?")
        Golden.expect(pilot.frame, "help-80x140")
    }

    @Test("Help of details, and of texts", arguments: [("Enter", "details"), ("!", "reader")])
    func helpElsewhere(key: String, name: String) {
        let pilot = Pilot.signedIn(rows: 45)
        pilot.press("g", key)
        if key == "Enter" { pilot.expectDetails(11, definitions: true) }
        if key == "!" { pilot.expect(.fetchActivity(latest: 500)) }
        pilot.press("?")
        Golden.expect(pilot.frame, "help-\(name)-80x45")
    }

    @Test("The activity log, a line a request, one of them in full", arguments: [sizes[0], sizes[1]])
    func activity(size: Size) {
        let pilot = Pilot.signedIn(columns: size.columns, rows: size.rows)
        func record(_ path: String, _ status: Int?, _ failure: String? = nil) -> RequestRecord {
            RequestRecord(
                at: Pilot.now, service: "image", method: "GET", path: path, milliseconds: 217, httpStatus: status,
                requestID: status == nil ? nil : "req-23678f8b-2bd4-4e07-807f-7cd76f147f4c", failure: failure)
        }
        pilot.service(
            .requested([
                record("/v2/images?limit=50&visibility=all", 200),
                record("/v2/images/418f8306/members", 403, "Forbidden"),
                record("/v2/images?limit=200&visibility=all&os_hidden=true", nil, "the connection was reset"),
            ]))
        pilot.press("!", "Tab", "j", "Enter")
        pilot.expect(.fetchActivity(latest: 500))
        Golden.expect(pilot.frame, Golden.name("activity", size))
    }
}
