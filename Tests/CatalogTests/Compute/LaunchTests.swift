import Catalog
import Testing

@Suite("What a server is made from")
struct LaunchTests {
    private func data(_ text: String) -> UserData { UserData(Array(text.utf8)) }

    @Test(
        "R5: the first line of user data says what it is",
        arguments: [
            ("#!/bin/bash\nls", "a script"), ("#! /bin/sh", "a script"),
            ("#cloud-config\npackages: []", "cloud-config"),
            ("#cloud-config \r\n", "cloud-config"), ("#cloud-config-archive\n", "a cloud-config archive"),
            ("#include\nhttps://x", "an include file"), ("#cloud-boothook\n", "a boot hook"),
            ("## template: jinja\n#cloud-config", "a template"), ("Content-Type: multipart/mixed; b", "a MIME archive"),
            ("MIME-Version: 1.0\n", "a MIME archive"), ("#ps1_sysnative\n", "a PowerShell script"),
            ("<powershell>\n", "a PowerShell script"), ("{\"ignition\": {}}", "an Ignition configuration"),
        ])
    func kinds(text: String, kind: String) {
        #expect(data(text).kind == kind)
        #expect(data(text).mistake == nil)
        #expect(data(text).warning == nil)
    }

    @Test("R5: compressed user data is told by its first bytes")
    func compressed() {
        #expect(UserData([0x1F, 0x8B, 0x08, 0xFF]).kind == "compressed")
    }

    @Test(
        "R5: what can only be a slip is a mistake",
        arguments: [
            ("", "It is empty."), ("# cloud-config\n", "Its first line has to be exactly #cloud-config."),
            ("#Cloud-Config\n", "Its first line has to be exactly #cloud-config."),
            ("#cloud-config: yes", "Its first line has to be exactly #cloud-config."),
            ("\n#!/bin/sh", "Its first line is empty: it has to say what follows."),
            ("#!bash\n", "#! in its first line has to be followed by a whole path, as in #!/bin/sh."),
            (
                "\u{FEFF}#cloud-config",
                "It begins with a byte order mark, so that nothing knows its first line."
            ),
        ])
    func mistakes(text: String, mistake: String) { #expect(data(text).mistake == mistake) }

    @Test("R5: an unknown first line is a doubt, since other programs than cloud-init read user data")
    func unknown() {
        #expect(data("packages: []").mistake == nil)
        #expect(data("packages: []").warning?.hasPrefix("cloud-init does not know") == true)
    }

    @Test("User data may be as long as the compute service takes it, in base64")
    func longest() {
        #expect(UserData.longest == 49_149)
        let longest = data("#!/bin/sh\n" + String(repeating: "x", count: UserData.longest - 10))
        #expect(longest.mistake == nil)
        #expect(data(String(decoding: longest.bytes, as: UTF8.self) + "x").mistake?.contains("too long") == true)
    }

    @Test("A flavor is too small by memory, by the disk that the image asks for, or by its data")
    func flavors() {
        var image = Image(id: ImageID("i1"))
        image.minRAM = 1_024
        image.minDisk = 10
        image.virtualSize = 12 << 30
        func objection(_ ram: Int, _ disk: Int) -> String? {
            Flavor(id: "f", name: "f", cpus: 1, ram: ram, disk: disk).objection(to: image)
        }
        #expect(objection(512, 20) == "Too little memory: 512 MB, and the image needs 1024 MB.")
        #expect(objection(1_024, 9) == "Too little disk: 9 GB, and the image needs 10 GB.")
        #expect(objection(1_024, 11) == "Too little disk: 11 GB, and the image has 12 GiB.")
        #expect(objection(1_024, 12) == nil)
        // A flavor without a disk of its own gets one as large as the image.
        #expect(objection(1_024, 0) == nil)
    }

    @Test("R60, R81: what may not be launched is told from the image as it is now")
    func objections() {
        var image = Image(id: ImageID("i1"))
        var server = NewServer(name: "web-1", image: image.id, imageTitle: "i1", flavor: "f")
        #expect(server.objection(to: image) == nil)
        server.requiresSignature = true
        #expect(server.objection(to: image)?.hasPrefix("it is not signed") == true)
        image.properties["img_signature"] = "x"
        #expect(server.objection(to: image)?.hasPrefix("it is signed incompletely") == true)
        for key in Signature.keys { image.properties[key] = "x" }
        #expect(server.objection(to: image) == nil)
        image.status = .deactivated
        #expect(server.objection(to: image)?.contains("only active images") == true)
        image.properties["deprecated"] = "true"
        image.properties["replacement"] = "newer"
        #expect(server.objection(to: image) == "it is deprecated: use newer")
    }

    @Test("Versions of the compute API are ordered by number")
    func versions() {
        #expect(Microversion("2.100").map { $0 > .wordsForNetworks } == true)
        #expect(Microversion("2.9").map { $0 < .wordsForNetworks } == true)
        for text in ["", "2", "2.x", "2.3.4", "."] { #expect(Microversion(text) == nil) }
    }

    @Test("The command that does the same")
    func command() {
        var server = NewServer(name: "web 1", image: ImageID("i1"), imageTitle: "i", flavor: "f1")
        #expect(
            EquivalentCommand.line(for: server)
                == "openstack server create --image i1 --flavor f1 --wait 'web 1'")
        server.networks = .these(["n1", "n2"])
        server.keyPair = "mine"
        server.securityGroups = ["default", "web"]
        server.userData = UserData([], path: "/home/alice/init.sh")
        #expect(
            EquivalentCommand.line(for: server)
                == "openstack server create --image i1 --flavor f1 --network n1 --network n2 --key-name mine "
                + "--security-group default --security-group web --user-data /home/alice/init.sh --wait 'web 1'")
        server = NewServer(name: "w", image: ImageID("i1"), imageTitle: "i", flavor: "f1")
        server.networks = .none
        #expect(
            EquivalentCommand.line(for: server)
                == "openstack --os-compute-api-version 2.37 server create --image i1 --flavor f1 --no-network --wait w")
    }
}
