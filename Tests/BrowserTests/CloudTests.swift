import Browser
import Catalog
import Testing

@Suite("Clouds, projects and secrets")
struct CloudTests {
    @Test("With several clouds and none named there is a chooser, and nothing is opened before")
    func chooser() {
        let pilot = Pilot(cloud: nil)
        #expect(pilot.header == " vitrine  no cloud")
        pilot.press("Esc")
        #expect(pilot.shows("No cloud is open. C chooses one, q quits."))
        pilot.press("r")
        #expect(pilot.status == "No cloud is open. C chooses one.")
        pilot.press("C", "other", "Enter")
        pilot.expect(.openCloud(CloudSelection(cloud: "other"), .images, generation: 1))
        #expect(pilot.header.hasPrefix(" vitrine  other"))
    }

    @Test("A region named on the command line is that of whichever cloud is chosen")
    func region() {
        let clouds = [
            ListedCloud(name: "near", regions: ["RegionOne", "Far"], region: "Far"),
            ListedCloud(name: "other", region: "Far"),
        ]
        let pilot = Pilot(clouds: clouds, cloud: nil)
        #expect(!pilot.shows("RegionOne"))
        pilot.press("near", "Enter")
        pilot.expect(.openCloud(CloudSelection(cloud: "near", region: "Far"), .images, generation: 1))
        pilot.press("C")
        #expect(pilot.shows("near RegionOne"))
    }

    @Test("C lists the projects one may change to once they are known, and changes with one key")
    func projects() {
        let pilot = Pilot.signedIn()
        pilot.press("C")
        pilot.expect(.fetchProjects)
        #expect(!pilot.shows("team-a"))
        pilot.send(
            .projects(
                .success([Named(id: Samples.platform, name: "platform"), Named(id: Samples.teamA, name: "team-a")])))
        #expect(pilot.lines.contains { $0.contains("● platform") })
        pilot.press("team-a", "Enter")
        pilot.expect(
            .openCloud(CloudSelection(cloud: "xloud", project: Samples.teamA), .images, generation: 2))
    }

    @Test("Opened before somebody is signed in, it gets the projects then")
    func early() {
        let pilot = Pilot()
        pilot.press("C")
        #expect(pilot.effects.isEmpty)
        pilot.service(.signedIn(Samples.member))
        pilot.expect(.fetchProjects)
    }

    @Test("Projects that cannot be asked for leave the clouds to choose from")
    func projectsUnknown() {
        let pilot = Pilot.signedIn()
        pilot.press("C")
        pilot.expect(.fetchProjects)
        pilot.send(.projects(.failure(Samples.problem(attempt: "Could not list your projects"))))
        #expect(pilot.status.hasPrefix("Could not list your projects"))
        #expect(pilot.shows("other"))
    }

    @Test("A cloud of several regions is one line for each")
    func regions() {
        let clouds = [ListedCloud(name: "xloud", regions: ["RegionOne", "RegionTwo"])]
        let pilot = Pilot.signedIn(clouds: clouds)
        pilot.press("C")
        pilot.expect(.fetchProjects)
        #expect(pilot.lines.contains { $0.contains("● xloud RegionOne") })
        pilot.press("Two", "Enter")
        pilot.expect(.openCloud(CloudSelection(cloud: "xloud", region: "RegionTwo"), .images, generation: 2))
    }

    @Test("The regions of the catalogue stand beside those of the entry, this one marked, without being listed twice")
    func catalogueRegions() {
        let clouds = [ListedCloud(name: "xloud", regions: ["RegionOne"]), ListedCloud(name: "other")]
        let pilot = Pilot.signedIn(clouds: clouds)
        pilot.press("C")
        pilot.expect(.fetchProjects)
        #expect(!pilot.shows("RegionTwo"))
        pilot.send(.regions(["RegionTwo", "RegionOne"]))
        pilot.send(.projects(.success([Named(id: Samples.platform, name: "platform")])))
        #expect(pilot.lines.contains { $0.contains("● xloud RegionOne") })
        #expect(pilot.lines.contains { $0.contains("● platform") })
        #expect(pilot.lines.count { $0.contains("  region") } == 2)
        #expect(!pilot.shows("other Region"))
        pilot.press("Two", "Enter")
        pilot.expect(.openCloud(CloudSelection(cloud: "xloud", region: "RegionTwo"), .images, generation: 2))
    }

    @Test("Regions are offered too where projects cannot be asked for")
    func regionsAlone() {
        let pilot = Pilot.signedIn()
        pilot.press("C")
        pilot.expect(.fetchProjects)
        pilot.send(.regions(["RegionOne", "RegionTwo"]))
        pilot.send(.projects(.failure(Samples.problem(attempt: "Could not list your projects"))))
        #expect(pilot.lines.contains { $0.contains("● xloud RegionOne") } && pilot.shows("xloud RegionTwo"))
    }

    @Test("Another region keeps the project that was chosen, another project the region, another cloud neither")
    func bothChosen() {
        let clouds = [ListedCloud(name: "xloud"), ListedCloud(name: "other", regions: ["RegionOne", "Far"])]
        let pilot = Pilot.signedIn(clouds: clouds)
        func choose(_ text: String) {
            pilot.press("C")
            pilot.expect(.fetchProjects)
            pilot.send(.regions(["RegionOne", "RegionTwo"]))
            pilot.send(
                .projects(
                    .success([Named(id: Samples.platform, name: "platform"), Named(id: Samples.teamA, name: "team-a")]))
            )
            pilot.press(text, "Enter")
        }
        choose("team-a")
        pilot.expect(.openCloud(CloudSelection(cloud: "xloud", project: Samples.teamA), .images, generation: 2))
        pilot.bringUp()
        choose("RegionTwo")
        pilot.expect(
            .openCloud(
                CloudSelection(cloud: "xloud", region: "RegionTwo", project: Samples.teamA), .images, generation: 3))
        pilot.bringUp()
        choose("platform")
        pilot.expect(
            .openCloud(
                CloudSelection(cloud: "xloud", region: "RegionTwo", project: Samples.platform), .images, generation: 4))
        pilot.bringUp()
        choose("Far")
        pilot.expect(.openCloud(CloudSelection(cloud: "other", region: "Far"), .images, generation: 5))
    }

