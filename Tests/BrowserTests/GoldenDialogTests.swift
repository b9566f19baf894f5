import Browser
import Canvas
import Catalog
import Testing

@Suite("Golden frames of dialogs and pickers")
struct GoldenDialogTests {
    private static let some = Array(sizes.prefix(3))

    @Test("The palette", arguments: some)
    func palette(size: Size) {
        let pilot = Pilot.signedIn(columns: size.columns, rows: size.rows)
        pilot.press(":")
        Golden.expect(pilot.frame, Golden.name("palette", size))
    }

    @Test("The palette narrowed, and what it refuses")
    func narrowed() {
        let pilot = Pilot.signedIn()
        pilot.press(":", "goadm", "Enter")
        Golden.expect(pilot.frame, "palette-refusal-80x24")
    }

    @Test("The columns to sort by", arguments: [sizes[0], sizes[1]])
    func sort(size: Size) {
        let pilot = Pilot.signedIn(columns: size.columns, rows: size.rows)
        pilot.press("o")
        Golden.expect(pilot.frame, Golden.name("sort", size))
    }

    @Test("The chooser of columns", arguments: [sizes[0], sizes[1]])
    func columns(size: Size) {
        let pilot = Pilot.signedIn(columns: size.columns, rows: size.rows)
        pilot.press("w", "j", "+", "+")
        Golden.expect(pilot.frame, Golden.name("columns", size))
        pilot.press("Esc")
        Golden.expect(pilot.frame, Golden.name("columns-asking", size))
    }

    @Test("Themes, and the saved filters")
    func themesAndFilters() {
        var settings = Settings()
        settings.written.filters = ["big ones": "size:>1G", "latest": "is:latest"]
        let pilot = Pilot.signedIn(settings: settings)
        pilot.press(":", "choose theme", "Enter")
        Golden.expect(pilot.frame, "themes-80x24")
        pilot.press("Esc", ":", "use filter", "Enter")
        Golden.expect(pilot.frame, "saved-filters-80x24")
    }

    @Test("The chooser of clouds, regions and projects", arguments: [sizes[0], sizes[1]])
    func clouds(size: Size) {
        let clouds = [
            ListedCloud(name: "xloud", regions: ["RegionOne", "RegionTwo"]), ListedCloud(name: "other"),
            ListedCloud(name: "broken", problem: "clouds.yaml:21: the sign-in type password needs auth_url"),
        ]
        let pilot = Pilot.signedIn(columns: size.columns, rows: size.rows, clouds: clouds)
        pilot.press("C")
        pilot.expect(.fetchProjects)
        pilot.send(
            .projects(
                .success([Named(id: Samples.platform, name: "platform"), Named(id: Samples.teamA, name: "team-a")])))
        Golden.expect(pilot.frame, Golden.name("clouds", size))
    }

    @Test("A filter being typed, with a mistake in it", arguments: [sizes[0], sizes[1]])
    func filter(size: Size) {
        let pilot = Pilot.signedIn(columns: size.columns, rows: size.rows)
        pilot.press("/ubuntu")
        pilot.paste(" is:latst")
        Golden.expect(pilot.frame, Golden.name("filter-mistake", size))
    }

    @Test("A filter that matches nothing, and why that may be")
    func filterDoubt() {
        let pilot = Pilot.signedIn()
        pilot.press("/os_disto:ubuntu", "Enter")
        #expect(pilot.takeChoices() != nil)
        Golden.expect(pilot.frame, "filter-nothing-80x24")
    }

    @Test(
        "The password is asked for without echo, and what was wrong with it is told", arguments: [sizes[0], sizes[1]])
    func password(size: Size) {
        let pilot = Pilot(columns: size.columns, rows: size.rows)
        pilot.service(
            .credentialNeeded(
                CredentialRequest(
                    secret: .password, cloud: "xloud", user: "alice",
                    problem: "the user, the password or the project is not accepted")))
        pilot.press("geheim")
        Golden.expect(pilot.frame, Golden.name("password", size))
    }

    @Test("The one-time code")
    func passcode() {
        let pilot = Pilot()
        pilot.service(.credentialNeeded(CredentialRequest(secret: .passcode, cloud: "xloud", user: "alice")))
        Golden.expect(pilot.frame, "passcode-80x24")
    }

    @Test("An image by its ID, which nobody has")
    func openByID() {
        let pilot = Pilot.signedIn(columns: 60, rows: 15)
        pilot.press("O", "418f8306-d10c-44f9-9caa-000000009999", "Enter")
        pilot.expect(.fetchImage(Samples.id(9999)))
        let problem = Samples.problem(
            .notFound, attempt: "Could not read the image", reason: "No image found with this ID", advice: "",
            requestID: "req-23678f8b-2bd4-4e07-807f-7cd76f147f4c")
        pilot.send(.detail(Samples.id(9999), .image(.failure(problem))))
        Golden.expect(pilot.frame, "open-by-id-60x15")
    }

    @Test("The question before quitting, and the name of a filter")
    func questions() {
        let pilot = Pilot.signedIn()
        pilot.press("C-c")
        Golden.expect(pilot.frame, "quit-80x24")
        pilot.press("Esc", "/size:>1G", "C-s")
        #expect(pilot.takeChoices() != nil)
        Golden.expect(pilot.frame, "save-filter-80x24")
    }
}
