import Browser
import Canvas
import Catalog
import Testing

@Suite("Launch Instance")
struct LaunchTests {
    static let flavors = [
        Flavor(id: "f1", name: "m1.tiny", cpus: 1, ram: 512, disk: 1),
        Flavor(id: "f2", name: "m1.small", cpus: 1, ram: 2_048, disk: 20),
        Flavor(id: "f3", name: "m1.large", cpus: 4, ram: 8_192, disk: 80),
    ]
    static let networks = [
        Network(id: "n1", name: "lan", status: "ACTIVE", isOwn: true),
        Network(id: "n2", name: "campus", status: "ACTIVE", isOwn: false),
    ]

    static func offer(
        networks: [Network]? = [networks[0]], keys: [String] = ["laptop", "desk"], version: Microversion? = .init(2, 96)
    ) -> LaunchOffer {
        LaunchOffer(
            flavors: .success(flavors), keyPairs: .success(keys), networks: networks.map { .success($0) },
            securityGroups: networks == nil
                ? nil
                : .success([
                    SecurityGroup(id: "g1", name: "default", about: "Default security group"),
                    SecurityGroup(id: "g2", name: "web", about: "http and https"),
                ]), version: version)
    }

    /// An image that needs 10 GB of disk and 1 GB of memory, with more attributes if wanted.
    private static func entry(
        _ number: Int, _ name: String, properties: Properties = [:], status: ImageStatus = .active
    ) -> CatalogueEntry {
        var image = Samples.entry(number, name, .private, status: status, size: 641_728_512, properties: properties)
            .image
        image.minDisk = 10
        image.minRAM = 1_024
        return CatalogueEntry(image: image)
    }

    private static let name = "debian-13-launch-v1.0"

    static func pilot(
        properties: Properties = ["hw_disk_bus": "virtio"], settings: Settings = Settings(),
        offer: LaunchOffer? = offer(),
        columns: Int = 80, rows: Int = 45
    ) -> Pilot {
        let pilot = Pilot.signedIn(
            columns: 80, rows: 45, settings: settings, session: InstancesTests.session(Samples.member),
            entries: [
                entry(50, name, properties: properties),
                entry(
                    51, "debian-13-launch-v0.9", properties: ["deprecated": "true", "replacement": name],
                    status: .deactivated),
                entry(52, "debian-12-launch-v0.1", properties: ["deprecated": "true"]),
            ])
        pilot.leavesEffects = true
        pilot.go(to: name)
        pilot.resize(columns: columns, rows: rows)
        pilot.press("l")
        if let offer { pilot.send(.launchOffer(offer)) }
        return pilot
    }

    /// The server that was asked for.
    private static func launched(_ pilot: Pilot) -> (server: NewServer, id: LaunchID)? {
        pilot.effects.lazy.compactMap { if case .launch(let server, let id) = $0 { (server, id) } else { nil } }.first
    }

    @Test("R9: with a name the smallest flavor that fits, the only network and the default group make a server")
    func plain() throws {
        let pilot = Self.pilot()
        pilot.expect(.fetchLaunchOffer)
        #expect(pilot.says("\(Self.name), private, needs 10 GB of disk and 1024 MB of memory"))
        pilot.press("C-s")
        #expect(pilot.says("Give the server a name."))
        pilot.press("web-1", "C-s")
        let server = try #require(Self.launched(pilot)).server
        #expect(server.image == Samples.id(50))
        #expect(server.name == "web-1")
        #expect(server.flavor == "f2")
        #expect(server.networks == .these(["n1"]))
        #expect(server.securityGroups == ["default"])
        #expect(server.keyPair == nil)
        #expect(server.userData == nil)
    }

    @Test("A flavor that is too small is dimmed with the reason, and not sent")
    func tooSmall() {
        let pilot = Self.pilot()
        pilot.press("web-1", "Tab", "Home")
        #expect(pilot.says("Too little memory: 512 MB, and the image needs 1024 MB."))
        pilot.press("C-s")
        #expect(Self.launched(pilot) == nil)
        pilot.press("End", "C-s")
        #expect(Self.launched(pilot)?.server.flavor == "f3")
    }