    @Test("An entry that cannot be used stands with its reason and file")
    func broken() {
        let clouds = [ListedCloud(name: "bad", problem: "clouds.yaml:21: auth_url is missing")]
        let pilot = Pilot(clouds: clouds, cloud: nil)
        pilot.press("Enter")
        #expect(pilot.status == "clouds.yaml:21: auth_url is missing")
    }

    @Test("What the cloud left behind still reports is dropped")
    func lateEvents() {
        let pilot = Pilot.signedIn()
        let generation = pilot.browser.generation
        pilot.press(":", "cloud", "Space", "other", "Enter")
        pilot.expect(.openCloud(CloudSelection(cloud: "other"), .images, generation: generation + 1))
        pilot.send(.service(.loaded(Samples.catalogue, isLast: true), generation: generation))
        pilot.send(.service(.signedIn(Samples.admin), generation: generation))
        #expect(pilot.browser.session == nil)
        #expect(pilot.names.isEmpty || pilot.names == ["Signing"])
        pilot.bringUp(Samples.session("bob", roles: ["member"], cloud: "other", project: Samples.teamA))
        #expect(pilot.header.contains("other RegionOne · team-a · bob (member)"))
    }

    @Test("Filters go along to the next cloud, marks and news do not")
    func carried() {
        let pilot = Pilot.signedIn()
        pilot.press("Space", "/nginx", "Enter")
        #expect(pilot.takeChoices() != nil)
        pilot.press(":", "cloud", "Space", "other", "Enter")
        pilot.expect(.openCloud(CloudSelection(cloud: "other"), .images, generation: 2))
        pilot.bringUp()
        #expect(pilot.titles.hasSuffix("filter: nginx"))
        #expect(pilot.browser[.images].marks.isEmpty)
    }

    // MARK: Secrets

    private func asked(_ secret: CredentialRequest.Secret = .password, problem: String? = nil) -> Pilot {
        let pilot = Pilot()
        pilot.service(
            .credentialNeeded(CredentialRequest(secret: secret, cloud: "xloud", user: "alice", problem: problem)))
        return pilot
    }

    @Test("A password is typed without echo and handed on; nothing keeps it")
    func password() {
        let pilot = asked()
        #expect(pilot.shows("Password of alice"))
        pilot.press("q:/!")
        #expect(pilot.shows("••••"))
        pilot.press("Enter")
        pilot.expect(.supplyCredential("q:/!"))
        #expect(!pilot.shows("Password"))
        #expect(!String(describing: pilot.browser).contains("q:/!"))
    }

    @Test("Where there is no identity service, the password goes to the image service")
    func recipient() {
        let pilot = Pilot()
        var request = CredentialRequest(secret: .password, cloud: "xloud", user: "alice")
        pilot.service(.credentialNeeded(request))
        #expect(pilot.shows("It is sent to the identity service"))
        pilot.press("Esc")
        pilot.expect(.declineCredential)
        request.recipient = "image service"
        pilot.service(.credentialNeeded(request))
        #expect(pilot.shows("It is sent to the image service"))
    }

    @Test("The whole reason why a cloud cannot be opened is shown below the chooser")
    func wholeReason() {
        let reason =
            "/home/eve/.config/openstack/clouds.yaml:112: the file of `cacert`, /etc/ssl/certs/a-long-name-of-a-site.pem, "
            + "cannot be read: No such file or directory"
        let clouds = [ListedCloud(name: "broken", problem: reason), ListedCloud(name: "fine")]
        let pilot = Pilot(clouds: clouds, cloud: nil)
        let shown = pilot.lines.suffix(5).joined(separator: " ").split(separator: " ").joined(separator: " ")
        #expect(shown.contains(reason), "\(shown)")
        pilot.press("Down")
        #expect(!pilot.lines.joined().contains("No such file"))
    }

    @Test("A password can be pasted, and an empty one is not sent")
    func pasted() {
        let pilot = asked()
        pilot.press("Enter")
        #expect(pilot.shows("Password of alice"))
        pilot.paste("geheim\n")
        #expect(!pilot.shows("geheim"))
        pilot.press("Enter")
        pilot.expect(.supplyCredential("geheim"))
    }

    @Test("A refusal is told where the password is asked for again")
    func refused() {
        let pilot = asked(problem: "the user, the password or the project is not accepted")
        #expect(pilot.shows("The user, the password or the project is not accepted."))
    }

    @Test("Esc gives up, and the program stays offline until it is asked to try again", arguments: ["Esc", "C-c"])
    func givenUp(key: String) {
        let pilot = asked(.passcode)
        #expect(pilot.shows("One-time code of alice"))
        pilot.press("123", key)
        pilot.expect(.declineCredential)
        let problem = Samples.problem(
            .credentialMissing, attempt: "Could not sign in", reason: "no secret was given", advice: "")
        pilot.service(
            .replicaOpened(session: nil, lastPass: nil, counts: PaneCounts()), .loaded([], isLast: true),
            .connection(.lost(problem, retryAt: nil)))
        #expect(pilot.header.contains("not signed in"))
        #expect(pilot.shows("no secret was given. r asks again."))
        pilot.press("r")
        pilot.expect(.refresh(visible: []))
    }
}