    @Test("Of several networks at least one has to be ticked; key and groups are chosen")
    func choices() {
        let pilot = Self.pilot(offer: Self.offer(networks: Self.networks))
        pilot.press("web-1", "C-s")
        #expect(pilot.says("Tick at least one network below."))
        #expect(Self.launched(pilot) == nil)
        pilot.press("Tab", "Down", "Space", "Tab", "Down", "Space", "S-Tab", "S-Tab", "S-Tab", "l", "C-s")
        let server = Self.launched(pilot)?.server
        #expect(server?.networks == .these(["n2"]))
        #expect(server?.securityGroups == ["default", "web"])
        #expect(server?.keyPair == "laptop")
        #expect(
            pilot.says(
                "openstack server create --image \(Samples.id(50)) --flavor f2 --network n2 --key-name laptop"))
    }

    @Test("Without networks the site is asked for none by a word, where it is new enough to know it")
    func noNetworks() {
        let new = Self.pilot(offer: Self.offer(networks: []))
        new.press("web-1", "C-s")
        #expect(Self.launched(new)?.server.networks == NewServer.Networks.none)
        let old = Self.pilot(offer: Self.offer(networks: nil, version: Microversion(2, 1)))
        old.press("web-1", "C-s")
        #expect(Self.launched(old)?.server.networks == .leftOut)
    }

    @Test("R5: user data is written in the dialog, looked at by its first line, and sent as it is")
    func text() {
        let pilot = Self.pilot()
        pilot.press("web-1", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Right")
        #expect(pilot.says("( ) none (•) text ( ) file"))
        pilot.press("Tab", "# cloud-config", "C-s")
        #expect(pilot.says("Its first line has to be exactly #cloud-config."))
        #expect(Self.launched(pilot) == nil)
        pilot.press("C-u")
        pilot.paste("#cloud-config\npackages:\n  - nginx\n")
        pilot.press("# end")
        #expect(pilot.says("By its first line it is cloud-config."))
        pilot.press("C-s")
        #expect(
            Self.launched(pilot)?.server.userData
                == UserData(Array("#cloud-config\npackages:\n  - nginx\n# end".utf8)))
    }

    @Test("R5: user data comes from a file, once that was read")
    func file() {
        let pilot = Self.pilot()
        pilot.press("web-1", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Right", "Right", "Tab", "~/init.sh")
        pilot.expect(.readUserData("~/init.sh"))
        pilot.press("C-s")
        #expect(Self.launched(pilot) == nil)
        pilot.send(
            .userData("~/init.sh", .failure(Samples.problem(.file, reason: "there is no such file", advice: ""))))
        #expect(pilot.says("There is no such file."))
        let data = UserData(Array("#!/bin/sh\n".utf8), path: "/home/alice/init.sh")
        pilot.send(.userData("~/init.sh", .success(data)))
        #expect(pilot.says("By its first line it is a script."))
        pilot.press("C-s")
        #expect(Self.launched(pilot)?.server.userData == data)
    }

    @Test("The server is followed until it is active")
    func followed() throws {
        let pilot = Self.pilot()
        pilot.press("web-1", "C-s")
        let id = try #require(Self.launched(pilot)).id
        #expect(pilot.says("Asking the compute service for web-1."))
        pilot.press("Esc")
        #expect(pilot.says("Launch Instance"))
        let server = Server(id: "s1", name: "web-1", status: "BUILD", task: "spawning")
        pilot.send(.launch(id, .accepted(server)))
        #expect(pilot.says("web-1 is being made: BUILD, spawning."))
        pilot.send(.launch(id, .server(Server(id: "s1", name: "web-1", status: "ACTIVE"))))
        pilot.send(.launch(id, .ended))
        #expect(pilot.status == "web-1 is active (s1).")
        #expect(!pilot.says("Launch Instance"))
    }

    @Test("A server in error is told with its fault and how to remove it; the dialog stays")
    func inError() throws {
        let pilot = Self.pilot()
        pilot.press("web-1", "C-s")
        let id = try #require(Self.launched(pilot)).id
        pilot.send(.launch(id, .accepted(Server(id: "s1", name: "web-1", status: "BUILD"))))
        let server = Server(id: "s1", name: "web-1", status: "ERROR", fault: "No valid host was found")
        pilot.send(.launch(id, .server(server)))
        pilot.send(.launch(id, .ended))
        #expect(pilot.says("web-1 is in the state ERROR: No valid host was found."))
        #expect(pilot.says("openstack server delete s1"))
        #expect(pilot.says("Launch Instance"))
    }

    @Test("Who leaves the dialog is told later what became of the server")
    func left() throws {
        let pilot = Self.pilot()
        pilot.press("web-1", "C-s")
        let id = try #require(Self.launched(pilot)).id
        pilot.send(.launch(id, .accepted(Server(id: "s1", name: "web-1", status: "BUILD"))))
        pilot.press("Esc")
        #expect(!pilot.says("Launch Instance"))
        pilot.press("j")
        pilot.send(.launch(id, .server(Server(id: "s1", name: "web-1", status: "ERROR", fault: "broken"))))
        pilot.send(.launch(id, .ended))
        #expect(pilot.says("web-1 is in the state ERROR: Broken."))
    }

    @Test("A refusal stands at the field it is about, and nothing that was entered is lost")
    func refused() throws {
        let pilot = Self.pilot()
        pilot.press("web-1", "C-s")
        let id = try #require(Self.launched(pilot)).id
        let reason = "Invalid key_name provided."
        pilot.send(.launch(id, .refused(Samples.problem(.refused, reason: reason, advice: "", requestID: "req-7"))))
        pilot.send(.launch(id, .ended))
        #expect(pilot.says("Invalid key_name provided. req-7"))
        #expect(pilot.says("web-1"))
    }

    @Test("R60: a deprecated image is not launched; its replacement is offered")
    func deprecated() {
        let pilot = Self.pilot(offer: nil)
        pilot.press("Esc")
        pilot.go(to: "debian-13-launch-v0.9")
        pilot.press("l")
        #expect(pilot.says("debian-13-launch-v0.9 is deprecated and is not launched any more."))
        #expect(pilot.says("Launch \(Self.name) (owner platform) instead?"))
        pilot.press("Enter")
        #expect(pilot.says("Launch Instance · \(Self.name)"))
        pilot.press("Esc")
        pilot.go(to: "debian-12-launch-v0.1")
        pilot.press("l")
        #expect(pilot.status == "It is deprecated and names no replacement.")
    }

    @Test("R81: where the settings require signed images, others are refused with the reason")
    func signatures() {
        var settings = Settings()
        var cloud = CloudSettings()
        cloud.requireSigned = true
        settings.clouds = ["xloud": cloud]
        let unsigned = Self.pilot(settings: settings, offer: nil)
        #expect(unsigned.status == "It is not signed, and this cloud's settings require signed images.")
        let half = Self.pilot(properties: ["img_signature": "x"], settings: settings, offer: nil)
        #expect(half.status == "It is signed incompletely, and this cloud's settings require signed images.")
        let whole = Dictionary(uniqueKeysWithValues: Signature.keys.map { ($0, "x") })
        let signed = Self.pilot(properties: Properties(whole.map { ($0.key, $0.value) }), settings: settings)
        signed.press("web-1", "C-s")
        #expect(Self.launched(signed)?.server.requiresSignature == true)
    }

    @Test("A read-only session launches nothing")
    func readOnly() {
        var session = InstancesTests.session(Samples.member)
        session.isReadOnly = true
        let pilot = Pilot.acting("l", on: "ubuntu-24.04-base-v1.8", session: session)
        #expect(pilot.status == "This session is read-only, by the settings or by --read-only.")
    }

    @Test("What was entered comes back as a draft, without what was typed as user data")
    func draft() throws {
        let pilot = Self.pilot()
        pilot.press("web-1", "Tab", "End", "Tab", "Tab", "Tab", "Tab", "Tab", "Right", "Tab", "#!/bin/sh")
        pilot.send(.terminated)
        let draft = try #require(
            pilot.effects.lazy.compactMap { if case .saveDraft(let draft) = $0 { draft } else { nil } }.first)
        #expect(draft.dialog == "launch-instance")
        #expect(draft.answers == ["name": "web-1", "flavor": "f3", "data": "text"])
    }
}
